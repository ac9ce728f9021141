"""Words for goods whose sizes are read in a way of their own."""

SHOES = (
    "[a-z]*schuhe?|[a-z]*stiefel(?:etten)?|dunks?|boots?|shoes?|heels?|sneakers?|sandals?|slippers?|boots?|"
    "loafers?|slides?|crocs|trainers?|flats?|mules?|pumps?|wedges?|stiletto(?:s|es)?|footwear|jordans?|"
    "sepatu|sandal|sendal|kasut|selipar|zapatos?|zapatillas?|tenis|tacones|sandalias?|botas?|botines?|"
    "chaussures?|baskets?|bottes|bottines|sapatos?|sapatilhas?|chinelos?|rasteir(?:a|inha)s?|schuhe?|stiefel|"
    "turnschuhe|ayakkabi(?:lar)?|bot|topuklu|terlik|giay|dep|boot|viatu|rubbers|kiatu|raba|jutti|chappals?|"
    "kolhapuri|joote|sapatos|tsinelas|rubber shoes|doll shoes|mojaris?|khussa|khussas|peshawari|tennis|"
    "tenniss|buciki|buty|butow|butki|buciory|trampki|kozaki|botki|szpilki|sandaly|sandalki|klapki|kapcie|"
    "obuwie|boty|botky|tenisky|topanky|cipo|cipok|csizma|papucs|pantofi|adidasi|ghete|cizme|sandale|papuci|"
    "balerini|scarp[ae]|scarpe|stivali|stivaletti|sandali|ciabatte|mocassini|schoen(?:en)?|laarzen|laarsjes|"
    "skor|stovlar|kangor|sandaler|sko|stovler|stovletter|kengat|saappaat|παπουτσια|μποτες|σανδαλια|туфли|"
    "кроссовки|ботинки|сапоги|обувь|босоножки|сандалии|кеды|взуття|черевики|кросівки|чоботи|туфлі|poyabzal|"
    "tufli|krossovka|botinka|ayaqqabi|bata|bataa|takalma|takalmi|engatto|izicathulo|skoene|stewels|tekkies|"
    "huarach(?:es?)|alpargatas?|ojotas?|guarachas?|mocasines|nauticos|borcegos|zuecos|valerinas|ballerinas?|"
    "flatshoes|guaraches?|tenis|zapas|champion(?:es)?|baletas?|chalas|plataformas?|pantuflas?|crocs|botinha|"
    "coturno|sapatenis|mocassim|rasteiras?|claquettes?|sneaks|tongs|espadrilles|mocassins|babouches|"
    r"ballerines|escarpins|talons|savates|hak|pantofel|sandalet|babet|cizme|patik|sepatu ?\w*|flat ?shoes|"
    "wakai|bakya|step ?in|boots|dep|guoc|giay|xang dan|xan dan|cao got|ribbon heels|footwears|jooti|jutiyan|"
    "joota|jooty|jootay|khussay|kheri|juta|juto|sandel|cappal|kolapuri|chappal|slipers?|slippers|heal|heals|"
    "snickers|sneekers|kobtchi|kotchi|koutchi|sabat|sebbat|sandala|shoz|gazma|sho2ez|claquette|air force|"
    r"dunks?|nike|adidas|puma|clarks|dr\.? martens|hoka|ecco|geox|uggs?|brogues|oxfords|derbys?|moccasins|"
    "plimsolls|wellies|clogs|cleats|reebok|converse|asics|salomon|birkenstocks?|skechers|ultraboost|"
    "superstar|gazelle|samba|stan smith|air max|new balance|socks?|kaus kaki|rings?"
)

SHOES_UNSPACED = (
    "ເກີບ|ស្បែកជើង|ဖိနပ်|ጫማ|செருப்பு|ஷூ|සපත්තු|සෙරෙප්පු|చెప్పులు|షూ|ಚಪ್ಪಲಿ|ಶೂ|ചെരുപ്പ്|ഷൂ|ચપ્પલ|ਜੁੱਤੀ|ਚੱਪਲ|"
    "सैण्डल|जूता|मोजड़ी|জুতো|কেডস|বুট|اسبادرين|كعوب|صنادل|بوت|كنادر|كندره|سبادري|سباط|صباط|جوتی|جوتا|سینڈل|"
    "스니커즈|로퍼|슬리퍼|단화|하이힐|플랫|워커|슬립온|뮬|운동화|구두|샌들|부츠|신발|靴子|凉鞋|パンプス|"
    "ミュール|革靴|ローファー|รองเท้า|حذاء|احذيه|شوز|كعب|صندل|جزمه|كوتشي|سنيكرز|شباشب|شبشب|靴|スニーカー|"
    "パンプス|サンダル|ブーツ|鞋|जूते|सैंडल|চप्पल|चप्पल|জুতা|স্যান্ডেল|جوتے|چپل"
)

