"""Goods in French, Italian and Romanian, whose names begin with their head, and in German, Dutch and Nordic languages."""

FRENCH = """
[apparel]
clothing: vetement|vetements
clothing.dresses: robe|robes
clothing.dresses.evening: robe de soiree|robes de soiree
clothing.dresses.wedding: robe de mariee
clothing.tops: haut|hauts
clothing.tops.blouses: chemisier|chemisiers|blouse|blouses
clothing.tops.shirts: chemise|chemises
clothing.tops.t-shirts: tee shirt|tee shirts|t-shirt
clothing.tops.tank-tops: debardeur|debardeurs
clothing.tops.waistcoats: gilet sans manches
clothing.tops.knitwear.sweaters: pull|pulls
clothing.tops.knitwear.cardigans: gilet|gilets
clothing.tops.hoodies: sweat a capuche|sweat
clothing.bottoms.trousers: pantalon|pantalons
clothing.bottoms.jeans: jean|jeans
clothing.bottoms.skirts: jupe|jupes
clothing.bottoms.shorts: short|shorts
clothing.suits: tailleur|tailleurs|costume|costumes
clothing.outerwear.jackets: veste|vestes|blouson|blousons|doudoune
clothing.outerwear.coats: manteau|manteaux
clothing.one-pieces.jumpsuits: combinaison|combinaisons
clothing.sets: ensemble|ensembles
clothing.sets.tracksuits: survetement|survetements|jogging
clothing.sleepwear.pyjamas: pyjama|pyjamas
clothing.sleepwear.nightdresses: chemise de nuit
clothing.sleepwear.robes: robe de chambre|peignoir
clothing.underwear.bras: soutien-gorge|soutien gorge|soutiens-gorge
clothing.underwear.panties: culotte|culottes|string|strings
clothing.underwear.socks: chaussettes
clothing.swimwear.swimsuits: maillot|maillot de bain|maillots de bain
clothing.traditional.boubous: boubou|boubous
clothing.traditional.djellabas: djellaba|djellabas|caftan marocain|gandoura
clothing.modest.headscarves: voile|voiles|hijab
clothing.modest.abayas: abaya|abayas
clothing.kids: vetements enfant|vetements enfants
clothing.kids.baby: grenouillere|vetements bebe
shoes: chaussure|chaussures
shoes.heels: escarpins|escarpin|talons|chaussures a talons
shoes.sandals: sandales|sandale|nu pieds
shoes.slippers: claquettes|tongs|pantoufles|babouches|chaussons
shoes.sneakers: basket|baskets|tennis
shoes.boots: botte|bottes|bottines|bottine
shoes.loafers: mocassins
shoes.flats: ballerines
bags: sac|sacs
bags.handbags: sac a main|sacs a main
bags.backpacks: sac a dos|sacs a dos
bags.clutches: pochette|pochettes
bags.wallets: portefeuille|porte monnaie|portefeuilles
bags.suitcases: valise|valises
jewellery: bijoux|bijou
jewellery.necklaces: collier|colliers
jewellery.earrings: boucles|boucles d'oreilles
jewellery.rings: bague|bagues|alliance
jewellery.bracelets: bracelet|bracelets
jewellery.chains: chaine|chaines
watches: montre|montres
accessories.belts: ceinture|ceintures
accessories.hats: chapeau|chapeaux
accessories.hats.caps: casquette|casquettes
accessories.scarves: foulard|echarpe|foulards|echarpes
accessories.sunglasses: lunettes de soleil
accessories.glasses: lunettes
accessories.umbrellas: parapluie
[fabrics]
.: tissu|tissus
wax-prints: pagne|pagnes|wax|pagne wax|tissu wax
brocade: bazin|bazin riche
lace: dentelle
[beauty]
hair.wigs: perruque|perruques
hair.extensions: meche|meches|tissage|tissages
makeup: maquillage
makeup.lips: rouge a levres
makeup.eyeshadow: palette
skincare.creams: creme|cremes|creme hydratante|pommade
skincare.lotions: lait corporel|beurre de karite
fragrance.perfumes: parfum|parfums|eau de toilette
fragrance.incense: encens|thiouraye
bath.soaps: savon|savons|savon noir
bath.shaving: rasoir
nails.polish: vernis a ongles|vernis
[electronics]
phones.smartphones: telephone|telephones|portable
phones.accessories.cases: coque|coques|coque de telephone
phones.accessories.chargers: chargeur|chargeurs
audio.earphones: ecouteurs
audio.headphones: casque audio|casque bluetooth
audio.speakers: enceinte|enceinte bluetooth
tv.televisions: television|televiseur|tele
computers.laptops: ordinateur portable|pc portable
smartwatches: montre connectee
[home]
appliances: electromenager
appliances.kitchen.fridges: refrigerateur|frigo|congelateur
appliances.kitchen.blenders: mixeur|blender
appliances.washing-machines: machine a laver|lave linge
appliances.irons: fer a repasser
appliances.fans: ventilateur
appliances.vacuum-cleaners: aspirateur
appliances.kitchen.coffee-machines: cafetiere|machine a cafe
kitchen.cookware.pots: casserole|casseroles|marmite|marmites
kitchen.cookware.pans: poele|poeles
kitchen.tableware.plates: assiettes|assiette
kitchen.tableware.cups: tasse|tasses
kitchen.tableware.glasses: verres
kitchen.tableware.teapots: theiere|theieres
kitchen.bottles: gourde|bouteille
kitchen.knives: couteau|couteaux
bedding.duvets: couette|couettes|housse de couette|parure de lit
bedding.sheets: drap|draps|housse
bedding.blankets: couverture|plaid
bedding.pillows: oreiller|oreillers
bedding.mattresses: matelas
textiles.curtains: rideau|rideaux
textiles.cushions: coussin|coussins|housse de coussin
textiles.rugs: tapis
textiles.prayer-mats: tapis de priere
textiles.towels: serviette de bain|serviettes
furniture.sofas: canape|canapes
furniture.chairs: fauteuil|chaise|chaises|fauteuils
furniture.tables: table|tables|table basse
furniture.beds: lit|lits
furniture.wardrobes: armoire
lighting.lamps: lampe|lampes
decor.mirrors: miroir|miroirs
decor.vases: vase|vases
decor.candles: bougie|bougies|bougie parfumee
decor.wall-art: affiche|affiches|tableau
garden.plants: plante|plantes
[food]
baked.cakes: gateau|gateaux
baked.pies: tarte|tartes
groceries.spreads: confiture|confitures
groceries.honey: miel
groceries.dairy: fromage
drinks.tea: the
drinks.juice: jus|bissap|jus de bissap
meals: plats cuisines|attieke
[baby]
strollers: poussette
diapers: couches
feeding: biberon
[toys]
.: jouet|jouets
dolls: poupee
plush: peluche|doudou
[books]
books: livre|livres
[sports]
bicycles: velo|velos
[vehicles]
cars: voiture
helmets: casque moto
[gifts]
flowers: bouquet|fleurs|bouquet de fleurs
.: cadeau|cadeaux
gift-sets: coffret cadeau|coffret
"""

