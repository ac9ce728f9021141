"""Goods in Russian, Ukrainian, Polish, Czech, Hungarian, Greek, Hebrew, Georgian and their neighbours."""

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
accessories.scarves: шарф|платок|шаль
accessories.belts: ремень
accessories.umbrellas: зонт
accessories.gloves: перчатки|варежки
clothing.traditional: вишиванка|вишиванки|вышиванка|вышиванки
[beauty]
fragrance.perfumes: духи|парфум|парфюм
skincare.creams: крем
makeup.lips: помада|блеск для губ
bath.soaps: мыло|мило
nails.polish: лак для ногтей
hair.shampoo: шампунь
[electronics]
phones.smartphones: телефон|смартфон
phones.accessories.cases: чехол|чехлы|чохол
audio.headphones: наушники|навушники
computers.laptops: ноутбук
[home]
kitchen.cookware.pots: кастрюля|кастрюли
kitchen.cookware.pans: сковорода|сковородка
kitchen.tableware.cups: кружка|чашка|кружки|чашки
bedding.sheets: постельное белье
bedding.blankets: плед|пледы
bedding.pillows: подушка|подушки
textiles.curtains: шторы|занавески
textiles.rugs: ковер|ковёр|коврик
furniture.sofas: диван
furniture.tables: стол|столик
furniture.chairs: стул|кресло|стулья
lighting.lamps: лампа|светильник|ночник
decor.candles: свеча|свечи
kitchen.tableware.dinner-sets: сервиз|сервизы|столовый сервиз|набор посуды
kitchen.tableware.plates: тарелка|тарелки
kitchen.knives: нож кухонный|ножи
bedding.duvets: одеяло|одеяла
textiles.towels: полотенце|полотенца
decor.mirrors: зеркало
garden.plants: саженцы|рассада
[food]
baked.cakes: торт|торты
groceries.honey: мед|мед липовий
groceries.spreads: варенье|варення
baked.cookies: печенье|пряники
groceries.dairy: сыр|творог
snacks.nuts: орехи
[toys]
.: игрушка|игрушки|іграшка
dolls: кукла
plush: мягкая игрушка
[books]
books: книга|книги
[gifts]
flowers: букет|цветы|букеты
.: подарок
[baby]
strollers: коляска
[crafts]
yarn: пряжа
[sports]
bicycles: велосипед|самокат
[pets]
food: корм для кошек|корм для собак
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
accessories.scarves: szalik|szal|chusta
accessories.hats: czapka|cepice
accessories.umbrellas: parasol
accessories.gloves: rekawiczki
[beauty]
fragrance.perfumes: perfumy|parfem
bath.soaps: mydlo|mydla
nails.polish: lakier do paznokci
[electronics]
phones.accessories.cases: etui
phones.smartphones: telefon
[home]
decor.candles: swieca|swieczka|svicka|swiece
lighting.lamps: lampka|lampka nocna|lampy|lampa
textiles.curtains: zaslony|firanki
bedding.blankets: koc|koce
kitchen.tableware.cups: kubek|kubki|filizanka
kitchen.tableware.plates: talerz|talerze
kitchen.cookware.pots: garnek|garnki
bedding.pillows: poduszka|poduszki
bedding.sheets: posciel
textiles.rugs: dywan|dywany
textiles.towels: recznik|reczniki
furniture.chairs: krzeslo|krzesla|fotel
furniture.tables: stol|stolik
decor.mirrors: lustro
garden.plants: sadzonki|rosliny
[toys]
.: zabawka|zabawki|hracka
plush: maskotka|pluszak
[food]
groceries.honey: miod
groceries.spreads: dzem|powidla
baked.cakes: ciasto|ciasta
baked.cookies: ciastka|pierniki|cukrovi|vanocni cukrovi|susenky
groceries.dairy: ser|sery
[baby]
strollers: wozek
[books]
books: ksiazka|ksiazki
[gifts]
flowers: bukiet|bukiety
[sports]
bicycles: rower|rowery
[vehicles]
tyres: opony
[crafts]
yarn: wloczka
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
