"""Words about stock."""

from enum import Enum


class Stock(Enum):
    """What a phrase says about stock."""

    IN = "in stock"
    GONE = "sold out"
    NEARLY = "nearly gone, or not gone: still there"
    ORDER = "can be ordered before it is there"
    STILL = "still there, whatever else is gone"
    BACK = "was gone and is back"
    NEITHER = "speaks of stock and tells nothing"


STOCK: dict[Stock, str] = {
    Stock.IN: (
        "skladem|na sklade|na skladu|na zasobe|raktaron|in stoc|pe stoc|в наявності|в наличии|на складе|наявність"
        "|есть в наличии|"
        "varastossa|pa lager|i lager|på lager|na stanie|dostepne od reki|ultimi pezzi|ultimi capi|ultimo pezzo"
        "|op voorraad|"
        "uit voorraad leverbaar|stokta|stokta mevcut|laos olemas|turime sandelyje|במלאי|διαθεσιμο|σε αποθεμα"
        "|mavjud|bor sotuvda|"
        "ready size|ready sizes|ready ukuran|ready warna|ready saiz|ready colours|restock alert|avail at|"
        "avail in|in stock|instock|"
        "available|avail|available now|now available|readily available|ready stock|readystock|ready stok|"
        "ready to ship|ready to go|ready for pickup|ready for delivery|ships today|ships now|ready for dispatch|"
        "fully stocked|stock available|stocks available|available in|available at|available for|limited stock|"
        "limited stocks|limited pieces|limited pcs|limited quantity|limited quantities|last piece|last pieces|"
        "last one|last ones|last few|few left|few pieces left|few remaining|only few|few pcs left|"
        "few pieces remaining|last pair|last pairs|last size|last sizes|last stock|last stocks|last pcs|last units|"
        "selling fast|almost gone|going fast|low stock|while stocks last|while stock lasts|stock clearance|on hand|"
        "onhand|on-hand|sizes left|size left|sizes remaining|in store now|limited slots|stok ada|stok ready|ada stok|"
        "tersedia|stok terbatas|stok terhad|stok banyak|barang ready|stok lengkap|ready semua|tinggal sikit|"
        "stok sikit|stok melimpah|ready banyak|stok baru|may stock|may stocks|naka stock|marami pang stock|"
        "ready to ship po|avail na|onhand na|disponible|disponibles|disponibilidad inmediata|disponible en|"
        "disponibles en|disponible ya|ya disponible|ya disponibles|disponible ahora|ja disponivel|ja esta disponivel|"
        "disponivel em|disponiveis em|disponivel nas|dispo de suite|dispo immediatement|dispo en|disponible de suite|"
        "disponible des maintenant|disponible tout de suite|verfugbar in|il en reste|disponibili|en stock|"
        "en existencia|hay stock|con stock|stock disponible|entrega inmediata|ultimas piezas|ultimas unidades|"
        "ultimos pares|ultima pieza|ultimo par|pocas piezas|quedan pocos|quedan pocas|quedan|existencias limitadas|"
        "unidades limitadas|disponivel|disponiveis|em estoque|pronta entrega|a pronta entrega|ultimas pecas|"
        "ultima peca|poucas unidades|poucas pecas|estoque limitado|temos em estoque|tem em estoque|dispo|"
        "disponible immediatement|derniere piece|dernieres pieces|dernier exemplaire|derniers exemplaires|il reste|"
        "il n'en reste que|plus que|stock limite|derniere paire|dernieres paires|quantite limitee|auf lager|"
        "verfugbar|lieferbar|sofort lieferbar|vorratig|versandbereit|versandfertig|letzte stucke|letztes stuck|"
        "nur noch|letzte chance|restbestand|solange der vorrat reicht|stokta|stoklarda|stokta var|stokta mevcut|"
        "mevcut|mevcuttur|stoklarimizda|hemen teslim|son parca|son parcalar|son adet|son adetler|sinirli sayida|"
        "sinirli stok|sinirli stoklarla|stoklarla sinirli|tukenmeden|hazir|stoklar sinirli|son urunler|co san|"
        "hang co san|san hang|con hang|hang san|san kho|con size|con it|so luong co han|con lai|san sll|con du size|"
        "du size|พร้อมส่ง|มีของ|มีสินค้า|สินค้าพร้อมส่ง|ของพร้อมส่ง|พร้อมจัดส่ง|มีพร้อมส่ง|เหลือตัวสุดท้าย|"
        "ตัวสุดท้าย|เหลือน้อย|ของมีจำกัด|มีจำนวนจำกัด|จำนวนจำกัด|ใกล้หมด|متوفر|متوفره|متوفرة|متاح|متاحه|موجود|موجوده|"
        "متوفرين|متوافر|متوفر الان|كميه محدوده|الكميه محدوده|كميات محدوده|الكميات محدوده|اخر قطعه|اخر قطع|اخر حبه|"
        "اخر حبات|باقي|تبقي|جاهز للتسليم|جاهز للشحن|جاهزه للتسليم|جاهز|جاهزه|تسليم فوري|متبقي|فاضل|عدد محدود|بقي|"
        "تبقت|ipo|zipo|yapo|vipo|upo|zipo stock|inapatikana|zinapatikana|zimebaki|imebaki|imebakia|zimebakia|"
        "mzigo upo|available hai|stock mein hai|stock me hai|available h|ready available|stock limited|"
        "limited stock hai|sirf kuch pieces|stock ase|stock ache|ready ache|उपलब्ध|स्टॉक में|सीमित स्टॉक|"
        "स्टॉक उपलब्ध|স্টকে আছে|স্টক আছে|এভেইলেবল|এভেলেবল|স্টক সীমিত|সীমিত স্টক|রেডি স্টক|اسٹاک دستياب|دستياب|"
        "اسٹاك دستياب|محدود اسٹاك|в наличии|есть в наличии|在庫あり|在庫有|在庫残り|残りわずか|在庫わずか|残り|即納|"
        "即日発送|あと|ラスト|現貨|现货|有货|有現貨|仅剩|剩余|只剩|재고있음|재고 있음|only left"
    ),
    Stock.STILL: (
        "still available|still in stock|still got|still have|others available|other sizes available|"
        "other colours available|other colors available|masih ada|masih ready|masih tersedia|stok masih ada|"
        "yang lain masih|lainnya ready|meron pa|available pa|aun disponible|aun hay|aun quedan|todavia hay|"
        "todavia quedan|ainda tem|ainda temos|encore disponible|encore dispo|il reste encore|noch da|noch verfugbar|"
        "noch auf lager|hala var|hala mevcut|hala stokta|van con|bado ipo|bado zipo|abhi bhi available|لسه موجود|"
        "لسه متوفر|لسا موجود|لسا متوفر|ما زال متوفر|مازال متوفر|باقي متوفر|ยังมี|还有|まだあり|बाकी उपलब्ध"
    ),
    Stock.GONE: (
        "elfogyott|elfogytak|vyprodano|vypredane|stoc epuizat|нет в наличии|распродано|розпродано"
        "|немає в наявності|slutsald|slutsalda|"
        "slutsalt|utsolgt|udsolgt|loppuunmyyty|uitverkocht|esaurito|esaurita|esauriti|isparduota|izpardots"
        "|labi muudud|"
        "wyprzedane|wyprzedano|wyprzedany|rasprodato|rasprodano|אזל|אזל המלאי|εξαντληθηκε|εξαντλημενο"
        "|sotilib bolgan|tugadi|სულ გაიყიდა|"
        "sold out|soldout|sold-out|all sold|out of stock|outofstock|oos|no stock|no stocks|no more stock|"
        "stock finished|stock out|stockout|stock over|finished|all gone|is gone|sold|sold already|"
        "no longer available|not available|unavailable|none left|gone|currently unavailable|has sold out|don finish|"
        "e don finish|habis|stok habis|habis terjual|ludes|kosong|stok kosong|sudah habis|dah habis|kehabisan|abis|"
        "sold out kak|ludes terjual|telah habis|ubos na|ubos|wala nang stock|walang stock|no stock po|"
        "out of stock po|naubos|wala na|sold na|agotado|agotada|agotados|agotadas|se agoto|se agotaron|sin stock|"
        "sin existencias|vendido|vendida|no disponible|no hay stock|fuera de stock|se acabo|se acabaron|volaron|"
        "esgotado|esgotada|esgotados|esgotadas|esgotou|esgotaram|sem estoque|indisponivel|fora de estoque|acabou|"
        "acabaram|epuise|epuisee|epuises|epuisees|rupture de stock|en rupture|rupture|victime de son succes|"
        "plus disponible|plus en stock|vendu|vendue|tout est parti|ausverkauft|leider weg|vergriffen|nicht verfugbar|"
        "nicht lieferbar|nicht auf lager|alle weg|verkauft|restlos ausverkauft|nicht mehr verfugbar|tukendi|"
        "tukenmistir|stokta yok|stoklar tukendi|bitti|stok yok|stoklarimiz tukendi|satildi|hepsi bitti|kalmadi|"
        "mevcut degil|het hang|het hang roi|chay hang|da het|het sach|het size|tam het|het roi|sold het|tam het hang|"
        "ban het|da het hang|หมดแล้ว|ของหมด|สินค้าหมด|หมดสต็อก|หมดสต๊อก|หมดชั่วคราว|ขายหมด|ขายหมดแล้ว|หมดเกลี้ยง|"
        "หมดค่ะ|หมดจ้า|หมดแล้วจ้า|نفد|نفذ|نفدت|نفذت|نفدت الكميه|نفذت الكميه|نفاد الكميه|خلص|خلصت|خلصوا|خلصنا|"
        "انتهت الكميه|غير متوفر|غير متوفره|غير متاح|مباع|بيعت|تم البيع|انباع|انتهي|مو متوفر|مش متوفر|مش موجود|انتهت|"
        "خالص|سولد اوت|سولد|imeisha|zimeisha|yameisha|vimeisha|umeisha|imekwisha|zimekwisha|haipo|hazipo|"
        "stock imeisha|mzigo umeisha|imeuzwa|zimeuzwa|khatam|khatm|stock khatam|stock khatm|khatam ho gaya|"
        "stock nahi|sold out ho gaya|stock shesh|stock sesh|shesh|खत्म|स्टॉक खत्म|आउट ऑफ स्टॉक|सोल्ड आउट|শেষ|"
        "স্টক শেষ|স্টক আউট|সোল্ড আউট|স্টক নেই|স্টক নাই|ختم|اسٹاک ختم|اسٹاك ختم|سٹاك ختم|нет в наличии|распродано|"
        "продано|完売|完売しました|売り切れ|売切れ|品切れ|在庫切れ|在庫なし|売約済|售罄|卖完|賣完|已售完|售完|缺货|"
        "缺貨|无货|抢光|断货|품절|매진|sold out lagi|esaurito"
    ),
    Stock.BACK: (
        "don restock|we restocked|have restocked|restocked|restock ready|back in stock|now restocked|restocked again|"
        "finally restocked|is back|are back|back again|re-stocked|restock done|new stock in|back on stock|"
        "fresh stock|new batch in|restock available|just restocked|has been restocked|we are restocked|restok|"
        "sudah restock|udah restock|restock lagi|dah restock|ready lagi|ready kembali|restok lagi|stok masuk|"
        "restock na|may restock na|nagrestock|de nuevo en stock|de vuelta|reposicion|volvio|volvieron|de volta|"
        "voltou|voltaram|repostos|reposicao|de retour|de retour en stock|reassort|wieder da|wieder verfugbar|"
        "wieder auf lager|wieder lieferbar|tekrar stokta|yeniden stokta|stoklar yenilendi|tekrar geldi|yeniden geldi|"
        "ve lai|da ve lai|hang ve lai|co lai|ve hang lai|กลับมาแล้ว|มาแล้ว|เติมสต็อกแล้ว|ของเข้าแล้ว|เข้าแล้ว|رجع|"
        "رجعت|رجعنا|توفر من جديد|عاد|متوفر مجددا|توفرت|رجع متوفر|imerudi|zimerudi|phir se available|"
        "back in stock hai|再入荷|再販|入荷しました|补货|到货|再次到货|补货了|재입고|स्टॉक वापस|আবার স্টকে"
    ),
    Stock.NEARLY: (
        "not sold out|not yet sold out|not sold|almost sold out|nearly sold out|almost finished|almost out of stock|"
        "nearly gone|selling out|selling out fast|hampir habis|hampir sold out|nyaris habis|belum habis|tidak habis|"
        "nak habis|dah nak habis|mau habis|belum sold out|paubos na|malapit na maubos|hindi pa ubos|casi agotado|"
        "casi agotados|por agotarse|no agotado|no esta agotado|quase esgotado|quase esgotada|quase esgotando|"
        "presque epuise|bientot epuise|bientot en rupture|pas epuise|fast ausverkauft|nicht ausverkauft|"
        "noch nicht ausverkauft|fast weg|bitmek uzere|tukenmek uzere|tukenmedi|bitmedi|sap het|sap het hang|gan het|"
        "chua het|con chua het|ยังไม่หมด|เกือบหมด|قربت تخلص|قرب يخلص|لم تنفد|قارب علي النفاذ|قاربت علي الانتهاء|"
        "ما خلصت|inakaribia kuisha|zinakaribia kuisha|bado haijaisha|khatam hone wala|khatam hone wali|almost khatam|"
        "快卖完|即将售罄|まもなく完売|完売間近|ขายดีใกล้หมด|one size gone|size gone|sizes gone|sold out in|"
        "sold out size|sold out colours|sold out colors"
    ),
    Stock.ORDER: (
        "pre order|pre orders|preorder|preorders|pre-order|pre ordered|preorder only|pre orders open|taking orders|"
        "po|open po|open pre order|sistem po|pre booking|prebooking|pre book|prebook|pre-book|advance booking|"
        "on order|backorder|back order|preventa|pre venta|sobre pedido|bajo pedido|por encargo|bajo encargo|"
        "por pedido|pre venda|prevenda|pre-venda|sob encomenda|por encomenda|precommande|precommandes|pre commande|"
        "pre commandes|sur commande|en precommande|vorbestellung|vorbestellen|vorbestellbar|vorverkauf|"
        "auf vorbestellung|on siparis|onsiparis|siparis uzerine|dat truoc|hang order|order truoc|nhan order|"
        "hang dat truoc|พรีออเดอร์|พรีออเดอ|พรีออร์เดอร์|พรี|เปิดพรี|สั่งจอง|เปิดจอง|حجز مسبق|الحجز المسبق|طلب مسبق|"
        "بالحجز|بري اوردر|الطلب المسبق|طلبيه مسبقه|oda ya mapema|weka oda mapema|预售|預售|预订|預購|预购|予約|"
        "予約販売|予約受付|予約受付中|先行予約|受注生産|예약판매|예약|предзаказ|под заказ|प्री ऑर्डर|प्री-ऑर्डर|"
        "प्री बुकिंग|প্রি অর্ডার|প্রি-অর্ডার|প্রিঅর্ডার|پري آرڈر|پری آرڈر|پري اردر|pre ordering|jastip|pasabuy"
    ),
    Stock.NEITHER: (
        "cod available|cod avail|c.o.d available|cash on delivery available|video call available|video call avail|"
        "delivery available|delivery is available|nationwide delivery available|shipping available|"
        "worldwide shipping available|pickup available|pick up available|installment available|instalment available|"
        "emi available|financing available|wholesale available|wholesale also available|resell available|"
        "home delivery available|free delivery available|payment available|lay bye available|lay by available|"
        "layby available|layaway available|gift wrap available|gift wrapping available|customization available|"
        "customisation available|custom orders available|swap available|warranty available|jobs available|"
        "vacancy available|parking available|easy return available|return available|exchange available|"
        "credit available|paylater available|gcash available|card payment available|discount available|"
        "offer available|try on available|fitting available|live available|parcel available|"
        "lipa mdogo mdogo available|pod available|pay on delivery available|payment on delivery available|"
        "doorstep delivery available|dropship available|single piece available|before sold out|before it's sold out|"
        "before its sold out|before it sells out|before they sell out|before they're gone|before it's gone|"
        "before they finish|before e finish|before it finish|before it finishes|before stock finishes|"
        "sebelum kehabisan|sebelum habis|jangan sampai kehabisan|keburu habis|takut kehabisan|nanti kehabisan|"
        "sebelum sold out|bago maubos|baka maubos|bago pa maubos|antes de que se agoten|antes que se agoten|"
        "antes de que se acaben|antes que se acaben|hasta agotar existencias|hasta agotar stock|antes que acabe|"
        "antes que esgote|corre antes que acabe|enquanto durarem|avant rupture|avant la rupture|avant epuisement|"
        "jusqu'a epuisement|bevor|tukenmeden al|bitmeden|keo het|keo het hang|nhanh keo het|nhanh tay keo het|"
        "ก่อนหมด|ก่อนของหมด|รีบเลยก่อนหมด|หมดแล้วหมดเลย|قبل نفاد الكميه|قبل نفاذ الكميه|قبل ما تخلص|قبل ما يخلص|"
        "قبل تخلص|لحد نفاذ الكميه|حتي نفاذ الكميه|حتي نفاد الكميه|kabla hazijaisha|kabla haijaisha|"
        "khatam hone se pehle|stock khatam hone se pehle|খতম|না থাকলে|শেষ হওয়ার আগে|স্টক শেষ হওয়ার আগে|"
        "खत्म होने से पहले|售完即止|售完为止|完売必至|なくなり次第|無くなり次第|no po|bukan po|no pre order|"
        "not pre order|no preorder|bukan pre order|not a pre order|sin preventa|po box|p o|po number|hindi po|opo|"
        "sold by|sold in|sold as|sold per|sold separately|sold each|5k sold|sold over|and sold|pcs sold|units sold|"
        "sizes sold|total sold|buy sold|last price|final price|last year|last week|last month|last time|last night|"
        "last long|at last|long lasting|to last|will last|left hand|left side|finished product|finished edges|"
        "finished with|well finished|finished goods|made ready|get ready|are you ready|ready made|readymade|"
        "ready to wear|rtw|ready to eat|ready to cook|ready to drink|getting ready|be ready|ready to party|"
        "when available|once available|if available|notify when available|available soon|available next week|"
        "coming soon|not available for|when ready|when in stock|price available|available on request|"
        "price available on request|oven ready|camera ready|get yours ready|tayari kwa|hazir giyim|hazir ol|"
        "hazir misiniz|pronta para|ready untuk|ready for school|ready for summer|dm to pre|sold at|sold for|vendu a|"
        "vendue a|vendu par|vendido por|vendido y enviado|vendu avec|vendidos|terjual|con lai gi|last saturday|"
        "last sunday|last friday|last but|since last|every last|nos vemos|ready for the|ready 4"
    ),
}

