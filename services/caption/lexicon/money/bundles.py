"""Words of bundles: prices that cover several units."""

COUNT_WORDS = (
    "two|three|four|five|six|dua|tiga|empat|dos|tres|cuatro|duas|quatro|deux|trois|zwei|drei|iki|uc|hai|ba|mbili|"
    "tatu|dalawa|dalawang|tatlo|tatlong|dozen|half dozen|selusin|lusin|docena|duzia|douzaine|dutzend|duzine|dazani|"
    "do|teen|isang dosena|kodi|dwie|dwa|trzy|cztery|quattro|twee|drie|vier|doua|trei|patru|dve|ctyri|"
    "два|две|дві|три|четыре|meji|abuo|biyu|bbiri|ssatu|apat|lima|duto|tinte|"
    "wili|nne|tano|setengah lusin"
)
"""Numbers and collective words that count units in a bundle."""

UNITS = (
    "pcs|pc|pces|pieces|piece|pairs|pair|pasang|buah|helai|biji|potong|lembar|item|items|units|unit|bottles|"
    "bottle|packs|pack|sets|botol|bungkus|porsi|piezas|pzas|pz|pares|unidades|uds|pecas|pieces|paires|stuck|"
    "stk|paar|adet|tane|tanesi|cift|cai|chiec|ao|doi|hop|chai|goi|bo|"
    "vipande|pisi|pea|piraso|pares|قطع|قطعه|حبه|حبات|علب|ชิ้น|ตัว|คู่|กล่อง|ขวด|ถุง|ผืน|ชุด|ใบ|อัน|แพ็ค|กระปุก|"
    "ซอง|枚|個|个|件|点|足|本|双|条|套|盒|瓶|包|只|पीस|পিস|টা|টি|টার|عدد|پيس|"
    "pary|sztuki|sztuk|szt|kusy|kusu|parov|darab|db|bucati|buc|perechi|pezzi|paia|stuks|paren|stycken|kpl|kappaletta|"
    "τεμαχια|τεμ|ζευγαρια|штуки|штук|шт|пары|пар|пари|dona|khana|pis|pich|jora|jori|jodi|joda|jode|prs|packets|"
    "packet|rolls|balls|plates|cups|jars|tins|cartons|sachets|bars|boxes|box|bags|cones|sticks|tubes|strips|bunches|"
    "tops|tees|shirts|dresses|cay|tuyp|hu|goi|vien|toples|pouch|kotak|cup|paper bag|"
    "unites|boites|flacons|pots|frascos|cajas|bolsas|latas|paquetes|vidrios|caixas|potes|frascos|garrafas|sachês|"
    "flaschen|dosen|packungen|glaser|kutu|paket|sise|kavanoz|takim|kapu|pakiti|chupa|debe|boksi|katoni|"
    "زوج|جوز|بيس|كرتون|كراتين|علبه|باكيت|باكيتات|اطقم|طقم|لفه|ผืน|แผ่น|แก้ว|ห่อ|ก้อน|ลูก|เส้น|หลอด|แท่ง|ม้วน|มัด"
    "|กิโล|โล|"
    "支|罐|袋|箱|頂|顶|雙|條|張|张|朵|串|벌|켤레|장|병|팩|세트|জোড়া|খানা|जोड़ी|जोड़े|नग"
)

BUNDLE_PROMOS = (
    r"buy ?(?:\d|one|two|any \d) ?(?:,|and|&|-)? ?(?:take|get) ?(?:\d|one|two)|\bb\dt\d\b|\bb\dg\d\b|\bbogo\b"
    r"|\b(?:2 ?x ?1|3 ?x ?2|4 ?x ?[23]|3 ?x ?1)\b|beli \d ?,? ?(?:gratis|dapat|free|percuma) ?\d"
    r"|mua \d ?(?:tang|duoc) ?\d|compra \d ?y? ?(?:lleva|llevate|paga) ?\d|lleva(?:te)? \d ?y? ?paga \d"
    r"|leve \d ?,? ?(?:e )?pague \d|pague \d ?,? ?(?:e )?leve \d|\d al \d ode|\b\d ?\+ ?\d ?(?:free|gratis"
    r"|percuma|offert|gratuit|bedava|hediye|مجانا|ฟรี)"
    r"|ซื้อ ?\d ?แถม ?\d|\d ?แถม ?\d|买 ?\d ?送 ?\d|買 ?\d ?送 ?\d|\d ?点(?:買うと|購入で)|اشتر[يى]? ?\d? ?واحصل"
    r"|\d ?\+ ?\d ?مجانا|kauf ?\d ?,? ?zahl ?\d|\d achetee?s? ?,? ?(?:=|la|le)|achetez \d"
    r"|ukinunua \d[^.\n\d]{0,14}(?:unapata|upate|pata) \d|nunua \d ?,? ?(?:u?pate"
    r"|upate) ?\d|\b3 ?for ?2\b|kumuha ng \d|pick any \d|mix any \d|buy \d free \d|buy \d,? get \d free"
)
"""Offers that make one payment cover several units."""

