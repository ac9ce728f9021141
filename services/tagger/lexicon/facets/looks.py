"""Colours, materials and patterns."""

LOOKS = """
[colour]
black: neri|cerna|cerny|cerne|fekete|musta|sort kjole|שחור|שחורה|შავი|black|hitam|itim|negro|negra|negros|negras|preto|
    preta|pretos|pretas|noir|noire|noirs|noires|schwarz|schwarze|schwarzer|schwarzes|schwarzen|nero|nera|nere|siyah|
    nyeusi|mweusi|czarny|czarna|czarne|negru|neagra|svart|zwart|zwarte|sort|kala|kalo|чёрный|чёрное|чёрная|чёрные|
    черный|черное|черная|черные|чорний|чорна|чорне|чорні|qora|μαυρο|اسود|سوداء|سودا|سوده|كاله|काला|काली|काले|কালো|
    สีดำ|黑色|黑|ブラック|黒|블랙|검정|سیاہ|کالا|کالی|काले रंग
white: bila|bily|bile|feher|valkoinen|hvid|hvit|לבן|לבנה|თეთრი|white|putih|puti|blanco|blanca|blancos|blancas|branco|
    branca|brancos|brancas|blanc|blanche|blancs|blanches|weiss|weisse|weisser|weisses|weissen|bianco|bianca|bianche|
    beyaz|nyeupe|mweupe|bialy|biala|biale|alb|alba|vit|vitt|wit|witte|safed|sada|белый|белое|белая|белые|білий|біла|
    біле|білі|oq|ασπρο|ابيض|بيضاء|بيضا|सफेद|সাদা|สีขาว|白色|白|ホワイト|화이트|흰색|سفید|सफ़ेद
grey: grey|gray|abu abu|abu-abu|kelabu|gris|grises|cinza|grau|graue|grauer|graues|grigio|grigia|gri|kijivu|szary|
    szara|szare|gra|grijs|grijze|серый|серое|серая|серые|رمادي|رصاصي|ग्रे|ধূসর|สีเทา|灰色|グレー|그레이|회색|سرمئی
silver: silver|perak|plateado|plateada|plata|prateado|prateada|prata|argente|argentee|silber|silbern|argento|
    gumus rengi|fedha|srebrny|srebrna|срібний|серебристый|серебряный|فضي|فضيه|สีเงิน|银色|シルバー|실버|सिल्वर
gold: gold|golden|emas|dorado|dorada|dorados|doradas|dourado|dourada|dore|doree|doré|goldene|goldener|goldenes|oro|
    altin rengi|dhahabu|zloty|zlota|золотой|золотистый|золотая|ذهبي|ذهبيه|सुनहरा|গোল্ডেন|สีทอง|金色|ゴールド|골드|
    سنہری|गोल्डन
rose-gold: rose gold|rosegold|oro rosa|ouro rose|or rose
red: cervena|cerveny|piros|punainen|rød|אדום|წითელი|red|merah|pula|rojo|roja|rojos|rojas|vermelho|vermelha|vermelhos|
    vermelhas|rouge|rouges|rot|rote|roter|rotes|roten|rosso|rossa|rosse|kirmizi|nyekundu|mwekundu|czerwony|czerwona|
    czerwone|rosu|rosie|rod|rood|rode|laal|lal|красный|красное|красная|красные|червоний|червона|qizil|احمر|حمراء|حمرا|
    लाल|লাল|สีแดง|红色|紅色|レッド|赤|레드|빨강|سرخ|রেড
maroon: maroon|burgundy|wine red|wine colour|wine color|marun|merah marun|vino|vinotinto|guinda|vinho|marsala|
    bordeaux|bordo|weinrot|бордовый|عنابي|نبيتي|خمري|मैरून|মেরুন|酒红色|ボルドー|میرون
pink: pink|merah jambu|merah muda|rosado|rosada|rosa|rosas claro|cor de rosa|rosa claro|pembe|waridi|rozowy|rozowa|
    rozowe|roz|roze|gulabi|розовый|розовое|розовая|рожевий|بينك|وردي|زهري|روز|गुलाबी|গোলাপি|สีชมพู|粉色|粉红色|ピンク|
    핑크|گلابی|dusty pink|dusty rose
purple: purple|lilac|lavender colour|lavender color|violet|ungu|morado|morada|lila|roxo|roxa|lilas|violette|violett|
    viola|mor renk|lila renk|zambarau|fioletowy|фиолетовый|بنفسجي|موف|बैंगनी|বেগুনি|สีม่วง|紫色|パープル|퍼플|murdum|
    mor|liliac|
    violetti|جامنی
blue: modra|modry|kek|sininen|blå|כחול|ლურჯი|blue|royal blue|sky blue|baby blue|light blue|biru|asul|azul|azules|
    azuis|bleu|bleue|bleus|bleues|blau|blaue|blauer|blaues|celeste|blu|mavi|samawati|niebieski|niebieska|niebieskie|
    albastru|bla|blauw|blauwe|neela|nil|синий|синее|синяя|голубой|голубое|синій|ko'k|ازرق|زرقاء|لبني|नीला|नीली|নীল|
    สีฟ้า|蓝色|ブルー|青|블루|파랑|نیلا|نیلی|ब्लू
navy: navy|navy blue|biru navy|biru dongker|azul marino|azul marinho|bleu marine|dunkelblau|lacivert|granatowy|
    granatowa|темно-синий|тёмно-синий|كحلي|สีกรม|สีกรมท่า|藏青色|ネイビー|네이비
turquoise: turquoise|teal|tosca|turquesa|turkis|turkuaz|бирюзовый|تركواز|فيروزي|สีเทอร์ควอยซ์
green: green|emerald|emerald green|mint green|sage green|hijau|berde|verde|verdes|vert|verte|verts|vertes|grun|grune|
    gruner|grunes|yesil|kijani|zielony|zielona|zielone|gron|groen|groene|hara|hari|sobuj|зелёный|зеленый|зелёное|
    зелёная|зелена|yashil|اخضر|خضراء|خضرا|हरा|हरी|हरे|সবুজ|สีเขียว|绿色|グリーン|緑|그린|sage|su yesili|سبز|olivgrun|
    verde salvia|verde agua|verde menta
olive: army|olive|olive green|army green|hijau army|verde militar|verde oliva|vert olive|haki|oliwkowy|хаки|زيتي|
    زيتوني
yellow: yellow|mustard yellow|kuning|dilaw|amarillo|amarilla|amarelo|amarela|jaune|jaunes|gelb|gelbe|gelber|gelbes|
    giallo|gialla|sari renk|manjano|zolty|zolta|galben|gul|geel|gele|peela|holud|жёлтый|желтый|желтое|жовтий|اصفر|
    صفراء|पीला|पीली|হলুদ|สีเหลือง|黄色|イエロー|옐로우|پیلا|پیلی
orange: orange|oranye|jingga|oren|naranja|anaranjado|laranja|turuncu|chungwa|pomaranczowy|portocaliu|оранжевый|
    برتقالي|नारंगी|কমলা|สีส้ม|橙色|オレンジ|오렌지
brown: brown|chocolate brown|coffee brown|coklat|cokelat|marron|marrones|castanho|castanha|marrom|braun|braune|
    brauner|braunes|marrone|kahverengi|kahve rengi|kahawia|brazowy|brazowa|brazowe|maro|brun|bruin|bruine|коричневый|
    коричневая|بني|بنيه|भूरा|ব্রাউন|สีน้ำตาล|棕色|ブラウン|브라운|mocca|mocha|براؤن|cafe oscuro|color cafe
beige: bege|beige|khaki|krem|beis|bej|bezowy|бежевый|бежевое|бежевая|بيج|สีเบจ|米色|ベージュ|베이지|camel|cammello|
    color cammello|color camel|camello|caramel colour|nude beige
cream: cream|cream colour|cream color|off white|off-white|ivory|krem rengi|color crema|creme|ecru|кремовый|كريمي|
    اوف وايت|สีครีม|クリーム色|アイボリー|아이보리
nude: skin colour|skin color|skin|nude
peach: peach|salem|durazno|pesca|персиковый|خوخي
multicolour: multicolour|multicolor|multicolored|multi colour|multi color|colourful|colorful|rainbow|warna warni|
    multicolore|colorido|colorida|bunt|renkli|rengarenk|разноцветный|ملون|หลากสี
transparent: transparent|clear case|bening|transparan|lutsinar|transparente|durchsichtig|seffaf|прозрачный|شفاف|透明|
    クリア
[material]
cotton: bawelniane|bawelniana|pamuklu|z bawelny|из хлопка|з бавовни|bavlna|pamut|bomuld|bommull|cotton linen|
    cotton|katun|kapas|algodon|algodao|coton|baumwolle|cotone|pamuk|pamba|bawelna|bawelniany|bumbac|bomull|katoen|
    suti|sooti|хлопок|хлопковый|хлопковая|бавовна|paxta|قطن|قطني|قطنيه|कॉटन|सूती|সুতি|কটন|ผ้าฝ้าย|คอตตอน|棉|纯棉|
    コットン|綿|면
linen: z lnu|из льна|з льону|льняна|linen|lino|linho|lin|leinen|keten|lniany|лён|льняной|كتان|लिनन|লিনেন|ผ้าลินิน|亚麻|
    リネン|린넨|लिनेन|in lino|de lin
silk: silk|sutra|sutera|seda|soie|seide|seta|ipek|hariri|jedwab|jedwabny|silke|zijde|resham|шелк|шёлк|шелковый|
    шелковое|حرير|सिल्क|रेशम|সিল্ক|ผ้าไหม|真丝|シルク|실크
satin: satinado|satinada|satinados|satinadas|satinee|satine|satinato|satinata|satin|saten|cetim|raso|satyna|атлас|
    сатин|ساتان|ستان|ผ้าซาติน|缎面|サテン|새틴
chiffon: chiffon|sifon|voal|gasa|шифон|شيفون|शिफॉन|শিফন|ชีฟอง|雪纺|シフォン|쉬폰
crepe: crepe|krep|moscrepe|crep|креп|كريب
velvet: velvet|beludru|baldu|terciopelo|veludo|velours|samt|kadife|aksamit|welur|catifea|бархат|велюр|مخمل|قطيفه|
    वेलवेट|মখমল|กำมะหยี่|丝绒|ベルベット|벨벳
denim: kot|denim|mezclilla|kot kumas|dzins|джинсовая|джинсовый|جينز|ผ้ายีนส์|牛仔布|デニム|데님
leather: ze skory|из кожи|зі шкіри|δερματινα|δερματινη|δερματινο|δερμα|естествена кожа|chamra|asli chamra|da mem|
    kozene|kozena|kozeny|kozen|lader|laerred|skind|本革|牛革|
    リアルレザー|真皮|skor i lader|piele naturala|עור|ტყავი|pravá kůže|kuze|genuine leather|couro legitimo|
    cuero legitimo|kulit sapi|leather|kulit|kulit asli|cuero|piel genuina|piel|couro|cuir|leder|echtleder|pelle|cuoio|
    deri|hakiki deri|ngozi|skora|skorzany|skorzana|skorzane|piele|laeder|chamda|кожа|кожаный|кожаная|кожи|шкіряний|
    шкіра|جلد|جلد طبيعي|लेदर|চামড়া|หนังแท้|皮革|レザー|革|가죽|चमड़ा|चमड़े|चमड़े का|چمڑا|چمڑے
faux-leather: piel sintetica|polipiel|pelle sintetica|cuir synthetique|faux leather|pu leather|vegan leather|
    synthetic leather|kulit sintetis|leatherette|rexine|
    cuero sintetico|couro sintetico|simili cuir|simili|kunstleder|ecopelle|suni deri|ekoskora|экокожа|جلد صناعي|
    หนังเทียม|หนัง pu|合成革|인조가죽
suede: suede|gamuza|camurca|daim|wildleder|suet|zamsz|замша|замшевый|شمواه|スエード|스웨이드
wool: welny|z welny|из шерсти|з вовни|mohair|vlna|villa|uld|wool|woolen|woollen|merino|wol|lana|lana de alpaca|
    la de ovelha|laine|wolle|yun|sufi|
    welna|welniany|lana merino|ull|oon|шерсть|шерстяной|вовна|صوف|ऊनी|উল|羊毛|ウール|울|schurwolle|reine wolle|in lana|
    de lana|de laine|lana merinos
cashmere: cashmere|kasmir|cachemire|cachemir|kaschmir|kasmir yun|кашемир|كشمير|羊绒|カシミヤ|캐시미어
polyester: polyester|poliester|полиэстер|بوليستر|聚酯
spandex: spandex|lycra|elastane|elastano|likra
nylon: nylon|naylon|нейлон
viscose: viskose|viscosa|viscose|rayon|viskon|wiskoza|вискоза|فسكوز|রেয়ন
lace: long lace gown|krajka|csipke|lace|brokat|brukat|renda|encaje|dentelle|spitze|pizzo|dantel|koronka|koronkowa|
    dantela|кружево|кружевное|دانتيل|জরি লেস|ลูกไม้|蕾丝|レース|레이스
tulle: tulle|tul|tule|organza net|фатин|تل
organza: organza|اورجانزا
georgette: georgette|জর্জেট|जॉर्जेट
fleece: fleece|polar fleece|флис
knit: handgestrickt|handgestrickte|gestrickte|tricote main|tricote|tricotee|hand knitted|handknit|hand knit|
    hand-knitted|el orgusu|tejido a mano|tejida a mano|dzianinowy|knit|knitted|rajut|tejido|tejida|tricotado|tricot|
    maille|gestrickt|strick|orgu|dzianina|вязаный|تريكو|ไหมพรม|针织|ニット|니트
canvas: canvas|kanvas|lona|toile|кашми|ผ้าแคนวาส|帆布|キャンバス|캔버스
plastic: plastic|plastik|plastico|plastique|plastikowy|пластик|بلاستيك|พลาสติก|塑料|plastikowa|пластиковый
rubber: rubber|karet sole|caoutchouc|gummi
silicone: silicone|silikon|silicona|силикон|силиконовый|سيليكون|ซิลิโคน|硅胶|シリコン|실리콘
stainless-steel: acero|aco|acciaio|acier|stainless steel|stainless|steel|acero inoxidable|aco inox|inox|
    acier inoxydable|edelstahl|paslanmaz celik|celik|stal nierdzewna|нержавеющая сталь|ستانلس|استانلس|สแตนเลส|不锈钢|
    ステンレス
iron: cast iron|wrought iron|hierro fundido|ferro fundido|fonte|gusseisen|dokum|чугун
aluminium: aluminium|aluminum|alumunium|aluminio|aluminio fundido|alumini|alu|aluminyum|алюминий|المنيوم|
    অ্যালুমিনিয়াম|อลูมิเนียม|铝
brass: brass|kuningan|laton|latao|laiton|messing|pirinc|латунь|نحاس|पीतल|پیتل|পিতল
copper: copper|tembaga|cobre|cuivre|kupfer|bakir|медь|तांबा|तांबे|ताँबे|تانبے|তামা
gold: 18k saudi gold|saudi gold|18 karat gold|21k saudi gold|18k gold|24k gold|21k gold|14k gold|10k gold|
    real gold|solid gold|pure gold|emas asli|emas 916|oro 18k|oro de 18k|ouro 18k|or 18 carats|14 ayar altin|
    22 ayar altin|ذهب عيار|золото 585
gold-plated: gold plated|gold-plated|18k gold plated|goldplated|lapis emas|sepuh emas|banado en oro|banado en oro 18k|
    chapa de oro|chapa de oro 14k|oro laminado|chapado en oro|banhado a ouro|folheado a ouro|plaque or|vergoldet|
    altin kaplama|pozlacany|позолота|مطلي ذهب|مطلي بالذهب|طلاء ذهب|ชุบทอง
silver: sterling silver|925 silver|silver 925|925 sterling silver|perak 925|plata 925|plata ley 925|prata 925|
    argent 925|silber 925|argento 925|925 ayar gumus|gumus|srebro 925|серебро 925|فضه|فضه عيار|เงินแท้|เงินแท้ 925|
    シルバー925|은
pearl: pearl|pearls|mutiara|perla|perlas|perola|perolas|perle|perles|perlen|inci|perel|жемчуг|لولو|মুক্তা|ไข่มุก|珍珠|
    パール|진주
crystal: crystal|crystals|rhinestone|rhinestones|swarovski|cristal|cristales|strass|kristall|kristal|кристаллы|
    كريستال|水晶|クリスタル
glass: glass bangles|glass bottle|glass bottles|glass jar|glass jars|glass vase|glass bowl|glass mug|glass mugs|
    glass lid|borosilicate glass|tempered glass lid|kaca borosilikat|vidrio|vidro|en verre|aus glas|cam|szklo|стекло|
    زجاج|زجاجي|玻璃|ガラス
ceramic: ceramic|porcelain|keramik|seramik|ceramica|porcelana|ceramique|porcelaine|porzellan|porselen|ceramiczny|
    керамика|фарфор|سيراميك|بورسلين|เซรามิก|陶瓷|陶器|磁器
wood: mninga|mkongo|z drewna|из дерева|з дерева|eiche|massivholz|kiefer|buche|eichenholz|nussbaum|pine|pine wood|
    oak wood|walnut wood|solid wood|pino|carvalho|
    chene|bois massif|kayu mahoni|mbao ya mninga|wood|wooden|mahogany|teak|oak|kayu|kayu jati|madera|madeira|bois|
    holz|legno|ahsap|mbao|drewno|drewniany|lemn|tra go|дерево|деревянный|خشب|خشبي|लकड़ी|কাঠের|ไม้|ไม้สัก|实木|木製|
    원목|drewniana|drewniane|деревянная|деревянные
bamboo: bamboo|bambu|bambou|bambus|бамбук|خيزران|ไม้ไผ่|竹|竹製
rattan: rattan|rotan|ratan|ротанг
marble: marble|marmer|marmol|marmore|marbre|marmor|mermer|мрамор|رخام
jute: jute|yute
resin: resin|resin art|epoxy resin|resina
human-hair: human hair|100% human hair|cheveux humains|cheveux naturels|cabello humano|cabelo humano|rambut asli|
    شعر طبيعي|nywele asili
wax-print: ankara|african print|wax print|kitenge|chitenge|wax|vitenge|pagne|pagnes|en pagne|tissu pagne
[pattern]
floral: floral|flower print|flowery|bunga bunga|motif bunga|corak bunga|floreado|floreada|estampado floral|florido|
    florida|fleuri|fleurie|fleuries|geblumt|geblumte|fiorato|cicekli|maua|ya maua|kwiaty|w kwiaty|в цветочек|
    цветочный принт|ورود|مورد|फ्लोरल|ফ্লোরাল|ลายดอก|ลายดอกไม้|碎花|花柄|플라워
striped: striped|stripes|stripe|pinstripe|garis garis|garis-garis|belang|a rayas|rayas|listrado|listrada|raye|rayee|
    rayures|gestreift|gestreifte|a righe|cizgili|w paski|полоска|в полоску|مقلم|ลายทาง|ลายริ้ว|条纹|ストライプ|
    ボーダー|스트라이프
checked: checked|checkered|plaid|gingham|tartan|kotak kotak|kotak-kotak|petak|a cuadros|cuadros|xadrez|a carreaux|
    carreaux|kariert|karierte|a quadri|ekose|kareli|w krate|в клетку|كاروهات|ลายสก็อต|格子|チェック柄|체크
polka-dot: polka dot|polka dots|polkadot|lunares|poa|a pois|pois|gepunktet|puantiyeli|w groszki|в горошек|منقط|ลายจุด|
    波点|水玉|도트
animal: animal print|leopard|leopard print|leopard skin|zebra print|snake print|snakeskin|motif macan|oncinha|
    leopardo|leopardenmuster|leopar|panterka|леопард|نمر|ลายเสือ|豹纹|ヒョウ柄|호피
plain: plain black|plain white|plain|solid colour|solid color|polos|polos saja|kosong|liso|lisa|lisos|lisas|uni|unie|
    einfarbig|duz renk|gladki|однотонный|ساده|สีพื้น|纯色|無地|무지|সলিড কালার
printed: printed|print dress|bercorak|estampado|estampada|estampados|estampadas|imprime|imprimee|bedruckt|bedruckte|
    stampato|baskili|desenli|z nadrukiem|с принтом|مطبوع|प्रिंटेड|প্রিন্টেড|พิมพ์ลาย|印花|プリント柄|puff print|puff-print|
    screen print|screen printed|digital print
camouflage: camouflage|camo|loreng|camuflaje|camuflado|camuflada|kamuflaj|moro|камуфляж|مموه|ลายทหาร|迷彩
geometric: geometric|geometris|geometrico|geometrica|geometrique|geometrik
tie-dye: tie dye|tie-dye|tiedye|jumputan|shibori
embroidered: hand embroidered|bordada a mano|bordado a mano|sulam tangan|embroidered|embroidery|embroided|bordir|
    sulam|sulaman|bordado|bordada|bordados|bordadas|brode|brodee|brodes|brodees|broderie|bestickt|bestickte|ricamato|
    nakisli|islemeli|haftowany|haftowana|вышивка|с вышивкой|مطرز|مطرزه|تطريز|कढ़ाई|এমব্রয়ডারি|ปักลาย|刺绣|刺繍|자수
sequinned: sequin|sequins|sequined|sequinned|payet|payetli|lentejuelas|paete|paetes|paillettes|pailletten|pullu|
    cekiny|пайетки|ترتر|เลื่อม|亮片|スパンコール
beaded: beaded|beadwork|stoned|stones work|manik|manik-manik|payet manik|de pedreria|pedraria|perle a la main|
    boncuklu|бисер|خرز
pleated: pleated|plisket|plisado|plisada|plissado|plissada|plisse|plissee|plissiert|pliseli|piliseli|plisowana|плиссе|
    плиссированная|بليسيه|อัดพลีท|百褶|プリーツ|플리츠
ombre: ombre
"""

LOOKS_VIETNAMESE = """
[colour]
black: mau den|den
white: mau trang|trang
grey: mau xam|xam
red: mau do
pink: mau hong|hong
blue: xanh duong|mau xanh duong|xanh bien
green: xanh la|mau xanh la
yellow: mau vang|vang
brown: mau nau|nau
beige: mau be
purple: mau tim|tim
transparent: trong suot
[material]
cotton: vai cotton
silk: lua|lua to tam
leather: da that|da bo
faux-leather: da pu|gia da
denim: vai jean
linen: dui
wood: go
stainless-steel: inox
silver: bac 925|bac
chiffon: voan
lace: ren
[pattern]
floral: hoa nhi|hoa van
striped: soc ke|ke soc
checked: caro
"""
"""Only in captions with Vietnamese letters: without their accents these words are others elsewhere."""