ALONE = (
    "sold|finished|gone|is gone|all gone|taken|kosong|abis|ludes|wala na|volaron|acabou|acabaram|bitti|"
    "hepsi bitti|yok|vendu|vendue|vendido|vendida|verkauft|satildi|مباع|خالص|انتهي|انتهت|خلص|خلصت|shesh|"
    "khatam|khatm|খতম|শেষ|खत्म|ختم|rupture|leider weg|ubos|habis|unavailable|avail|ipo|zipo|yapo|upo|"
    "vipo|hazir|mevcut|dispo|disponible|disponibles|جاهز|جاهزه|موجود|موجوده|حجز|พรี|jastip|pasabuy|"
    "on order|taking orders|left|only left|残り|あと|ラスト|nur noch|noch da|il reste|plus que|con lai|quedan|"
    "باقي|تبقي|بقي|فاضل|متبقي|ready semua|予約|last left"
)
"""Mean stock only when they are a clause of their own: "Sold! Thanks Karen", "HABIS"."""

FEW = (
    "ultima|ultimo|ultimas|ultimos|ultimi|ultime|ultimele|dernieres|derniers|letzten|letzte|laatste|sidste|siste|sista|ostatnie"
    "|posledni|zbyva|liko|"
    "utolso|последние|останні|осталось|залишилось|left|last|stok|stock|remaining|remain|sisa|tinggal|baki|quedan"
    "|queda|restam|resta|reste|que|noch|son|con|chi|"
    "zimebaki|imebaki|vimebaki|yamebaki|limebaki|umebaki|kumebaki|pamebaki|wamebaki|only|باقي|متبقي|تبقي|فاضل"
)
"""Words beside a small number that say how many are left."""

