"""Words that say what a size is of, and how sizes are joined."""

CUES_BEFORE = (
    "size|sizes|sz|szs|sizing|size available|sizes available|size range|available sizes|available size|in size|"
    "in sizes|all sizes|ukuran|ukrn|uk|eu|eur|us|size uk|size eu|size us|nomor|no|nomer|saiz|sizes left|"
    "size left|ready sizes|"
    "talla|tallas|numero|numeros|num|numeracion|n|tamanho|tamanhos|tam|numeracao|numeracoes|taille|tailles|"
    "pointure|pointures|t|grosse|grossen|gr|groesse|groessen|maat|taglia|taglie|misure|beden|bedenler|"
    "bedenlerimiz|numara|numaralar|"
    "co|size tu|du size|full size|ไซส์|ไซซ์|ไซด์|เบอร์|size ไทย|مقاس|مقاسات|المقاس|القياس|قياس|قياسات|"
    "المقاسات المتوفره|نمره|sukat|saizi|namba|saiz ada|مقاس من|साइज|साइज़|नंबर|সাইজ|সাইজঃ|বডি|سائز|"
    "サイズ|尺码|尺寸|码数|码|码段|尺碼|사이즈|размер|размеры|waist|waistline|waist line|waist size|sz range|"
    "chest|chest size|bust|hip|hips|lingkar|pinggang|dada|lingkar dada|cintura|busto|pecho|quadril|"
    "tour de taille|bund|bel|gogus|เอว|อก|رقم|women's|men's|womens|mens|women|ladies|hat size|shoe size|"
    "shoe sizes|ring size|cup|pants size|foot size|"
    "talle|talles|rozmiar|rozmiary|rozm|rozmiarze|w rozmiarze|storrelse|storrelser|storlek|storlekar|strl|koko|"
    "maten|marime|marimi|marimea|marimile|masuri|velikost|velikosti|velkost|velkosti|meret|meretek|mereten|"
    "numeri|dydziai|dydis|suurused|suurus|izmeri|izmers|מידות|מידה|ზომები|ზომა|numara|taglie disponibili"
    "|veličina|velicina|velicine|μεγεθη|μεγεθος|νουμερα|νουμερο|розмір|"
    "розміри|размеры в наличии|размера|разм|р-р|р-ры|olcu|olculer|numaralarimiz|o'lcham|razmer|razmerlar|rozmer|"
    "olchamlar|bedenlerde|saizi|saizi zipo|masaizi|size ya|saizi ya|obunene|sayizi|usayizi|izinombolo|grootte|"
    "groottes|shoe size|kasukatan|sizes po|uk size|uk sizes|eu size|us size|eu sizes|us sizes|bust size|"
    "waist sizes|chest sizes|naap|sizze|saize|syz|sise|sizs|numaro|nimro|nemra|nemer|makas|makasat|ma2as|"
    "ma2asat|m2as|m2asat|mqas|mqasat|2yas|qiyas|taille dispo|tailles dispo|tailles disponibles|pointures dispo|"
    "les tailles|des tailles|tallas del|talles del|numeracion del|numero del|numeros del|calces|nros|nro|tams|"
    "tamanhos do|numeracao do|veste do|manequim|size gio|size chan|co size|du size|nhieu size|sz tu|full sz|"
    "ket co|kich co|kich thuoc size|ไซร์|ไซ้|ไซท์|เบอร์รองเท้า|ไซส์เท้า|ไซส์ไทย|ໄຊ|ໄຊສ໌|ຂະໜາດ|ເບີ|ទំហំ|លេខ|សាយ|"
    "ဆိုဒ်|အရွယ်အစား|ဆိုက်|መጠን|ቁጥር|ሳይዝ|சைஸ்|அளவு|அளவுகள்|සයිස්|ප්‍රමාණ|සයිස|సైజు|సైజ్|సైజులు|ಸೈಜ್|ಅಳತೆ|സൈസ്|"
    "സൈസുകൾ|સાઇઝ|સાઈઝ|ਸਾਈਜ਼|ਸਾਈਜ|ਨੰਬਰ|साईज|साइज़ेज|नाप|সাইজে|সাইজ আছে|মাপ|নাম্বার|سایز|سائز:|سايز|سايزات|"
    "سايزات متوفره|قياسات متوفره|مقاسات متاحه|المقاسات|نمر|ناپ|نمبر|サイズ展開|サイズは|号数|サイズ感|呎碼"
    "|尺寸有|码数有|现货码|鞋码|碼數|"
    "사이즈는|호수|치수|misura|misure disponibili|numbers available"
)

