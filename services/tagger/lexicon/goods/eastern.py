"""Goods in Turkish, Russian, Ukrainian, Polish, Czech, Hungarian, Greek, Uzbek and their neighbours."""

TURKISH = """
[apparel]
clothing: giyim|kiyafet
clothing.dresses: elbisesi|elbiseleri|paltar|elbise|elbiseler
clothing.dresses.evening: abiye|abiyeler|abiye elbise
clothing.dresses.wedding: gelinlik
clothing.tops.blouses: bluz|bluzlar
clothing.tops.shirts: gomlegi|gomlek|gomlekler
clothing.tops.t-shirts: tisort|tisortler
clothing.tops.tunics: tunik|tunikler
clothing.tops.knitwear.sweaters: kazak|kazaklar|triko
clothing.tops.knitwear.cardigans: hirka|hirkalar
clothing.tops.waistcoats: yelek
clothing.bottoms.trousers: pantolonu|pantolon|pantolonlar
clothing.bottoms.jeans: kot|kot pantolon
clothing.bottoms.joggers: esofman alti
clothing.bottoms.leggings: tayt
clothing.bottoms.skirts: etek|etekler
clothing.bottoms.shorts: sort
clothing.suits: takim elbise|takim elbiseler
clothing.suits.blazers: blazer ceket
clothing.outerwear.jackets: ceketi|montu|ceket|mont|montlar|kot ceket|deri ceket
clothing.outerwear.coats: kaban|trenckot|palto
clothing.outerwear.raincoats: yagmurluk
clothing.one-pieces.jumpsuits: tulum
clothing.sets: takim|ikili takim
clothing.sets.tracksuits: esofman|esofman takimi
clothing.sleepwear.pyjamas: pijama|pijama takimi
clothing.sleepwear.nightdresses: gecelik
clothing.sleepwear.robes: bornoz
clothing.underwear: ic camasiri|ic giyim
clothing.underwear.bras: sutyen
clothing.underwear.socks: corap|coraplar
clothing.swimwear: mayo
clothing.modest.abayas: ferace|abaya|feraceler
clothing.modest.headscarves: basortusu|tesettur sal|bone
clothing.kids: cocuk takimi|cocuk giyim
clothing.kids.baby: zibin|bebek tulumu
shoes: ayakkabisi|ayakkabilari|ayaqqabi|ayakkabi|ayakkabilar
shoes.heels: topuklu|topuklu ayakkabi|stiletto
shoes.sandals: sandalet
shoes.slippers: terlik|terlikler
shoes.sneakers: spor ayakkabi|sneaker
shoes.boots: botu|botlari|cizmesi|bot|cizme|botlar
shoes.flats: babet
bags.handbags: cantasi|el cantasi|omuz cantasi|cantalari|canta modelleri|canta|cantalar|kol cantasi
bags.backpacks: sirt cantasi
bags.school-bags: okul cantasi
bags.wallets: cuzdan
bags.suitcases: valiz|bavul
jewellery: taki|takilar
jewellery.necklaces: kolyesi|kolye|kolyeler
jewellery.earrings: kupesi|kupe|kupeler
jewellery.rings: yuzugu|yuzuk
jewellery.bracelets: bileklik
jewellery.bangles: bilezik
jewellery.prayer-beads: tesbih
watches: saati|kol saati|saat|saatler
accessories.belts: kemer
accessories.hats: sapka
accessories.hats.beanies: bere
accessories.scarves: esarp|sal|atki
accessories.sunglasses: gunes gozlugu
accessories.glasses: gozluk
accessories.hair: toka
[fabrics]
.: kumas
[beauty]
makeup.lips: ruj
skincare.creams: krem
fragrance.perfumes: parfum
bath.soaps: sabun
[electronics]
phones.smartphones: telefon|cep telefonu
phones.accessories.cases: kilif|telefon kilifi|iphone kilifi|kiliflar
phones.accessories.chargers: sarj aleti
audio.earphones: kulaklik|bluetooth kulaklik
tv.televisions: televizyon
smartwatches: akilli saat
[home]
appliances.vacuum-cleaners: supurge|elektrikli supurge
appliances.irons: utu
appliances.kitchen.blenders: blender seti
kitchen.cookware.pots: tencere|tencere seti
kitchen.cookware.pans: tava
kitchen.tableware.glasses: bardak|bardak seti
kitchen.tableware.cups: kupa|fincan|kupa bardak|fincan takimi
kitchen.tableware.plates: tabak
kitchen.tableware.dinner-sets: yemek takimi
kitchen.tableware.teapots: caydanlik
kitchen.bottles: termos|matara
bedding.duvets: nevresim|yorgan|nevresim takimi
bedding.sheets: carsaf
bedding.blankets: battaniye
bedding.pillows: yastik
bedding.mattresses: yatak
textiles.towels: havlu
textiles.curtains: perde|perdeler
textiles.rugs: hali|kilim
textiles.prayer-mats: seccade
textiles.cushions: kirlent
furniture.sofas: koltuk|kanepe|koltuk takimi
furniture.tables: masa
furniture.chairs: sandalye
furniture.wardrobes: dolap|gardirop
decor.mirrors: ayna
lighting.chandeliers: avize
lighting.lamps: lamba
decor.candles: mum
decor.vases: vazo
[food]
baked.cakes: pasta
baked.cookies: kurabiye
groceries.honey: bal
groceries.oils: zeytinyagi
groceries: zeytin
groceries.dairy: peynir
sweets.traditional: baklava|lokum
drinks.coffee: kahve
drinks.tea: cay
[toys]
.: oyuncak|oyuncaklar
dolls: bebek
[books]
books: kitap
[sports]
bicycles: bisiklet
[gifts]
flowers: cicek|buket
.: hediye
gift-sets: hediye seti|hediyelik
"""

