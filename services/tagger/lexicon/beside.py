"""Words beside goods that say what these have to do with the offer, in all languages."""

WITH = (
    "with|w/|for|plus|con|para|com|avec|pour|mit|fur|untuk|dengan|buat|kwa|per|cho|voi|kem|для|с|pentru|cu|"
    "dla|met|voor|til|med|for your|goes on|fits|holds|in|مع|ل|للـ|สำหรับ|พร้อม|के लिए|jako|under|over|like|as|"
    "such as|on|on your|para tu|para su|para sua|para seu|from your|pang|na may|may|kasya|muat|cabe|"
    "ideal para|behind|inside"
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
    "also sell|holds up to|up to 20 pairs of|pairs of|stores|fits your|with your|complete with"
)
"""Before a thing that is not what is offered, whatever stands before."""

NOT_BESIDE = (
    "size|sizes|delivery|shipping|ship|postage|ongkir|envio|frete|livraison|versand|kargo|wifi|saiz|pos|style|"
    "hand|sugar"
)
"""Behind a word for free: what is free is no thing."""

BEHIND = (
    "coming soon|coming next week|loading|soon|included|not included|sold separately|in the box|inside|"
    "available separately|free|hediye|hediyeli|bedava|not for sale|en la caja|no incluido|no incluida|incluso|"
    "offert|offerte|kostenlos|dahil|degil|haric|percuma|dijual terpisah|holder free"
)
"""Behind a thing that is not what is offered."""

GONE = (
    "sold out|soldout|finished|gone|out of stock|not available|unavailable|habis|kosong|agotado|agotada|"
    "agotados|esgotado|esgotada|epuise|epuisee|en rupture|ausverkauft|tukendi|kalmadi|bitti|het hang|het|หมด|"
    "หมดแล้ว|خلص|نفد|نفذ|غير متوفر|khatam|ubos|ubos na|zimeisha|imeisha|售罄|完売|sold"
)
"""Behind a colour or size that cannot be had."""

NO = (
    "no|not|non|without|except|never|sin|no es|nao|nao e|sem|sans|pas|pas de|ohne|nicht|kein|keine|tanpa|"
    "bukan|tidak|tak|ga|gak|nggak|hindi|walang|bez|nie|не|без|khong|khong co|khong phai|bila|si|sio|sans|مش|"
    "ليس|بدون|غير|مو|مش متوفر|not see|nahi|isn't|aren't|ไม่|ไม่มี|不|非|gone in|kecuali|excepto|exceto|sauf|"
    "agotado|agotado en|agotado el"
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
    "vacancy|vacancies|hiring|we are hiring|now hiring|we're hiring|job|giveaway|give away|closed|we buy|"
    "who wants|which color|which colour|what color|what colour|winner|winners|no exchange|exchange policy|"
    "return policy|refund policy|shop moved|has moved|have moved|we moved|orders resume|follow like and tag|"
    "thank you for|thanks for trusting|loker|lowongan|dicari karyawan|cerrado|cerrada|fermeture|ferme|"
    "geschlossen|kapali|fechado|fechada|sorteo|sorteio|concours|gewinnspiel|cekilis|مغلق|مسابقه|وظيفه|ปิดร้าน|"
    "ร้านหยุด|tuyen dung|nghi tet|minigiveaway|tutorial|how to style|poll"
)
"""Of captions that tell or ask something and offer nothing, where they name no price."""