FOR_MULTIBUY = (
    "zum preis von|al precio de|por el precio de|au prix de|al prezzo di|pelo preco de|voor de prijs van|w cenie|"
    "for the price of|za cenu|по цене|за ціною|seharga|dengan harga|fiyatina|voor|voor maar|za|za jedyne"
    "|za pouhych|za samo|за|всего за|а за|для|för|for|till|til|pentru|la|per"
    "|por un total de|"
    "sadece|yalnizca|nur|solo|soli|sole|seulement|apenas|somente|tylko|pouze|csak|doar|numai|endast|bara|kun|bare"
    "|vain|"
    "samo|только|всего|лишь|лише|тільки|всього|zgolj|tik|tikai|ainult|hinta|yhteensa|tilsammans|sammen|razem"
    "|celkem|dohromady|"
    "insieme|gesamt|zusammen|a total de|ensemble|juntos|juntas|sekaligus|bersama|en total|au total|in totale"
    "|insgesamt|"
    "hanggang|sa halagang|sa|at|naa|faqat|тек|бор|fakat|lang|kaya"
)
"""What joins a number of things to what they cost together: 3 Duftkerzen für 14 €, 2 kaarsen voor € 12."""

JUST = (
    "just|only|solo|so|soli|sole|nur|seulement|apenas|somente|solamente|unicamente|maar|slechts|jedyne|tylko"
    "|zaledwie|pouze|"
    "jen|pouhych|csak|doar|numai|endast|bara|kun|bare|blot|vain|ainoastaan|samo|только|всего|лишь|лише|тільки"
    "|всього|всего лишь|"
    "μονο|sadece|yalnizca|cuma|cuman|hanya|chi|tu|lang|uniquement|appena|soltanto|as little as|the price of|tan solo|"
    "فقط|بس|เพียง|แค่"
)
"""What may follow: "for only", "für nur", "a soli"."""

SETS = (
    "set|sets|lot|lots|kit|kits|pack|packs|box|boxes|case|juego|juegos|conjunto|jogo|caixa|caja|lote|ensemble"
    "|coffret|"
    "boite|zestaw|sada|komplet|sett|satz|paket|packung|serie|servizio|confezione|комплект|набор|takim|takimi|seti"
    "|bo|комплект"
)
"""Several of one thing, with "of" and how many: set of 4, lot de 6, kit com 6."""

UNITS_ATTACHED = "t[ai]"
"""Count units right behind a number: 2ta, 2 ti."""

FOR = (
    "for|at|@|por|por solo|pour|fur|za|per|na|kwa|untuk|dalam|=|:|-|→|only|just|cuma|hanya|jadi|cuman|ba|"
    r"toplam|a|il|gia|chi|con|le|ki|ke|เพียง|ราคา|แค่|ที่|เหลือ|ب|بـ|بس|で|仅|只要|مقابل|ni|only for|\"|"
    "together|all|total|tu|mein|में"
)
"""Stands between a number of things and what they cost together."""

MEASURED = (
    "seater|inch(?:es)?|in|doors?|burners?|drawers?|tier|layer|pockets?|years?|months?|weeks?|days?|hours?|"
    "hrs|mins|metres?|meters?|yards?|ply|way|steps?|speed|piece|person|man|people|kg|g|gr|mg|ml|cl|l|litres?|"
    "liters?|gb|watts?|minutes?|cm|mm|m|mtrs?|yds?|oz|lbs?|ft|kilos?|litros?|anos?|meses|dias|horas?|mois|"
    "ans|jours|heures|jahre|monate|tage|stunden|tahun|bulan|hari|jam|orang|yas|ay|gun|saat|kisilik|thang|"
    "ngay|nam|gio|miaka|miezi|siku|saa|din|saal|mahine|log|let|lat|dni|godzin|osob|zile|luni|ani|anni|mesi|"
    "giorni|персон|дней|лет|мес|см|мм|кг|гр|мл|سم|مم|مل|جرام|غرام|كيلو|كجم|لتر|متر|سنه|سنوات|شهور|اشهر|ايام|"
    "يوم|ساعه|قيراط|عيار|بوصه|انش|colou?rs?|warna|cores|colores|couleurs|farben|renk|mau|sizes?|designs?"
)
"""What a number before an amount counts when it counts no units of the product."""