MALAY = (
    "rb|ribu|jt|juta|rp|rm|idr|kak|kakak|gan|sis|bun|bunda|bosku|kuy|yuk|ya|yaa|warna|ukuran|saiz|semua|stok|bisa"
    "|dan|"
    "atau|harga|hrg|banyak|lengkap|langsung|kirim|ongkir|hari|ini|hijab|jilbab|baju|celana|sepatu|tas|gamis|kaos|"
    "kemeja|mukena|daster|dompet|jaket|tudung|kasut|seluar|barang|sekarang|wanita|pria|anak|murah|kita|juga|"
    "untuk|yang|yg|dari|dengan|minat|hubungi|boleh|dah|sudah|hitam|putih|merah|biru|hijau|coklat"
)
"""Words by which a caption is known as Indonesian or Malay."""

OFFERED = (
    "disponible|disponibles|dispo|disponivel|disponiveis|disponibile|disponibili|verfugbar|mevcut|beschikbaar"
    "|dostupne|dostepne"
)
"""Behind sizes these say that the sizes are there."""

ONLY = "only|just|last|solo|nur noch|noch"

COUNTS_LEFT = "one|two|three|four|five|six|few|a few|some|couple"

LEFT = "left|remaining|remain"

LAST = (
    "ultim[aoi]s?|ultimele|derni[eè]re?s|letzten?|laatste|sidste|siste|sista|ostatnie|posledni|zbyva|"
    "liko tik|utolso|последние|останні|осталось|залишилось"
)
"""Before a small number: that many are left."""

