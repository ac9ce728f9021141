"""Goods in French, Italian and Romanian. The head of a name is its first noun."""

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
clothing.kids.baby: body bebe|bodies bebe|bodys bebe|body|bodies|pyjama bebe|ensemble bebe|grenouillere|vetements bebe
shoes: chaussure|chaussures
shoes.heels: escarpins|escarpin|talons|chaussures a talons
shoes.sandals: sandales|sandale|nu pieds
shoes.slippers: claquettes|tongs|pantoufles|babouches|chaussons
shoes.sneakers: basket|baskets|tennis
shoes.boots: botte|bottes|bottines|bottine
shoes.loafers: mocassins
shoes.flats: ballerines
bags: sac|sacs
bags.handbags: sac femme|sac pour femme|sac a main|sacs a main
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
bags.totes: cabas|sac cabas|tote bag|tote
bags.crossbody: sac bandouliere|sac a bandouliere|sacoche
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
drinks.tea: the vert|infusion
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