ARTICLES_ATTACHED = r"و|و?ال(?=\d)"
"""Arabic conjunction and article, written together with the number behind them."""

ANY = "any|mix|los|las|les|die|alle|os|as|ambil|beli"
"""Stands before a number of things: any 3, mix 3, beli 3."""

COUNTS_OF_PIECES = "two|three|2|3"
"""In two-piece, three piece: parts of one thing."""

FOR_SEVERAL = "for|at|@"

FOR_OR_PAY = "for|por|pour|fur|untuk|za|kwa|ni|pay|bayar|paga|ب"
"""Right behind a number without a unit: 2 for 50k, 3 bayar 90rb."""

ALL = (
    "all|both|everything|take all|semua|semuanya|todo|todos|todas|ambos|ambas|tudo|le tout|les deux|beide|"
    "alles zusammen|zusammen|hepsi|ikisi|ca bo|tat ca|zote|lahat|dono|sab"
)
"""All that are shown, or both."""

COMBOS = "combo|bundle|pack|paket(?: hemat)?|packs|promo pack|lot|lots|pake|paquete|kit promo|bundles|ensemble|mix"
"""Stands before a number of things that are sold together."""

OF = "of|de|isi"

MEASURES_OF_PACKS = "kg|g|ml|l|in"
"""A pack of so much is one thing."""

DOZENS = "dozen|half dozen|lusin|selusin|docena|duzia|douzaine|dutzend|duzine|dazani|kodi|โหล|درزن|ডজন|दर्जन"

FOR_DOZEN = "for|at"

TWO_UNSPACED = "قطعتين|حبتين|قطعتان|علبتين|الاتنين|الاثنين|التنين"
"""Two pieces, in the dual."""

FOR_ALL = "for|at|@|por|pour|fur|:|=|for just|for only"

TAKE = "take|ambil|bawa|borong|angkat|lleva|leve|prends|nimm|kunin|mua|lay|chukua"

MAY_COUNT = (
    "all|both|every|take|semua|tod[oa]|amb[oa]s|tudo|tout|les|beide|alles|hepsi|ikisi|ca|tat|zote|lahat|do|"
    "sab|docena|duz|douz|dutz"
)
"""Words, or how they begin, of which one is in each phrase that counts units, unless a digit is."""

MAY_COUNT_UNSPACED = "โหล|درزن|ডজন|दर्जन|قطعتين|حبتين|قطعتان|علبتين|الاتنين|الاثنين|التنين"

COVERS = "for|/|per|pour|por|fur|untuk|dapat|dpt|get|isi|="
"""Stands between an amount and the number of things that it covers."""

ANY_AFTER = "any|all|the|les|las|los"

NOT_UNITS_AFTER = (
    "kg|g|gm|gms|ml|l|cm|m|hours?|days?|months?|weeks?|years?|yrs?|persons?|people|pax|pembeli|orang|"
    "pelanggan|customers?|buyers?|clients?|personas|pessoas|personnes|inch|in|yards?|metres?|meters?"
)
"""What a number behind an amount counts when it counts no units of the product."""

PIECES_AFTER = "pcs|pieces|pairs|pasang|pares|paires|piezas|pecas|adet|cai|ao|doi|hop"

FOR_BOTH = "for (?:both|all|everything)"

PER_OF_DOZEN = "/|per |a |por |la |la "

DOZENS_AFTER = "dozen|lusin|docena|duzia|kodi|โหล"

FIXED_SETS = (
    "agbada|kaftan|senator|lawn|handbags?|luggage|suitcases?|sufuria|pots|cookware|dinner|bowls?|"
    "brush(?:es)?|blocks|puzzle|tools?|sets?|seti|suits?|setelan|stelan|juego|conjunto|kit|takim|takimi|"
    "coord|co-ord|bedsheet|bedsheets|duvet|sprei|parure|garnitur|pieces? (?:set|suit|dress)|bo do|complet|"
    "ensemble|terno|jogo"
)
"""Things that come as a set: their pieces are not sold one by one."""

