"""Words of charges, part payments, and prices for many."""

from services.caption.lexicon.money.cues import Cue
from services.caption.lexicon.money.payments import SAVED, SAVES

CHARGE_CUES: dict[Cue, str] = {
    Cue.FEE: (
        "pep|aramex|fastway|courier guy|the courier guy|mailboxes|tcs|daraz|ekspedisi|wahana|anteraja|sicepat|"
        "shopee express|flash express|kerry|ไปรษณีย์|ลงทะเบียน|แพ็คกิ้ง|smsa|ارامكس|زاجل|سمسا|lbc|j and t|fee|"
        "royal mail|evri|hermes|dpd|tracked|correos|sedex|aras|yurtici|ptt|jne|j&t|jnt|ninja van|poslaju|pos laju|"
        "lalamove|leopards|bluedart|dtdc|gig|inpost|vinted|recorded|2nd class|1st class|second class|first class|"
        "kurier|kargo ucreti|mondial|chronopost|uber|bolt|yango|sendy|p2p|motoboy|correios|deprisa|servientrega|"
        "rappi|kurir|gosend|grabexpress|ojol|vip bus|by bus|ship|shipping cost|pos|env|ems|entry fee|ticket fee|"
        "delivery|deliveries|deliver|delivery fee|delivery fees|delivery charge|delivery charges|delivery cost|"
        "shipping|shipping fee|shipping charges|courier|postage|p&p|p p|waybill|logistics|freight|paxi|pudo|postnet|"
        "fargo|g4s|dhl|cod charge|cod charges|cod fee|packing fee|service charge|delivery rate|ongkir|ongkos kirim|"
        "biaya kirim|kargo|pengiriman|postage sm|kos pos|penghantaran|caj|sf|sf fee|envio|envios|costo de envio|"
        "gastos de envio|flete|domicilio|paqueteria|frete|entrega|livraison|expedition|frais de port|frais|fdp|envoi|"
        "colissimo|mondial relay|versand|versandkosten|lieferung|dhl versand|teslimat|phi ship|phi van chuyen|"
        "phi giao hang|ค่าส่ง|ส่ง|ค่าจัดส่ง|จัดส่ง|لاصيل|توصيل|التوصيل|الشحن|شحن|رسوم التوصيل|رسوم الشحن|"
        "مصاريف الشحن|الدليفري|دليفري|شحن داخل|usafiri|delivery ni|gharama ya usafiri|डिलीवरी|शिपिंग|ডেলিভারি|"
        "ডেলিভারি চার্জ|ডেলিভারী|ڈليوري|ڈيليوري|ڈلیوری|доставка|运费|邮费|運費|快递|送料|配送料|customs|customs fee|"
        "registration|registration fee|gift wrap|gift wrapping|return fee|spedizione|warehouse fee|alteration|"
        "alterations|fall pico|stitching|stitching charges|making charge|making charges|gst extra|bus fare|boda|"
        "przesylka|wysylka|dostawa|dostawa kurierem|koszt wysylki|koszt przesylki|paczkomat|postovne|doprava|"
        "dorucenie|dorucovani|zasilkovna|szallitas|szallitasi dij|postakoltseg|livrare|livrarea|transport|"
        "taxa de livrare|curier|sped|spedizione|spediz|s s|consegna|consegne|spese di spedizione|corriere|"
        "piego di libri|verzending|verzendkosten|verzenden|bezorging|bezorgkosten|ophalen|frakt|fragt|"
        "levering|leverans|toimitus|postikulut|μεταφορικα|αποστολη|αντικαταβολη|доставкой|доставки|доставку|"
        "пересылка|почта|сдэк|пересилка|нова пошта|yetkazib berish|dostavka|catdirilma|kargo ucreti|kutuma|tunatuma|"
        "nauli|kusafirisha|delivery yake|boda boda|jigilar|ifiranse|mbupu|okutuusa|entambula|ukulethwa|"
        "aflewering|posgeld|ማድረሻ|டெலிவரி|அனுப்பும் செலவு|කුරියර්|ඩිලිවරි|డెలివరీ|ಡೆಲಿವರಿ|ഡെലിവറി|ડિલિવરી|ਡਿਲੀਵਰੀ|"
        "courier charge|courier charges|d c|d/c|ship cost|ship charges|shipping charge|delivery chrg|"
        "del charges|dlvry|ডেলিভারি খরচ|কুরিয়ার|কুরিয়ার চার্জ|delivary|delivary charge|delivari|deliveri|"
        "डिलीवरी चार्ज|डाक|كلفه التوصيل|اجره التوصيل|التوصيله|توصيله|الشحنه|شحنه|مشاوير|tawsil|tawseel|tawsel|"
        "tousil|livraizon|livr|livraison a|deliverey|delivery 7asab|shahn|sha7n|el sha7n|kos penghantaran|"
        "kos postage|postage semenanjung|pos sm|caj pos|caj penghantaran|ongkir jawa|onkir|biaya ongkir|pengantaran|"
        "bayad sa lbc|shipping within|sf within|padala|pahatid|phi vc|tien ship|cuoc ship|phi gui|ค่าจัดส่ง|"
        "ค่าขนส่ง|ค่าเก็บปลายทาง|เก็บปลายทาง|ปลายทาง|ຄ່າສົ່ງ|ຄ່າຂົນສົ່ງ|ថ្លៃដឹក|សេវាដឹក|ដឹក|ပို့ခ|ပို့ဆောင်ခ|"
        "deli fee|送費|郵費|郵資|運送費|宅配|超商取貨|店到店|配送|発送|送料込み別|ゆうパック|ネコポス"
        "|レターパック|배송비|택배|택배비|배송|envio a|envios a|"
        "envio nacional|mensajeria|encomienda|delivery a|delivery en|flete a|pedidos ya|andreani|correo|"
        "correo argentino|mercado envios|moto mandado|despacho|starken|chilexpress|portes|sedex e|"
        "frete fixo|taxa de entrega|motoboy|uber flash|envoi en|frais d'envoi|frais de livraison|expedie|"
        "chronopost a|zemexpress|paketversand|warenpost|versand per|tailoring|tailor fee|upah jahit|"
        "upah|jasa jahit|ongkos jahit|terzilik|"
        "ran dinki|"
        "gift packaging|box packaging|packing kayu|bubble wrap|asuransi|insurance|"
        "installation|installation fee|pemasangan|parking|"
        "kukodi|kukodisha|kodisha|disewakan|untuk disewa|alquiler|"
        "alquilo|se renta|aluguel|alugo|aluga|a louer|en location|location robe|zu vermieten|verleih|"
        "kiralik|cho thue|เช่า|ให้เช่า|ايجار|للايجار|للإيجار|kiraye|kiraye par|किराया|ভাড়া|wynajem|noleggio|"
        "te huur|inchiriat|аренда|прокат|レンタル|出租|대여|"
        "משלוח|משלוחים|მიწოდება|pristatymas|siuntimas|tarne|piegade|slanje|post expres|portes de envio|postage"
        "|mailing|mail|normal mail|registered mail|smartpac|self collect|postal|postal charges|parcel|by post|post|"
        "shiping|shippng|delievery|delvery|dilivery|delivary charges"
    ),
    Cue.DEPOSIT: (
        "entrada de|com entrada|de entrada|entrada|aparta con|apartas con|apartamos con|"
        "apartalo con|apartala con|separa con|separalo con|"
        "reserva con|reserve com|garanta com|reservez avec|reserver avec|secure with|secure yours with|"
        "lock yours with|lock yours|to lock|to hold|to secure|hold with|keep dengan|booking dengan|lock it with|"
        "reserve with|reserve yours with|balance|dp|ผ่อน|จอง|to book|installments|instalments|deposit|deposits|d.p|"
        "down payment|downpayment|part payment|commitment fee|booking fee|booking with|book with|book now with|"
        "reservation fee|advance|advance payment|adv|installment|instalment|instalment of|emi|no cost emi|layaway|"
        "lay by|laybye|lay bye|pay in 3|pay in 4|klarna|clearpay|afterpay|easybuy|pay small small|uang muka|"
        "tanda jadi|cicilan|cicil|angsuran|ansuran|bulanan|paylater|spaylater|booking dp|reservasi|hulugan|anticipo|"
        "sena|apartado|abono|enganche|cuota|cuotas|msi|mensualidad|mensualidades|sinal|parcela|parcelas|parcelado|"
        "acompte|arrhes|en plusieurs fois|mensualite|anzahlung|ratenzahlung|kaparo|kapora|taksit|taksitle|pesinat|"
        "on odeme|dat coc|coc|coc truoc|coc giu hang|tra gop|tra truoc|มัดจำ|ผ่อนเดือนละ|ดาวน์|العربون|عربون|مقدم|"
        "قسط|اقساط|تقسيط|دفعه اولي|القسط|شهريا|malipo ya awali|kianzio|lipa mdogo mdogo|lipa pole pole|bayana|"
        "advance pay|agrim|अग्रिम|बुकिंग|অগ্রিম|অ্যাডভান্স|এডভান্স|বুকিং|ايڈوانس|рассрочка|предоплата|аванс|定金|"
        "分期|首付|頭金|予約金|月々|分割|paidy|"
        "zaliczka|zadatek|w ratach|na raty|zaloha|splatky|eloleg|reszlet|avans|in rate|rate lunare|"
        "acconto|caparra|a rate|aanbetaling|afbetaling|termijnen|termijn|in termijnen|handpenning|delbetalning|"
        "forskud|depositum|afdrag|προκαταβολη|δοση|δοσεις|задаток|залог|в рассрочку|частями|частинами|завдаток|"
        "muddatli|bolib tolash|nasiya|hisse hisse|malipo kidogo|kwa awamu|awamu|lipa kidogo|biya kadan kadan|"
        "kukkulu|susu payment|hire purchase|lipia pole pole|arubuni|advans|advance lagbe|"
        "advance dite hobe|bikash advance|booking amount|booking money|token|token amount|token money|kist|kiston|"
        "kishte|qist|qiston|aqsat|aksat|3arboun|عرابين|قسط شهري|بالتقسيط|تابي|تمارا|sympl|"
        "souhoula|kredivo|akulaku|gopaylater|shopeepaylater|cicilan mulai|tanda jadi|bayar muka|duit muka|"
        "ansuran bulanan|atome|grab paylater|billease|home credit|reservation|pang reserve|"
        "tra truoc|dat truoc|tra gop chi|coc truoc|ผ่อนสบาย|ผ่อน 0|ผ่อนชำระ|งวด|งวดละ|งวดแรก|ວາງມັດຈຳ|កក់|"
        "ကြိုတင်|စရံ|முன்பணம்|අත්තිකාරම්|అడ్వాన్స్|ಮುಂಗಡ|અડવાન્સ|ਐਡਵਾਂਸ|এডভান্স লাগবে|কিস্তি|মাসিক কিস্তি|किस्त|"
        "किस्तों|ईएमआई|ایڈوانس|قسطوں|قسط وار|定金|訂金|押金|月供|分期付款|每期|分割払い|回払い|계약금|예약금"
        "|할부|무이자|anticipo de|adelanto|"
        "a cuenta|sena de|reservalo con|reservala con|separalo|cuotas de|en cuotas|pago inicial|prima de|"
        "aparta|apartado con|layaway con|sinal de|de sinal|parcelas de|reserva de|caucao|versement|"
        "premier versement|payable en|fois sans frais|rate von|monatsrate|monatsraten|in raten|raten zu|raten von"
    ),
    Cue.FREE: (
        "free|gratis|gratuit|gratuite|offert|offerte|offerts|kostenlos|kostenfrei|versandkostenfrei|portofrei|"
        "ucretsiz|bedava|mien phi|freeship|free ship|free ongkir|gratis ongkir|bebas ongkir|free pos|free postage|"
        "free delivery|free shipping|libreng|libre|free sf|envio gratis|frete gratis|livraison gratuite|"
        "livraison offerte|ฟรี|ส่งฟรี|مجاني|مجانا|مجانيه|بلاش|مجانى|bure|muft|নি:শুল্ক|ফ্রি|मुफ्त|फ्री|مفت|бесплатно|"
        "包邮|免运|免邮|送料無料|無料|bao ship|รวมส่ง|شامل التوصيل"
    ),
    Cue.THRESHOLD: (
        "bestellwert|pedido minimo|commande minimum|pesanan minimum|siparise|uzeri siparis|orders|over|min|minimum|"
        "minimal|belanja|spend|mas de|plus de|above|orders over|orders above|orders of|order of|order above|"
        "minimum order|min order|min spend|minimum spend|minimum purchase|min purchase|when you spend|"
        "purchases above|purchase of|order from|orders from|any order|purchases over|min belanja|minimal belanja|"
        "minimum pembelian|min pembelian|min. belanja|di atas|diatas|pembelian|beli atas|pembelian atas|"
        "pembelian melebihi|melebihi|bili ng|pag bumili ng|orders worth|compra minima|compras superiores a|"
        "pedidos superiores a|compras mayores a|mayores a|superiores a|en compras de|en pedidos de|compra minima de|"
        "acima de|compras acima de|compras a partir de|pedidos acima de|commande de|commandes de|achat de|d'achat|"
        "ab einem bestellwert|mindestbestellwert|ustu|uzeri|ve uzeri|alisverislerde|uzeri alisverislerde|don tu|"
        "don hang tu|don hang|hoa don tu|hoa don|cho don|don tren|ขั้นต่ำ|เมื่อซื้อครบ|ครบ|ซื้อครบ|سوق ب|للطلبات فوق|"
        "للطلبات|الطلبات فوق|فوق|اكثر من|الحد الادني|حد ادني|للطلب فوق|للمشتريات|ukinunua zaidi ya|zaidi ya|se zyada|"
        "से ज्यादा|से अधिक|এর বেশি|满|滿|以上|от суммы|при заказе от|not less than|kwa oda ya|moq"
    ),
    Cue.EXTRA: (
        "add|surcharge|extra|farki|additional|add on|add ons|tambah|tambahan|nambah|dagdag|add'l|adicional|"
        "sobrecargo|acrescimo|supplement|en sus|aufpreis|zuschlag|ek olarak|phu thu|cong them|เพิ่ม|บวกเพิ่ม|اضافه|"
        "بزياده|ongeza|extra charge|extra charges|अतिरिक्त|অতিরিক্ত|اضافي|доплата|另加|追加|+rp"
    ),
    Cue.OFF: (
        "worth|win|to win|worth of|valued|giam|disc|off|discount|discount of|save|saving|savings|you save|rebate|"
        "voucher|coupon|gift card|gift voucher|cash back|reduction|tokens|prize|giveaway|hemat|potongan|diskon|kupon|"
        "jimat|diskaun|rebat|less po|tipid|bawas|ahorra|ahorras|ahorro|descuento|descuento de|rebaja de|bono|vale de|"
        "desconto|desconto de|economize|economiza|cupom|de remise|remise|economisez|reduction de|bon de|bon d'achat|"
        "gutschein|rabatt|spare|gespart|ersparnis|indirim|indirimi|indirim kuponu|kazanc|giam gia|giam ngay|giam den|"
        "tiet kiem|ma giam|voucher giam|hoan tien|ลด|ส่วนลด|ประหยัด|คูปอง|โค้ดลด|خصم|خصم بقيمه|وفر|توفير|كوبون|قسيمه|"
        "punguzo|punguzo la|okoa|chhoot|छूट|बचत|बचाएं|ছাড়|ডিসকাউন্ট|скидка|優惠|优惠|优惠券|立减|引き|オフ|クーポン|"
        "割引|money back|refund|donate|donation|commission|raised|competitors|other shops|airtime|"
        "angpow|angpau|hadiah|hadiah utama|win a|chance to win|stand to win|premio|sorteo|sorteio|gewinnspiel|"
        "gewinn|cekilis|quay so|trung thuong|ชิงรางวัล|รางวัล|جايزه|جائزه|سحب|zawadi|inaam|इनाम|পুরস্কার|konkurs|"
        "nagroda|rabat|znizka|zniżka|promocja|sleva|akcio|reducere|sconto|buono|korting|bespaar|rabatt pa|spar|"
        "εκπτωση|скидка до|знижка|chegirma|ele eko|rangwame|ragi|rahusa|akciya|afslag|ቅናሽ|தள்ளுபடி|වට්ටම්|తగ్గింపు|"
        "ರಿಯಾಯಿತಿ|ഓഫർ|છૂટ|ਛੋਟ|ສ່ວນຫຼຸດ|បញ្ចុះតម្លៃ|လျှော့ဈေး|takhfid|takhfeed|khasm|5asm|remiz|promo code|with code|"
        "use code|cashback|kasbek|折抵|满减|減|回馈|購物金|할인|쿠폰|적립|"
        f"{SAVES}|{'|'.join(word for word in SAVED.split('|') if word not in {'value', 'voordeel'})}"
    ),
    Cue.PER_MONTH: (
        "p/m|pm|pcm|p.m|a mth|/mth|per mth|/month|per month|a month|/mo|monthly|/week|per week|a week|weekly|daily|"
        "per day|/day|a day|/bulan|per bulan|sebulan|se bulan|/bln|al mes|por mes|mensuales|mensual|quincenales|"
        "quincenal|semanales|/mes|ao mes|mensais|par mois|/mois|pro monat|im monat|monatlich|mtl|ayda|aylik|"
        "aylik taksit|/thang|moi thang|mot thang|/เดือน|ต่อเดือน|เดือนละ|بالشهر|في الشهر|kwa mwezi|kwa siku|kwa wiki|"
        "per mahina|mahina|प्रति माह|মাসে|每月|/月|x3|x 3 meses|sem juros|sin intereses|sans frais|"
        "/hari|per hari|sehari|/malam|/jam|per jam|/dia|por dia|al dia|ao dia|/jour|par jour|pro tag|/tag|gunluk|"
        "/gun|/ngay|moi ngay|/วัน|วันละ|ต่อวัน|باليوم|في اليوم|per din|roz|प्रति दिन|প্রতিদিন|/hr|per hour|an hour|"
        "kwa siku moja|miesiecznie|/mies|mesicne|pe luna|/luna|al mese|/mese|per maand|/maand|в месяц|/мес|"
        "на місяць|/月間|월|per session|/session"
    ),
    Cue.PLUS: (
        "save the date|mail order|post box|gift wrap paper|over sized|over the knee|transport box|win win"
        "|extra soft|extra large|"
        "extra small|extra long|extra virgin|off shoulder|off white|off the shoulder|plus|excl|excluding"
        "|exclude|exclusive|not included|tidak termasuk|belum termasuk|zzgl|no incluye|ไม่รวม|"
        "غير شامل|"
        "free size|free sized|free sizes|free saiz|free sais|free ukuran|ฟรีไซส์|ฟรีไซซ์|ฟรีไซด์|ฟรีไซต์|ฟรี size|"
        "फ्री साइज|फ्री साइज़|ফ্রি সাইজ|ফ্রী সাইজ|فري سايز|فري سائز|ຟຣີໄຊ|tax free|lead free|sugar free|gluten free|"
        "alcohol free|cruelty free|bpa free|iron free|wrinkle free|hands free|duty free|stress free|toll free|"
        "feel free|"
        "installment available|instalment available|installments available|instalments available|"
        "installment accepted|installments accepted|installment allowed|installmental payment allowed|"
        "layaway available|lay by available|laybye available|emi available|emi option available|bisa cicil|"
        "bisa cicilan|bisa paylater|bisa spaylater|boleh ansuran|boleh spaylater|hulugan available|deposit accepted|"
        "cuotas disponibles|aceptamos cuotas|parcelamos|ratenzahlung moglich|paiement en plusieurs fois|"
        "taksit imkani|ho tro tra gop|ผ่อนได้"
    ),
}
"""Phrases that say that the amount beside them is a charge, a part payment, a threshold or a reduction."""

