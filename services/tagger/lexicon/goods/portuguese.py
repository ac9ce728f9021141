"""Goods in Portuguese. The head of a name is its first noun."""

PORTUGUESE = """
[apparel]
clothing: roupa|roupas
clothing.dresses: vestido|vestidos
clothing.dresses.evening: vestido de festa|vestido longo de festa|vestido de madrinha
clothing.dresses.wedding: vestido de noiva
clothing.tops.blouses: blusa|blusas|blusinha|blusinhas
clothing.tops.shirts: camisa|camisas
clothing.tops.t-shirts: camiseta|camisetas|t-shirt feminina
clothing.tops.tank-tops: regata|regatas|camiseta regata
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
clothing.tops.polo-shirts: polo|camisa polo
clothing.tops.waistcoats: colete|coletes
clothing.tops.knitwear.cardigans: cardigan|cardigans
clothing.bottoms.joggers: calca jogger
clothing.suits.blazers: blazer|blazers
clothing.modest: moda evangelica
clothing.uniforms.aprons: avental|aventais
clothing.maternity: roupa gestante|vestido gestante
clothing.underwear.shapewear: cinta modeladora|modelador
clothing.underwear.tights: meia calca
shoes.espadrilles: espadrille|espadrilles|alpargata|alpargatas
bags.pouches: necessaire|necessaires
bags.clutches: clutch
bags.waist-bags: pochete|pochetes
accessories.umbrellas: guarda chuva|sombrinha
accessories.hats: chapeu|chapeus
accessories.hats.beanies: touca|toucas|gorro|gorros
accessories.gloves: luva|luvas
accessories.ties: gravata|gravatas
accessories.hair: tiara|tiaras|laco de cabelo|lacos de cabelo|xuxinha|piranha de cabelo
accessories.keychains: chaveiro|chaveiros
jewellery.pendants: pingente|pingentes
jewellery.anklets: tornozeleira|tornozeleiras
[fabrics]
.: tecido|tecidos
[beauty]
makeup: maquiagem
makeup.lips: batom|batons|gloss labial|lip tint
skincare.creams: creme|hidratante
skincare.sunscreens: protetor solar
fragrance.perfumes: perfume|perfumes
bath.soaps: sabonete|sabonetes
hair.wigs: peruca|perucas
nails: unhas
nails.polish: esmalte|esmaltes
nails.press-on: unhas posticas
hair.extensions: mega hair|aplique
hair.shampoo: shampoo|xampu
hair.conditioner: condicionador|mascara capilar|creme de hidratacao
hair.dye: tintura|tinta de cabelo
hair.tools.dryers: secador|secador de cabelo
hair.tools.straighteners: chapinha|prancha de cabelo|babyliss
makeup.foundation: base liquida
makeup.mascara: rimel|mascara de cilios
makeup.eyeshadow: paleta de sombras
makeup.eyeliner: delineador
makeup.powder: po compacto|po solto
makeup.brushes: pinceis de maquiagem|kit de pinceis
skincare.serums: serum facial
skincare.scrubs: esfoliante
skincare.lotions: oleo corporal|manteiga corporal
bath.deodorants: desodorante|desodorantes
fragrance.sprays: body splash
[electronics]
phones.smartphones: celular|celulares
phones.accessories.cases: capinha|capinhas|capa de celular|capa para celular
phones.accessories.chargers: carregador|carregadores
audio.earphones: fone|fones|fone de ouvido|fone bluetooth
audio.speakers: caixa de som
computers.laptops: notebook|notebooks
smartwatches: relogio inteligente
phones.accessories.power-banks: bateria portatil
phones.accessories.screen-protectors: pelicula|peliculas|pelicula de vidro
computers.keyboards: teclado
computers.printers: impressora
gaming.consoles: videogame|console
tv.televisions: televisao|smart tv|televisor
power.solar: placa solar|painel solar
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
kitchen.cookware.pans: frigideira|frigideiras|assadeira
kitchen.tableware.cups: caneca|canecas|xicara|xicaras
kitchen.tableware.glasses: copo|copos
kitchen.tableware.plates: prato|pratos
kitchen.bottles: garrafa termica|copo termico|squeeze|termo de acero|garrafa|garrafas|garrafinha
bedding.sheets: lencol|jogo de cama|jogos de cama|lencois
bedding.duvets: edredom|edredons|cobre leito|colcha
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
furniture.beds: cama|camas|cama box
furniture.wardrobes: guarda roupa|guarda-roupa|roupeiro
decor.candles: vela|velas|vela aromatica
decor.wall-art: quadro|quadros
decor.mirrors: espelho|espelhos
lighting.lamps: luminaria|abajur
garden.plants: planta|plantas|suculenta|suculentas|mudas
appliances.kitchen.microwaves: micro-ondas|microondas
appliances.kitchen.ovens: forno|forno eletrico
appliances.kitchen.mixers: batedeira|batedeiras
appliances.kitchen.toasters: torradeira|sanduicheira
appliances.kitchen.coffee-machines: cafeteira|cafeteiras
appliances.kitchen.juicers: espremedor
appliances.washing-machines: maquina de lavar|lavadora
appliances.vacuum-cleaners: aspirador|aspirador de po
appliances.air-conditioners: ar condicionado
appliances.humidifiers: umidificador
appliances.sewing-machines: maquina de costura
kitchen.tableware.bowls: tigela|tigelas
kitchen.tableware.cutlery: talheres|faqueiro
kitchen.tableware.dinner-sets: aparelho de jantar
kitchen.tableware.jugs: jarra|jarras
kitchen.lunch-boxes: lancheira|lancheiras|marmiteira
kitchen.knives: faca|facas
bedding.pillowcases: fronha|fronhas
furniture.desks: escrivaninha
furniture.shelves: estante|prateleira|prateleiras
furniture.shoe-racks: sapateira
furniture.stools: banqueta|banquetas
furniture.dressing-tables: penteadeira
furniture.bedside-tables: criado mudo|mesa de cabeceira
decor.vases: vaso decorativo
decor.clocks: relogio de parede
decor.diffusers: difusor|difusores|aromatizador
garden.planters: vaso para planta|cachepot|cachepo
storage.boxes: organizador|organizadores|caixa organizadora|caixas organizadoras
storage.baskets: cesto|cestos
cleaning.mops: vassoura|esfregao|mop giratorio
lighting.chandeliers: lustre
[food]
baked.cakes: bolo|bolos|bolo de pote
baked.bread: pao|paes
sweets: brigadeiro|brigadeiros|doces|docinhos
sweets.chocolate: ovo de pascoa|ovos de pascoa|trufas|bombom|bombons|barra de chocolate
snacks.finger-food: salgados|coxinha|salgadinhos|coxinhas
meals: marmita|marmitas
sweets.desserts: acai|pudim|mousse|pave|bolo no pote
groceries.honey: mel
baked.cookies: biscoito|biscoitos|bolacha|bolachas
baked.brownies: brownies|brownie
baked.pies: torta|tortas|empada|empadas
baked.doughnuts: sonhos recheados
sweets.candy: balas de gelatina|pirulito
sweets.ice-cream: sorvete|sorvetes|geladinho|picole
meals.fast-food: hamburguer|hamburgueres|pizza|pizzas|lanches|cachorro quente
meals.soups: feijoada|caldo
meals.grills: churrasco|espetinho|espetinhos
meals.noodles: lasanha|macarrao
snacks.nuts: castanhas|amendoim
groceries.dairy: queijo|queijos|requeijao
groceries.oils: azeite
groceries.spreads: geleia|geleias|doce de leite
groceries.sauces: molho de pimenta|molho
groceries.grains: arroz|feijao|farinha
groceries.spices: temperos|tempero
fresh.meat: carne|frango|linguica
fresh.fish: peixe|camarao
fresh.fruit: frutas|morango|morangos
fresh.vegetables: verduras|legumes
drinks.coffee: cafe em graos|cafe especial
drinks.juice: suco|sucos
[toys]
.: brinquedo|brinquedos
dolls: boneca|bonecas
plush: pelucia|ursinho de pelucia
puzzles: quebra cabeca
vehicles: carrinho de controle remoto|carrinhos de brinquedo
games: jogo de tabuleiro
[books]
books: trilogia|box de livros|box trilogia|colecao de livros|livro|livros
notebooks: caderno|cadernos
[sports]
bicycles: bicicleta|bicicletas|bike
scooters: patinete|patinete eletrico
balls: bola de futebol
fitness.weights: halteres|halter
fitness.mats: tapete de yoga|colchonete
[gifts]
hampers: cesta|cestas|cesta de cafe da manha
flowers: flores|buque|buque de rosas|arranjo de flores
.: presente|presentes|kit presente
balloons: baloes
invitations: convite|convites
[crafts]
crochet: croche|peca de croche|amigurumi|amigurumis
[pets]
beds: caminha pet|cama pet|cama para cachorro
food: racao|racao golden|racao para caes|petisco
leashes: coleira|coleiras|guia para cachorro
[baby]
diapers: fralda|fraldas
strollers: carrinho de bebe
feeding: mamadeira|mamadeiras
cots: berco|bercos
[vehicles]
tyres: pneu|pneus
motorcycles: moto|motos
helmets: capacete|capacetes
car-accessories.seat-covers: capa de banco automotivo|capas de banco
[tools]
power-tools: furadeira|parafusadeira
hand-tools: ferramentas|jogo de ferramentas
"""
