"""Words beside goods that say what these have to do with the offer, in all languages."""

WITH = (
    "with|w/|for|plus|con|para|com|avec|pour|mit|fur|untuk|dengan|buat|kwa|per|cho|voi|kem|для|с|pentru|cu|"
    "dla|met|voor|til|med|for your|goes on|fits|holds|in|مع|ل|للـ|สำหรับ|พร้อม|के लिए|jako|under|over|like|as|"
    "such as|on|on your|para tu|para su|para sua|para seu|from your|pang|na may|may|kasya|muat|cabe|"
    "ideal para|behind|inside|ke sath|ke saath|sathe|के साथ|کے ساتھ|সাথে|সঙ্গে"
)
"""Before a thing that the thing before it is for, or comes with."""

OF = "of|de|del|da|do|dos|das|di|du|des|d|ya|wa|za|la|cha|vya|della|en|em|aus|von|from|pack of|set of|of the|ng"
"""Between a thing and what it is made of or belongs to."""

ALWAYS_BESIDE = (
    "works with|work with|compatible with|suitable for|style it with|style with|styled with|pair with|"
    "pair it with|paired with|goes with|go with|wear with|wear it with|match with|matches|match it with|"
    "matching|cocok dipakai dengan|cocok dengan|cocok untuk|combina con|combinalo con|combina com|"
    "se porte avec|passt zu|kombinle|comes with|included|includes|including|incluye|inclui|inclus|no incluye|"
    "nao inclui|not including|excluding|without|sin|sem|sans|ohne|tanpa|no|not|bukan|bila|bez|без|khong co|"
    "khong|بدون|مش|free|freebie|bonus|gratis|get a free|get free|plus a free|and a free|de regalo|regalo|"
    "obsequio|brinde|ganhe|offert|cadeau|gratuit|hadiah|percuma|bedava|hediye|miễn phí|tang kem|tang|แถม|"
    "แถมฟรี|ฟรี|هديه|مجانا|فري|फ्री|ফ্রি|include|include inner|termasuk|dapat|dapet|beli 3 gratis 1|"
    "buy one get one|alongside|next to|needs|win|win a|to win|sew|we sew|instead of|than|spend on|style your|"
    "di depan|in front of|devant|delante de|na frente da|also sell|holds up to|up to 20 pairs of|pairs of|stores|"
    "fits your|with your|complete with"
)
"""Before a thing that is not what is offered, whatever stands before."""

NOT_BESIDE = (
    "size|sizes|delivery|shipping|ship|postage|ongkir|envio|frete|livraison|versand|kargo|wifi|saiz|pos|style|"
    "hand|sugar"
)
"""Behind a word for free: what is free is no thing."""

FREE_OF = "sugar|gluten|dairy|lactose|fat|alcohol|caffeine|nut|egg|meat|cruelty|paraben|sulphate|sulfate|bpa"
"""Before "free" where the thing is free of it, and costs something."""

BEHIND = (
    "coming soon|coming next week|loading|soon|included|not included|sold separately|in the box|inside|"
    "available separately|free|hediye|hediyeli|bedava|not for sale|en la caja|no incluido|no incluida|incluso|"
    "offert|offerte|kostenlos|dahil|degil|haric|percuma|dijual terpisah|holder free|isn't included|aren't included|"
    "is extra|are extra|"
    "haipo|hazipo|jual asing|dijual asing|tidak termasuk|tak termasuk|nao acompanha|nao acompanham|nao incluso|"
    "nao inclusa|nao inclusos|vendido separadamente|vendida separadamente|a parte|va aparte|van aparte|se vende aparte|"
    "se venden aparte|aparte|no incluye|non inclus|non incluse|non incluso|non inclusa|en sus|vendu separement|"
    "gibts extra|gibt es extra|gibts nicht dazu|nicht enthalten|nicht dabei|separat erhaltlich|ayri satilir|"
    "ayrica satilir|nie jest w komplecie|nie w komplecie|sprzedawane osobno|не входит|не входят|в комплект не входит|"
    "مش معاه|مش معاها|مش مع|تباع لوحدها|يباع لوحده|مجانا|غير شامل|غير مشمول|يباع منفصل|hiwalay|alada|ไม่รวม|แยกขาย|"
    "ฟรี|不送|不含|另售|"
    "は別売り|別売り|は付きません"
)
"""Behind a thing that is not what is offered."""