PAY = "pay|paying|bayar|paga|pagas|pague|payez|zahle|ode|lipa|with|just"
"""Pay so much now, and the rest later."""

REST_LATER = (
    "balance|later|upfront|deposit|remaining|the rest|to lock|to secure|to book|to reserve|to hold|to start|"
    "first and|dulu|sisanya|restante|el resto|le reste|rest"
)

BULK_UNITS = "pcs|pc|pieces|pairs|units|packs|yards|dozen|kodi|pz|pzas|piezas|un|uds|adet|cai"
"""Units that resellers buy many of."""

NEW_PRICE = "price|harga|precio|preco|prix|preis"
"""Between a charge and an amount: the amount is a price again, not another charge."""

OR_CASH = "or|ou|oder|atau|cash|contado|vista"

IS_NEXT = "ب|at|@|=|:|is|ni"
"""Between a word and the amount that it speaks of."""

CHARGE_ENDS = "fees?|charges?|cost|only"
"""End the name of a charge behind its amount: 300 delivery fee."""

JOKES = (
    "jk|j/k|just kidding|kidding|just joking|joking|(?:no )?jokes?(?: lang)?|i wish|not really|joke lang|"
    r"charot|charr?|chos|eme|bercanda|becanda|canda|gurau\w*|broma|es broma|mentira|na?h+ mentira|brincadeira|"
    r"to brincando|je rigole|je plaisante|je deconne|blague|scherzo|scherz\w*|quatsch|spass|saka|sakaa+|"
    "natania|utani|mazaa?k|majak|thatta|امزح|بمزح|بهزر|أمزح|ล้อเล่น|dua thoi|noi dua|giam na|ha xa|na joke|"
    r"i dey play|na play|e gba|zart\w*|glume\w*|шучу|шутка"
)
"""Behind an amount that is not meant."""