EVEN_GARMENTS = (
    "[a-z]*kleid(?:er)?|[a-z]*hosen?|[a-z]*jacken?|[a-z]*mantel|[a-z]*blusen?|beden|trenckot|trench|"
    "three ?piece|dress(?:es)?|gowns?|skirts?|suits?|blazers?|trousers?|pants|jumpsuits?|playsuits?|kaftans?|"
    "caftans?|bubus?|boubous?|abayas?|tops?|blouses?|shirts?|coats?|jackets?|cardigans?|kurtis?|kurtas?|"
    "kurtha|lehengas?|anarkali|co-?ords?|leggings?|shorts|jeans|swimsuits?|bikinis?|bras?|two ?piece|"
    "vestidos?|faldas?|saias?|blusas?|pantalon(?:es)?|calcas?|camisas?|chemises?|chemisiers?|chaquetas?|"
    "abrigos?|robes?|jupes?|vestes?|pantalons?|manteaux?|kleid(?:er)?|rock|hosen?|jacken?|blusen?|mantel|"
    "pullover|elbise(?:ler)?|etek|pantolon|ceket|gomlek|bluz|takim|tunik|ferace|gamis|kemeja|celana|rok|jas|"
    "baju|seluar|jubah|kurung|dam|vay|quan|ao|suruali|gauni|magauni|shati|sketi|nguo|gomesi|panjabi|shalwar|"
    r"sukien\w{1,3}|spodnic\w|bluzk\w|plaszcz\w{0,2}|kurtk\w|sat[yu]|sukne|kosile|bunda|rochi[ei]?|fust[ae]|"
    "bluz[ae]|camas[ai]|ensembles?|combinaisons?|tailleurs?|vestit[io]|gonn[ae]|camici[ae]|giacc[ahe]{1,2}|"
    "cappott[io]|jurk(?:en)?|rok(?:ken)?|jas(?:sen)?|klanning(?:ar)?|kjoler?|jakker?|kjol|ruha|szoknya|mekko|"
    "φορεμα(?:τα)?|φουστα|πουκαμισο|плать[яе]|юбк[аи]|блузк[аи]|костюмы?|сукн[яі]|спідниц[яі]|рокл[яи]|"
    "koylak|robe|qamis|conjuntos?|macacao|casacos?|remeras?|camperas?|polleras?|kaba|habesha|kameez|sherwani|"
    "daster|sweaters?|hoodies?|palazzo|uniforms?|scrubs|makoti"
)

EVEN_GARMENTS_UNSPACED = (
    "فستان|فساتين|عبايه|عبايات|جلابيه|قميص|بنطلون|بدله|تنوره|ثوب|قفطان|عباءه|ชุด|เดรส|กางเกง|กระโปรง|เสื้อ|"
    "ワンピース|スカート|パンツ|シャツ|连衣裙|裤|裙|कुर्ती|कुर्ता|सूट|ड्रेस|কুর্তি|পাঞ্জাবি|ড্রেস|থ্রি ?পিস"
)

TROUSERS = (
    "jeans?|denims?|trousers?|pants|chinos?|cargos?|joggers?|shorts|leggings?|slacks|khakis?|celana|jogger|"
    "seluar|slek|kulot|pantalon(?:es|s)?|bermudas?|calcas?|calca|vaqueros?|yines|jeggings?|culottes?|hosen?|"
    "[a-z]*hose|broek(?:en)?|spijkerbroek|pantalon[ei]|pantaloni|spodnie|spodenki|dzinsy|jeansy|kalhoty|"
    "rifle|nohavice|nadrag|farmer|blugi|pantaloni|byxor|bukser|housut|παντελονι|τζιν|джинсы|брюки|штаны|"
    "шорты|штани|shim|pantolon|kot|esofman|quan|suruali|jinsi|wando|sokoto|empale|amabhulukwe|broek|pant|"
    "pajama|trouser|kapri|palda|skirts?|faldas?|saias?|jupes?"
)

TROUSERS_UNSPACED = (
    "กางเกง|ยีนส์|بنطلون|بناطيل|جينز|سروال|پینٹ|جینز|जींस|पैंट|প্যান্ট|জিন্স|ジーンズ|デニム|パンツ|裤|牛仔|"
    "바지|청바지|ໂສ້ງ|ခဲာင်းဘီ|ဘောင်းဘီ|ខោ"
)