ONLY_FEW = "solo|tylko|jen|лише|только"

NOT_LEFT_LAST = "€|kr|zl|лет|дн|dias?|jours?|tage|ore|ani|kc|ft|руб|грн"
"""Behind the number: it is money or time."""

STOCK_OF = "stok|stock"

COUNTS_LAST = "one|two|three|few"

NOT_LEFT_TIME = "days?|hours?|weeks?|hrs|price"

LEFT_MALAY = "sisa|tinggal|baki"

FEW_MALAY = "sikit|dikit|beberapa|satu"

REMAIN = "quedan?|restam?|il (?:en )?reste|plus que|nur noch|chi con|[a-z]{1,2}mebaki"
"""Before a small number: that many remain."""

ONLY_REMAIN = "solo|so|nur|que|dung"

NOT_LEFT_REMAIN = "€|dias?|jours?|tage|ngay|siku|horas?|k"

STILL_BEFORE = "noch|son|con|only"
"""Before a small number with a unit behind it."""

UNITS_LEFT = (
    "left|piezas|pcs|pecas|unidades|pieces|exemplaires|stuck|paar|pares|adet|cai|ao|doi|chiec|bo|tane|parca|uds|paires"
)

FEW_UNSPACED = r"เหลือ(?:แค่|เพียง|อีก)?[ ]?\d{1,3}[ ]?(?:ตัว|ชิ้น|คู่|ใบ|ชุด|อัน)|残り[ ]?\d|あと[ ]?\d|仅剩|只剩"
"""Few are left, in scripts without spaces."""