TIERS = (
    "pag|if|when|for|at|min(?:imum|imal)?|moq|kalau|kalo|klo|jika|bila|ambil|beli|buy|buying|take|taking|al|"
    "a partir de|apartir de|desde|des|ab|bei|from|si llevas|llevando|comprando|levando|acima de|mas de|"
    "plus de|khi|khi mua|mua tu|tu|kuanzia|ukichukua|ukinunua|above|over|order of|orders of|order|orders|"
    "upon|sa|kung|per|dari|mulai"
)
"""Before a number of units from which a lower price holds."""

TIER_UPWARDS = (
    r"\+|and up|up|and above|above|or more|ke atas|keatas|pataas|y mas|o mas|ou mais|et plus|mehr|tro len|"
    "na zaidi|onwards"
)

TIER_LEAST = r"min(?:imum|imal)?|moq|min\. ?order"

TIER_OF = "of|order|beli|ambil"

TIER_UNITS = "pcs|pc|pieces|pairs|biji|helai|pasang|units|sets|pz|piezas|pares|pecas"

WHAT_FOR = (
    "for|per|on|of|off|to|untuk|para|por|pour|fur|icin|cho|kwa|each|a|an|one|any|fees?|charges?|costs?|du|de|sur|auf"
)
"""What a charge is for comes next: deposit for the dress £20."""