ITALIAN = """
[apparel]
clothing: abbigliamento|abito|abiti
clothing.dresses: vestito|vestiti|abito lungo
clothing.tops.t-shirts: maglietta|magliette
clothing.tops.knitwear.sweaters: maglia|maglie|maglione|maglioni
clothing.tops.shirts: camicia|camicie
clothing.tops.hoodies: felpa|felpe
clothing.bottoms.trousers: pantalone|pantaloni
clothing.bottoms.skirts: gonna|gonne
clothing.outerwear.jackets: giacca|giacche|giubbotto|piumino
clothing.outerwear.coats: cappotto|cappotti
clothing.sleepwear.pyjamas: pigiama
clothing.swimwear.swimsuits: costume da bagno
shoes: scarpe|scarpa
shoes.heels: tacchi|decollete
shoes.sandals: sandali
shoes.slippers: ciabatte
shoes.sneakers: scarpe da ginnastica
shoes.boots: stivali|stivaletti
bags: borse
bags.handbags: borsa|borsetta
bags.backpacks: zaino
bags.wallets: portafoglio
jewellery: gioielli
jewellery.earrings: orecchini
jewellery.necklaces: collana|collane
jewellery.rings: anello|anelli
jewellery.bracelets: bracciale|braccialetto
watches: orologio
accessories.scarves: sciarpa
accessories.sunglasses: occhiali da sole
[beauty]
fragrance.perfumes: profumo|profumi
[electronics]
phones.accessories.cases: custodia
phones.smartphones: cellulare
[home]
furniture.sofas: divano
furniture.tables: tavolo
furniture.chairs: sedia|sedie
decor.candles: candela|candele
lighting.lamps: lampada
[food]
baked.cakes: torta|torte
[toys]
.: giocattolo|giocattoli
"""