LEFT_ARABIC = "باقي|متبقي|تبقي|فاضل"

FEW_ARABIC = "قطع|حبه|كم"

IN_SIZE = "la|in|na|en|em|i|au|в|у|w|v|for|on|di|untuk"
"""Between a word for sold out and a size."""

SIZE_NAMES = r"size|marimea|nr\.?|talla|taille|tamanho|размер"

NOT_SIZES = "hours?|days?|min|minutes?|h|%"

READY_FOR = r"to|for|made|mix|set|steady|wear|po|pre|date|in \d|tanggal|tgl|besok|minggu|lagi"
"""Behind "ready": not of stock."""

NOT_READY = "not|get|are you|be|already|always|belum|blm|tidak|gak|ga|nggak|tak|bukan|kapan|segera|akan"
"""Before "ready": not of stock."""

SERVICES = (
    r"cod|c\.o\.d|delivery|deliveries|shipping|pickup|pick ?up|video call|installments?|emi|payments?|"
    "wholesale|warranty|exchange|returns?|service|services|swap|customi[sz]ations?|custom orders?|"
    "gift ?wrap(?:ping)?|parking|financing|credit|booking|appointments?|lay-?b[uy]e?|discounts?|offers?|"
    r"fitting|alterations?|refills?|vacanc\w+|slots?|sizes? chart|catalog(?:ue)?|app|website|training|classes|"
    "course|link"
)
"""What is available is a service, not the product."""