CYRILLIC = """
[apparel]
clothing: одежда|одяг
clothing.dresses: платье|платья|сукня|сукні|сарафан|рокля
clothing.tops.blouses: блузка|блузки
clothing.tops.shirts: рубашка|рубашки|сорочка
clothing.tops.t-shirts: футболка|футболки
clothing.tops.knitwear.sweaters: свитер|свитера|светр|джемпер
clothing.tops.hoodies: худи|толстовка|худі
clothing.bottoms.trousers: брюки|штаны|штани
clothing.bottoms.jeans: джинсы|джинси
clothing.bottoms.shorts: шорты|шорти
clothing.bottoms.skirts: юбка|юбки|спідниця
clothing.bottoms.leggings: леггинсы|лосины
clothing.suits: костюм|костюмы
clothing.outerwear.jackets: куртка|куртки|пуховик
clothing.outerwear.coats: пальто
clothing.sleepwear.pyjamas: пижама
clothing.sleepwear.robes: халат
clothing.underwear: нижнее белье
clothing.underwear.socks: носки
clothing.swimwear.swimsuits: купальник
shoes: обувки|маратонки|обувь|взуття
shoes.heels: туфли|туфлі
shoes.boots: ботуши|боти|ботинки|сапоги|черевики|чоботи
shoes.sneakers: кроссовки|кросівки|кеды
shoes.sandals: сандалии|босоножки
shoes.slippers: тапочки
bags.handbags: чанта|чанти|сумка|сумки
bags.backpacks: рюкзак|рюкзаки
bags.wallets: кошелек
watches: часы|годинник
jewellery: украшения|прикраси
jewellery.rings: кольцо|кольца|каблучка
jewellery.earrings: серьги|сережки
jewellery.bracelets: браслет|браслеты
jewellery.necklaces: ожерелье|колье
accessories.hats: шапка|шапки
accessories.scarves: шарф|платок
accessories.belts: ремень
[beauty]
fragrance.perfumes: духи|парфум|парфюм
skincare.creams: крем
makeup.lips: помада
[electronics]
phones.smartphones: телефон|смартфон
phones.accessories.cases: чехол|чехлы|чохол
audio.headphones: наушники|навушники
computers.laptops: ноутбук
[home]
kitchen.cookware.pots: кастрюля
kitchen.cookware.pans: сковорода
kitchen.tableware.cups: кружка|чашка
bedding.sheets: постельное белье
bedding.blankets: плед
bedding.pillows: подушка
textiles.curtains: шторы
textiles.rugs: ковер
furniture.sofas: диван
furniture.tables: стол
furniture.chairs: стул|кресло
lighting.lamps: лампа|светильник
decor.candles: свеча|свечи
[food]
baked.cakes: торт|торты
groceries.honey: мед
[toys]
.: игрушка|игрушки|іграшка
dolls: кукла
[books]
books: книга|книги
[gifts]
flowers: букет|цветы
.: подарок
"""