ASIDE = (
    "separate|separately|seperately|not for sale|isn't for sale|on display|display only|not part of|extra cost|"
    "is extra|are extra|costs extra|sold out|on model|on the model|belongs to|coming when|coming on|coming next|"
    "coming soon|arrives|arriving|drops friday|drop friday|not included|not incl|isn't included|in pic|in the pic|"
    "in photo|in the photo|in the picture|for inspiration|on the house|add on|"
    "por separado|no se vende|no se venden|aparte|no incluido|no incluida|no incluye|agotado|agotada|llega el|"
    "llegan el|"
    "de la foto|a parte|nao acompanha|nao acompanham|nao vai junto|nao incluso|nao inclusa|avulso|vendido separado|"
    "vendida separadamente|esgotado|da foto|en option|non compris|non comprise|non compris dans|arrive vendredi|"
    "arrive bientot|deja parti|deja partie|pas a vendre|vendu a part|vendue a part|sur la photo|en rupture|"
    "si ordinano a parte|non incluso|non inclusa|esaurito|nella foto|auf dem foto|ist privat|nicht dabei|"
    "nicht enthalten|"
    "unverkauflich|gibts extra|gibt es extra|folgen|ausverkauft|gibts nicht dazu|zit er niet bij|niet inbegrepen|"
    "jual asing|dijual terpisah|dijual asing|tak termasuk|tidak termasuk|belum termasuk|habis|"
    "hiwalay|di kasama|hindi kasama|walang kasama|ubos na|haipo|hazipo|haimo|halimo|hayauzwi|haiuzwi|kando|"
    "khong ban|khong kem|khong bao gom|ban rieng|het hang|satista degil|satista degildir|dahil degil|haric|"
    "ayri satilir|"
    "ayrica satilir|tukendi|nie w komplecie|nie jest w komplecie|ze zdjecia|wyprzedana|wyprzedany|osobno|"
    "отдельно|не входит|не входят|не продается|не продаётся|окремо|δεν πωλειται|δεν πωλουνται|δεν περιλαμβανεται|"
    "alag se|sath nahi|saath nahi|alada|alag|অন্তর্ভুক্ত নয়|আলাদা|अलग से|शामिल नहीं|الگ سے|شامل نہیں|"
    "هديه|هديه مجانيه|مش مع|مش معاه|مش معاها|تباع لوحدها|يباع لوحده|تباع منفصله|غير شامل|غير مشمول|ليست للبيع|نفذت|"
    "خلصت|"
    "ไม่รวม|แยกขาย|ไม่ได้ขาย|不送|不含|另售|另购|不卖|別売り|付きません|含まれません|별도|포함되지|품절"
)
"""In a later sentence that is about something else than the offer: sold separately, seen in the picture, gone."""

GONE = (
    "sold out|soldout|finished|gone|out of stock|not available|unavailable|habis|kosong|agotado|agotada|"
    "agotados|esgotado|esgotada|epuise|epuisee|en rupture|ausverkauft|tukendi|kalmadi|bitti|het hang|het|หมด|"
    "หมดแล้ว|خلص|نفد|نفذ|غير متوفر|khatam|ubos|ubos na|zimeisha|imeisha|售罄|完売|sold"
)
"""Behind a colour or size that cannot be had."""

NO = (
    "no|not|no be|non|without|except|never|sin|no hay|ya no hay|no hay en|no tenemos|nao tem|nao temos|no es|nao|"
    "nao e|sem|sans|pas|pas de|ohne|nicht|kein|keine|tanpa|"
    "bukan|tidak|tak|ga|gak|nggak|hindi|walang|bez|nie|не|без|khong|khong co|khong phai|bila|si|sio|sans|مش|"
    "ليس|بدون|غير|مو|مش متوفر|not see|nahi|isn't|aren't|ไม่|ไม่มี|不|非|gone in|kecuali|excepto|exceto|sauf|"
    "agotado|agotado en|agotado el|plus en|il n'y a plus de"
)
"""Before a look that the thing does not have."""