GONE = (
    "sold out|sold|soldout|habis|dah habis|finished|finish|don finish|is gone|gone|out of stock|oos|kosong|"
    "agotado|agotada|agotados|agotadas|esgotado|esgotada|esgotados|esgotou|epuise|epuisee|epuises|rupture|"
    "en rupture|ausverkauft|weg|vergriffen|"
    "tukendi|bitti|yok|het|het hang|หมด|หมดแล้ว|نفد|نفذ|خلص|خلصت|غير متوفر|نفذت|完売|売り切れ|品切れ|没了|缺货|"
    "断码|售罄|imeisha|zimeisha|khatam|khatm|ubos|ubos na|taken|reserved|terjual|vendu|vendido|vendida|खत्म|শেষ|"
    "stock out|out|no more|ختم|sold na"
)

EXCEPT = (
    "no|except|excluding|without|minus|kecuali|tanpa|takde|tiada|sin|menos|excepto|salvo|exceto|sem|sauf|ausser|ohne|"
    "haric|tru|khong co|ยกเว้น|ไม่มี|ماعدا|عدا|isipokuwa|wala|but no|not"
)

ONE_SIZE = (
    "uks suurus|viens izmers|vienas dydis|universalus dydis|jedna velicina|jedna velikost|"
    "(?:one|free|all|single|universal|uni|fit)[ -]?siz(?:e|ed)?(?:s fits? (?:all|most))?|rozmiar uniwersalny|"
    r"uniwersaln[yae]|univerzalni(?: velikost)?|univerzalna velkost|univerzal|egymeret\w*|egy meret|"
    r"marime universala|marime unica|universala|taglia unic[ao]|t\.? ?u\.? unica|misura unica|one maat|"
    "een maat|eenheidsmaat|onesized|en storrelse|onesize passer|en storlek|yksi koko|yhden koon|unica talla|"
    "unico talle|talle unico|talla universal|tamano universal|talle universal|unitalle|tamanho universal|"
    "veste unico|u(?:nica)? tam|taille standard|taille universelle|tu unique|universalgrosse|uni-?grosse|"
    r"uni gr\.?|standart olcu|tek olcu|tek ebat|one beden|freisize|fre size|fee size|fri size|frii size|"
    "fresize|saiz universal|sais bebas|satu saiz|satu saiz sahaja|ukuran universal|all size fit|"
    "fit to (?:l|xl|xxl|2xl|3xl)|size moja|saizi moja|free saizi|saizi zote|isang size|isang sukat|ek size|"
    "ek hi size|fri saiz|universal razmer|standart beden|ma2as wa7ed|makas wahed|free saizu|grootte een|"
    r"en taille|μια? μεγεθος|ενα μεγεθος|единый размер|один размер|универсальн\w{2,3}|універсальн\w{2,3}|"
    r"один розмір|безрозмірн\w{2,3}|onesize fits|os\b(?= fits)|size toan than|freesiz|free ?sai|freesize|"
    "onesize|allsize|f/s|os fits all|one size fits (?:all|most)|saiz bebas|free saiz|freesaiz|ukuran bebas|"
    r"satu ukuran|(?:talla|tamano) unic[ao]|unitalla|tamanho unico|tam unico|tamanho u|t\.? ?unica|"
    r"taille unique|tu\b(?= taille)|einheitsgrosse|one-size|tek beden|standart beden|standard size|"
    "fit all size|taglia unica|size chung|size free|free size"
)

