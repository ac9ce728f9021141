"""Goods in Spanish and Portuguese. The head of a name is its first noun."""

SPANISH = """
[apparel]
clothing: ropa|prenda|prendas
clothing.dresses: vestido|vestidos
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
bags.backpacks: mochila|mochilas|morral
bags.wallets: billetera|billeteras|cartera|carteras|monedero
bags.crossbody: bandolera|crossbody|bolso cruzado|mariconera
bags.suitcases: maleta|maletas
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
[fabrics]
.: tela|telas
[beauty]
hair.wigs: peluca|pelucas
hair.extensions: extensiones
hair.tools.straighteners: plancha de cabello|plancha para cabello
hair.shampoo: champu
makeup: maquillaje
makeup.lips: labial|labiales
makeup.mascara: rimel
makeup.foundation: base de maquillaje
skincare.creams: crema|crema facial
skincare.sunscreens: protector solar|bloqueador
fragrance.perfumes: perfume|perfumes|colonia
bath.soaps: jabon|jabones
nails: uñas
nails.polish: esmalte
[electronics]
phones.smartphones: celular|celulares|telefono|telefonos|movil|moviles
phones.accessories.cases: funda|fundas|funda para celular|carcasa|carcasas|funda de celular
phones.accessories.chargers: cargador|cargadores
audio.earphones: audifonos|auriculares|audifonos inalambricos
audio.speakers: bocina|bocinas|parlante|altavoz|corneta
tv.televisions: televisor|televisores|pantalla|televisor smart
computers.laptops: laptop|computadora portatil|portatil
smartwatches: reloj inteligente
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
textiles.cushions: cojin|cojines
textiles.tablecloths: mantel|manteles
furniture.tables: mesa|mesas
furniture.chairs: silla|sillas
furniture.beds: cama|camas|base de cama
furniture.sofas: sofa|sofas|sala esquinera|sillon
furniture.wardrobes: ropero|closet|armario
decor.mirrors: espejo|espejos
decor.candles: vela|velas|vela aromatica
lighting.lamps: lampara|lamparas
garden.planters: maceta|macetas
garden.plants: planta|plantas|suculentas
[food]
baked: reposteria
baked.cakes: pastel|pasteles|torta|tortas
baked.cookies: galletas|galleta
baked.bread: pan|panes
baked.pies: empanadas|empanada
meals.fast-food: tacos
meals: tamales|comida|arepas
groceries.honey: miel
groceries.oils: aceite|aceite de oliva
groceries.dairy: queso|quesos
sweets: dulces
sweets.desserts: postre|postres|gelatina
drinks.coffee: cafe
[baby]
diapers: panales
strollers: coche de bebe|carriola
car-seats: silla de auto
[toys]
.: juguete|juguetes
dolls: muneca|munecas
plush: peluche|peluches
[books]
books: libro|libros
notebooks: libreta|libretas|agenda|cuaderno|cuadernos
[sports]
bicycles: bicicleta|bicicletas
fitness.weights: mancuernas
[pets]
beds: cama para perro|cama para mascota
food: croquetas|alimento para perro|comida para perros
[gifts]
.: regalo|regalos
flowers: flores|ramo|ramos|rosas|ramo de rosas
balloons: globos
[vehicles]
helmets: casco|cascos
[tools]
power-tools: taladro
"""

