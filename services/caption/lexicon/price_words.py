"""What the words around a number say it is."""

from services.caption.lexicon.cues import Cue

CUES: dict[Cue, str] = {
    Cue.PRICE: (
        "price|prices|price is|cost|costs|costing|going for|goes for|selling for|selling at|selling|sale price|"
        "priced at|last price|final price|full price|total price|total|for sale|offer|prc|going at|grab it for|"
        "grab yours for|yours for|get it for|get yours for|harga|hrg|harganya|hrga|seharga|dibanderol|banderol|bayar|"
        "presyo|bili na|halagang|price po|sulit na|precio|precios|cuesta|cuestan|preco|precos|custa|sai por|sai a|"
        "prix|coute|vendu|vendue|vendus|vendues a|au prix de|tarif|preis|kostet|festpreis|fiyat|fiyati|fiyatimiz|"
        "tanesi|adedi|cifti|gia|gia ban|gia le|gia si le|dong gia|sale con|ราคา|ขาย|ขายเพียง|ตัวละ|คู่ละ|ชิ้นละ|"
        "ชุดละ|อันละ|ใบละ|กล่องละ|ถุงละ|ขวดละ|السعر|سعر|سعره|سعرها|بسعر|الثمن|ثمن|بكام|سعر القطعه|bei|bei ni|"
        "bei yake|kwa bei ya|bei mpya|kimat|keemat|daam|dam|price only|mulya|mullo|कीमत|दाम|मूल्य|রেট|মূল্য|দাম|"
        "প্রাইস|قيمت|قیمت|цена|цены|стоимость|价格|售价|價格|到手价|価格|値段|販売価格|税込|価格は|가격|cena|prezzo|"
        "prijs|farashi|kudi|special price|promo price|offer price|deal price|our price|introductory price|"
        "launch price|price tag"
    ),
    Cue.NOW: (
        "=|jual|dijual|let go|letgo|letting go|we slash am to|we slash to|jual rugi|lepas|slash to|الان|promo|sale|"
        "hoy|oferta|sasa|now|now only|now at|now for|on sale for|flash sale|reduced to|slashed to|down to|dropped to|"
        "discounted to|new price|current price|just now|jadi|menjadi|sekarang|skrg|jd|harga promo|harga diskon|"
        "harga sale|promo jadi|tinggal|ngayon|na lang|nalang|ahora|ahora a|precio oferta|precio promo|por so|agora|"
        "hoje|queda en|te queda en|maintenant|desormais|passe a|jetzt|reduziert auf|jetzt nur|simdi|indirimli|"
        "indirimde|indirimli fiyat|kampanya fiyati|chi con|giam con|nay con|gio con|gia sale|gia km|con lai|"
        "xuong con|เหลือ|ลดเหลือ|เหลือเพียง|เหลือแค่|ตอนนี้|โปร|พิเศษ|ราคาพิเศษ|الآن|الحين|دلوقتي|صار|اصبح|بعد الخصم|"
        "سعر العرض|حاليا|sasa ni|अब|ऑफर|ऑफर प्राइस|এখন|অফার|অফার প্রাইস|ڈسكاؤنٹ|اب|→|теперь|сейчас|现价|现在|特价|今|"
        "今なら|セール|セール価格|特別価格|折后|sales price|after discount|diskon jadi|turun jadi|setelah diskon"
    ),
    Cue.WAS: (
        "pvp|np|gia cong bo|asal rm|asalnya|harga asal|asal harga|ลดจาก|จากเดิม|new costs|shop price was|was|were|"
        "before|previously|formerly|rrp|mrp|m.r.p|srp|usual price|usually|original price|orig price|normal price|"
        "normally|old price|regular price|reg price|retail price|retails at|retails for|list price|slashed from|"
        "reduced from|down from|instead of|used to be|initial price|initially|actual price|market price|marked price|"
        "compare at|dropped from|marked down from|harga normal|harga awal|harga coret|harga asli|harga lama|"
        "harga biasa|normal|sebelumnya|semula|bukan|rm asal|harga pasaran|harga kedai|harga toko|dari harga|"
        "sebelum diskon|dating presyo|imbes|imbes na|antes|antes a|precio anterior|precio normal|precio regular|"
        "precio original|precio de lista|precio lista|en lugar de|en vez de|antes costaba|valor normal|preco normal|"
        "preco original|preco cheio|avant|au lieu de|prix initial|prix normal|ancien prix|prix barre|prix boutique|"
        "etait|statt|vorher|uvp|neupreis|fruher|ehemals|ursprunglich|originalpreis|eski fiyat|eski fiyati|eskiden|"
        "etiket fiyati|etiket|piyasa fiyati|onceki fiyat|liste fiyati|gia goc|goc|gia cu|truoc|gia niem yet|niem yet|"
        "gia cong ty|gia thi truong|thay vi|ปกติ|ราคาปกติ|จากราคา|ราคาเต็ม|ป้าย|ราคาป้าย|بدل|بدلا من|بدل من|بدلا عن|"
        "كان|كانت|قبل الخصم|السعر القديم|السعر السابق|السعر الاصلي|سعره الاصلي|عوض|عوضا عن|bei ya zamani|ilikuwa|"
        "badala ya|ilikua|pehle|pahle|asal qeemat|পূর্বে|আগে|আগের|আগের দাম|রেগুলার|রেগুলার প্রাইস|পূর্বের মূল্য|पहले|"
        "एमआरपी|پہلے|پہلي|اصل قيمت|было|раньше|старая цена|вместо|原价|原價|定価|通常|通常価格|元の価格|市价|"
        "参考価格|メーカー希望小売価格|originalmente|rsp"
    ),
    Cue.WAS_AFTER: "wali|wala|wale|yerine|rrp price|yerine simdi|idi|tha|thi|ছিল|था|थी|のところ|から",
    Cue.FROM: (
        "จาก|from|starting|starts|starting from|starting at|starts from|starts at|start from|starting price|"
        "as low as|prices from|prices start at|price starts|from only|mulai|mulai dari|mulai harga|start|dari|"
        "bermula|bermula dari|serendah|simula|nagsisimula sa|desde|a partir de|a partir del|partir de|des|"
        "des seulement|ab|ab nur|schon ab|baslayan|itibaren|den baslayan|dan baslayan|gia tu|chi tu|gia chi tu|"
        "เริ่มต้น|เริ่มต้นที่|เริ่ม|เริ่มที่|من|ابتداء من|يبدا من|تبدا من|يبدا|تبدا|ابتداءا من|kuanzia|inaanzia|"
        "zinaanzia|anzia|shuru|se shuru|शुरू|শুরু|থেকে শুরু|от|起|从"
    ),
    Cue.ONLY: (
        "paket hemat|a vista|al contado|contado|no pix|cash price|@|at|cuma|cuman|hanya|cukup|solo|tan solo|a solo|"
        "por solo|apenas|somente|por apenas|nur|fur nur|seulement|a seulement|juste|sadece|yalniz|chi|gia chi|เพียง|"
        "แค่|بس|فقط|ب|kwa|tu|pekee|मात्र|केवल|सिर्फ|মাত্র|صرف|只要|仅|仅需|solo a|vb|vhb|tag|각|asking|vale|deal|"
        "amount|only|just|flat|fixed|net|last|final|for|firm|nego|negotiable|aja|saja|doang|net price|lang|only po|"
        "fixed price|flat rate|nego tipis|sahaja|je|pelik|only!|ไทย|mtr|มาตรฐาน|เท่านั้น|แท้|só|so|neto|all in|nett|"
        "sirf|matro|matra|shudhu|keval|bas|ผ่าน|บาทถ้วน|zote|slightly negotiable"
    ),
    Cue.EACH: (
        "each|pc|piece|pair|unidade|unidad|cada|ea|a piece|apiece|per piece|per pc|per pcs|per pair|per unit|"
        "per yard|per metre|per meter|per mtr|per kg|per set|a pair|a yard|a pc|a pcs|a set|per bottle|per jar|"
        "per pack|/pc|/pcs|/piece|/pair|/yard|/set|/unit|/yd|/kg|/m|/each|/mtr|/meter|/metre|per jersey|/pasang|"
        "/potong|/biji|/helai|/buah|/lembar|/box|/botol|/porsi|per biji|per potong|perpcs|satuan|sepasang|sebiji|"
        "sehelai|satu helai|each po|isa|bawat isa|kada isa|isang piraso|per piraso|cada uno|cada una|c u|c/u|"
        "cada par|la unidad|unitario|por pieza|pieza|la pieza|el par|x unidad|por unidad|cada um|cada uma|a unidade|"
        "o par|l'unite|la piece|la paire|l'un|chacun|chacune|das stuck|stuck|pro stuck|das paar|je stuck|adet|1 ao|"
        "mot ao|1 cai|1 chiec|1 doi|chiec|/cai|/ao|/chiec|/doi|/bo|/hop|/chai|một cái|mot cai|ต่อตัว|ต่อชิ้น|/ตัว|"
        "/คู่|/ชิ้น|/ใบ|للقطعه|للحبه|للواحد|للمتر|للعلبه|للكرتون|للجوز|الجوز|القطعه الواحده|kila moja|kwa moja|"
        "per suit|ek piece|प्रति|प्रति पीस|প্রতি|প্রতি পিস|পিস|per head|1枚|1個|一件|一个|每件|/件|/個|1点|1足"
    ),
    Cue.FEE: (
        "pep|aramex|fastway|courier guy|the courier guy|mailboxes|tcs|daraz|ekspedisi|wahana|anteraja|sicepat|"
        "shopee express|flash express|kerry|ไปรษณีย์|ลงทะเบียน|แพ็คกิ้ง|smsa|ارامكس|زاجل|سمسا|lbc|j and t|fee|"
        "royal mail|evri|hermes|dpd|tracked|correos|sedex|aras|yurtici|ptt|jne|j&t|jnt|ninja van|poslaju|pos laju|"
        "lalamove|leopards|bluedart|dtdc|gig|inpost|vinted|recorded|2nd class|1st class|second class|first class|"
        "kurier|paket|brief|kargo ucreti|mondial|chronopost|uber|bolt|yango|sendy|p2p|motoboy|correios|deprisa|"
        "servientrega|rappi|kurir|gosend|grabexpress|ojol|vip bus|by bus|ship|shipping cost|pos|env|ems|entry fee|"
        "ticket fee|delivery|deliveries|deliver|delivery fee|delivery fees|delivery charge|delivery charges|"
        "delivery cost|shipping|shipping fee|shipping charges|courier|postage|p&p|p p|waybill|logistics|freight|paxi|"
        "pudo|postnet|fargo|g4s|dhl|cod charge|cod charges|cod fee|packing fee|service charge|delivery rate|ongkir|"
        "ongkos kirim|biaya kirim|kargo|pengiriman|postage sm|kos pos|penghantaran|caj|sf|sf fee|envio|envios|"
        "costo de envio|gastos de envio|flete|domicilio|paqueteria|frete|entrega|livraison|expedition|frais de port|"
        "frais|fdp|envoi|colissimo|mondial relay|versand|versandkosten|lieferung|dhl versand|teslimat|phi ship|"
        "phi van chuyen|phi giao hang|ค่าส่ง|ส่ง|ค่าจัดส่ง|จัดส่ง|لاصيل|توصيل|التوصيل|الشحن|شحن|رسوم التوصيل|"
        "رسوم الشحن|مصاريف الشحن|الدليفري|دليفري|شحن داخل|usafiri|delivery ni|gharama ya usafiri|डिलीवरी|शिपिंग|"
        "ডেলিভারি|ডেলিভারি চার্জ|ডেলিভারী|ڈليوري|ڈيليوري|ڈلیوری|доставка|运费|邮费|運費|快递|送料|配送料|customs|"
        "customs fee|registration|registration fee|gift wrap|gift wrapping|return fee|spedizione|warehouse fee|"
        "alteration|alterations|fall pico|stitching|stitching charges|making charge|making charges|gst extra|"
        "bus fare|boda"
    ),
    Cue.DEPOSIT: (
        "entrada de|com entrada|de entrada|entrada|aparta con|apartalo con|apartala con|separa con|separalo con|"
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
        "分期|首付|頭金|予約金|月々|分割|paidy"
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
        "win|to win|worth of|valued|giam|disc|off|discount|discount of|save|saving|savings|you save|rebate|voucher|"
        "coupon|gift card|gift voucher|cash back|reduction|tokens|prize|giveaway|hemat|potongan|diskon|kupon|jimat|"
        "diskaun|rebat|less po|tipid|bawas|ahorra|ahorras|ahorro|descuento|descuento de|rebaja de|bono|vale de|"
        "desconto|desconto de|economize|economiza|cupom|de remise|remise|economisez|reduction de|bon de|bon d'achat|"
        "gutschein|rabatt|spare|gespart|ersparnis|indirim|indirimi|indirim kuponu|kazanc|giam gia|giam ngay|giam den|"
        "tiet kiem|ma giam|voucher giam|hoan tien|ลด|ส่วนลด|ประหยัด|คูปอง|โค้ดลด|خصم|خصم بقيمه|وفر|توفير|كوبون|قسيمه|"
        "punguzo|punguzo la|okoa|chhoot|छूट|बचत|बचाएं|ছাড়|ডিসকাউন্ট|скидка|優惠|优惠|优惠券|立减|引き|オフ|クーポン|"
        "割引|money back|refund|donate|donation|commission|raised|competitors|other shops|airtime"
    ),
    Cue.COUNT: (
        "follower|ফলোয়ার|फॉलोवर|फॉलोअर्स|فالوور|粉丝|フォロワー|ผู้ติดตาม|abonnes|seguidores|takipci|متابعين|likers|"
        "fans|hearts|watching|mutuals|strong|members strong|subscriber|fam|friends|angels|wafuasi|nguoi theo doi|"
        "nguoi xem|tagasubaybay|sales|customers|customer|clients|reviews|review|ratings|rating|likes|views|view|"
        "subscribers|subs|members|people|buyers|sellers|stores|outlets|branches|pieces|pcs|pces|units|unit|pairs|"
        "sets|packs|items|products|designs|styles|colours|colors|colour|shades|left|remaining|slots|seats|seater|"
        "persons|person|years|year|yrs|yr|months|month|weeks|week|days|day|hours|hour|hrs|hr|minutes|mins|seconds|"
        "secs|times|stars|star|photos|pages|sheets|pockets|layers|ply|in 1|in one|calories|kcal|watts|volts|rpm|mah|"
        "density|gsm|thread|puffs|bulbs|leds|lumens|steps|rooms|bedroom|bedrooms|km|away|slices|servings|tablets|"
        "capsules|sachets|cartons|yards|yard|meters|metres|pembeli|pelanggan|pengikut|ulasan|penonton|penilaian|"
        "orang|tahun|bulan|minggu|hari|jam|menit|warna|pilihan|lembar|biji|buah|helai|pasang|keping|potong|kali|"
        "kerja|kaki|botol|bungkus|porsi|unit terjual|tayangan|kg|isi|ulas|benta|piraso|piraso na|taon|araw|linggo|"
        "buwan|oras|katao|vendidas|clientes|piezas|pzas|pza|pz|unidades|uds|dias|horas|meses|anos|semanas|colores|"
        "personas|modelos|resenas|opiniones|pares|pecas|peca|cores|avaliacoes|pessoas|avis|jours|ans|mois|heures|"
        "semaines|couleurs|personnes|teintes|vues|fois|verkauft|kunden|bewertungen|jahre|jahren|tage|tagen|wochen|"
        "monate|monaten|stunden|farben|stk|teilig|personen|werktage|musteri|yorum|gun|is gunu|hafta|yil|saat|renk|"
        "parca|kisilik|kisi|cift|luot mua|luot ban|khach|khach hang|nguoi|thang|phut|tuoi|luot xem|danh gia|ชิ้น|วัน|"
        "ปี|เดือน|สี|ชั่วโมง|ครั้ง|รีวิว|วิว|ทุ่ม|โมง|แบบ|ลาย|สัปดาห์|เม็ด|ซอง|قطعه|قطع|حبه|حبات|متابع|عميل|زبون|يوم|"
        "ايام|سنه|سنوات|سنين|شهر|شهور|ساعه|ساعات|الوان|لون|لونين|دقيقه|اسبوع|اشخاص|طلب|تقييم|مشاهده|عملاء|wateja|"
        "siku|miaka|mwezi|wiki|masaa|saa|vipande|miezi|saal|mahine|log|गज|साल|दिन|महीने|पीस|ग्राहक|लोग|घंटे|রঙ|দিন|"
        "বছর|মাস|জন|গ্রাহক|ঘন্টা|টি|پيس|دن|سال|шт|дней|лет|подписчиков|日|年|天|販売|セット|時間|分|歳|ヶ月|週間|kgs|"
        "gram|grams|ml|cm|mm|inch|inches|litre|litres|liter|liters|ltr|oz|lbs|gb|tb|mp|hp|cc"
    ),
    Cue.COUNT_BEFORE: (
        "thank u for|thanks for|thank you for|thank you guys for|grazie per|merci pour|gracias por|obrigada por|"
        "obrigado por|terima kasih|makasih|cam on|asante kwa|شكرا|ขอบคุณ|danke fur|salamat sa|نتابع|وصلنا|وصلنا الي|"
        "kami dah|we hit|road to|menuju|hampir|nearly|almost|hit the|we reached|sold|over sold|terjual|da ban|"
        "ขายแล้ว|ขายไปแล้ว|已售|累計|more than|hit|reached|celebrating|since|est|established|sejak|desde el|depuis|"
        "seit|vendidos|vendido|nabenta|satildi|batch|vol|volume|part|episode|ep|hari ke|top|limited to|first|pertama|"
        "لاول|اول|version|series|sudah terjual|telah terjual|followers|تم بيع|مبيعات|we are now"
    ),
    Cue.CODE: (
        "no|id|shop|hot|core|ps|box|order|code|sku|item|item no|item code|kode|kode barang|art|artikel|art.|article|"
        "ref|ref.|reference|model|model no|no.|number|num|batch no|lot|lot no|style|style no|design|design no|dno|"
        "serial|imei|pin|order no|invoice|shop no|stall|stand|block|blok|plot|room|floor|line no|booth|kiosk|street|"
        "avenue|road|rd|jalan|jl|jln|gang|lorong|calle|avenida|rua|rue|strasse|cadde|cad|sokak|sok|soi|ซอย|gate|lane|"
        "zone|zona|postcode|zip|cep|cp|till|till no|till number|paybill|pay bill|buy goods|account|account no|acc|"
        "acc no|acct|lipa namba|lipa na mpesa|mpesa|m pesa|momo|iban|bca|bni|gcash|pix|cnpj|ssm|nit|ruc|siret|"
        "license|lic|dti|bpom|reg no|registration no|kkm|nafdac|fda|fssai|halal|galaxy|iphone|redmi|note|infinix|"
        "tecno|itel|oppo|vivo|realme|poco|jordan|air max|air force|yeezy|nike|new balance|nb|playstation|xbox|"
        "macbook|ipad|spark|camon|pova|pixel|samsung|huawei|honor|nokia|ryzen|rtx|gtx|channel|seri|tipe|type|typ|"
        "modelo|modele|modell|mã|ma sp|ma hang|รหัส|รุ่น|كود|رقم|رقم القطعه|موديل|شارع|محل|محل رقم|مبني|برج|طابق|"
        "الدور|كوپن|কোড|কোড নং|कोड|मॉडल|型号|货号|品番|編号|dukan|shop number|gala|pasaraya|level|lvl|lantai|tingkat|"
        "piso|local|loja|tsp|piece count|แผง|ล็อค|ล็อก|ชั้น|unit rumah"
    ),
    Cue.ELSEWHERE: (
        "bought at|bought for|i bought for|paid|i paid|cost me|dibeli|magazada|magazalarda|in store|instore|in-store|"
        "shop price|retailers|amazon|harga mall|harga online lain|piyasada|en boutique|im geschaft|tienda oficial|"
        "no shopping|no site|elsewhere|shop price elsewhere|in shops|in stores|in store price|others sell|"
        "others sell at|other sellers|others|competitor|market|mall price|in the mall|toko sebelah|di toko sebelah|"
        "harga toko sebelah|di mall|tempat lain|kedai lain|di luar|sa mall|sa iba|en tiendas|en otros lados|na loja|"
        "em outras lojas|en magasin|ailleurs|im laden|ngoai tiem|ngoai shop|cho khac|ที่อื่น|ในห้าง|برا|بالسوق|"
        "في السوق|في المحلات|madukani|bazar mein|market me|市场|worth over"
    ),
    Cue.WHOLESALE: (
        "wholesale|whole sale|wholesale price|resellers|reseller|reseller price|bulk|bulk price|grosir|harga grosir|"
        "borong|borongan|harga borong|pemborong|mayoreo|al mayoreo|por mayor|al por mayor|mayorista|atacado|"
        "no atacado|preco atacado|revenda|en gros|grossiste|grosshandel|toptan|toptan fiyat|gia si|bo si|ราคาส่ง|"
        "ยกโหล|ขายส่ง|سعر الجمله|الجمله|jumla|bei ya jumla|thok|थोक|পাইকারি|পাইকারী|هول سيل|批发|批發|dropship|"
        "dropshipper|agent price|dealer price|pakyawan"
    ),
    Cue.RETAIL: (
        "wholesale and retail|wholesale & retail|retail and wholesale|retail & wholesale|grosir ecer|grosir dan ecer|"
        "jumla na rejareja|mayoreo y menudeo|atacado e varejo|单件|单个|单买|single piece|single pc|one piece|"
        "1 piece|individually|1pc|1 pc|loose|one|single one|الواحد|الواحده|الحبه|القطعه|individual|einzeln|"
        "einzelstuck|sencilla|satuannya|le|retail|retail only|ecer|eceran|harga ecer|harga eceran|menudeo|al menudeo|"
        "al detal|detal|varejo|no varejo|au detail|detail|perakende|ban le|ปลีก|ราคาปลีก|قطاعي|مفرق|سعر المفرق|"
        "rejareja|reja reja|bei ya rejareja|খুচরা|खुदरा|零售|per piece price|single piece price|single|tingi"
    ),
    Cue.SIZE: (
        "tam|talle|talles|ld|pb|uk|eu|us|weight|size|sizes|sz|age|aged|ages|waist|bust|chest|hips|hip|length|height|"
        "ukuran|lingkar|panjang|umur|usia|saiz|pinggang|talla|tallas|edad|ancho|medidas|tamanho|tamanhos|numeracao|"
        "idade|taille|tailles|pointure|pointures|longueur|hauteur|grosse|grossen|lange|beden|numara|size ao|"
        "chieu cao|ไซส์|อก|เอว|ยาว|สูง|อายุ|مقاس|مقاسات|طول|عمر|sukat|saizi|namba|lambai|साइज|सাইজ|সাইজ|বডি|سائز|"
        "サイズ|尺码|身高|体重|berat|weighs|poids|gewicht|can nang|น้ำหนัก|الوزن|wazan"
    ),
    Cue.PER_MONTH: (
        "p/m|pm|pcm|p.m|a mth|/mth|per mth|/month|per month|a month|/mo|monthly|/week|per week|a week|weekly|daily|"
        "per day|/day|a day|/bulan|per bulan|sebulan|se bulan|/bln|al mes|por mes|mensuales|mensual|quincenales|"
        "quincenal|semanales|/mes|ao mes|mensais|par mois|/mois|pro monat|im monat|monatlich|mtl|ayda|aylik|"
        "aylik taksit|/thang|moi thang|mot thang|/เดือน|ต่อเดือน|เดือนละ|بالشهر|في الشهر|kwa mwezi|kwa siku|kwa wiki|"
        "per mahina|mahina|प्रति माह|মাসে|每月|/月|x3|x 3 meses|sem juros|sin intereses|sans frais"
    ),
    Cue.PLUS: (
        "plus|excl|excluding|exclude|exclusive|not included|tidak termasuk|belum termasuk|zzgl|no incluye|ไม่รวม|"
        "غير شامل"
    ),
}