FIXED_SETS_UNSPACED = "ชุด|طقم|セット|套装|सेट|সেট"

BUY = (
    "beli|ambil|buy|take|get|grab|pick|lleva|llevate|llevando|leva|levando|leve|compra|comprando|mua|lay|"
    "nunua|ukinunua|prenez|nimm|al"
)

BOUGHT_FOR = "for|at|@|=|:|por|ni|cuma|cuman|hanya|only|just|solo|apenas|jadi|dapat|nur|seulement|chi|con"

BUNDLED_UNSPACED = "で|组合|装"

AT_LEAST = r"from|min|min\.|minimum|moq|at least|a partir de|mulai|mula|des|ab|kuanzia"
"""A number of units behind one of these is the least that a price is for."""

PER_DOZEN = "per|a|por|la|par"

DOZENS_PER = "dozen|lusin|docena|duzia|douzaine|kodi|โหล"

PARTS = "pcs?|pieces?|pces|piece|in 1"
"""Pieces that make up one thing: 3 pcs set."""

SETS_OF_PARTS = "set|suit|co-?ord|bedsheet|duvet"

ONE_FOR_ONE = (
    "buy ?(?:1|one),? ?(?:and |& ?)?take ?(?:1|one)|b1t1|2 ?x ?1|leve 2 ?,? ?(?:e )?pague 1|"
    "lleva(?:te)? 2 ?,? ?(?:y )?paga 1"
)
"""Offers in which the price, unless it is said to be of one, is of two."""

PIECES = "pcs|pc|pieces|pces|piezas|pecas|adet|parca|ชิ้น|قطعه|قطع|حبه|حبات"

KITS = "any|choose|pick|kit(?: com| de| c/| con)?|lote?(?: de| of)?|job ?lot(?: of)?"
"""Stands before a number of things that are sold together, without a word like "for"."""

IN_ONE = "em|en|in"
"""3 em 1 is one thing."""

BUNDLES_OF = "book|mystery|clothes|clothing|baby|job"

BUNDLE_WORDS = "bundles?|job ?lot|bulk lot|lote"

SET_OF = "of|de|da|di|von|mit|com|com|c/|con|avec|isi|van|med|av|af|z|o|po|из|iz|cu|gom|ya|za"

SET_PIECES = "pcs|pc|pieces|stuck|stk|pz|pezzi|pieces|piezas|pecas|szt|ks|adet|шт|предмета|штук"

SET_FOR = "for|at|à|a|por|per|pour|fur|za|za|за|kwa|untuk|@|=|only|just|nur|solo"

PARTS_ATTACHED = "er|ers|teiliges|pack|pk|pcs|pc|piece|li|lu|lu|stuks|delige|dels|osainen"
"""Between a number and the word for a set: 6er Pack, 3-delige set."""

SET_FOR_BEHIND = "for|at|a|por|per|pour|fur|za|за|@|=|only|just|nur"

SETS_UNSPACED = (
    "個セット|枚セット|本セット|点セット|客セット|pセット|개 ?세트|개입|개 ?묶음|件套|个装|个一套|只装|支装|"
    "入り|ชิ้นชุด|حبات|قطع"
)
"""Behind the number."""

SETS_BEFORE_UNSPACED = "ชุดละ|เซ็ต|เซต|ชุด|セット|طقم(?: من)?"
"""Before the number."""

SET_PIECES_UNSPACED = "ชิ้น|ใบ|ตัว|個|枚|点|قطع|حبات"

PARTS_OR_KINDS = "pcs?|pieces?|pecas?|piezas?|pezzi|parts?|colou?rs?|cores|colores|styles?|designs?"

OR_COUNT = "or|and|atau|o|ou|oder|au"

PER_UNIT = "per|1|a|one|cada|moi|je|pro|la|par|ek|se"

PROMO_STEMS = (
    "buy|b1|b2|b3|bogo|x1|x2|x3|x 1|x 2|x 3|beli|mua|compra|lleva|leve|pague| al |+|แถม|送|点|اشتر|kauf|"
    "achet|nunua|for 2|for2|kumuha|pick|mix"
)
"""No promotion lacks all of these."""

SET_STEMS_UNSPACED = "세트|묶음|개입|セット|入り|套|装|ชุด|เซ|طقم|حبات|قطع"
"""No set in a script without spaces lacks all of these."""