PORTUGUESE = """
[apparel]
clothing: roupa|roupas
clothing.dresses: vestido|vestidos
clothing.dresses.evening: vestido de festa|vestido longo de festa|vestido de madrinha
clothing.dresses.wedding: vestido de noiva
clothing.tops.blouses: blusa|blusas|blusinha|blusinhas
clothing.tops.shirts: camisa|camisas
clothing.tops.t-shirts: camiseta|camisetas|t-shirt feminina
clothing.tops.tank-tops: regata|regatas
clothing.tops.crop-tops: cropped|croppeds
clothing.tops.hoodies: moletom|moletons
clothing.tops.knitwear.sweaters: sueter|trico|tricot
clothing.tops.bodysuits: body
clothing.bottoms.trousers: calca|calcas|pantalona|calca pantalona
clothing.bottoms.jeans: calca jeans|jeans
clothing.bottoms.leggings: legging|leggings|calca legging
clothing.bottoms.shorts: short|shorts|bermuda|bermudas|short saia
clothing.bottoms.skirts: saia|saias
clothing.suits: terno|ternos
clothing.outerwear.jackets: jaqueta|jaquetas|corta vento
clothing.outerwear.coats: casaco|casacos|sobretudo
clothing.one-pieces.jumpsuits: macacao|macacoes
clothing.one-pieces.playsuits: macaquinho|macaquinhos
clothing.sets: conjunto|conjuntos|conjuntinho
clothing.sleepwear.pyjamas: pijama|pijamas
clothing.sleepwear.nightdresses: camisola|camisolas
clothing.sleepwear.robes: roupao|robe
clothing.underwear.bras: sutia|sutias
clothing.underwear.panties: calcinha|calcinhas
clothing.underwear.mens-underwear: cueca|cuecas
clothing.underwear.lingerie: lingerie
clothing.underwear.socks: meia|meias
clothing.swimwear.swimsuits: maio|maios
clothing.swimwear.bikinis: biquini|biquinis
clothing.kids: roupa infantil|conjunto infantil
clothing.kids.baby: body infantil|roupa de bebe|body de bebe
shoes: sapato|sapatos|calcado|calcados
shoes.heels: salto alto|scarpin|sapato de salto|salto
shoes.sandals: sandalia|sandalias|rasteirinha|rasteirinhas|rasteira
shoes.slippers: chinelo|chinelos
shoes.sneakers: tenis
shoes.boots: bota|botas|botinha|coturno
shoes.flats: sapatilha|sapatilhas
shoes.loafers: mocassim
bags: bolsa|bolsas
bags.handbags: bolsa feminina|bolsa de mao
bags.backpacks: mochila|mochilas
bags.wallets: carteira|carteiras
bags.suitcases: mala|malas
jewellery: joias|bijuteria|bijuterias|semijoias
jewellery.earrings: brinco|brincos
jewellery.necklaces: colar|colares
jewellery.rings: anel|aneis|alianca|aliancas
jewellery.bracelets: pulseira|pulseiras
jewellery.chains: corrente|correntes
watches: relogio|relogios
accessories.belts: cinto|cintos
accessories.hats.caps: bone|bones
accessories.scarves: xale|lenco|cachecol
accessories.sunglasses: oculos de sol
accessories.glasses: oculos
bags.crossbody: bolsa transversal|bolsa tiracolo|bolsa carteiro
bags.totes: bolsa tote|ecobag|bolsa sacola
[fabrics]
.: tecido|tecidos
[beauty]
makeup: maquiagem
makeup.lips: batom|batons
skincare.creams: creme|hidratante
skincare.sunscreens: protetor solar
fragrance.perfumes: perfume|perfumes
bath.soaps: sabonete|sabonetes
hair.wigs: peruca|perucas
[electronics]
phones.smartphones: celular|celulares
phones.accessories.cases: capinha|capinhas|capa de celular|capa para celular
phones.accessories.chargers: carregador|carregadores
audio.earphones: fone|fones|fone de ouvido|fone bluetooth
audio.speakers: caixa de som
computers.laptops: notebook
smartwatches: relogio inteligente
[home]
appliances.kitchen.fridges: geladeira|geladeiras
appliances.kitchen.cookers: fogao
appliances.kitchen.blenders: liquidificador
appliances.kitchen.air-fryers: fritadeira
appliances.kitchen.pressure-cookers: panela de pressao|panela de pressao eletrica
appliances.fans: ventilador
appliances.irons: ferro de passar
kitchen.cookware: jogo de panelas
kitchen.cookware.pots: panela|panelas
kitchen.cookware.pans: frigideira
kitchen.tableware.cups: caneca|canecas|xicara|xicaras
kitchen.tableware.glasses: copo|copos
kitchen.tableware.plates: prato|pratos
kitchen.bottles: garrafa termica|copo termico|squeeze|termo de acero|garrafa|garrafas|garrafinha
bedding.sheets: lencol|jogo de cama|jogos de cama|lencois
bedding.duvets: edredom
bedding.blankets: cobertor|cobertores|manta
bedding.pillows: travesseiro|travesseiros
bedding.mattresses: colchao
textiles.towels: toalha|toalhas|jogo de toalhas
textiles.rugs: tapete|tapetes
textiles.curtains: cortina|cortinas
textiles.cushions: almofada|almofadas
furniture.chairs: cadeira|cadeiras
furniture.tables: mesa|mesas
furniture.sofas: sofa
furniture.beds: cama
furniture.wardrobes: guarda roupa
decor.candles: vela|velas|vela aromatica
decor.wall-art: quadro|quadros
decor.mirrors: espelho
lighting.lamps: luminaria|abajur
garden.plants: planta|plantas
[food]
baked.cakes: bolo|bolos|bolo de pote
baked.bread: pao|paes
sweets: brigadeiro|brigadeiros|doces|docinhos
sweets.chocolate: ovo de pascoa|ovos de pascoa|trufas
snacks.finger-food: salgados|coxinha|salgadinhos|coxinhas
meals: marmita|marmitas
sweets.desserts: acai|pudim
groceries.honey: mel
[toys]
.: brinquedo|brinquedos
dolls: boneca|bonecas
plush: pelucia|ursinho de pelucia
[books]
books: trilogia|box de livros|box trilogia|colecao de livros|livro|livros
notebooks: caderno|cadernos
[sports]
bicycles: bicicleta
[gifts]
hampers: cesta|cestas|cesta de cafe da manha
flowers: flores|buque
.: presente|presentes|kit presente
[crafts]
crochet: croche|peca de croche
[pets]
beds: caminha pet
food: racao|racao golden|racao para caes|petisco
"""
