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
clothing.sets: ensemble|ensembles|ensemble pagne
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
accessories.umbrellas: parapluie|parapluies
bags.totes: cabas|sac cabas|tote bag|tote
bags.crossbody: sac bandouliere|sac a bandouliere|sacoche
accessories.gloves: gants
accessories.keychains: porte-cles
accessories.hair: chouchous|chouchou|barrettes|serre-tete
shoes.espadrilles: espadrille|espadrilles
bags.school-bags: cartable|cartables
bags.waist-bags: banane sac|sac banane
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
hair.extensions.braids: meches pour tresses|meches a tresser|rajouts|meche pour tresses
hair.shampoo: shampoing|shampoings|shampooing
hair.conditioner: apres-shampoing|masque capillaire
skincare.masks: masque visage
bath.deodorants: deodorant|deodorants
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
computers.keyboards: clavier|claviers
computers.printers: imprimante|imprimantes
gaming.consoles: console de jeux
power.solar: panneau solaire|panneaux solaires|kit solaire
power.generators: groupe electrogene
[home]
appliances: electromenager
appliances.kitchen.fridges: refrigerateur|frigo|congelateur
appliances.kitchen.blenders: mixeur|blender
appliances.washing-machines: machine a laver|lave linge|lave-linge
appliances.irons: fer a repasser
appliances.fans: ventilateur|ventilateurs
appliances.vacuum-cleaners: aspirateur|aspirateurs
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
furniture.tables: table|tables|table basse|tables basses|table a manger
furniture.beds: lit|lits
furniture.wardrobes: armoire
lighting.lamps: lampe|lampes
decor.mirrors: miroir|miroirs
decor.vases: vase|vases
decor.candles: bougie|bougies|bougie parfumee
decor.wall-art: affiche|affiches|tableau
garden.plants: plante|plantes
appliances.kitchen.microwaves: micro-ondes|four micro-ondes
appliances.kitchen.ovens: four electrique
appliances.kitchen.kettles: bouilloire|bouilloires
appliances.kitchen.toasters: grille-pain|croque-monsieur
appliances.air-conditioners: climatiseur|split
appliances.sewing-machines: machine a coudre
kitchen.tableware.cutlery: couverts|menagere
kitchen.tableware.jugs: carafe|carafes
kitchen.tableware.bowls: saladier|saladiers
bedding.pillowcases: taie|taies|taie d'oreiller|taies d'oreiller
bedding.mosquito-nets: moustiquaire|moustiquaires
furniture.shelves: etagere|etageres|bibliotheque
furniture.desks: table de bureau
furniture.bedside-tables: table de chevet|tables de chevet
decor.clocks: horloge|horloges
storage.baskets: panier en osier|corbeille|corbeilles
storage.boxes: boite de rangement|boites de rangement
cleaning.mops: balai|serpilliere
textiles.tablecloths: nappe|nappes
[food]
baked.cakes: gateau|gateaux
baked.pies: tarte|tartes|quiche|quiches
groceries.spreads: confiture|confitures
groceries.honey: miel
groceries.dairy: fromage|fromages
drinks.tea: the vert|infusion|tisane|tisanes|infusions|rooibos
drinks.juice: jus|bissap|jus de bissap|jus de fruits
meals: plats cuisines|attieke|plats|thieboudienne
drinks: boisson|boissons
baked.cookies: biscuits|sables
baked.bread: pain|brioches|brioche
baked.doughnuts: beignets|beignet
groceries.spices: epices
groceries.oils: huile d'olive|huile rouge
sweets.chocolate: chocolats
sweets.candy: bonbons|caramels
sweets.ice-cream: glaces artisanales|sorbets
fresh.fruit: fruits|mangues|fraises
fresh.meat: viande|poulet|poulets
fresh.fish: poisson|poissons|crevettes
[baby]
strollers: poussette|poussettes
diapers: couches|couches bebe
feeding: biberon|biberons
cots: berceau|lit bebe
[toys]
.: jouet|jouets
dolls: poupee
plush: peluche|doudou
puzzles: puzzle|puzzles
games: jeu de societe|jeux de societe
[books]
books: livre|livres|mangas|romans|bd
[sports]
bicycles: velo|velos|vtt
scooters: trottinette|trottinettes
balls: ballon de foot
[vehicles]
cars: voiture|voitures
helmets: casque moto
motorcycles: moto|motos
tyres: pneu|pneus
[gifts]
flowers: bouquet|fleurs|bouquet de fleurs
.: cadeau|cadeaux
gift-sets: coffret cadeau|coffret
balloons: ballons gonflables
invitations: faire-part
[pets]
food: croquettes
leashes: laisse pour chien|collier pour chien
[tools]
power-tools: perceuse|visseuse
hand-tools: outils|boite a outils
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
shoes.sandals: sandali|sandalo
shoes.slippers: ciabatte
shoes.sneakers: scarpe da ginnastica
shoes.boots: stivali|stivaletti
bags: borse
bags.handbags: borsa|borsetta
bags.backpacks: zaino|zaini
bags.wallets: portafoglio
jewellery: gioielli
jewellery.earrings: orecchini
jewellery.necklaces: collana|collane
jewellery.rings: anello|anelli
jewellery.bracelets: bracciale|braccialetto
watches: orologio
accessories.scarves: sciarpa|sciarpe|foulard
accessories.sunglasses: occhiali da sole
accessories.umbrellas: ombrello|ombrelli
accessories.gloves: guanti
bags.suitcases: valigia|valigie
[beauty]
fragrance.perfumes: profumo|profumi
bath.soaps: sapone|saponi|saponette
nails.polish: smalto|smalti
makeup.lips: rossetto|rossetti
[electronics]
phones.accessories.cases: custodia
phones.smartphones: cellulare
[home]
furniture.sofas: divano
furniture.tables: tavolo|tavoli|tavolino
furniture.chairs: sedia|sedie|poltrona
decor.candles: candela|candele
lighting.lamps: lampada|lampade
kitchen.tableware.cups: tazza|tazze|tazzine
decor.mirrors: specchio|specchi
bedding.sheets: lenzuola|completo letto
bedding.blankets: coperta|coperte
textiles.rugs: tappeto|tappeti
textiles.towels: asciugamani|asciugamano
garden.plants: pianta|piante
textiles.tablecloths: tovaglia|tovaglie|runner da tavola
textiles.curtains: tende
[food]
baked.cakes: torta|torte
groceries.sauces: pesto|sugo|pesto genovese|sughi
baked.cookies: biscotti
groceries.oils: olio|olio extravergine
groceries.dairy: formaggio|formaggi
groceries.spreads: marmellata|marmellate|confettura
[toys]
.: giocattolo|giocattoli
plush: peluche
[books]
books: libri|libro
[sports]
bicycles: bicicletta
[baby]
strollers: passeggino|passeggini
[gifts]
flowers: fiori|mazzo di fiori
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
clothing.outerwear.coats: palton|paltoane
clothing.sleepwear.pyjamas: pijama
shoes: pantofi
shoes.sneakers: adidasi
shoes.boots: ghete|cizme|botine
shoes.sandals: sandale
shoes.slippers: papuci
bags.handbags: geanta|genti|poseta
jewellery.earrings: cercei
jewellery.rings: inel
watches: ceas
jewellery.bracelets: bratara|bratari
[beauty]
fragrance.perfumes: parfum|parfumuri
bath.soaps: sapun|sapunuri
[electronics]
phones.accessories.cases: husa
[gifts]
hampers: cosuri cadou|cos cadou|cosuri cadouri|pachet cadou
flowers: buchet|buchete|flori
[food]
groceries.honey: miere
baked.cakes: tort|torturi
baked.cookies: fursecuri
groceries.spreads: dulceata
[home]
decor.candles: lumanari|lumanare
kitchen.tableware.cups: cana|cani
textiles.rugs: covor|covoare
bedding.sheets: lenjerie de pat
furniture.tables: masuta
furniture.chairs: scaun|scaune
[books]
books: carti
[toys]
.: jucarii|jucarie
"""
