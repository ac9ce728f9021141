"""Words about how a price is offered: by message only, for several units, by variant."""

ASK_PRICE = (
    # English and pidgin
    "dm for price|dm for prices|dm price|dm for the price|dm me for price|dm us for price|price dm|price in dm|"
    "prices in dm|price on dm|price via dm|price by dm|"
    "dm for rate|dm for rates|dm for cost|dm for details|dm for info|dm for details and price|"
    "dm for price and details|inbox for price|inbox for prices|inbox for total price|inbox price|price inbox|"
    "price in inbox|inbox me for price|kindly inbox|"
    "pm for price|pm for prices|pm me for price|pm us for price|pm price|price pm|pm is the key|pm lang|"
    "pm lang po|pm lang po sa price|pm sent|pm po|pm for details|ask for price|ask price|ask for the price|"
    "enquire for price|enquire price|"
    "price on request|price upon request|price on application|poa|p o a|price on ask|price on enquiry|"
    "price on inquiry|price in chat|message for price|message for prices|message me for price|"
    "message us for price|msg for price|text for price|"
    "whatsapp for price|whatsapp for prices|wa for price|call for price|call for prices|comment for price|"
    "comment price|comment pp|price in comments|chat for price|chat us for price|contact for price|"
    "send dm for price|send a dm for price|slide in dm for price|"
    "hm|how much dm|full price in dm|price please dm|pp|no price here|price depends|prices dm|pricing in dm|"
    "price is in dm|for price dm|for prices dm|for price inbox|for price whatsapp|for price call|"
    "for price kindly|for pricing dm|dm for pricing|dm for quote|price shared in dm|"
    "price in the dm|price in your dm|price in my dm|for the price send|ask me the price|ask us for price|"
    "check dm for price|prices via whatsapp|price via whatsapp|price on whatsapp|price in bio|prices in bio|"
    "link for price|rate in dm|rates in dm|"
    # Indonesian, Malay
    "cek dm|harga dm|harga cek dm|dm untuk harga|harga via dm|harga by dm|harga inbox|harga japri|japri harga|"
    "harga pm|pm harga|pm untuk harga|tanya harga|tanya harga dm|harga di dm|harga chat|chat untuk harga|"
    "harga wa|wa untuk harga|info harga|harga hubungi|harga on wa|pm tepi|harga pm tepi|"
    "harga japri ya|harga via wa|harga di wa|harga tanya|harga rahasia|harga di bio|whatsapp untuk harga|"
    "mau tau harga|harga dm aja|spill harga di dm|inbox harga|inbox untuk harga|tanya admin|dm harga|"
    "dm for harga|"
    # Tagalog
    "pm sa price|pm for hm|pm sa presyo|dm sa price|price thru pm|price via pm|pm nyo ko|message for hm|"
    "mag pm para sa price|"
    # Spanish, Portuguese
    "precio por dm|precio al dm|precio por inbox|precio inbox|precios por inbox|precio por interno|"
    "precio al interno|precios al interno|info al dm|info por inbox|precio por privado|precios por privado|"
    "precio al privado|precio por md|precio por mp|precio al whatsapp|precio por whatsapp|"
    "consulta precio|consultar precio|consulte precio|consulta el precio|preguntar precio|pregunta por el precio|"
    "precio por mensaje|precio a consultar|pide precio|manda dm|mandame dm para precio|info por dm|"
    "precios por dm|escribeme para precio|precio en dm|precio en privado|pregunta el precio|precio por md|"
    "preco no direct|preco na dm|preco por direct|valor no direct|valores no direct|precos no direct|valor inbox|"
    "preco inbox|preco no inbox|consulte o preco|consulte valores|consulte o valor|consulte valor|"
    "valor no privado|preco no privado|preco no pv|chama no direct|valores por direct|preco via direct|"
    "valores no whatsapp|valor no whats|valor via direct|chama na dm|orcamento|orcamento no direct|sob consulta|"
    "preco sob consulta|valor sob consulta|pergunte o preco|me chama para saber o valor|precio al dm|valor na dm|"
    # French, German, Italian
    "prix en mp|prix en dm|prix en prive|prix en message prive|prix par mp|mp pour le prix|mp pour prix|"
    "dm pour le prix|dm pour prix|prix sur demande|prix en inbox|prix inbox|inbox pour le prix|"
    "contactez pour le prix|prix en pv|le prix en mp|prix en story|tarif en mp|tarifs en mp|tarif en dm|"
    "tarif sur demande|ecrivez pour le prix|prix whatsapp|"
    "preis per dm|preis auf anfrage|preise auf anfrage|preis per nachricht|preis via dm|preis per pn|preis in dm|"
    "dm fur preis|schreibt mir fur den preis|preise per dm|preis anfragen|preis per privatnachricht|preis bei dm|"
    "prezzo in dm|prezzo in privato|prijs via dm|"
    # Turkish
    "fiyat icin dm|fiyat dm|fiyat dm den|fiyat dmden|dm den fiyat|fiyat bilgisi icin dm|fiyat icin mesaj|"
    "fiyat icin yazin|fiyat icin yaz|fiyat sorunuz|fiyat icin|fiyat icin whatsapp|bilgi icin dm|dm fiyat|"
    "fiyat bilgisi icin|fiyat bilgisi dm|fiyat ozelden|fiyat ozelde|"
    # Vietnamese
    "ib gia|inbox gia|ib bao gia|ib hoi gia|inbox hoi gia|ib shop bao gia|gia ib|gia inbox|ib de biet gia|"
    "inbox de biet gia|lien he gia|gia lien he|nhan tin gia|nhan tin bao gia|cmt gia|ib nhan gia|gia check ib|"
    "check ib|hoi gia ib|inbox nhan gia|ib nhan bao gia|ib em bao gia|inbox shop bao gia|gia qua ib|"
    "nhan tin de biet gia|"
    # Swahili
    "bei inbox|bei dm|bei njoo inbox|bei njoo dm|bei piga simu|bei ni inbox|uliza bei|njoo inbox kwa bei|"
    "bei whatsapp|kwa bei njoo inbox|bei ni dm|bei piga|bei karibu inbox|bei nicheki|bei njoo whatsapp|"
    # Hindi, Urdu, Bengali in Latin letters
    "price ke liye dm|price ke liye inbox|price ke liye message|price ke liye whatsapp|rate ke liye dm|"
    "rate ke liye|price k liye inbox|price k liye dm|price k liye|price janne ke liye|price jante inbox|"
    "dam jante inbox|inbox for dam|dam inbox|price inbox e|price er jonno inbox|price jante|daam ke liye|"
    "qeemat ke liye|"
    # Arabic
    "السعر خاص|السعر عالخاص|السعر ع الخاص|السعر علي الخاص|السعر في الخاص|السعر بالخاص|السعر دايركت|"
    "السعر بالدايركت|سعرها خاص|الاسعار خاص|الاسعار عالخاص|الاسعار علي الخاص|للسعر خاص|للسعر تواصل|للسعر واتساب|"
    "السعر واتساب|للاستفسار عن السعر|للسؤال عن السعر|السعر دي ام|السعر انبوكس|اسعار خاص|السعر عند التواصل|"
    "راسلنا لمعرفه السعر|لمعرفه السعر|"
    "السعر خاص او واتساب|سعر خاص عالخاص|السعر ف الخاص|السعر رساله|السعر في رساله|الاسعار في الخاص|"
    # Thai, Hindi, Bengali, Chinese, Japanese, Korean, Russian
    "สอบถามราคา|สนใจราคาทักแชท|ทักแชทสอบถามราคา|ราคาทักแชท|ราคาทักแชต|ทักถามราคา|ราคาทักแชท|ราคาอินบ็อก|"
    "ราคา inbox|ราคาทัก|ทักราคา|ถามราคา|ราคาสอบถาม|ราคา dm|แจ้งราคาในแชท|ราคาในแชท|ราคา ib|dm ราคา|inbox ราคา|"
    "ราคาแชท|"
    "कीमत के लिए|दाम के लिए|रेट के लिए|प्राइस के लिए|প্রাইস ইনবক্স|দাম ইনবক্স|দাম জানতে|মূল্য জানতে|প্রাইস জানতে|"
    "দামের জন্য|মূল্য ইনবক্সে|দাম ইনবক্সে|ইনবক্সে দাম|قيمت كے ليے|قيمت انباكس|پرائس انباكس|قيمت انباكس ميں|"
    "ريٹ كے ليے|"
    "私信价格|价格私信|私信问价|价格私聊|私聊价格|询价|問價|价格请私信|价格私|私我价格|價格私訊|私訊價格|"
    "価格はdm|価格はdmで|お値段はdm|値段はdm|価格はお問い合わせ|価格応談|お値段はdmにて|価格はdmにて|"
    "価格お問い合わせ|가격문의|가격은 dm|цена в лс|цену в лс|цена в директ|цена в личку|пишите цену"
)
"""A price is given in private only."""

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