ROMANIAN = """
[apparel]
clothing: haine
clothing.dresses: rochie|rochii
clothing.tops.blouses: bluza|bluze
clothing.tops.shirts: camasa|camasi
clothing.tops.t-shirts: tricou|tricouri
clothing.tops.knitwear.sweaters: pulover
clothing.bottoms.trousers: pantaloni
clothing.bottoms.jeans: blugi
clothing.bottoms.skirts: fusta|fuste
clothing.outerwear.jackets: geaca|jacheta
clothing.outerwear.coats: palton
clothing.sleepwear.pyjamas: pijama
shoes: pantofi
shoes.sneakers: adidasi
shoes.boots: ghete|cizme
shoes.sandals: sandale
shoes.slippers: papuci
bags.handbags: geanta|genti|poseta
jewellery.earrings: cercei
jewellery.rings: inel
watches: ceas
[beauty]
fragrance.perfumes: parfum
[electronics]
phones.accessories.cases: husa
"""

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
clothing.bottoms.trousers: hose|hosen
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
shoes.slippers: hausschuhe
shoes.sneakers: sneaker|turnschuhe
shoes.heels: pumps
bags.handbags: handtasche|handtaschen
bags: tasche|taschen
bags.backpacks: rucksack|rucksacke
bags.wallets: geldborse|portemonnaie
bags.suitcases: koffer
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
accessories.umbrellas: regenschirm
[fabrics]
.: stoff|stoffe
[beauty]
fragrance.perfumes: parfum
bath.soaps: seife|seifen
skincare.creams: creme
[electronics]
phones.smartphones: handy|handys
phones.accessories.cases: handyhulle|hulle|handyhullen
phones.accessories.chargers: ladekabel|ladegerat
audio.headphones: kopfhorer
tv.televisions: fernseher
[home]
appliances.kitchen.coffee-machines: kaffeemaschine
appliances.kitchen.fridges: kuhlschrank
appliances.kitchen.toasters: toaster
appliances.washing-machines: waschmaschine
appliances.vacuum-cleaners: staubsauger
kitchen.cookware.pots: topf|topfe|topfset
kitchen.cookware.pans: pfanne|pfannen
kitchen.tableware: geschirr
kitchen.tableware.glasses: glaser|glas
kitchen.tableware.cups: tasse|tassen|becher
kitchen.tableware.plates: teller
bedding.sheets: bettwasche|spannbettlaken
bedding.duvets: decke|decken|bettdecke
bedding.pillows: kissen|kopfkissen
bedding.mattresses: matratze
textiles.curtains: vorhang|vorhange
textiles.rugs: teppich|teppiche
textiles.towels: handtuch|handtucher
furniture.sofas: couch
furniture.chairs: sessel|stuhl|stuhle
furniture.tables: tisch|tische|esstisch|couchtisch
furniture.desks: schreibtisch
furniture.wardrobes: kleiderschrank
furniture.cabinets: schrank|kommode
furniture.shelves: regal|regale
furniture.beds: bett
decor.mirrors: spiegel
decor.candles: kerze|kerzen|duftkerze|duftkerzen
lighting.lamps: lampe|lampen
garden.plants: pflanze|pflanzen
[food]
baked.cakes: kuchen|torte|torten
baked.cookies: kekse|platzchen
baked.bread: brot
groceries.honey: honig
groceries.spreads: marmelade|konfiture
[baby]
strollers: kinderwagen
car-seats: kindersitz
[toys]
.: spielzeug
educational: holzspielzeug
dolls: puppe|puppen
plush: kuscheltier
[books]
books: buch|bucher
[sports]
bicycles: fahrrad|fahrrader
scooters: roller
[gifts]
flowers: blumen|strauss|blumenstrauss
.: geschenk
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