REGIONS = (
    "outside|within|inside|upcountry|elsewhere|other|others|rest|luar|dalam|jawa|fuera|resto|dentro|interior|"
    "ausserhalb|hors|reste|mainland|island|town|city|cbd|state|states|province|provinces|provincial|metro|"
    "manila|luzon|visayas|mindanao|west|east|north|south|local|international|abroad|sabah|sarawak|nationwide|"
    "standard|express|same day|next day|fee|fees|charge|charges|cost|costs|flat|only|from|starting|kota|"
    "ngoai|noi|tinh|thanh|sehir|ici|disi|miji|mkoa|mikoani|home|office|pick ?up|door|station"
)
"""Where a charge holds: the amount behind is a charge, not the price of goods."""

REGIONS_UNSPACED = "خارج|داخل|باقي|ต่าง|ใน|নগর|ঢাকা|বাইরে|भीतर|बाहर"

SMALL_WORDS = "for|as|de|untuk|of|pour|fur|na|per|para|do|le|ke|ki"
"""May stand between an amount and the word that says what it is."""

LOOSE = "amazon|market|market me|bazar mein|paid|others|competitor|in store|instore"
"""Words for other shops that often only praise the goods."""

WORTH = "value"
"""Behind an amount, with an article before it: a £50 value."""
