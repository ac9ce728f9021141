"""Goods in German, Dutch and Nordic languages. The head of a name is its last noun."""

GERMAN = """
[apparel]
clothing: kleidung
clothing.dresses: kleid|kleider|sommerkleid|kinderkleid|maxikleid|strickkleid
clothing.dresses.evening: abendkleid|abendkleider
clothing.dresses.wedding: brautkleid|brautkleider
clothing.tops: oberteil|oberteile
clothing.tops.blouses: bluse|blusen
clothing.tops.shirts: hemd|hemden
clothing.tops.t-shirts: tshirt
clothing.tops.knitwear.sweaters: pullover|pulli|pullis
clothing.tops.knitwear.cardigans: strickjacke|strickjacken
clothing.tops.waistcoats: weste|westen
clothing.bottoms.trousers: hose|hosen|pumphose|pumphosen
clothing.bottoms.jeans: jeanshose
clothing.bottoms.skirts: rock|rocke
clothing.suits: anzug|anzuge
clothing.outerwear.jackets: jacke|jacken|winterjacke|lederjacke
clothing.outerwear.coats: mantel
clothing.outerwear.raincoats: regenjacke|regenmantel
clothing.sleepwear.pyjamas: schlafanzug
clothing.sleepwear.robes: bademantel
clothing.underwear: unterwasche
clothing.underwear.socks: socken
clothing.swimwear.swimsuits: badeanzug
clothing.kids: kinderkleidung
clothing.kids.baby: strampler|babykleidung
shoes: schuh|schuhe
shoes.boots: stiefel|stiefeletten|stiefelette
shoes.sandals: sandalen
shoes.slippers: hausschuhe|pantoffeln|badelatschen
shoes.sneakers: sneaker|turnschuhe
shoes.heels: pumps
bags.handbags: handtasche|handtaschen
bags: tasche|taschen
bags.backpacks: rucksack|rucksacke
bags.wallets: geldborse|portemonnaie
bags.suitcases: koffer|reisekoffer
jewellery: schmuck
jewellery.earrings: ohrring|ohrringe
jewellery.necklaces: halskette|kette|ketten
jewellery.bracelets: armband|armbander
watches: uhr|uhren|armbanduhr
accessories.belts: gurtel
accessories.hats: mutze|mutzen
accessories.scarves: schal|schals
accessories.sunglasses: sonnenbrille
accessories.glasses: brille
accessories.umbrellas: regenschirm|regenschirme
accessories.hats.beanies: mutzchen
accessories.gloves: handschuhe
accessories.keychains: schlusselanhanger
bags.pouches: kulturbeutel|kosmetiktasche
[fabrics]
.: stoff|stoffe
[beauty]
fragrance.perfumes: parfum
bath.soaps: seife|seifen
skincare.creams: creme
hair.shampoo: haarshampoo
nails.polish: nagellack|nagellacke
makeup.lips: lippenstift|lippenstifte
[electronics]
phones.smartphones: handy|handys
phones.accessories.cases: handyhulle|hulle|handyhullen
phones.accessories.chargers: ladekabel|ladegerat
audio.headphones: kopfhorer
tv.televisions: fernseher
computers.keyboards: tastatur
computers.printers: drucker
[home]
appliances.kitchen.coffee-machines: kaffeemaschine|kaffeevollautomat
appliances.kitchen.fridges: kuhlschrank|gefrierschrank
appliances.kitchen.toasters: toaster
appliances.washing-machines: waschmaschine
appliances.vacuum-cleaners: staubsauger
kitchen.cookware.pots: topf|topfe|topfset|kochtopf
kitchen.cookware.pans: pfanne|pfannen|bratpfanne
kitchen.tableware: geschirr
kitchen.tableware.glasses: glaser|glas
kitchen.tableware.cups: tasse|tassen|becher
kitchen.tableware.plates: teller|tellerset
bedding.sheets: bettwasche|spannbettlaken|bettlaken
bedding.duvets: decke|decken|bettdecke
bedding.pillows: kissen|kopfkissen
bedding.mattresses: matratze|matratzen
textiles.curtains: vorhang|vorhange
textiles.rugs: teppich|teppiche
textiles.towels: handtuch|handtucher
furniture.sofas: couch
furniture.chairs: sessel|stuhl|stuhle
furniture.tables: tisch|tische|esstisch|couchtisch
furniture.desks: schreibtisch
furniture.wardrobes: kleiderschrank
furniture.cabinets: schrank|kommode
furniture.shelves: regal|regale|bucherregal
furniture.beds: bett
decor.mirrors: spiegel|wandspiegel
decor.candles: kerze|kerzen|duftkerze|duftkerzen
lighting.lamps: lampe|lampen
garden.plants: pflanze|pflanzen|stauden
appliances.irons: bugeleisen
appliances.kitchen.microwaves: mikrowelle
appliances.kitchen.kettles: wasserkocher
appliances.sewing-machines: nahmaschine
kitchen.tableware.cutlery: besteck
kitchen.tableware.bowls: schussel|schusseln|schale
kitchen.bottles: trinkflasche|thermosflasche
kitchen.lunch-boxes: brotdose|brotdosen
bedding.blankets: wolldecke|kuscheldecke
furniture.bedside-tables: nachttisch
decor.vases: vasen|blumenvase
decor.clocks: wanduhr
storage.baskets: korb|korbe
garden.planters: blumentopf|ubertopf
[food]
baked.cakes: kuchen|torte|torten
baked.cookies: kekse|platzchen
baked.bread: brot
groceries.honey: honig
groceries.spreads: marmelade|konfiture|erdbeermarmelade
groceries.dairy: kase
groceries.oils: olivenol
sweets.chocolate: schokolade|pralinen
drinks.tea: tee
fresh.fruit: obst|apfel aus|erdbeeren
fresh.vegetables: gemuse
[baby]
strollers: kinderwagen|buggy
car-seats: kindersitz
diapers: windeln
cots: babybett
[toys]
.: spielzeug|spielsachen
educational: holzspielzeug
dolls: puppe|puppen
plush: kuscheltier|kuscheltiere|stofftier
games: brettspiel|gesellschaftsspiel
[books]
books: buch|bucher
[sports]
bicycles: fahrrad|fahrrader|damenrad|herrenrad|kinderrad|rennrad|hollandrad|klapprad|jugendrad|e-bike|ebike|
    mountainbike
scooters: roller|e-scooter
[gifts]
flowers: blumen|strauss|blumenstrauss
.: geschenk
[crafts]
yarn: wolle zum stricken|garn
[pets]
beds: hundebett|katzenkorb
leashes: hundeleine|halsband
[vehicles]
tyres: reifen|winterreifen|sommerreifen
[tools]
power-tools: bohrmaschine|akkuschrauber
"""

