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
    "shoe sizes|ring size|cup|pants size|foot size|ld"
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
    r"(?<![^\W\d_])(?:(?:one|free|all|single|universal|uni|fit)[ -]?siz(?:e|ed)?(?:s fits? (?:all|most))?"
    r"|freesize|onesize|allsize|f/s|os fits all|one size fits (?:all|most)|saiz bebas|free saiz|freesaiz"
    r"|ukuran bebas|satu ukuran|"
    r"(?:talla|tamano) unic[ao]|unitalla|tamanho unico|tam unico|tamanho u|t\.? ?unica|taille unique"
    r"|tu\b(?= taille)|einheitsgrosse|one-size|tek beden|standart beden|standard size|fit all size|taglia unica"
    r"|size chung|size free|free size)(?![^\W\d_])"
    r"|ฟรีไซส์|ฟรีไซซ์|ฟรีไซด์|ฟรีsize|ฟรี size|فري ?سايز|مقاس واحد|فرى سايز|قياس واحد|مقاس حر|フリーサイズ"
    r"|ワンサイズ|均码|均碼|프리사이즈|फ्री साइज|ফ্রি সাইজ|فري سائز|безразмерн"
)

SHOES = (
    r"(?<![^\W\d_])(?:[a-z]*schuhe?|[a-z]*stiefel(?:etten)?|dunks?|boots?|shoes?|heels?|sneakers?|sandals?"
    r"|slippers?|boots?|loafers?|slides?|crocs|trainers?|flats?|mules?|pumps?|wedges?|stiletto(?:s|es)?|footwear"
    r"|jordans?|sepatu|sandal|sendal|kasut|selipar|zapatos?|zapatillas?|tenis|tacones|sandalias?|botas?|botines?"
    r"|chaussures?|baskets?|bottes|bottines|sapatos?|sapatilhas?|chinelos?|rasteir(?:a|inha)s?|schuhe?|stiefel"
    r"|turnschuhe|ayakkabi(?:lar)?|bot|topuklu|terlik|giay|dep|boot|viatu|rubbers|kiatu|raba|jutti|chappals?"
    r"|kolhapuri|joote|sapatos|tsinelas|rubber shoes|doll shoes|mojaris?|khussa|khussas|peshawari|tennis|tenniss"
    r"|air force|dunks?|nike|adidas|socks?|kaus kaki|rings?)(?![^\W\d_])"
    r"|รองเท้า|حذاء|احذيه|شوز|كعب|صندل|جزمه|كوتشي|سنيكرز|شباشب|شبشب|靴|スニーカー|パンプス|サンダル|ブーツ|鞋"
    r"|जूते|सैंडल|চप्पल|चप्पल|জুতা|স্যান্ডেল|جوتے|چپل"
)

EVEN_GARMENTS = (
    r"(?<![^\W\d_])(?:[a-z]*kleid(?:er)?|[a-z]*hosen?|[a-z]*jacken?|[a-z]*mantel|[a-z]*blusen?|beden|trenckot"
    r"|trench|three ?piece|dress(?:es)?|gowns?|skirts?|suits?|blazers?|trousers?|pants|jumpsuits?|playsuits?"
    r"|kaftans?|caftans?|bubus?|boubous?|abayas?|tops?|blouses?|shirts?|coats?|jackets?|cardigans?|kurtis?"
    r"|kurtas?|kurtha|lehengas?|anarkali|co-?ords?|leggings?|shorts|jeans|swimsuits?|bikinis?|bras?|two ?piece"
    r"|vestidos?|faldas?|saias?|blusas?|pantalon(?:es)?|calcas?|camisas?|chemises?|chemisiers?|chaquetas?"
    r"|abrigos?|robes?|jupes?|vestes?|pantalons?|manteaux?|kleid(?:er)?|rock|hosen?|jacken?|blusen?|mantel"
    r"|pullover|elbise(?:ler)?|etek|pantolon|ceket|gomlek|bluz|takim|tunik|ferace|gamis|kemeja|celana|rok|jas"
    r"|baju|seluar|jubah|kurung|dam|vay|quan|ao|suruali|gauni|magauni|shati|sketi|nguo|gomesi|panjabi|shalwar"
    r"|kameez|sherwani|daster|sweaters?|hoodies?|palazzo|uniforms?|scrubs|makoti)(?![^\W\d_])"
    r"|فستان|فساتين|عبايه|عبايات|جلابيه|قميص|بنطلون|بدله|تنوره|ثوب|قفطان|عباءه|ชุด|เดรส|กางเกง|กระโปรง|เสื้อ"
    r"|ワンピース|スカート|パンツ|シャツ|连衣裙|裤|裙|कुर्ती|कुर्ता|सूट|ड्रेस|কুর্তি|পাঞ্জাবি|ড্রেস|থ্রি ?পিস"
)

TOYS = (
    r"(?<![^\W\d_])(?:[a-z]*fahrrad|[a-z]*spielzeug|walkers?|rattles?|strollers?|cribs?|cots?|prams?|play ?mat"
    r"|toys?|puzzles?|legos?|lego|blocks?|bikes?|bicycles?|scooters?|tricycles?|mainan|permainan|sepeda|basikal"
    r"|juguetes?|bicicletas?|brinquedos?|jouets?|velos?|spielzeug|puppe|fahrrad|oyuncak(?:lar)?|bisiklet|do choi"
    r"|xe dap|laruan|khilona|games?|board game|books?|car seat|stroller|slime|playset|dolls?|flashcards?"
    r"|amigurumi|plush|drone|rc car)(?![^\W\d_])"
    r"|ของเล่น|จักรยาน|لعبه|العاب|دراجه|おもちゃ|自転車|玩具|自行车|खिलौने|खिलौना|साइकिल|খেলনা|کھلونا"
)

HATS = (
    r"(?<![^\W\d_])(?:hats?|caps?|fedoras?|berets?|helmets?|helm|topi|kopiah|songkok|kufi|fila|gorras?|sombreros?"
    r"|bone|chapeus?|casquettes?|chapeaux?|mutze|hut|hute|sapka|kasket|mu|kofia)(?![^\W\d_])|หมวก|قبعه|طاقيه|帽|टोपी"
    r"|টুপি"
)

YEARS = (
    r"y|yr|yrs|year|years|yo|y/o|t|th|thn|tahun|taon|anos|ans|jahre?n?|yas|yasinda|tuoi|miaka|sal|saal|year old"
    r"|years old|anni|lat|ขวบ|ปี|سنوات|سنه|سنين|عام|اعوام|साल|वर्ष|বছর|سال|歳|岁|才|세|лет"
)
MONTHS = (
    r"m|mo|mos|mth|mths|mnth|mnths|month|months|bulan|bln|buwan|meses|mes|mois|monate?n?|ay|aylik|thang|miezi|เดือน"
    r"|شهر|اشهر|شهور|महीने|মাস|ماه|ヶ月|か月|个月|個月|개월|мес"
)
