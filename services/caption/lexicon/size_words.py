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
    "numeri|numara|taglie disponibili|veličina|velicina|velicine|μεγεθη|μεγεθος|νουμερα|νουμερο|розмір|"
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
    r"(?<![^\W\d_])(?:(?:one|free|all|single|universal|uni|fit)[ -]?siz(?:e|ed)?(?:s fits? (?:all|most))?"
    r"|rozmiar uniwersalny|uniwersaln[yae]|univerzalni(?: velikost)?|univerzalna velkost|univerzal|egymeret\w*"
    r"|egy meret|marime universala"
    r"|marime unica|universala|taglia unic[ao]|t\.? ?u\.? unica|misura unica|one maat|een maat|eenheidsmaat"
    r"|onesized|en storrelse"
    r"|onesize passer|en storlek|yksi koko|yhden koon|unica talla|unico talle|talle unico|talla universal"
    r"|tamano universal"
    r"|talle universal|unitalle|tamanho universal|veste unico|u(?:nica)? tam|taille standard|taille universelle"
    r"|tu unique"
    r"|universalgrosse|uni-?grosse|uni gr\.?|standart olcu|tek olcu|tek ebat|one beden|freisize|fre size"
    r"|fee size|fri size|frii size"
    r"|fresize|saiz universal|sais bebas|satu saiz|satu saiz sahaja|ukuran universal|all size fit|fit to (?:l"
    r"|xl|xxl|2xl|3xl)"
    r"|size moja|saizi moja|free saizi|saizi zote|isang size|isang sukat|ek size|ek hi size|fri saiz"
    r"|universal razmer|standart beden"
    r"|ma2as wa7ed|makas wahed|free saizu|grootte een|en taille|μια? μεγεθος|ενα μεγεθος|единый размер"
    r"|один размер|универсальн\w{2,3}"
    r"|універсальн\w{2,3}|один розмір|безрозмірн\w{2,3}|onesize fits|os\b(?= fits)|size toan than|freesiz|free ?sai"
    r"|freesize|onesize|allsize|f/s|os fits all|one size fits (?:all|most)|saiz bebas|free saiz|freesaiz"
    r"|ukuran bebas|satu ukuran|"
    r"(?:talla|tamano) unic[ao]|unitalla|tamanho unico|tam unico|tamanho u|t\.? ?unica|taille unique"
    r"|tu\b(?= taille)|einheitsgrosse|one-size|tek beden|standart beden|standard size|fit all size|taglia unica"
    r"|size chung|size free|free size)(?![^\W\d_])"
    r"|ไซส์เดียว|ไซซ์เดียว|ไซส์ฟรี|ຟຣີໄຊ|ຟຣີໄຊສ໌|ຂະໜາດດຽວ|ဖရီးဆိုဒ်|ဖရီးဆိုက်|หนึ่งไซส์|قياس موحد|مقاس موحد|سايز واحد|وان سايز"
    r"|مقاس عام|فري ?سيز|سايز فري|ایک سائز|ایک ہی سائز|ஒரே சைஸ்|ஃப்ரீ சைஸ்|ఫ్రీ సైజ్|ఫ్రీ సైజు|ಫ್ರೀ ಸೈಜ್|ഫ്രീ സൈസ്|ફ્રી સાઈઝ|ਫ੍ਰੀ ਸਾਈਜ਼"
    r"|ෆ්‍රී සයිස්|এক সাইজ|ফ্রী সাইজ|ফ্রিসাইজ|एक साइज|एक ही साइज|फ्री साईज|फ्रीसाइज|单一尺码|單一尺寸|單一尺碼|F码"
    r"|F碼|one码|원사이즈|프리 사이즈|フリーサイズ"
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
    r"|buciki|buty|butow|butki|buciory|trampki|kozaki|botki|szpilki|sandaly|sandalki|klapki|kapcie|obuwie|boty|botky|tenisky"
    r"|topanky|cipo|cipok|csizma|papucs|pantofi|adidasi|ghete|cizme|sandale|papuci|balerini|scarp[ae]|scarpe|stivali|stivaletti"
    r"|sandali|ciabatte|mocassini|schoen(?:en)?|laarzen|laarsjes|skor|stovlar|kangor|sandaler|sko|stovler|stovletter|kengat"
    r"|saappaat|παπουτσια|μποτες|σανδαλια|туфли|кроссовки|ботинки|сапоги|обувь|босоножки|сандалии|кеды|взуття|черевики|кросівки"
    r"|чоботи|туфлі|poyabzal|tufli|krossovka|botinka|ayaqqabi|bata|bataa|takalma|takalmi|engatto|izicathulo|skoene|stewels|tekkies"
    r"|huarach(?:es?)|alpargatas?|ojotas?|guarachas?|mocasines|nauticos|borcegos|zuecos|valerinas|ballerinas?|flatshoes|guaraches?"
    r"|tenis|zapas|champion(?:es)?|baletas?|chalas|plataformas?|pantuflas?|crocs|botinha|coturno|sapatenis|mocassim|rasteiras?"
    r"|claquettes?|sneaks|tongs|espadrilles|mocassins|babouches|ballerines|escarpins|talons|savates|hak|pantofel|sandalet|babet|cizme"
    r"|patik|sepatu ?\w*|flat ?shoes|wakai|bakya|step ?in|boots|dep|guoc|giay|xang dan|xan dan|cao got"
    r"|ribbon heels|footwears"
    r"|jooti|jutiyan|joota|jooty|jootay|khussay|kheri|juta|juto|sandel|cappal|kolapuri|chappal|slipers?|slippers|heal|heals|snickers"
    r"|sneekers|kobtchi|kotchi|koutchi|sabat|sebbat|sandala|shoz|gazma|sho2ez|claquette"
    r"|air force|dunks?|nike|adidas|socks?|kaus kaki|rings?)(?![^\W\d_])"
    r"|ເກີບ|ស្បែកជើង|ဖိနပ်|ጫማ|செருப்பு|ஷூ|සපත්තු|සෙරෙප්පු|చెప్పులు|షూ|ಚಪ್ಪಲಿ|ಶೂ|ചെരുപ്പ്|ഷൂ|ચપ્પલ|ਜੁੱਤੀ|ਚੱਪਲ|सैण्डल|जूता|मोजड़ी|জুতো|কেডস|বুট"
    r"|اسبادرين|كعوب|صنادل|بوت|كنادر|كندره|سبادري|سباط|صباط|جوتی|جوتا|سینڈل|스니커즈|운동화|구두|샌들|부츠|신발|靴子|凉鞋|パンプス|ミュール|革靴|ローファー"
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
    r"|sukien\w{1,3}|spodnic\w|bluzk\w|plaszcz\w{0,2}|kurtk\w|sat[yu]|sukne|kosile|bunda|rochi[ei]?|fust[ae]|bluz[ae]|camas[ai]"
    r"|ensembles?|combinaisons?|tailleurs?|vestit[io]|gonn[ae]|camici[ae]|giacc[ahe]{1,2}|cappott[io]|jurk(?:en)?|rok(?:ken)?|jas(?:sen)?"
    r"|klanning(?:ar)?|kjoler?|jakker?|kjol|ruha|szoknya|mekko|φορεμα(?:τα)?|φουστα|πουκαμισο|плать[яе]|юбк[аи]|блузк[аи]|костюмы?"
    r"|сукн[яі]|спідниц[яі]|рокл[яи]|koylak|robe|qamis|conjuntos?|macacao|casacos?|remeras?|camperas?|polleras?|kaba|habesha"
    r"|kameez|sherwani|daster|sweaters?|hoodies?|palazzo|uniforms?|scrubs|makoti)(?![^\W\d_])"
    r"|فستان|فساتين|عبايه|عبايات|جلابيه|قميص|بنطلون|بدله|تنوره|ثوب|قفطان|عباءه|ชุด|เดรส|กางเกง|กระโปรง|เสื้อ"
    r"|ワンピース|スカート|パンツ|シャツ|连衣裙|裤|裙|कुर्ती|कुर्ता|सूट|ड्रेस|কুর্তি|পাঞ্জাবি|ড্রেস|থ্রি ?পিস"
)

