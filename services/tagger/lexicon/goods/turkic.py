"""Goods in Turkish and Uzbek. The head of a name is its last noun."""

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
clothing.bottoms.skirts: etek|etekler|etegi
clothing.bottoms.shorts: sort
clothing.suits: takim elbise|takim elbiseler
clothing.suits.blazers: blazer ceket
clothing.outerwear.jackets: ceketi|montu|ceket|mont|montlar|kot ceket|deri ceket
clothing.outerwear.coats: kaban|trenckot|palto|kabani
clothing.outerwear.raincoats: yagmurluk|yagmurlugu
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
shoes.slippers: terlik|terlikler|terligi
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
skincare.creams: krem|kremi
fragrance.perfumes: parfum|kolonya|parfumu
bath.soaps: sabun|sabunu
nails.polish: oje
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
kitchen.cookware.pots: tencere|tencere seti|duduklu tencere
kitchen.cookware.pans: tava|kek kalibi|pasta kalibi|tavasi
kitchen.tableware.glasses: bardak|bardak seti|bardagi|bardaklari
kitchen.tableware.cups: kupa|fincan|kupa bardak|fincan takimi|kupalar|fincani|fincanlari|kupasi|kupalari
kitchen.tableware.plates: tabak|tabaklar|tabagi|tabaklari
kitchen.tableware.dinner-sets: yemek takimi
kitchen.tableware.teapots: caydanlik|demlik
kitchen.bottles: termos|matara
bedding.duvets: nevresim|yorgan|nevresim takimi
bedding.sheets: carsaf|lastikli carsaf
bedding.blankets: battaniye|battaniyesi
bedding.pillows: yastik|yastigi
bedding.mattresses: yatak
textiles.towels: havlu|havlu seti|havlusu|banyo havlusu|plaj havlusu
textiles.curtains: perde|perdeler|tul perde|fon perde|perdesi
textiles.rugs: hali|kilim|paspas|halisi
textiles.prayer-mats: seccade
textiles.cushions: kirlent
furniture.sofas: koltuk|kanepe|koltuk takimi
furniture.tables: masa|sehpa|yemek masasi|zigon sehpa
furniture.chairs: sandalye
furniture.wardrobes: dolap|gardirop
decor.mirrors: ayna|boy aynasi
lighting.chandeliers: avize
lighting.lamps: lamba|abajur|lambader|masa lambasi
decor.candles: mum|mum seti|kokulu mum
decor.vases: vazo
kitchen.tableware.cutlery: catal kasik takimi
furniture.shelves: kitaplik
garden.plants: cicek fidesi|saksi cicegi|sukulent
garden.planters: saksi
appliances.kitchen.kettles: su isitici|cay makinesi
appliances.kitchen.air-fryers: airfryer|fritoz
appliances.kitchen.fridges: buzdolabi
appliances.washing-machines: camasir makinesi
storage.boxes: kavanozu|saklama kabi|saklama kaplari
appliances.kitchen.coffee-machines: kahve makinesi|kahve makinasi
[food]
baked.cakes: pasta|dogum gunu pastasi
baked.cookies: kurabiye
groceries.honey: bal|suzme bal|petek bal|bali
groceries.oils: zeytinyagi|aycicek yagi|yagi
groceries: zeytin
groceries.dairy: peynir|tereyagi|yogurt|peyniri
sweets.traditional: baklava|lokum|helva|kunefe
drinks.coffee: kahve|turk kahvesi
drinks.tea: cay
groceries.spreads: recel|receli
groceries.sauces: salca|biber salcasi
groceries.spices: baharat|pul biber
snacks.nuts: kuruyemis|findik|antep fistigi|ceviz
snacks.dried: kuru meyve
baked.pies: borek|pogaca
meals.dumplings: manti
fresh.fruit: meyve|cilek|kiraz
[toys]
.: oyuncak|oyuncaklar|oyuncagi
dolls: bebek
puzzles: yapboz
[books]
books: kitap|kitaplar|kitabi
notebooks: defter|ajanda
[sports]
bicycles: bisiklet|bisikleti
[gifts]
flowers: cicek|buket|cicek buketi|gul buketi
.: hediye
gift-sets: hediye seti|hediyelik
[baby]
strollers: bebek arabasi|puset
diapers: bebek bezi
cots: besik
[pets]
food: kedi mamasi|kopek mamasi
[vehicles]
tyres: lastik jant
[tools]
power-tools: matkap
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
[home]
kitchen.tableware.teapots: choynak|choynaklar
kitchen.tableware.cups: piyola|piyolalar
kitchen.tableware.plates: lagan
kitchen.tableware.bowls: kosa|kosalar
textiles.rugs: gilam
bedding.duvets: ko'rpa
"""