ARE_SERVICES = "is|are|also|now"

KINDS = (
    "sizes?|colou?rs?|warna|ukuran|saiz|colores?|tallas?|cores|tamanhos?|couleurs?|tailles?|farben|grossen?|"
    "renk|beden|mau|สี|ไซส์|لون|مقاس|black|white|red|blue|pink|green|beige|brown|gr[ae]y|nude|hitam|putih|"
    "negro|blanco"
)
"""What is sold out is a size or colour, not the product."""

ARE_KINDS = "is|are|already|na|sudah|dah|it|just|only"

RESTOCKED = "stock|stok|estoque|lager|再|补"
"""In a phrase that says that goods are back: they are in stock."""

FUTURE = (
    "soon|next|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday|will|week|month|until|when|"
    "sonra|haftaya|yarin|depan|besok|nanti|lusa|sera|manana|proxima|proximo|pronto|semana|amanha|breve|"
    "bientot|prochaine?|semaine|demain|bald|nachste[rn]?|woche|morgen|sap|tuan sau|mai|kesho|wiki|soon|"
    "minggu|kapan|بعد|قريبا|الاسبوع|بكره|غدا|เร็วๆ|อาทิตย์หน้า|สัปดาห์หน้า|พรุ่งนี้|来週|明日|近日|下周|明天|"
    "agla|agle|kal|jald|জলদি|শীঘ্রই|আগামী"
)
"""Near a phrase that says that goods are back: they will be."""

SOLD_BEFORE = (
    r"twice|once|thrice|\d+ ?times|\d+x|in (?:\d+|minutes|hours|one day|a day|seconds|days|under)|dua kali|"
    "dos veces|duas vezes|deux fois|zweimal|iki kez|hai lan|so fast|within|last (?:time|week|month)|"
    "yesterday|before|last drop|every time|fast"
)
"""Behind "sold out": it was so before, and is not said of now."""

NOT = (
    "not|never|no longer|isn't|aren't|n't|tidak|belum|tak|bukan|no|nao|pas|nicht|degil|khong|chua|hindi|si|"
    "ไม่|ยังไม่|مو|مش|ليس|غير|ما|لم|नहीं|না|नही|未"
)
"""Turns what follows into its contrary."""

NOT_YET = "yet|be|esta|e|een"

ONLY_STILL = "nur|dung"

ONLY_ARABIC = "فقط|بس"