TROUSERS = (
    r"(?<![^\W\d_])(?:jeans?|denims?|trousers?|pants|chinos?|cargos?|joggers?|shorts|leggings?|slacks|khakis?|celana|jogger|seluar"
    r"|slek|kulot|pantalon(?:es|s)?|bermudas?|calcas?|calca|vaqueros?|yines|jeggings?|culottes?|hosen?|[a-z]*hose|broek(?:en)?"
    r"|spijkerbroek|pantalon[ei]|pantaloni|spodnie|spodenki|dzinsy|jeansy|kalhoty|rifle|nohavice|nadrag|farmer|blugi|pantaloni"
    r"|byxor|bukser|housut|παντελονι|τζιν|джинсы|брюки|штаны|шорты|штани|shim|pantolon|kot|esofman|quan|suruali|jinsi|wando|sokoto"
    r"|empale|amabhulukwe|broek|pant|pajama|trouser|kapri|palda|skirts?|faldas?|saias?|jupes?)(?![^\W\d_])"
    r"|กางเกง|ยีนส์|بنطلون|بناطيل|جينز|سروال|پینٹ|جینز|जींस|पैंट|প্যান্ট|জিন্স|ジーンズ|デニム|パンツ|裤|牛仔|바지|청바지|ໂສ້ງ|ခဲာင်းဘီ|ဘောင်းဘီ|ខោ"
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
