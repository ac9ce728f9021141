"""Goods in Spanish. The head of a name is its first noun."""

SPANISH = """
[apparel]
clothing: ropa|prenda|prendas
clothing.dresses: vestido|vestidos|vestidito|vestiditos
clothing.dresses.evening: vestido de noche|vestidos de noche|vestido de gala|vestido de fiesta largo
clothing.dresses.wedding: vestido de novia|vestidos de novia
clothing.tops: tops|top
clothing.tops.blouses: blusa|blusas
clothing.tops.shirts: camisa|camisas
clothing.tops.t-shirts: camiseta|camisetas|playera|playeras|remera|remeras|polera|poleras|franela|franelas
clothing.tops.polo-shirts: polo|polos|playera polo
clothing.tops.bodysuits: body|bodies
clothing.tops.waistcoats: chaleco|chalecos
clothing.tops.knitwear.sweaters: sueter|sueteres|chompa|chompas|jersey|buzo|buzos
clothing.tops.hoodies: sudadera|sudaderas|poleron|polerones|canguro
clothing.bottoms.trousers: pantalon|pantalones|palazo|palazos
clothing.bottoms.jeans: jean|jeans|vaqueros|vaquero|pantalon de mezclilla|pantalones de mezclilla
clothing.bottoms.leggings: leggins|leggings|licra|licras|calzas
clothing.bottoms.shorts: short|shorts|bermuda|bermudas
clothing.bottoms.skirts: falda|faldas|pollera|polleras
clothing.suits: traje|trajes|traje sastre
clothing.suits.blazers: saco|sacos|blazer
clothing.outerwear.jackets: chaqueta|chaquetas|chamarra|chamarras|campera|camperas|casaca|casacas
clothing.outerwear.coats: abrigo|abrigos|gabardina
clothing.outerwear.raincoats: impermeable para lluvia|piloto de lluvia
clothing.outerwear.ponchos: poncho|ponchos|ruana|ruanas
clothing.one-pieces.jumpsuits: enterizo|enterizos|mono|monos|enterito|braga
clothing.sets: conjunto|conjuntos|conjunto de dos piezas
clothing.sets.tracksuits: chandal|conjunto deportivo|pants deportivo|sudadera deportiva
clothing.sportswear: ropa deportiva
clothing.sleepwear.pyjamas: pijama|pijamas
clothing.sleepwear.robes: bata|batas|albornoz
clothing.underwear: ropa interior
clothing.underwear.bras: brasier|brasieres|sosten|sujetador|brassier|corpino
clothing.underwear.panties: tanga|tangas|panti|panties|bragas|calzones
clothing.underwear.mens-underwear: boxer|boxers|calzoncillos
clothing.underwear.lingerie: lenceria
clothing.underwear.shapewear: faja|fajas|faja colombiana
clothing.underwear.socks: calcetines|medias|calcetas
clothing.swimwear.swimsuits: traje de bano|trajes de bano|vestido de bano|banador|malla
clothing.swimwear.bikinis: bikini|bikinis
clothing.traditional: huipil|huipiles|rebozo|rebozos
clothing.traditional.guayaberas: guayabera|guayaberas
clothing.uniforms: uniforme|uniformes
clothing.uniforms.school-uniforms: uniforme escolar|uniformes escolares
clothing.kids: ropa infantil|ropa para ninos|ropa de nino|ropa de nina
clothing.kids.baby: ropa de bebe|mameluco|mamelucos
clothing.bales: paca|pacas
shoes: calzado|zapato|zapatos
shoes.heels: tacon|tacones|zapatos de tacon
shoes.sandals: sandalia|sandalias|huaraches
shoes.slippers: chanclas|pantuflas|chancletas|chinelas
shoes.sneakers: tenis|zapatillas|zapatilla|zapatillas deportivas
shoes.boots: bota|botas|botin|botines
shoes.flats: balerinas|flats|zapatos bajos
shoes.loafers: mocasines|mocasin
shoes.kids: zapatos de nino|zapatos para nina
bags: bolsa|bolsas
bags.handbags: bolso|bolsos|cartera de mano|bolsa de mano|carteras de dama|bolsa para dama
bags.backpacks: mochila|mochilas|morral|maletin|maletines|maletin morral|morrales
bags.wallets: billetera|billeteras|cartera|carteras|monedero
bags.crossbody: bandolera|crossbody|bolso cruzado|mariconera|bandoleras|rinonera cruzada
bags.suitcases: maleta|maletas|maletas de viaje
jewellery: joyeria|bisuteria|joyas
jewellery.necklaces: collar|collares|gargantilla
jewellery.chains: cadena|cadenas
jewellery.earrings: aretes|pendientes|aros|topos|zarcillos|arracadas
jewellery.rings: anillo|anillos
jewellery.bracelets: pulsera|pulseras|manilla|manillas
watches: reloj|relojes
accessories.belts: cinturon|cinturones|correa
accessories.hats: sombrero|sombreros
accessories.hats.caps: gorra|gorras
accessories.hats.beanies: gorro|gorros
accessories.scarves: bufanda|bufandas|panuelo
accessories.sunglasses: gafas de sol|lentes de sol
accessories.glasses: gafas|lentes
accessories.hair: moños|diademas|diadema
bags.totes: bolso shopper|bolso tipo shopper|bolso tote|tote bag|bolsa tote
shoes.espadrilles: alpargata|alpargatas|espadrillas
clothing.tops.crop-tops: crop top
clothing.underwear.tights: pantimedias|mallas
accessories.umbrellas: paraguas|sombrilla|sombrillas
accessories.gloves: guantes
accessories.keychains: llavero|llaveros
accessories.ties: corbata|corbatas
bags.pouches: neceser|neceseres|cosmetiquera|cosmetiqueras
bags.waist-bags: rinonera|rinoneras|canguro cangurera|cangurera
jewellery.pendants: dije|dijes|colgante|colgantes
jewellery.anklets: tobillera|tobilleras
[fabrics]
.: tela|telas
[beauty]
hair.wigs: peluca|pelucas
hair.extensions: extensiones
hair.tools.straighteners: plancha de cabello|plancha para cabello
hair.shampoo: champu|shampoo|champus
makeup: maquillaje
makeup.lips: labial|labiales
makeup.mascara: rimel
makeup.foundation: base de maquillaje
skincare.creams: crema|crema facial
skincare.sunscreens: protector solar|bloqueador
fragrance.perfumes: perfume|perfumes|colonia
bath.soaps: jabon|jabones
nails: uñas
nails.polish: esmalte|esmaltes|barniz de unas|esmalte de unas
hair.conditioner: acondicionador|acondicionadores|mascarilla capilar
hair.dye: tinte|tintes|tinte para cabello
hair.tools.dryers: secadora de pelo|secador de pelo|secadora de cabello
hair.tools.clippers: maquina para cortar cabello|rasuradora|maquina de cortar pelo
makeup.eyeshadow: paleta de sombras|sombras de ojos
makeup.eyeliner: delineador|delineadores
makeup.blush: rubor|iluminador
makeup.lashes: pestanas|pestanas postizas
makeup.brushes: brochas|brochas de maquillaje
skincare.serums: suero facial|serum|serum facial
skincare.masks: mascarilla facial|mascarillas faciales
skincare.scrubs: exfoliante|exfoliantes
bath.deodorants: desodorante|desodorantes
[electronics]
phones.smartphones: celular|celulares|telefono|telefonos|movil|moviles
phones.accessories.cases: funda|fundas|funda para celular|carcasa|carcasas|funda de celular
phones.accessories.chargers: cargador|cargadores
audio.earphones: audifonos|auriculares|audifonos inalambricos
audio.speakers: bocina|bocinas|parlante|altavoz|corneta
tv.televisions: televisor|televisores|pantalla|televisor smart
computers.laptops: laptop|computadora portatil|portatil
smartwatches: reloj inteligente
phones.accessories.cables: cable usb|cable tipo c
phones.accessories.power-banks: bateria externa|bateria portatil|cargador portatil
phones.accessories.screen-protectors: mica|micas|protector de pantalla|vidrio templado
computers.keyboards: teclado|teclados
computers.printers: impresora|impresoras
gaming.consoles: consola|consolas
cameras.ring-lights: aro de luz
power.solar: panel solar|paneles solares
power.generators: generador|planta electrica|generador electrico
[home]
appliances: electrodomesticos
appliances.kitchen.fridges: nevera|refrigerador|refri|heladera
appliances.kitchen.blenders: licuadora|licuadoras
appliances.kitchen.air-fryers: freidora de aire|freidora|freidora sin aceite
appliances.kitchen.coffee-machines: cafetera|cafeteras
appliances.kitchen.cookers: estufa|cocina a gas
appliances.washing-machines: lavadora|lavadoras
appliances.irons: plancha|plancha de ropa|plancha a vapor
appliances.fans: ventilador|ventiladores
appliances.vacuum-cleaners: aspiradora
kitchen.cookware.pots: olla|ollas|cazuela|juego de ollas
kitchen.cookware.pans: sarten|sartenes
kitchen.tableware.dinner-sets: vajilla|vajillas
kitchen.tableware.glasses: vaso|vasos|copas
kitchen.tableware.cups: taza|tazas|mug|mugs
kitchen.tableware.plates: plato|platos
kitchen.bottles: termo|termos|botella|garrafa|botellas
kitchen.knives: cuchillo|cuchillos
appliances.kitchen.pressure-cookers: olla de presion|olla a presion|olla express
bedding.sheets: sabana|sabanas|juego de sabanas
bedding.duvets: edredon|edredones|cobertor|acolchado|plumon
bedding.blankets: cobija|cobijas|manta|mantas|frazada
bedding.pillows: almohada|almohadas
bedding.mattresses: colchon|colchones
textiles.curtains: cortina|cortinas
textiles.towels: toalla|toallas
textiles.rugs: alfombra|alfombras|tapete
textiles.cushions: cojin|cojines|almohadon|almohadones
textiles.tablecloths: mantel|manteles
furniture.tables: mesa|mesas
furniture.chairs: silla|sillas|reposera|reposeras
furniture.beds: cama|camas|base de cama
furniture.sofas: sofa|sofas|sala esquinera|sillon
furniture.wardrobes: ropero|closet|armario
decor.mirrors: espejo|espejos
decor.candles: vela|velas|vela aromatica
lighting.lamps: lampara|lamparas
garden.planters: maceta|macetas
garden.plants: planta|plantas|suculentas
appliances.kitchen.microwaves: microondas|horno de microondas
appliances.kitchen.ovens: horno|hornos|horno electrico
appliances.kitchen.mixers: batidora|batidoras
appliances.kitchen.toasters: tostadora|tostadoras|sandwichera|sanduchera
appliances.kitchen.rice-cookers: arrocera|arroceras
appliances.kitchen.kettles: hervidor|hervidor electrico
appliances.kitchen.juicers: exprimidor|extractor de jugos
appliances.air-conditioners: aire acondicionado|minisplit
appliances.humidifiers: humidificador|humidificadores
appliances.sewing-machines: maquina de coser|maquinas de coser
kitchen.tableware.bowls: cuenco|cuencos|bowl|bowls
kitchen.tableware.cutlery: cubiertos|juego de cubiertos
kitchen.tableware.jugs: jarra|jarras
kitchen.lunch-boxes: lonchera|loncheras|tuppers
bedding.pillowcases: fundas de almohada|funda de almohada
furniture.bedside-tables: buro|mesita de noche|mesas de noche
furniture.desks: escritorio|escritorios
furniture.shelves: repisa|repisas|estante|estanteria|librero
furniture.shoe-racks: zapatera|zapateras
furniture.dining-sets: comedor|juego de comedor|comedores
furniture.dressing-tables: tocador|tocadores
decor.vases: florero|floreros|jarron|jarrones
decor.clocks: reloj de pared|relojes de pared
decor.wall-art: cuadros decorativos|cuadro decorativo
storage.boxes: organizador|organizadores|caja organizadora|cajas organizadoras
storage.baskets: canasta|canastas|canasto
cleaning.mops: trapeador|escoba|mopa
[food]
baked: reposteria
baked.cakes: pastel|pasteles|torta|tortas
baked.cookies: galletas|galleta
baked.bread: pan|panes
baked.pies: empanadas|empanada
meals.fast-food: tacos|hamburguesa|hamburguesas|pizza|pizzas|hot dogs|perros calientes|completos|burritos
meals: tamales|comida|arepas
groceries.honey: miel
groceries.oils: aceite|aceite de oliva
groceries.dairy: queso|quesos
sweets: dulces
sweets.desserts: postre|postres|gelatina|flan|cheesecake|tres leches|arroz con leche|alfajores
drinks.coffee: cafe
meals.soups: pozole|sancocho|menudo|sopa de
snacks: botanas|snacks
snacks.crisps: papas fritas|papitas|chicharrones
snacks.nuts: nueces|cacahuates|mani|almendras|pistachos
sweets.candy: gomitas|paletas|caramelos|dulces enchilados|chuches
sweets.chocolate: chocolates|bombones
sweets.ice-cream: helado|helados|nieves|raspados
baked.doughnuts: donas|donuts|rosquillas
baked.cupcakes: cupcakes|magdalenas
baked.brownies: brownies
groceries.sauces: salsa|salsas|mole|adobo
groceries.spices: especias|condimentos
groceries.spreads: mermelada|mermeladas
groceries.grains: arroz|frijol|frijoles|harina
fresh.meat: carne|pollo|chorizo|chorizos
fresh.fish: pescado|camarones|mariscos
fresh.fruit: fruta|frutas|fresas|mangos|aguacates|aguacate
fresh.vegetables: verdura|verduras
drinks.juice: jugo|jugos|batidos
drinks.tea: tisana|te matcha
[baby]
diapers: panales
strollers: coche de bebe|carriola|cochecito|cochecitos|cochecito de bebe
car-seats: silla de auto
feeding: biberon|biberones|mamila|mamilas
cots: cuna|cunas
[toys]
.: juguete|juguetes
dolls: muneca|munecas
plush: peluche|peluches
puzzles: rompecabezas
games: juego de mesa|juegos de mesa
vehicles: carrito de juguete|carritos de juguete|carrito a control remoto
[books]
books: libro|libros
notebooks: libreta|libretas|agenda|cuaderno|cuadernos
pens: boligrafos|plumones|lapices
[sports]
bicycles: bicicleta|bicicletas
fitness.weights: mancuernas
fitness.mats: tapete de yoga|esterilla
balls: balon|balones|pelota|pelotas
scooters: patineta electrica|scooter electrico|patinete
[pets]
beds: cama para perro|cama para mascota
food: croquetas|alimento para perro|comida para perros
leashes: correa para perro|collar para perro|pechera
litter: arena para gato|arena para gatos
[gifts]
.: regalo|regalos
flowers: flores|ramo|ramos|rosas|ramo de rosas
balloons: globos
hampers: canasta navidena|arcon|ancheta|anchetas
invitations: invitaciones|invitacion
[vehicles]
helmets: casco|cascos
tyres: llantas|llanta|neumaticos|neumatico
motorcycles: moto|motos|motocicleta|motocicletas
cars: carro|carros|camioneta|auto usado
car-accessories.seat-covers: cubreasientos|forros para carro
[tools]
power-tools: taladro
hand-tools: herramientas|juego de herramientas
[crafts]
yarn: estambre|estambres|hilaza
crochet: amigurumi|amigurumis
"""