NO_BEHIND = "degil|nahi|নয়|না|ना|नहीं|ではない|아님|yok"
"""Behind a look that the thing does not have."""

SALES = (
    "sale|sales|discount|discounts|promo|promos|promotion|offer|offers|deal|deals|clearance|giveaway|angebot|"
    "angebote|rabatt|indirimi|kampanyasi|holidays|break|greetings|mubarak|kareem|hours|wishes"
)
"""Behind a feast or season that is that of the sale."""

SALES_BEFORE = (
    "promo|diskon|oferta|ofertas|promocao|promocion|soldes|descuento|desconto|happy|selamat|feliz|joyeux|"
    "frohe|mutlu|عروض|عرض|تخفيضات|liquidacao|liquidacion"
)
"""Before a feast or season that is that of the sale."""

ADDRESSED = (
    "ladies|girls|girl|women|woman|guys|men|boys|chicas|meninas|mulheres|mujeres|filles|kizlar|bayanlar|"
    "hanimlar|بنات|cewek|wadada|akina dada|damen|femmes|mums|moms|lady|dames|donne|baby|babies|boy|family|"
    "teens"
)
"""Words for people that also address them."""

FOR = "for|para|pour|fur|untuk|buat|kwa|per|cho|для|pentru|dla|voor|til|pang|to fit|za|ya|wa"
"""Before those whom a thing is for."""

NEWS = (
    "job|giveaway|give away|closed|we buy|"
    "who wants|which color|which colour|what color|what colour|winner|winners|no exchange|exchange policy|"
    "return policy|refund policy|shop moved|has moved|have moved|we moved|orders resume|follow like and tag|"
    "thank you for|thanks for trusting|cerrado|cerrada|fermeture|ferme|"
    "fake page|fake account|fake accounts|scammer|scammers|please report|geschlossen|kapali|fechado|fechada|sorteo|"
    "sorteio|concours|gewinnspiel|cekilis|مغلق|مسابقه|ปิดร้าน|"
    "ร้านหยุด|nghi tet|minigiveaway|tutorial|how to style|poll"
)
"""Of captions that tell or ask something and offer nothing, where they name no price."""

VACANCIES = (
    "vacancy|vacancies|hiring|we are hiring|now hiring|we're hiring|loker|lowongan|lowongan kerja|dicari karyawan|"
    "jawatan kosong|nafasi za kazi|tuyen dung|shop tuyen|can tuyen|tuyen nhan vien|vaga de|vaga para|vagas para|"
    "estamos contratando|se busca vendedora|se busca empleada|buscamos vendedora|on recrute|nous recrutons|"
    "stellenangebot|wir suchen verstarkung|eleman araniyor|eleman alinacak|personel araniyor|cerchiamo personale|"
    "szukamy pracownika|требуется продавец|вакансия|وظيفه|مطلوب موظفه|مطلوب بائعه|รับสมัครพนักงาน|招聘|求人|スタッフ募集"
)
"""Of captions that look for staff: what stands there as a price is a wage."""

PARTS = (
    "button|buttons|handle|handles|frame|sole|soles|zip|zipper|buckle|lid|lids|legs|trim|clasp|vaso|marco|suela|"
    "suelas|asa|asas|tapa|patas|cierre|mango|sola|solado|alca|alcas|fecho|tampa|moldura|semelle|semelles|anse|"
    "anses|poignee|cadre|couvercle|bouton|boutons|fermoir|suola|manico|cornice|coperchio|bottoni|sohle|griff|"
    "griffe|rahmen|deckel|knopfe|taban|kapak|dugme|cerceve|gagang|tutup|resleting|kancing|tangkai|penutup|podstawa|"
    "podstawka|rama|uchwyt|podeszwa|пуговицы|ручка|рама|крышка|подошва"
)
"""Parts of things: what a word beside them says is said of them."""
