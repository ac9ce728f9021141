"""Goods in Swahili, Hausa, Yoruba, Amharic and southern languages. The head of a name is its first noun."""

SWAHILI = """
[apparel]
clothing: nguo|nguo za kike|nguo za kiume|vazi|mavazi
clothing.dresses: gauni|magauni|kigauni
clothing.tops: vesti|kitopu|vitopu|blauzi
clothing.tops.shirts: shati|mashati
clothing.tops.t-shirts: tisheti|fulana
clothing.tops.knitwear.sweaters: sweta|masweta
clothing.bottoms.trousers: suruali
clothing.bottoms.jeans: jinsi|suruali za jeans|suruali ya jeans
clothing.bottoms.shorts: kaptula|bukta
clothing.bottoms.skirts: sketi
clothing.suits: suti
clothing.outerwear.jackets: koti|makoti|jaketi
clothing.underwear: nguo za ndani
clothing.underwear.panties: chupi
clothing.underwear.bras: sidiria
clothing.underwear.socks: soksi
clothing.modest.thobes: kanzu
clothing.modest.abayas: baibui|mabaibui|buibui
clothing.modest.headscarves: hijabu|mtandio|mitandio
clothing.traditional.wraps: khanga|kanga|leso|vikoi|kikoi|kikoy
clothing.traditional.gomesis: gomesi|busuuti|gomesis|busuti
clothing.traditional.boubous: dera|madera|madira|deras
clothing.uniforms.school-uniforms: sare za shule
clothing.kids: nguo za watoto
clothing.bales: mtumba|mitumba|mabelo|balo
shoes: viatu|kiatu
shoes.sneakers: raba|rubbers|sneakers za kiume
shoes.slippers: ndala|yeboyebo|malapa
shoes.sandals: makobazi|makubazi|open shoes
shoes.boots: buti
bags: mabegi|begi|mifuko
bags.handbags: pochi|mkoba|mikoba
bags.school-bags: begi la shule|mabegi ya shule
bags.backpacks: begi la mgongoni
bags.wallets: waleti
jewellery: vito
jewellery.earrings: heleni|hereni
jewellery.necklaces: mkufu|mikufu
jewellery.rings: pete
jewellery.bangles: bangili
watches: saa|saa za mkononi|saa ya mkononi
accessories.belts: mkanda|mikanda
accessories.hats: kofia
accessories.glasses: miwani
accessories.umbrellas: mwavuli|miavuli
[fabrics]
.: kitambaa|vitambaa
wax-prints: kitenge|vitenge
[beauty]
hair.wigs: wigi|mawigi
hair.extensions: nywele bandia|nywele
skincare.lotions: mafuta|mafuta ya mwili|mafuta ya kupaka
fragrance.perfumes: marashi|manukato|pafyumu
bath.soaps: sabuni
fragrance.incense: udi|ubani
[electronics]
phones.smartphones: simu
phones.accessories.cases: kava za simu|kava|makava|kava la simu
phones.accessories.chargers: chaja
tv.televisions: runinga|televisheni
audio.speakers: spika
power.solar: sola|paneli|sola paneli|paneli za sola|solar paneli
[home]
.: vyombo vya nyumbani
appliances.kitchen.fridges: friji|jokofu
appliances.kitchen.cookers: jiko|majiko|jiko la gesi
appliances.kitchen.blenders: blenda
appliances.irons: pasi
appliances.fans: feni
kitchen: vyombo|vyombo vya jikoni
kitchen.cookware.pots: sufuria|masufuria
kitchen.cookware.pans: kikaango
kitchen.tableware.plates: sahani
kitchen.tableware.cups: vikombe|kikombe
kitchen.tableware.glasses: glasi
kitchen.bottles: chupa|chupa ya chai
kitchen.knives: kisu|visu
bedding.sheets: shuka|mashuka
bedding.blankets: blanketi|mablanketi
bedding.pillows: mto|mito
bedding.pillowcases: foronya
bedding.mattresses: godoro|magodoro
bedding.mosquito-nets: neti|chandarua
textiles.curtains: pazia|mapazia
textiles.rugs: zulia|mazulia|kapeti
textiles.towels: taulo
furniture: fanicha|samani
furniture.beds: kitanda|vitanda
furniture.tables: meza
furniture.chairs: kiti|viti
furniture.wardrobes: kabati|makabati
furniture.sofas: makochi|kochi
furniture.shoe-racks: stendi ya viatu
cleaning.buckets: ndoo
bedding.duvets: duveti|maduveti
[food]
.: chakula|vyakula
baked.cakes: keki
baked.doughnuts: mandazi|maandazi|mahamri
baked.bread: mkate|chapati
groceries.honey: asali
groceries.grains: mchele|unga|maharage|sembe
groceries.oils: mafuta ya kula
groceries.dairy: maziwa|mayai
fresh.meat: nyama|kuku
fresh.fish: samaki
fresh.fruit: matunda|maembe|parachichi|ndizi|machungwa|nanasi|tikiti maji
fresh.vegetables: mboga|mboga za majani|nyanya|viazi
meals.rice: pilau|wali
snacks.nuts: karanga|korosho
drinks.tea: chai
drinks.coffee: kahawa
groceries.spices: viungo
[toys]
.: midoli|vinyago
[books]
books: kitabu|vitabu
[sports]
bicycles: baiskeli
[vehicles]
cars: gari|magari
motorcycles: pikipiki
"""

HAUSA = """
[apparel]
clothing: kaya
clothing.traditional: atampa
clothing.modest.headscarves: mayafi|gyale
shoes: takalma|takalmi
bags: jaka
[fabrics]
wax-prints: atamfa|atampa fabric
lace: leshi
woven: shadda
"""

NORTHERN = """
[apparel]
clothing: ልብስ
clothing.dresses: የሴቶች ቀሚስ|ቀሚስ
shoes: ጫማ
bags: ቦርሳ
"""

SOUTHERN = """
[apparel]
shoes: izicathulo|skoene|engatto
shoes.boots: stewels
shoes.sneakers: tekkies|takkies
clothing.bottoms.trousers: amabhulukwe
clothing.traditional: makoti outfit|seshoeshoe
[food]
snacks.dried: droe wors
snacks: vetkoek|koeksisters
groceries.sauces: atchar|chakalaka
[home]
kitchen.cookware.pots: potjie|potjie pot|potjiepot
"""