GERMAN_COMPOUNDS = """
[apparel]
clothing.dresses: kleid|kleider
clothing.bottoms.trousers: hose|hosen
clothing.tops.shirts: hemd|hemden
clothing.tops.blouses: bluse|blusen
clothing.outerwear.jackets: jacke|jacken
clothing.outerwear.coats: mantel
clothing.suits: anzug
shoes: schuh|schuhe
shoes.boots: stiefel
bags: tasche|taschen
jewellery.necklaces: kette|ketten
jewellery.earrings: ohrring|ohrringe
jewellery.bracelets: armband
jewellery: schmuck
accessories.glasses: brille|brillen
accessories.hats: mutze|mutzen
accessories.belts: gurtel
clothing.underwear.socks: socken
clothing.underwear: wasche
bags.backpacks: rucksack
[home]
furniture.tables: tisch
furniture.chairs: stuhl|sessel
furniture.shelves: regal
furniture.cabinets: schrank
furniture.beds: bett
lighting.lamps: lampe|lampen
bedding.duvets: decke|decken
bedding.pillows: kissen
bedding.mattresses: matratze
textiles.rugs: teppich
decor.candles: kerze|kerzen
decor.vases: vase
kitchen.tableware.cups: becher|tasse|tassen
kitchen.tableware: geschirr
kitchen.tableware.glasses: glaser
[beauty]
bath.soaps: seife|seifen
[food]
baked.cakes: kuchen|torte|torten
groceries.spreads: konfiture|marmelade
[toys]
.: spielzeug
dolls: puppe|puppen
[sports]
bicycles: fahrrad
"""
"""What German compounds end in: Sommerkleid, Lederstiefel."""

DUTCH = """
[apparel]
clothing: kleding
clothing.dresses: jurk|jurken|jurkje
clothing.tops.blouses: blouse|bloes
clothing.tops.shirts: overhemd
clothing.tops.knitwear.sweaters: trui|truien
clothing.tops.knitwear.cardigans: vest
clothing.bottoms.trousers: broek|broeken
clothing.bottoms.jeans: spijkerbroek
clothing.bottoms.skirts: rok|rokken
clothing.outerwear.jackets: jas|jassen
shoes: schoenen|schoen
shoes.boots: laarzen|laarsjes
shoes.slippers: pantoffels
bags: tas|tassen
bags.handbags: handtas
jewellery.earrings: oorbellen
jewellery.necklaces: ketting
jewellery.rings: ringen
watches: horloge
[home]
furniture.tables: tafel
furniture.chairs: stoel|stoelen
furniture.sofas: bank
decor.candles: kaars|kaarsen
[toys]
.: speelgoed
[sports]
bicycles: fiets|fietsen|damesfiets|herenfiets|kinderfiets|bakfiets
"""

NORDIC = """
[apparel]
clothing: klader|klaer|toj
clothing.dresses: klanning|klanningar|kjole|kjoler|mekko
clothing.tops.knitwear.sweaters: troja|tröja|genser|sweater
clothing.bottoms.trousers: byxor|bukser|housut
clothing.bottoms.skirts: kjol|nederdel|skjort|hame
clothing.outerwear.jackets: jacka|jakke|takki
clothing.outerwear.coats: kappa|frakke
shoes: skor|sko|kengat
shoes.boots: stovlar|stovler|saappaat
bags: vaska|veske|taske|laukku
watches: klocka|klokke|ur
"""