ONE_SIZE_UNSPACED = (
    "ไซส์เดียว|ไซซ์เดียว|ไซส์ฟรี|ຟຣີໄຊ|ຟຣີໄຊສ໌|ຂະໜາດດຽວ|ဖရီးဆိုဒ်|ဖရီးဆိုက်|หนึ่งไซส์|قياس موحد|مقاس موحد|"
    "سايز واحد|وان سايز|مقاس عام|فري ?سيز|سايز فري|ایک سائز|ایک ہی سائز|ஒரே சைஸ்|ஃப்ரீ சைஸ்|ఫ్రీ సైజ్|"
    "ఫ్రీ సైజు|ಫ್ರೀ ಸೈಜ್|ഫ്രീ സൈസ്|ફ્રી સાઈઝ|ਫ੍ਰੀ ਸਾਈਜ਼|ෆ්‍රී සයිස්|এক সাইজ|ফ্রী সাইজ|ফ্রিসাইজ|एक साइज|"
    "एक ही साइज|फ्री साईज|फ्रीसाइज|单一尺码|單一尺寸|單一尺碼|F码|F碼|one码|원사이즈|프리 사이즈|"
    "フリーサイズ|ฟรีไซส์|ฟรีไซซ์|ฟรีไซด์|ฟรีsize|ฟรี size|فري ?سايز|مقاس واحد|فرى سايز|قياس واحد|مقاس حر|"
    "フリーサイズ|ワンサイズ|均码|均碼|프리사이즈|free ?사이즈|מידה אחת|फ्री साइज|ফ্রি সাইজ|فري سائز|"
    "безразмерн"
)

ONE_SIZE_STEMS = (
    "siz|sai|talla|talle|taille|tamanho|tamano|unic|unitall|univer|uniwer|maat|storrelse|storlek|koko|koon|grosse|"
    "uni gr|unigr|uni-gr|olcu|beden|ebat|ukuran|meret|marime|taglia|misura|tam u|veste|dydis|velicina|"
    "velikost|velkost|suurus|"
    "izmers|rozmiar|bebas|os fits|f/s|fit to|fit all|sukat|razmer|ma2as|makas|grootte|μεγεθ|размер|розмір|універсальн|"
    "универсальн|безрозмірн|безразмерн|tu unique|u tam|ไซ|ຟຣີໄຊ|ຂະໜາດ|ဖရီး|قياس|مقاس|سايز|سيز|سائز|சைஸ்|సైజ|ಸೈಜ್|സൈസ്|"
    "સાઈઝ|ਸਾਈਜ਼|සයිස්|সাইজ|साइज|साईज|码|碼|尺寸|사이즈|サイズ|מידה"
)
"""No match of `ONE_SIZE` lacks all of these."""

FILLERS = (
    "are|is|available|avail|ready|in|left|from|range|ranges|de|del|do|du|von|dari|mulai|tu|dal(?:l[ae])?|od|"
    r"від|от|από|από τo|fra|fran|van|از|da|der|ada|only|for|eu|eur|uk|us|nos?\.?|en|em|ab|disponibles?|"
    r"disponiveis|verfugbar|tersedia|ya|za|ni|من|متوفر|المتوفره|المتوفر|mevcut|n[ro]\.?|nº|sizes?|remaining|"
    "uk/aus|yang|waist"
)
"""May stand between a word for size and the sizes."""

CUES_AFTER = (
    "sizes?|beden(?:ler)?|numara(?:lar)?|numero|号|码|碼|サイズ|号サイズ|in? (?:waist|chest|bust)|"
    r"\"? ?(?:waist|chest|bust)|arasi(?: numara)?|talla|ukuran|saiz|nomor"
)
"""Behind sizes."""