TOYS = (
    "[a-z]*fahrrad|[a-z]*spielzeug|walkers?|rattles?|strollers?|cribs?|cots?|prams?|play ?mat|toys?|puzzles?|"
    "legos?|lego|blocks?|bikes?|bicycles?|scooters?|tricycles?|mainan|permainan|sepeda|basikal|juguetes?|"
    "bicicletas?|brinquedos?|jouets?|velos?|spielzeug|puppe|fahrrad|oyuncak(?:lar)?|bisiklet|do choi|xe dap|"
    "laruan|khilona|games?|board game|books?|car seat|stroller|slime|playset|dolls?|flashcards?|amigurumi|"
    "plush|drone|rc car"
)

TOYS_UNSPACED = "ของเล่น|จักรยาน|لعبه|العاب|دراجه|おもちゃ|自転車|玩具|自行车|खिलौने|खिलौना|साइकिल|খেলনা|کھلونا"

HATS = (
    "hats?|caps?|fedoras?|berets?|helmets?|helm|topi|kopiah|songkok|kufi|fila|gorras?|sombreros?|bone|"
    "chapeus?|casquettes?|chapeaux?|mutze|hut|hute|sapka|kasket|mu|kofia"
)

HATS_UNSPACED = "หมวก|قبعه|طاقيه|帽|टोपी|টুপি"

BRAS = (
    "[a-z]*bras?|bralets?|bralettes?|brassieres?|push-?ups?|bustiers?|corsets?|lingerie|underwired?|bikinis?|"
    "swimsuits?|tankinis?|bh|bhs|bustenhalter|still-?bh|sport-?bh|soutien|soutiens|soutien-?gorges?|"
    "sujetador(?:es)?|sosten(?:es)?|brasier(?:es)?|corpinos?|sutia|sutias|sutyen|sutyenler|reggisen[oi]|"
    r"biustonosz\w*|stanik\w*|podprsenk\w+|melltarto\w*|sutien\w*|sutieni|grudnjak\w*|beha|behoj|bh:n|"
    "rintaliivit|beha|behaer|kutang|bh wanita|miniset|beha|coli|ao nguc|ao lot|pushup|nursing|rinnahoidja|"
    r"бюстгальтер\w*|лифчик\w*|лиф|бра|сутиен\w*|бюст|σουτιεν|ברים?|חזיה|חזיות|ستيانه?|ستيان|برا|سوتيان|"
    "حماله صدر|sidriya|brazier|brassiere"
)

BRAS_UNSPACED = "บรา|เสื้อใน|ยกทรง|ชุดชั้นใน|ブラ|브라|속옷|文胸|内衣|內衣|胸罩|ब्रा|ব্রা"
"""Their sizes are a chest and a letter for the cup: 34B is no price in baht."""

CHILDREN = (
    "toddlers?|kids?|kiddies|bab(?:y|ies)|infants?|child(?:ren)?'?s?|boys?|girls?|newborn|onesies?|rompers?|"
    "bayi|anak|bebes?|ninos?|ninas?|infantil|enfants?|kinder|mtoto|watoto"
)

CHILDREN_UNSPACED = "ベビー|キッズ|子供|童|아기|유아|아동|เด็ก|اطفال|बच्च|বাচ্চা"

JEANS = "jeans?|denim"
"""Their waists are measured in single inches up to 32."""

JEANS_UNSPACED = "ยีนส์|جينز|जींस|জিন্স|ジーンズ|デニム|牛仔|청바지|джинс"

TEES = "tees?|t-?shirts?|polos?|nighty|nighties|vests?|dupatta|innerwear"
"""More clothes whose size may be a single L behind a price."""

BANGLES = "bangles?|churi|choori|chudi|churiyan|kada|kangan|gajra"
"""Their sizes are inches with a point: 2.4, 2.6."""

BANGLES_UNSPACED = "चूड़|চুড়ি"

SMALL_FEET = "bab(?:y|ies)|kids?|toddlers?|infants?|children'?s?|bebes?|bayi|anak"
"""Wear shoes of less than 20 cm."""

SMALL_FEET_UNSPACED = "ベビ|キッズ|子供|こども|宝宝|婴|儿童|童鞋|아기|유아"

GARMENTS_BEFORE_X = (
    "blazer|dress|gown|skirt|blouse|shirt|coat|jacket|cardigan|jumpsuit|kaftan|sweater|hoodie|tunic|kimono|"
    "swimsuit|romper|tank top|maxi|vest"
)
"""Before 2X, which is a size then."""
