"""For whom, for what, when, and in which condition; cut and features."""

USES = """
[style]
casual: casual|kasual|santai|informal|decontracte|gunluk giyim|на каждый день|كاجوال|カジュアル|캐주얼|休闲
formal: formal|formal wear|semi formal|elegante formal|resmi
sporty: sporty|deportivo|deportiva|esportivo|esportiva|sportlich|spor giyim|спортивный|رياضي
vintage: vintage|retro|rétro
boho: boho|bohemian|bohemio|boheme
streetwear: streetwear|street style|street wear
minimalist: minimalist|minimalis|minimalista|minimaliste
korean: korean style|korean|gaya korea|korea style|kpop|estilo coreano|kore tarzi|韩版|韓国風|สไตล์เกาหลี
modest: modest|syari|syar'i|tesettur|pudique|محتشم
traditional: traditional style|tradicional|tradisional|traditionnel|traditionnelle|geleneksel|تراثي
modern: kisasa|moden|modern|moderno|moderna|moderne|مودرن|модерн
[occasion]
wedding: bridesmaid|bridesmaids|pengantin|bridal shower|madrinha|dama de honor|boda civil|svatba|eskuvo|bryllup|
    brollop|braut|brautjungfer|חתונה|ქორწილი|عروسه|send-off|send off|kitchen party|sendoff|lamaran|wedding|weddings|
    bridal|bride|groom|nikah|ruracio|pernikahan|kahwin|kasal|nikahan|kondangan|boda|bodas|novia|noivas|casamento|
    mariage|hochzeit|matrimonio|dugun|nisan|harusi|slub|na slub|nunta|shaadi|walima|biye|bia|biyer|свадьба|свадебное|
    زفاف|فرح|عرس|शादी|বিয়ে|বিয়ের|แต่งงาน|งานแต่ง|婚礼|結婚式|웨딩|traditional wedding|shadi|na wesele|wesele|wesela|
    marriage function|marriage functions|para boda|свадьбу
engagement: engagement|tunangan|pertunangan|fiancailles|خطوبه|compromiso
party: party|parties|owambe|asoebi party|pesta|majlis|fiesta|fiestas|festa|festas|soiree|fete|feier|parti icin|davet|
    sherehe|impreze|petrecere|вечеринка|حفله|حفلات|سهره|पार्टी|পার্টি|ปาร์ตี้|งานเลี้ยง|派对|パーティー|파티
birthday: birthday|birthdays|ulang tahun|ultah|hari jadi|birthday party|kaarawan|cumpleanos|aniversario|anniversaire|
    geburtstag|compleanno|dogum gunu|urodziny|janamdin|день рождения|عيد ميلاد|जन्मदिन|জন্মদিন|วันเกิด|生日|誕生日|
    생일
graduation: graduation|wisuda|graduasi|konvo|graduacion|formatura|remise de diplome|abschluss|mezuniyet|mahafali|تخرج|
    รับปริญญา|毕业|卒業
prom: prom|matric dance|abiball
work: office|work wear|for work|corporate|kantor|ke kantor|pejabat|oficina|escritorio|bureau|buro|ofis|kazini|
    ya ofisi|do pracy|офис|للدوام|दफ्तर|ออฟฟิศ|ทำงาน|职场|通勤|オフィス|오피스
school: school|back to school|sekolah|escolar|escuela|escola|ecole|rentree|schule|okul|shule|szkola|школа|школьный|
    مدرسه|स्कूल|স্কুল|โรงเรียน|学校|学生
eid: eid|lebaran|idul fitri|raya|hari raya|aid|bayram|bayramlik|idd|sikukuu ya idd|العيد|عيد الفطر|عيد الاضحي|ईद|ঈদ
ramadan: ramadan|ramadhan|ramzan|ramazan|رمضان
christmas: christmas|xmas|natal|pasko|krismasi|navidad|noel|weihnachten|natale|yilbasi|рождество|كريسماس|คริสต์มาส|
    圣诞|クリスマス|크리스마스|noche buena|nochebuena|craciun|de craciun|karacsony|vanoce|vanocni|boze narodzenie|різдво
holiday: holiday|holidays
diwali: diwali|deepavali|दिवाली
valentine: valentine|valentines|valentine's|san valentin|dia dos namorados|saint valentin|valentinstag|
    sevgililer gunu|عيد الحب|วาเลนไทน์|情人节|バレンタイン
new-year: new year|tahun baru|ano nuevo|ano novo|reveillon|nouvel an|silvester|yeni yil|новый год
lunar-new-year: lunar new year|chinese new year|imlek|春节|旧正月
mothers-day: mother's day|mothers day|hari ibu|dia de las madres|dia das maes|fete des meres|muttertag|anneler gunu|
    عيد الام|母亲节|母の日
baby-shower: baby shower|babyshower
beach: beach|pantai|playa|praia|plage|strand|plaj|pwani|пляж|للبحر|ชายหาด|ทะเล|海边|ビーチ
gym: gym|workout|fitness|olahraga|senam|gimnasio|academia|salle de sport|fitnessstudio|spor salonu|silownia|спортзал|
    للجيم|ออกกำลังกาย|健身|ジム
travel: travel|travelling|traveling|safari ya|viaje|viajes|viagem|voyage|reise|seyahat|podroz|путешествий|سفر|यात्रा|
    เดินทาง|旅行
everyday: everyday|daily wear|everyday wear|harian|sehari hari|sehari-hari|diario|uso diario|dia a dia|quotidien|
    alltag|gunluk|per tutti i giorni|na co dzien|يومي|日常|普段使い|데일리
camping: camping|kamp
[audience]
women: γυναικειο|γυναικειες|дамски|дамска|дамско|qadin|damske|damsky|damska|noi|dame|dam|naisten|kvinder|נשים|לנשים|
    ქალის|የሴቶች|زنانه|bayan|female|ayollar|women|womens|women's|woman|woman's|ladies|ladies'|lady|wanita|perempuan|
    cewek|muslimah|nanay|mujer|mujeres|dama|damas|femenino|feminino|feminina|femininas|femme|femmes|damen|donna|donne|
    kadin|kike|ya kike|za kike|wa kike|wadada|akina dada|damski|damskie|dames|dames'|femei|aurat|mohila|meyeder|
    женский|женская|женское|женские|жіночий|жіноча|жіночі|γυναικεια|نسائي|نسائيه|حريمي|للنساء|महिलाओं|लेडीज|মেয়েদের|
    মহিলাদের|خواتین|ผู้หญิง|สตรี|女士|女款|女生|レディース|여성|여자|pambabae|para dama|para damas|damenrad
men: ανδρικο|ανδρικες|мъжки|мъжка|kisi ucun|guys|panske|pansky|panska|ferfi|herre|miesten|גברים|לגברים|კაცის|የወንዶች|
    مردانه|erkaklar|men|mens|men's|man|male|gents|gent's|gentlemen|guys wear|pria|lelaki|cowok|laki-laki|hombre|
    hombres|caballero|caballeros|masculino|masculina|homem|homme|hommes|herren|uomo|erkek|kiume|ya kiume|za kiume|
    wa kiume|wanaume|meski|meska|meskie|barbati|herr|heren|mardana|mard|cheleder|мужской|мужская|мужское|мужские|
    чоловічий|чоловічі|чоловіча|ανδρικα|رجالي|رجاليه|رجال|للرجال|पुरुषों|मर्दाना|ছেলেদের|পুরুষদের|مردانہ|ผู้ชาย|男士|
    男款|男生|メンズ|남성|남자|panlalaki|para caballero
unisex: unisex|uniseks|uni sex|унисекс|للجنسين|ユニセックス|남녀공용|男女通用|男女兼用
girls: girls'|girl's|girls|girl|baby girl|anak perempuan|budak perempuan|nina|ninas|menina|meninas|fille|fillette|
    filles|madchen|bambina|kiz cocuk|wasichana|dziewczynka|dla dziewczynki|девочек|для девочки|بناتي|بناتيه|लड़कियों|
    বাচ্চা মেয়ে|เด็กผู้หญิง|女童|女の子|여아|be gai
boys: boys'|boy's|boys|boy|baby boy|anak laki-laki|anak laki laki|budak lelaki|nino varon|menino|meninos|garcon|
    garcons|jungen|bambino|erkek cocuk|wavulana|chlopiec|dla chlopca|мальчиков|для мальчика|ولادي|اولادي|लड़कों|
    เด็กผู้ชาย|男童|男の子|남아|be trai
kids: dziecieca|dzieciecy|detske|detsky|gyerek|lasten|born|børn|ילדים|ბავშვის|بچگانه|kids|kids'|kid's|children|
    children's|kiddies|kid|
    toddler|toddlers|anak|anak anak|anak-anak|budak|kanak-kanak|bata pambata|pambata|ninos|infantil|infantis|
    infantiles|crianca|criancas|enfant|enfants|kinder|bambini|cocuk|watoto|mtoto|dzieci|dzieciece|dla dzieci|copii|
    barn|bachchon|bacchon|детский|детская|детские|детей|дитячий|bolalar|اطفال|للاطفال|बच्चों|বাচ্চাদের|เด็ก|儿童|子供|
    キッズ|아동|키즈|tre em|kinderrad
baby: baby|babies|newborn|newborns|infant|bayi|sanggol|bebe|bebes|bebê|neugeborene|neonato|bebek|mtoto mchanga|
    niemowle|niemowlat|bebelusi|малышей|новорожденных|بيبي|مواليد|ทารก|แรกเกิด|婴儿|ベビー|赤ちゃん|아기|so sinh|
    em be|babys|
    fur babys
teens: teens|teen|teenagers|teenage|remaja|adolescente|adolescentes|adolescent|genc
couples: couple|couples|pasangan|parejas|couple set|sevgili
family: family set|family matching|sarimbit|sedondon
[season]
summer: l'ete|d'ete|letni|nyari|kesa|sommar|musim panas ini|summer|musim panas|verano|verao|ete|sommer|estate|yazlik|
    yaz|letnia|летний|летнее|лето|صيفي|صيف|गर्मी|গরমের|ฤดูร้อน|หน้าร้อน|夏季|夏|夏用|여름
winter: d'hiver|l'hiver|zimni|teli|vinter|winterwear|winter wear|winter|musim dingin|invierno|inverno|hiver|kislik|
    kis|zimowy|zimowa|iarna|зимний|зимняя|зима|зимние|зимова|شتوي|شتاء|सर्दी|শীতের|ฤดูหนาว|หน้าหนาว|冬季|冬|겨울
spring: spring season|primavera|printemps|fruhling|ilkbahar|bahar|wiosna|весна|весенний|ربيعي|春季|春|봄
autumn: autumn|fall season|otono|outono|automne|herbst|sonbahar|jesien|осень|осенний|خريفي|秋季|秋|가을|fall collection|
    fall drop|fall outfit|fall outfits|fall candle|fall candles|fall scents|fall decor|fall vibes|fall colors|
    this fall|autumnal
rainy: rainy season|rainy|musim hujan|tag-ulan|mvua|temporada de lluvia
[fit]
slim: slim fit|slim|slimfit|entallado|ajustado|ajuste slim|coupe slim|dar kesim|приталенный|سليم فيت|修身|
    スリムフィット|슬림핏
loose: loose|loose fit|wide and free|flowy|baggy|longgar|holgado|holgada|suelto|larguinho|folgado|soltinho|soltinha|
    ample|weit geschnitten|bol|bol kesim|salas|luzny|luzna|свободный|свободного кроя|واسع|واسعه|ทรงหลวม|宽松|ゆったり|
    루즈핏|form rong
oversized: oversized|oversize|over size|oversizes|sobredimensionado|оверсайз|اوفر سايز|โอเวอร์ไซส์|オーバーサイズ|
    오버핏
regular: regular fit|regular
plus-size: jumbo|plus size|plus-size|plussize|jumbo ukuran besar|big size|bigsize|ukuran besar|bigsized|saiz besar|
    tallas grandes|talla extra|talla plus|tamanho grande|grande taille|grandes tailles|grosse grossen|buyuk beden|
    duze rozmiary|большие размеры|مقاسات كبيره|ไซส์ใหญ่|สาวอวบ|大码|大きいサイズ|빅사이즈|bigsize nu
stretch: stretch|stretchy|stretchable|elastic waist|melar|ngaret|elastis|elastico|elastica|elasticado|stretchig|esnek|
    likrali|rozciagliwy|эластичный|سترتش|مطاطي|ผ้ายืด|弹力|ストレッチ|스트레치|stretches|rekbaar
high-waist: cos alto|cintura alta|high waist|high waisted|high-waisted|highwaist|high-waist|high rise|pinggang tinggi|
    tiro alto|talle alto|taille haute|hoher bund|yuksek bel|wysoki stan|высокая посадка|وسط عالي|هاي ويست|เอวสูง|高腰|
    ハイウエスト|하이웨이스트|lung cao|cap cao
wide-leg: wide leg|wide-leg|wide legged|pierna ancha|bota ancha|perna larga|jambe large|jambes larges|weites bein|
    genis paca|bol paca|szerokie nogawki|واسعه الساق|ขากระบอก|ขากว้าง|阔腿|ワイドパンツ|와이드|ong rong|ong suong
skinny: skinny|skinny fit|ketat|dar paca|سكيني|スキニー|스키니
flared: flared|flare|bootcut|bell bottom|acampanado|acampanada|flare jeans|evase|schlaghose|ispanyol paca|喇叭
straight: straight leg|straight cut|straight fit|corte recto|ong dung|ทรงกระบอกเล็ก|กระบอกเล็ก|pierna recta|
    perna reta|coupe droite
bodycon: bodycon|bodyfit|body fit|figure hugging
mini: mini dress|mini skirt|mini length|minifalda|mini etek|мини
midi: midi|ميدي|миди|มิดี้|ミディ|ミモレ丈|미디
maxi: mono largo|macacao longo|long lace gown|lange jurk|lang kjole|dlhe saty|dlouhe saty|maxi|long dress|long gown|
    long skirt|floor length|labuh|dress panjang|rok panjang|vestido largo|falda larga|vestidos largos|vestido longo|
    vestidos longos|saia longa|robe longue|robes longues|jupe longue|lang kleid|maxikleid|uzun elbise|uzun etek|dluga|
    rochie lunga|макси|فستان طويل|طويل|طويله|เดรสยาว|กระโปรงยาว|长裙|长款|ロング|ロングワンピース|롱원피스|dang dai
cropped: cropped|crop|crop top|cropped top
sleeveless: sleeveless|tanpa lengan|sin mangas|sem manga|sem mangas|sans manches|armellos|kolsuz|bez rekawow|
    без рукавов|بدون اكمام|แขนกุด|无袖|ノースリーブ|민소매|sat nach
short-sleeve: half sleeve|half sleeves|short sleeve|short sleeves|short sleeved|lengan pendek|manga corta|manga curta|
    manches courtes|kurzarm|kisa kollu|krotki rekaw|короткий рукав|نص كم|แขนสั้น|短袖|半袖|반팔|tay ngan
long-sleeve: long sleeve|long sleeves|long sleeved|lengan panjang|manga larga|manga longa|manches longues|langarm|
    uzun kollu|dlugi rekaw|длинный рукав|كم طويل|اكمام طويله|แขนยาว|长袖|長袖|긴팔|tay dai
off-shoulder: off shoulder|off-shoulder|off the shoulder|sabrina|hombros descubiertos|ombro a ombro|epaules denudees|
    schulterfrei|omuzu acik|ไหล่|เปิดไหล่|一字肩|オフショルダー|오프숄더|tre vai
[condition]
new: brand new|brand-new|new with tags|nwt|bnwt|bnib|sealed|new in box|new inbox|baru gress|segel|masih segel|
    nuevo de paquete|sellado|nuevo en caja|lacrado|novo na caixa|neuf sous blister|neuf|neuve|neu mit etikett|
    neu in ovp|originalverpackt|sifir|kutusunda|mpya kabisa|nowy z metka|novy nenoseny|новый в упаковке|
    جديد بالكرتونه|متبرشم|มือหนึ่ง|แกะกล่อง|全新|新品未使用|미개봉|hang moi 100%|brand new in box|brandnew|lacrada|
    sellados|novo lacrado
pre-owned: gebruikt|gebruikte|pre-owned|pre owned|preowned|preloved|pre-loved|pre loved|second hand|secondhand|
    second-hand|used|uk used|
    us used|fairly used|neatly used|tokunbo|okrika|thrift|thrifted|thrifts|mitumba|mtumba|ukay|ukay ukay|ukay-ukay|
    home used|gently used|ex uk|bekas|seken|second|terpakai|bundle import|segunda mano|de segunda|usado|usada|usados|
    usadas|seminovo|seminova|semi novo|brecho|seconde main|d'occasion|friperie|gebraucht|gebrauchte|
    second hand kleidung|usato|usata|seconda mano|ikinci el|2. el|uzywany|uzywane|uzywana|tweedehands|begagnad|brugt|
    б/у|бу|вживаний|مستعمل|مستعمله|استعمال|पुराना|ব্যবহৃত|มือสอง|二手|中古|古着|중고|da qua su dung|hang si|2hand|
    gebrauchtes|
    gebrauchter|gebrauchten|meia vida|usati|usate
refurbished: refurbished|refurb|renewed|rekondisi|reacondicionado|reacondicionada|recondicionado|recondicionada|
    reconditionne|reconditionnee|generaluberholt|ricondizionato|yenilenmis|odnowiony|восстановленный|مجدد|翻新|
    整備済み|리퍼
[feature]
waterproof: waterproof|water proof|water resistant|water-resistant|kalis air|anti air|tahan air|impermeable|
    impermeables|resistente al agua|a prueba de agua|prova d'agua|a prova d'agua|resistente a agua|etanche|
    impermeabile|wasserdicht|wasserdichte|su gecirmez|wodoodporny|wodoodporna|haiingii maji|водонепроницаемый|
    непромокаемая|ضد الماء|ضد المياه|مضاد للماء|वाटरप्रूफ|ওয়াটারপ্রুফ|กันน้ำ|防水|방수|chong nuoc|chong tham
wireless: wireless|bluetooth|cordless|nirkabel|tanpa kabel|tanpa wayar|inalambrico|inalambricos|inalambrica|sem fio|
    sem fios|sans fil|kabellos|kablosuz|bezprzewodowy|bezprzewodowe|беспроводные|беспроводной|لاسلكي|بلوتوث|वायरलेस|
    ไร้สาย|บลูทูธ|无线|ワイヤレス|무선|khong day
rechargeable: rechargeable|bisa dicas|recargable|recargables|recarregavel|rechargeable usb|wiederaufladbar|sarjli|
    sarj edilebilir|akumulatorowy|аккумуляторный|قابل للشحن|شحن usb|ชาร์จไฟ|充电式|充電式|충전식|sac lai|
    boleh cas semula|
    cas semula|boleh dicas|recargavel|recargaveis|sarj edilir|ชาร์จได้|rechargable
handmade: handgetopfert|handgetopferte|made by hand|handgestrickt|handgestrickte|tricote main|hand knitted|handknit|
    hand knit|hand-knitted|el orgusu|
    tejido a mano|tejida a mano|hand stitched|hand embroidered|hand painted|handpainted|cosido a mano|fait a main|
    crocheted|fatte a mano|fatti a mano|fatta a mano|fatto a mano|rucne vyrobene|kezzel keszitett|haandlavet|
    handgjord|artesanas|handmade|hand made|hand-made|handcrafted|hand poured|hand woven|handwoven|buatan tangan|
    hecho a mano|hechos a mano|hecha a mano|bordada a mano|bordado a mano|artesanal|artesanales|feito a mao|
    feita a mao|artesanais|fait main|fait a la main|artisanal|artisanale|handgemacht|handgemachte|handgefertigt|
    artigianale|el yapimi|el emegi|recznie robiony|rekodzielo|ручная работа|ручной работы|هاند ميد|شغل يدوي|
    صناعه يدويه|हस्तनिर्मित|হাতে তৈরি|แฮนด์เมด|ทำมือ|手工|手作り|ハンドメイド|핸드메이드|수제|handmade vn|artisanaux|
    artisanales|
    artisanals|handgewebt|handgewebte|handgenaht|handgenahte|hechas a mano|feitos a mao|feitas a mao|faits main|
    faites main|faites a la main|faits a la main|gawang kamay|yari sa kamay|lam thu cong|
    artesanalmente|fatti mano
non-slip: non slip|non-slip|anti slip|anti-slip|nonslip|anti licin|antideslizante|antiderrapante|antiderapant|
    rutschfest|kaymaz|antyposlizgowy|нескользящий|مانع للانزلاق|กันลื่น|防滑|滑り止め|미끄럼방지|chong truot|chong tron|
    tidak licin|antiscivolo|anti derapante
non-stick: non stick|non-stick|nonstick|anti lengket|antiadherente|antiaderente|antiadhesif|antihaftbeschichtet|
    antihaft|yapismaz|nieprzywierajacy|антипригарное|غير لاصق|نان ستيك|नॉन स्टिक|ไม่ติดกระทะ|不粘|くっつかない|
    chong dinh
foldable: foldable|folding|collapsible|lipat|bisa dilipat|boleh lipat|plegable|plegables|dobravel|pliable|pliante|
    faltbar|klappbar|katlanir|skladany|складной|قابل للطي|พับได้|折叠|折りたたみ|접이식|gap gon|dobraveis|pieghevole|
    xep gon|gap lai
adjustable: adjustable|ajustable|ajustables|ajustavel|reglable|verstellbar|ayarlanabilir|regulowany|регулируемый|
    قابل للتعديل|ปรับขนาดได้|可调节|調整可能|regulavel|regulaveis|reglables|ajustaveis|regolabile|regulierbar|boleh laras|
    bisa diatur
breathable: breathable|menyerap keringat|transpirable|respiravel|respirant|atmungsaktiv|nefes alan|oddychajacy|
    дышащий|ระบายอากาศ|透气|通気性
portable: portable|portabel|portatil|portatiles|tasinabilir|przenosny|портативный|متنقل|محمول باليد|พกพา|便携|
    ポータブル|휴대용
padded: padding|soft padding|padded sole|padded|acolchado en|almofadado|rembourre|gepolstert|busa tebal|مبطن|مبطنه
lined: fully lined|lined|dengan furing|furing|con forro|forrado|forrada|gefuttert|astarli|doublee|double polaire|
    gefutterte|fodrado
pockets: with pockets|pockets|pocket|ada saku|berkantong|con bolsillos|com bolsos|com bolso|avec poches|mit taschen|
    cepli|z kieszeniami|с карманами|بجيوب|มีกระเป๋าข้าง|ポケット付き
hooded: hooded|with hood|con capucha|con gorro|com capuz|a capuche|mit kapuze|kapsonlu|kapusonlu|z kapturem|
    с капюшоном|بكابيشو|بكبشون|มีฮู้ด|连帽|フード付き|con cappuccio|avec capuche|com touca
reversible: reversible|bolak balik|doble vista|dupla face|wendbar|cift tarafli
quick-dry: quick dry|quick-dry|cepat kering|secado rapido|secagem rapida|schnelltrocknend|速干|速乾
windproof: windproof|cortavientos|corta vento|coupe vent|winddicht|ruzgar gecirmez|ветрозащитная|防风
washable: washable|machine washable|bisa dicuci|boleh basuh|lavable|lavables|lavavel|waschbar|yikanabilir|
    можно стирать|قابل للغسل|ซักได้|可水洗|洗える|yikanir|makinede yikanir|makinesinde yikanir|
    bulasik makinesinde yikanir|
    dishwasher safe|spulmaschinenfest|apto para lavavajillas
magnetic: magnetic|magnetik|magnetico|magnetica|magnetique|magnetisch|manyetik|miknatisli|magnetyczny|магнитный|
    مغناطيسي|แม่เหล็ก|磁吸|マグネット|자석
organic: organic|organik|organico|organica|biologique|bio-baumwolle|ekologiczny|органический|عضوي|जैविक|অর্গানিক|
    ออร์แกนิก|有机|オーガニック|유기농|huu co
vegan: vegan|vegano|vegana|veganer|vegane
halal: halal|helal|حلال
sugar-free: sugar free|sugar-free|no sugar added|no sugar|tanpa gula|sin azucar|sem acucar|sans sucre|zuckerfrei|
    sekersiz|bez cukru|без сахара|بدون سكر|ไม่มีน้ำตาล|无糖|無糖|khong duong
noise-cancelling: chong on|noise cancelling|noise-cancelling|noise canceling|noise cancellation|anc|
    cancelacion de ruido|
    cancelamento de ruido|reduction de bruit|gerauschunterdruckung|gurultu engelleyici|шумоподавление|عزل الضوضاء|
    ตัดเสียง|降噪|ノイズキャンセリング
fast-charging: fast charging|fast charger|fast charge|quick charge|super fast charging|pengisian cepat|carga rapida|
    carregamento rapido|charge rapide|schnellladung|hizli sarj|szybkie ladowanie|быстрая зарядка|شحن سريع|ชาร์จเร็ว|
    快充|急速充電|sac nhanh
smart: smart tv|smart|android tv|cerdas|inteligente|akilli|connectee|смарт|سمارت|ذكيه|स्मार्ट|สมาร์ท|智能|スマート|
    thong minh
lightweight: lightweight|light weight|ringan|liviano|liviana|ligero|ligera|leve e|leger|legere|leicht|hafif|lekki|
    легкий|خفيف|น้ำหนักเบา|轻便|軽量|경량
personalised: ukir nama|with your photo|with your logo|your logo|personnalisation|nome personalizado|con tu nombre|
    con nombre|com nome|com o nome|isim yazili|
    avec prenom|name printed|with your name|your name on|personalised|personalized|customised|customized|custom name|
    custom made name|engraved|nama custom|custom nama|personalizado|personalizada|personalizados|personalizadas|
    personnalise|personnalisee|personalisiert|personalizzato|isme ozel|kisiye ozel|personalizowany|именной|بالاسم|
    طباعه الاسم|สลักชื่อ|定制|名入れ|각인
dual-sim: dual sim|dual-sim|doble sim|شريحتين
uv-protection: uv protection|uv400|uv 400|spf 50|spf50|anti uv|proteccion uv|protecao uv|防晒|uvカット|자외선 차단|
    chong nang uv
hypoallergenic: hypoallergenic|hipoalergenico|hipoalergenica|hypoallergen
wrinkle-free: wrinkle free|wrinkle-free|no iron|tidak mudah kusut|anti kusut|no se arruga|nao amassa|infroissable|
    bugelfrei|เนื้อผ้าไม่ยับ|免烫
leakproof: leakproof|leak proof|leak-proof|anti bocor|antiderrame|a prueba de derrames|a prova de vazamento|
    auslaufsicher|sizdirmaz|防漏
solar-powered: solar powered|solar-powered|tenaga surya|carga solar|energia solar|โซล่าเซลล์|โซลาร์เซลล์|
    พลังงานแสงอาทิตย์|solarbetrieben|gunes enerjili|na energie sloneczna|nang luong mat troi|solar light|solar lights
thermal: keeps cold|keeps drinks cold|stays hot|mantiene frio|thermal|24h cold|thermo|insulated|keeps hot|termico|
    termica|thermique|isotherme|termal|термо|حراري
"""

USES_VIETNAMESE = """
[audience]
women: nu|cho nu|phu nu
men: nam|cho nam
girls: be gai
boys: be trai
kids: tre em|cho be
couples: cap doi
[occasion]
lunar-new-year: tet|mac tet|ngay tet
beach: di bien
wedding: dam cuoi|tiec cuoi|le cuoi|ngay cuoi
work: cong so
school: di hoc
party: du tiec|di tiec
gym: tap gym
[season]
summer: mua he
winter: mua dong
[condition]
pre-owned: cu
[feature]
waterproof: chong nuoc
[fit]
plus-size: bigsize
"""
"""Only in captions with Vietnamese letters."""
