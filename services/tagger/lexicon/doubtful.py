"""Words that are goods only sometimes, and phrases in which words for goods and looks say nothing of the kind."""

from services.tagger.lexicon.languages import Language

FALSE_FRIENDS = (
    "collar|pastel|pasteles|pull|pants|body|robe|coffret|ensemble|ensembles|costume|costumes|blouse|"
    "portable|boxer|boxers|short|shorts|polo|basket|baskets|tennis|torte|handy|rock|kette|decke|becher|"
    "pendant|boucles|custodia|abito|sweat|haut|string|mono|malla|bone|meia|mala|corrente|sort|dolap|"
    "pasta|mum|bank|ring|vest|jas|rok|tas|ruha|ora|bunda|komplet|torba|table|tables|palette|combinaison|"
    "veste|vestes|voile|voiles|tele|carteira|calca|termo|copo|copos|prato|pratos|traje|saco|sacos|salto|"
    "poncho|dulces|comida|cesta|presente|presentes|regalo|mesa|mule|bracelet|culotte|culottes|sandales|"
    "gilet|chemise|bonnet|creme|tasse|teller|anzug|mantel|roller|strauss|glas|regal|brille|pumps|schmuck|"
    "kabat|taska|boty|buty|batoh|sko|ur|toj|kappa|skor|jacka|uhr|lampe|vase|bett|kuchen|brot|buch|honig|"
    "bouquet|miel|bijoux|tapis|plaid|mangas"
)
"""Words of other languages than English that a third language has as well: only beside more words of their own."""

WEAK = (
    "mtumba|mitumba|ankara|adire|vitenge|kitenge|chitenge|lace|laces|lawn|kente|samsung|xiaomi|sony|huawei|lg|hair|"
    "human hair|gift|gifts|print|prints|camera|cameras|battery|batteries|fan|fans|book|polos|seragam|"
    "body|top|tie|ties|flower|light|lights|throw|vest|charger|car|cars|suite|bin|plant|mouse|drinks|"
    "drink|food|foods|accessories|wine|polo|cap|rose|roses|curry|pepper|butter|milk|treats|sweets|batik|"
    "wax|bridal|maxi|meal|meals|closure|frames|frame|regalo|regalos|presente|presentes|cadeau|cadeaux|"
    "hediye|geschenk|luggage|tools|protein|gen|rack|racks|stole|studs|hoops|tela|telas|fabric|fabrics|"
    "beads|dates|ac|walker|crochet|palette|gloss|lash|pc|mic|buds|slide|slides|attachment|attachments|"
    "braid|braids|cooler|coolers|shades|bomber|wedge|trench|weights|chain|chains|cream|heels shoes|"
    "decoration|food tray|هديه|هدايا|عود|مخلط|ورد|ورود|ケース|リング|กล่อง"
)
"""Name the thing only where nothing else does: an Ankara dress is a dress, a phone with a good camera a phone."""

AMBIGUOUS = (
    "stand|stands|set|unit|kit|kits|machine|scale|scales|tablet pc|kota|rolex|stelan|seti|ya|item|mac|lit|bot|"
    "sal|print|box|case|oil|cover|covers|turkey|bucket|halaya|cosh|comfort|cot|cutlery|sari|jumper|collier|"
    "عود|معمول|衣|包|本|花|茶|被|杯|灯|set up|setup|cosas|short|saa|bawal|glasses|hand|ice cream|body|mono|baby|bebek|"
    "inner|outer|hulle|bat|puff|cheese|cosmetics|mat|bundles|bundle|wax|closure|inverter|lawn|senator|jam|"
    "book|order|bala|tuesday|brownis|coord|jersi|kitanda|ottoman|uhr|glas|bande|rak|vest|kerebu|dates|mule|"
    "coque|son|nhan|may|soul|kem|bo|cha|ke|tu|ban|den|do|qua|xe|chan|goi|dia|ly|ao|dam|dep|non|khan|nem|rem|"
    "tham|tra|hoa|yem"
)
"""Words whose meaning the words beside them decide, or that have none of their own here."""