CUES_AFTER_STEMS = "siz|bede|numa|numero|号|码|碼|サイズ|waist|chest|bust|talla|ukuran|saiz|nomor"
"""No word of `CUES_AFTER` lacks all of these."""

SHOPS = "m ?& ?s|h ?& ?m"
"""Names of shops that look like letter sizes."""

STILL = "is|are|still|only"

AVAILABLE = "available|left|remaining|ready|in stock|only|tersedia|disponible|disponivel|dispo|mevcut|ipo"
"""Behind a size that can be had."""

WORN = (
    "pakai|memakai|mengenakan|wearing|wears|is in|in a|modelo? usa|usa|modelo lleva|lleva puesta|porte|tragt|"
    "giyiyor|giymektedir|mac|dang mac|nosi|indossa|draagt|ใส่|着用|着てる|身穿|穿"
)
"""Before the size that the person in the video wears."""

ARTICLES = "a|an|the|la|el|du|un|une"

BAHT = "baht|bath|thb"
"""34b baht is money, 34b a bra."""

SIZE_BEFORE = "sizes?|sz|tallas?|taille|tamanho|tam|ukuran|saiz"

SIZE_IN = "in|are|is|from"

PLUS = "plus|plus-size|plussize|curvy|curve|queen size"
"""Say that 2X is a size."""

SIZE_BEFORE_MILLIMETRES = "사이즈|size|치수"

SYSTEM_OF = "sizes?|shoe sizes?|women'?s?|men'?s?|from"
"""Between EU, UK or US and the sizes."""

CAN = "can|will|yang"

FITS = (
    "fits?|fit to|muat|kasya|cabe|up ?to|till|until|hanggang|for|dari|from|untuk|size|s/d|sampai|convient|"
    "passt|serve|veste|fits up to|fits till|dipakai|bisa|a|de|do|du|ate|hasta|ใส่ได้|อก|يناسب|من|لحد|duoi"
)
"""Behind "one size": the sizes that it fits."""

UP_TO_FITTED = "arasi|arasina|e kadar|'?(?:e|a) kadar"

FITTED = "uyumlu|uygun|giyebilir|olur|muat|kasya"
"""Behind the sizes that one size fits."""

ARE_GONE = (
    "is|are|already|na|sudah|udah|dah|da|nos|ya|deja|ist|sind|schon|only|just|now|all|esta|estao|leider|size|numara"
)
"""Between sizes and a word of `GONE`."""

GONE_BEFORE = (
    "sold out|habis|agotad[oa]s?|esgotad[oa]s?|epuisee?s?|tukenen|tukenenler|het|หมด|except|excepto|kecuali|"
    "sauf|haric|ausser"
)
"""Before sizes that are gone."""

GONE_OF = "in|size|sizes|ukuran|saiz|talla|tallas|taille|tailles|tamanho"

GONE_SIZES = "size|sizes|ukuran|saiz|no"

ONE_SIZE_QUOTED = (
    "(?:one|free|all|single|uni)[ -]?sizes?|tamanho unico|talla unica|unitalla|taille unique|taglia unica|"
    "tek beden|einheitsgrosse|ฟรีไซ|مقاس واحد|فري سايز|均码|フリーサイズ|프리사이즈"
)
"""One size, in the words that a model quotes."""

WEARERS = "women's|men's|womens|mens|women|ladies"

SHORT = "gr|tam|num|numero|n"

WEAK = "no|n|t|num|nomor|nomer|numero|co|gr|namba|رقم|bel|cup|码|tam|ld"

CUE_WORDS = (
    "size|sizes|beden|bedenler|numara|numaralar|numero|waist|chest|bust|arasi|talla|ukuran|saiz|nomor|eu|eur|"
    "uk|us|号|码|碼|サ|ズ"
)

NOT_SIZES_BEFORE = "iphone|galaxy|ages?|usia|umur|top"
"""Before a number that is a model or an age."""

NUMBER_OF = "no|number|model"
"""Behind a word and before a number that is a model's."""