SLAVIC = """
[apparel]
clothing: ubrania|odziez|obleceni|odjeca
clothing.dresses: letni saty|spolecenske saty|haljine|rochie|sukienka|sukienki|saty|haljina|obleka
clothing.tops.blouses: bluzka|bluzki|halenka
clothing.tops.shirts: koszula|koszule|kosile|kosulja
clothing.tops.t-shirts: koszulka|tricko|majica
clothing.tops.knitwear.sweaters: sweter|swetry|svetr|dzemper
clothing.tops.hoodies: bluza|mikina
clothing.bottoms.trousers: spodnie|kalhoty|nohavice|hlace
clothing.bottoms.jeans: dzinsy|jeansy
clothing.bottoms.skirts: spodnica|spodnice|sukne|suknja
clothing.bottoms.shorts: spodenki
clothing.outerwear.jackets: kurtka|kurtki|bunda
clothing.outerwear.coats: plaszcz|kabat|kaput
clothing.sleepwear.pyjamas: pizama|pyzamo
clothing.sets: komplet
clothing.sets.tracksuits: dres
shoes: buty|obuwie|boty|topanky|cipele
shoes.sneakers: buty sportowe|trampki|tenisky|patike
shoes.boots: kotniky|kotnicky|polobotky|kozacky|kozaki|botki|cizmy
shoes.heels: szpilki|lodicky
shoes.sandals: sandaly|sandalki
shoes.slippers: klapki|kapcie
bags.handbags: torebka|torebki|kabelka|torba
bags.backpacks: plecak|batoh
watches: zegarek|hodinky
jewellery: bizuteria|sperky|nakit
jewellery.earrings: kolczyki|nausnice
jewellery.necklaces: naszyjnik
jewellery.rings: pierscionek|prsten
jewellery.bracelets: bransoletka|naramek
accessories.scarves: szalik|szal
accessories.hats: czapka|cepice
[beauty]
fragrance.perfumes: perfumy|parfem
[electronics]
phones.accessories.cases: etui
phones.smartphones: telefon
[home]
decor.candles: swieca|swieczka|svicka
lighting.lamps: lampka
textiles.curtains: zaslony
bedding.blankets: koc
[toys]
.: zabawka|zabawki|hracka
"""

HUNGARIAN = """
[apparel]
clothing: ruhazat
clothing.dresses: ruha
clothing.tops.knitwear.sweaters: pulover
clothing.bottoms.trousers: nadrag
clothing.bottoms.skirts: szoknya
clothing.outerwear.jackets: kabat|dzseki
shoes: cipo|cipok
shoes.boots: csizma
shoes.slippers: papucs
bags: taska
watches: ora
"""

GREEK = """
[apparel]
clothing: ρουχα
clothing.dresses: φορεμα|φορεματα
clothing.tops.shirts: πουκαμισο
clothing.tops.blouses: μπλουζα|μπλουζες
clothing.bottoms.trousers: παντελονι
clothing.bottoms.jeans: τζιν
clothing.bottoms.skirts: φουστα
clothing.outerwear.jackets: μπουφαν
shoes: παπουτσια
shoes.boots: μποτες
shoes.sandals: σανδαλια
bags: τσαντα|τσαντες
watches: ρολοι
jewellery.earrings: σκουλαρικια
"""

UZBEK = """
[apparel]
clothing: kiyim
clothing.tops.shirts: ko'ylak|koylak
clothing.bottoms.trousers: shim
shoes: poyabzal|oyoq kiyim
shoes.heels: tufli
shoes.sneakers: krossovka
bags: sumka
watches: soat
clothing.dresses: ko'ylagi|ayollar ko'ylagi|libos
"""

HEBREW = """
[apparel]
clothing.dresses: שמלה|שמלות|שמלת
clothing.dresses.evening: שמלת ערב|שמלות ערב
clothing.dresses.wedding: שמלת כלה
clothing.tops.shirts: חולצה|חולצות
clothing.bottoms.trousers: מכנסיים|מכנס
clothing.bottoms.jeans: גינס|ג'ינס
clothing.bottoms.skirts: חצאית
clothing.outerwear.jackets: מעיל|ז'קט
shoes: נעליים|נעלי
shoes.boots: מגפיים
shoes.sandals: סנדלים
bags: תיק|תיקים
watches: שעון
jewellery.necklaces: שרשרת
jewellery.earrings: עגילים
jewellery.rings: טבעת
jewellery.bracelets: צמיד
shoes.sneakers: נעלי ספורט|סניקרס
[beauty]
fragrance.perfumes: בושם
"""

GEORGIAN = """
[apparel]
clothing.dresses: კაბა|კაბები
clothing.tops.shirts: პერანგი
clothing.bottoms.trousers: შარვალი
clothing.outerwear.jackets: ქურთუკი
shoes: ფეხსაცმელი
shoes.sneakers: კედები
shoes.boots: ჩექმა
bags: ჩანთა
watches: საათი
"""