NOTHING = (
    "boleh book|nak book|can book|in case|just in case|case by case|in any case|kids are|while the kids|"
    "on holiday|public holiday|holiday season|holiday mood|pendant le|pendant la|pendant les|เก็บเงินปลายทาง|"
    "ปลายทาง|เก็บปลายทาง|plus size fits|marble coating|granite coating|kids love|kids love it|kids will love|"
    "kids loves|top quality|top notch|top grade|on top|top up|top seller|top sellers|top rated|top tier|"
    "top class|tip top|watch this|watch the|watch till|watch full|watch video|watch our|watch out|watch me|"
    "watch how|watch to|to watch|must watch|watch until|watch your|watch more|watch now|watch my|book now|"
    "book your|to book|book a|book an|book ahead|please book|book early|book us|book for|book with|ring me|"
    "ring us|give us a ring|yellow basket|orange basket|keranjang kuning|troli kuning|beg kuning|cart kuning|"
    "black friday|orange money|red hot|green light|golden opportunity|gold standard|white label|blue tick|"
    "blue ticks|black market|no pressure|save the date|delivery dates|date palm|phone call|phone calls|"
    "by phone|phone number|over the phone|call phone|phone no|your phone|my phone|shopping bag|gift wrap|"
    "gift wrapping|gift box free|free gift|free gifts|gift card|black seed|car park|parking|bus stop|tea cake|"
    "in the bag|from turkey|made in turkey|turkey quality|turkey made|back cover page|hand bag free|glow up|"
    "show off|play store|app store|book club|light up|light weight|car boot|boot sale|hot cake|hot cakes|"
    "selling like hot cakes|cup of|cup of tea|piece of cake|bread winner|bread and butter|fish market|"
    "oil price|table of contents|tie down|tied|ties with|ring road|market ring|train|red flag|golden hour|"
    "silver play|gold coast|pink slip|white house|green card|blue band|brown envelope|red carpet|bola bola|"
    "jam buka|jam tayang|jam operasional|jam kerja|son dakika|son gun|son fiyat|son parca|son adet|son urun|"
    "merah putih|rouge a levres|carte bleue|marche noir|mercado negro|viernes negro|sexta negra|numero rojo|"
    "linea blanca|caixa preta|gold member|gold coins|black soap|brown sugar|green tea|white rice|brown rice|"
    "black tea|red oil|green beans|green gram|white sugar|black pepper|white pepper|red wine|white wine|"
    "red chili|red pepper|black forest|red velvet|green grapes|orange juice|orange fruit|savon noir|"
    "pan blanco|vino blanco|vino tinto|cha verde|the vert|gruner tee|baby oil|baby powder|sky school|"
    "driving school|school fees|woman in business|mens day|women's day|baby steps|oh boy|"
    "boys and girls school|man of the match|office hours|office address|our office|pick up office|"
    "office location|pos office|post office|head office|travel agency|beach road|holiday closure|hari ini|"
    "hari raya sale|kids eat free|party hall|wedding hall|new year resolution|summer job|winter break|"
    "spring roll|spring rolls|spring water|spring onion|fall in love|mini truck|mini bus|mini market|"
    "maxi taxi|raya promo|hair gel black|screen protector glass|used to|used for|can be used|is used|be used|"
    "used by|used as|used with|used in|used it|i used|you used|not used|never used|get used|lace closure|"
    "lace frontal|hd lace|lace wig|lace front|laced|lace up|transparent lace|swiss lace|rice silver|"
    "silver spoon|golden rule|dark chocolate|white chocolate|red bull|tempered glass|glass skin|"
    "mother of pearl|paper bag|wood street|cotton candy|rubber shoes|rubber shoe|canvas shoes|gold fish|"
    "rose water|rosewater|rose oil|lavender oil|rose flower|rose bouquet|real madrid|red devils|smart casual|"
    "smart phone|smart watch|smart watches|wireless charging case|home school|english tea|loose powder|"
    "loose tea|plain rice|plain flour|plain yoghurt|traditional wedding|traditional marriage|wax print|"
    "wax prints|fitness tracker|party pack|party packs|men's day|couples discount|office chair|office chairs|"
    "office desk|school bag|travel agent|camping chair|cast iron|wrought iron|gold souk|gold souq|book before|"
    "book by|book in advance|book online|book today|book via|pre book|prebook|saa kumi|saa moja|saa mbili|saa tatu|"
    "saa nne|saa tano|saa sita|saa saba|saa nane|saa tisa|kuanzia saa|masaa|puff print|oficina na|oficina de|"
    "mama mboga|al horno|a la parrilla|al forno"
)
"""Phrases whose words for goods and looks mean something else. Those that are goods stand in the tables too."""

KEPT_FACETS = (
    "school bag|office chair|office chairs|office desk|wax print|wax prints|traditional wedding|"
    "traditional marriage|party pack|party packs|camping chair|cast iron|wrought iron|puff print"
)
"""Of these, those in which a word of occasion or material does say what it says."""

SHY: dict[Language, str] = {
    Language.NORDIC: ("dame|herre|born|uld|villa|kesa|musta|sort|vit|rod|bla|gra|gron|gul|brun|ull|barn|herr|dam"),
    Language.INDIC: (
        "kala|kalo|lal|laal|nil|neela|hari|hara|sada|mard|skin|chamra|peela|bia|biye|resham|aurat|safed|suti|sobuj"
    ),
    Language.ROMANIAN: ("alb|alba|piele|gri|galben|dama|barbati|roz|verde"),
    Language.DUTCH: ("wit|witte|rode|rood|geel|gele|oon|bruin|dam|dames|heren"),
    Language.SPANISH: (
        "verde|dama|lila|vino|piel|rosa|nina|ninas|novia|lino|seda|plata|oro|liso|lisa|uni|salem|pesca|gasa|lana|rosado|boda|"
        "diario|jumbo|compromiso"
    ),
    Language.PORTUGUESE: ("verde|rosa|lin|linho|natal|lila|liso|lisa|seda|poa|la de ovelha|prata"),
    Language.FRENCH: (
        "uni|unie|laine|lin|or rose|marron|aid|fete|ete|plage|pois|raye|neuf|neuve|filles|fille|soie|bureau"
    ),
    Language.ITALIAN: ("seta|raso|nera|nero|rosa|viola|lino|lana|oro|donna|uomo|estate|blu|verde"),
    Language.GERMAN: ("rosa|lila|rot|rote|bunt|samt|damen|herren|alu|spitze|strick|buro|fete|sommer|reise|strand"),
    Language.TURKISH: (
        "gri|bej|mor|cam|inci|deri|bordo|haki|kot kumas|erkek|bayan|nisan|yaz|genc|bahar|uni|orgu|keten|okul|yun|"
        "gumus|davet|plaj"
    ),
    Language.MALAY: ("raya|anak|kapas|budak|emas|kosong|jumbo|voal|lipat|pula|coklat|oren|rajut|perak|army|polos"),
    Language.TAGALOG: ("pula|berde|pasko|sanggol|dilaw"),
    Language.SWAHILI: ("maua|mbao|fedha|idd|kike|kiume|pamba|waridi"),
    Language.SLAVIC: ("lekki|bila|modra|teli|letni|moro|slub|dama|gladki"),
    Language.UZBEK: ("oq|qora"),
    Language.HUNGARIAN: ("noi|kek|piros|teli"),
}
"""Words for looks that are others in other languages: only in captions that have more of their language."""
