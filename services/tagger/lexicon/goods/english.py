"""Goods in English, with the words that all markets borrow from it. The head of a name is its last noun."""

ENGLISH = """
[apparel]
clothing: clothes|clothing|outfit|outfits|wears|garment|garments|apparel|fashion wear|ready to wear
clothing.dresses: dress|dresses|gown|gowns|sundress|sundresses|bodycon|shirt dress|shirt dresses|maxi dress|frock|
    frocks|dinner dress|midi dress|mini dress|dress gown|house dress|duster
clothing.dresses.evening: evening gown|evening gowns|dinner gown|dinner gowns|prom dress|prom dresses|ball gown|
    ball gowns|evening dress|evening dresses|cocktail dress|reception gown
clothing.dresses.wedding: wedding dress|wedding dresses|wedding gown|wedding gowns|bridal gown|bridal gowns|
    bridal dress
clothing.tops: vest|vests|top|tops|smock top|peplum|peplum top|halter top|long sleeve top
clothing.tops.blouses: blouse|blouses
clothing.tops.shirts: shirt|shirts|dress shirt|dress shirts|button down|vintage shirt
clothing.tops.t-shirts: t-shirt|t-shirts|t shirt|t shirts|tshirt|tshirts|tee|tees|tee shirt|tee shirts|graphic tee|
    round neck|round necks
clothing.tops.polo-shirts: polo|polos|polo shirt|polo shirts|polo top
clothing.tops.tank-tops: tank top|tank tops|camisole|camisoles|singlet|singlets|cami|cami top|spaghetti top|sando
clothing.tops.crop-tops: crop top|crop tops|cropped top|cropped tops|tube top|tube tops
clothing.tops.tunics: tunic|tunics
clothing.tops.bodysuits: bodysuit|bodysuits|body suit|body suits
clothing.tops.waistcoats: waistcoat|waistcoats|gilet|sweater vest
clothing.tops.knitwear: knitwear|knit top|knit tops
clothing.tops.knitwear.sweaters: sweater|sweaters|jumper|jumpers|pullover|pullovers|turtleneck|turtlenecks|knit jersey
clothing.tops.knitwear.cardigans: cardigan|cardigans
clothing.tops.hoodies: hoodie|hoodies|sweatshirt|sweatshirts|hoody
clothing.bottoms.trousers: trouser|trousers|pants|pant|chinos|chino|cargo pants|palazzo|palazzos|slacks|culottes|
    khakis|pant trouser|pants trousers|wide leg pants
clothing.bottoms.jeans: levis 501|levi's 501|501 jeans|levis|levi's|denim pants|denim trousers|baggy jeans|
    boyfriend jeans|jeans|jean|denim jeans|jean trouser|jeans trouser|mom jeans
clothing.bottoms.joggers: joggers|jogger|sweatpants|track pants|jogger pants
clothing.bottoms.leggings: leggings|legging|jeggings|yoga pants|gym leggings
clothing.bottoms.shorts: shorts|short pants|bum shorts|bum short|cargo shorts|biker shorts|bermudas|denim shorts
clothing.bottoms.skirts: skirt|skirts|skort
clothing.suits: suit|suits|tuxedo|tuxedos|three piece suit|3 piece suit|pant suit|pants suit|trouser suit|skirt suit
clothing.suits.blazers: blazer|blazers|suit jacket
clothing.outerwear: outerwear
clothing.outerwear.jackets: jacket|jackets|windbreaker|windbreakers|bomber|puffer|puffer jacket|jean jacket|
    denim jacket|varsity jacket
clothing.outerwear.coats: wool coat|camel coat|pea coat|duffle coat|coat|coats|trench coat|trench coats|trench|
    overcoat|overcoats|parka
clothing.outerwear.raincoats: raincoat|raincoats|rain coat|rain jacket|rain jackets
clothing.outerwear.ponchos: poncho|ponchos|cape|capes
clothing.one-pieces.jumpsuits: jumpsuit|jumpsuits|jump suit|jump suits|dungaree|dungarees|overall|overalls
clothing.one-pieces.playsuits: playsuit|playsuits|romper|rompers
clothing.sets: three piece set|3 piece set|clothing set|linen set|top and trouser|top and skirt|top and shorts|
    shirt and shorts|knit set|lounge set|two piece|2 piece|two pieces|2 pieces|co-ord|coord|co-ords|coords|co-ord set|
    coord set|two piece set|2 piece set|2pc set|matching set|up and down|up and downs|short set|shorts set|pants set|
    skirt set|2pcs set|skirt and blouse|co ord set|palazzo set|palazzo sets|pant set|trouser set|trousers set|
    skirt and top|blouse and skirt|top and trousers|top and pants
clothing.sets.tracksuits: tracksuit|tracksuits|track suit|track suits|sweatsuit|joggers set|jogger set
clothing.sportswear: activewear|sportswear|gym wear|gymwear|gym set|yoga set
clothing.sportswear.jerseys: jersi|football shirt|football kit|club jerseys|jersey|jerseys|football jersey|
    football jerseys|club jersey
clothing.sleepwear: nightwear|sleepwear|night wear|loungewear
clothing.sleepwear.pyjamas: pyjamas|pajamas|pyjama|pajama|night suit|night suits|nightsuit|pjs|pyjama set|pajama set|
    pajamas set
clothing.sleepwear.nightdresses: nightie|nighties|nighty|night gown|nightgown|nightgowns|nightdress|night dress|
    night dresses
clothing.sleepwear.robes: bathrobe|bathrobes|dressing gown|robe|robes|kimono robe
clothing.underwear: underwear|undies|innerwear|inner wear
clothing.underwear.bras: bra|bras|sports bra|sport bra|bralette
clothing.underwear.panties: panties|panty|thong|thongs|knickers
clothing.underwear.mens-underwear: boxers|boxer|boxer shorts|briefs|boxer briefs
clothing.underwear.lingerie: lingerie|lingeries
clothing.underwear.shapewear: shapewear|shape wear|waist trainer|waist trainers|girdle|girdles|body shaper|bodyshaper|
    tummy control
clothing.underwear.socks: socks|sock
clothing.underwear.tights: tights|stockings|pantyhose
clothing.swimwear: swimwear|beachwear|swim wear
clothing.swimwear.swimsuits: swimsuit|swimsuits|swim suit|swimming costume|burkini|rash guard
clothing.swimwear.bikinis: bikini|bikinis
clothing.modest: modest wear|gamis
clothing.modest.abayas: 3abaya|3abayat|abayat|abaya|abayas|abayah|open abaya
clothing.modest.jilbabs: jilbab|jubah
clothing.modest.thobes: thobe|thobes|thawb|jalabiya|jalabia|jallabiya
clothing.modest.headscarves: khimar|khimars|hijab|hijabs|headscarf|headscarves|pashmina hijab|chiffon hijab|hijab scarf
clothing.traditional: habesha kemis|habesha dress|habesha|native wear|native wears|traditional wear|
    traditional attire|asoebi|aso ebi
clothing.traditional.kaftans: kaftan|kaftans|caftan|caftans
clothing.traditional.boubous: boubou|bubu|boubous|bubus|bubu gown|boubou gown|bubu dress
clothing.traditional.agbadas: agbada|agbadas|senator|senators|senator wear|senator wears|senator suit|danshiki|
    dashiki|dashikis
clothing.traditional.headwraps: gele|headwrap|headwraps|head tie|turban|turbans|autogele|auto gele|fascinator|headgear
clothing.traditional.kimonos: kimono|kimonos|yukata
clothing.traditional.hanboks: hanbok
clothing.uniforms: uniform|uniforms|workwear|coverall|coveralls|reflective jacket
clothing.uniforms.school-uniforms: school uniform|school uniforms
clothing.uniforms.scrubs: scrub top|scrub tops|scrub set|scrubs set|scrub suit|scrubs|medical scrubs|nurse scrubs
clothing.uniforms.aprons: apron|aprons|smock|smocks
clothing.maternity: maternity dress|maternity wear|maternity gown|maternity
clothing.costumes: costume|costumes
clothing.kids: children's wears|children's wear|kiddies clothes|kids wear|kids wears|children wear|children wears|
    children clothes|children's clothes|kids clothes|kiddies wear|kids' wear|kiddies wears|children's clothing|
    kids clothing
clothing.kids.baby: baby clothes|baby wear|baby wears|onesie|onesies|baby romper|baby rompers|baby bodysuit|
    baby onesie|overall baby|sleepsuit
clothing.bales: bale|bales|ukay bale|ukay bales|bale of clothes|mitumba bale|mitumba bales
shoes: shoe|shoes|footwear|mule|mules|kicks|footwears|school shoes|school shoe
shoes.heels: heel|heels|high heel|high heels|stiletto|stilettos|stilettoes|pumps|block heel|block heels|court shoe|
    court shoes|heeled sandals|heel sandals|heels shoes|heel shoes
shoes.sandals: sandal|sandals|gladiator sandals
shoes.slippers: slipper|slippers|slides|slide|flip flops|flip flop|palm slippers|palm slipper|crocs|pam slippers|
    slipers
shoes.sneakers: vapormax|airforce|airforce 1|airforces|yeezys|converse|vans|new balance|jordan 1|jordan 4|
    air force ones|samba|gazelle|ultraboost|puma shoes|nike shoes|adidas shoes|nike sneakers|sneaker shoes|plimsoll|
    tekkies|sneaker|sneakers|trainers|trainer shoes|running shoes|rubber shoes|rubber shoe|jordan|jordans|air force|
    air force 1|air max|dunk|dunks|yeezy|sport shoes|sports shoes|canvas shoes|snickers|sneakers shoes|tennis shoes|
    gym shoes|nike air|plimsolls|basketball shoes|sneaks|air jordan|doll shoe sneakers
shoes.boots: boot|boots|ankle boots|combat boots|chelsea boots|cowboy boots|ankle boot|doc martens|dr martens|
    dr. martens
shoes.loafers: loafer|loafers|moccasins|moccasin|driving shoes
shoes.flats: flats|flat shoes|ballerinas|doll shoes|ballet flats|flat shoe|pointed flats
shoes.wedges: wedges|wedge|wedge shoes|wedge heels|platform shoes
shoes.clogs: clogs
shoes.formal: brogues|oxfords|oxford shoes|oxford shoe|dress shoes|office shoes|official shoes|formal shoes|
    brogue shoes|corporate shoes|monk strap|black leather oxford shoes
shoes.espadrilles: espadrilles|espadrille
shoes.traditional: jutti|juttis|mojari|mojaris|khussa|khussas|kolhapuri|kolhapuris|peshawari
shoes.kids: kids shoes|baby shoes|kids shoe|children shoes|children's shoes|baby shoe|toddler shoes
bags: bag|bags|satchel
bags.handbags: handbag|handbags|hand bag|hand bags|purse|purses|ladies bag|ladies bags|women bag|women's bag|birkin
bags.totes: shopper|shoppers|shopping tote|tote|totes|tote bag|tote bags|shopper bag
bags.crossbody: crossbody purse|crossbody purses|crossbody handbag|crossbody|crossbody bag|crossbody bags|cross body|
    cross body bag|cross bag|shoulder bag|shoulder bags|sling bag|sling bags|messenger bag|side bag|side bags
bags.clutches: clutch|clutches|clutch bag|clutch purse|clutch purses|clutch bags
bags.backpacks: backpack|backpacks|back pack|rucksack
bags.school-bags: school backpack|school backpacks|kids backpack|school bag|school bags|schoolbag|schoolbags
bags.laptop-bags: laptop bag|laptop bags|laptop backpack|laptop sleeve
bags.waist-bags: waist bag|waist bags|fanny pack|belt bag|bum bag
bags.wallets: wallet|wallets|cardholder|card holder|card holders|coin purse
bags.pouches: pouch|pouches|toiletry bag|cosmetic bag|makeup bag|make up bag|makeup bags
bags.travel: duffel|duffle|travel bag|travel bags|travelling bag|travelling bags|duffel bag|duffle bag|gym bag|
    weekender
bags.suitcases: suitcase|suitcases|luggage|trolley bag|travel box|travelling box
jewellery: jewellery|jewelry|jewelries|jewelleries|fashion jewellery|accessories jewelry
jewellery.necklaces: necklace|necklaces|neckpiece|choker|chokers|name necklace
jewellery.chains: chain|chains|cuban chain|cuban link
jewellery.pendants: pendant|pendants
jewellery.earrings: earring|earrings|ear ring|ear rings|studs|hoops|hoop earrings|stud earrings
jewellery.rings: ring|rings|wedding ring|wedding rings|engagement ring|wedding bands|wedding band
jewellery.bracelets: bracelet|bracelets|charm bracelet
jewellery.bangles: bangle|bangles
jewellery.anklets: anklet|anklets
jewellery.brooches: brooch|brooches
jewellery.waist-beads: waist beads|waist bead|waistbeads
jewellery.sets: jewellery set|jewelry set|jewellery sets|jewelry sets|bridal jewellery set|necklace set|necklace sets
jewellery.prayer-beads: tasbih|misbaha|prayer beads|tesbih
watches: watch|watches|wristwatch|wristwatches|wrist watch|wrist watches
accessories: accessories
accessories.belts: belt|belts
accessories.hats: hat|hats|bucket hat|sun hat
accessories.hats.caps: cap|caps|baseball cap|face cap|face caps|snapback|durag
accessories.hats.beanies: beanie|beanies
accessories.hats.traditional: fila|kufi
accessories.scarves: scarf|scarves|shawl|shawls|stole|pashmina|muffler|silk scarf
accessories.gloves: gloves|glove
accessories.ties: tie|ties|bow tie|necktie|neckties
accessories.cufflinks: cufflinks|cufflink
accessories.sunglasses: sunglasses|sun glasses|shades|sunglass
accessories.glasses: eyeglasses|spectacles|anti blue light glasses|reading glasses|photochromic glasses|glasses frame
accessories.hair: scrunchie|scrunchies|hair clip|hair clips|hairband|hair band|hair bands|headband|headbands|hair bow|
    hair bows|hair accessories|bonnet|bonnets|satin bonnet
accessories.umbrellas: umbrella|umbrellas
accessories.keychains: keychain|keychains|keyring|key holder|key chain
clothing.traditional.djellabas: dara3a|jalabiyas|djellaba|djellabas|moroccan kaftan
[fabrics]
.: fabric|fabrics|material by the yard|clothing material
wax-prints: ankara|ankara fabric|ankara fabrics|kitenge|chitenge|kitenge fabric|african print fabric|wax print|
    shweshwe|african wax|ankara material|ankara 6 yards|6 yards ankara|6 yards of ankara|ankara 6yards|6yards ankara|
    ankara 5 yards
lace: lace|laces|lace fabric|lace fabrics|lace material|cord lace|voile lace|dry lace
woven: kente|kente cloth|kente fabric|aso oke
batik: batik fabric|adire|adire fabric
lawn: lawn|lawn suit|unstitched lawn|lawn 3 piece|lawn 3pc|lawn 3pc unstitched suit|unstitched suit|unstitched 3pc|
    chinnon|lawn collection
[beauty]
.: beauty products|cosmetics
hair: hair|human hair|hair piece
hair.wigs: wig|wigs|lace wig|lace front wig|frontal wig|wig cap|closure wig|braided wig|human hair wig|bob wig
hair.extensions: hair extension|hair extensions|weave|weaves|weavon|curls|clip ins|tape ins
hair.extensions.bundles: bundles|hair bundles|3 bundles|bundle hair|raw hair bundles|double drawn bundles|
    bone straight bundles
hair.extensions.closures: closure|closures|frontal|frontals|lace closure|lace frontal|hd lace closure|hd closure|
    hd frontal
hair.extensions.braids: braids|braiding hair|braid|attachment|attachments|expression braid
hair.extensions.ponytails: ponytail|ponytails
hair.shampoo: shampoo|shampoos
hair.conditioner: conditioner|conditioners|hair mask|hair cream|hair butter|leave in conditioner
hair.oils: hair oil|hair oils|hair growth oil|hair serum
hair.dye: hair dye|hair colour cream
hair.styling: hair gel|edge control|hair spray|hair wax|mousse
hair.tools: hair tools
hair.tools.dryers: hair dryer|hair dryers|blow dryer|hairdryer|dryer|hand dryer
hair.tools.straighteners: straightener|hair straightener|flat iron|curling iron|curler|hot comb|straighteners
hair.tools.clippers: clipper|clippers|trimmer|hair clipper|hair trimmer|beard trimmer|trimmers
makeup: makeup|make-up|make up|makeup kit|makeup set|makeup products
makeup.lips: lipstick|lipsticks|lip gloss|lipgloss|gloss|lip tint|lip liner|lip balm|liptint|matte lipstick|
    lip glosses
makeup.foundation: foundation|concealer|bb cream|cushion foundation|primer
makeup.powder: face powder|setting powder|pressed powder
makeup.mascara: mascara
makeup.eyeshadow: eyeshadow|eye shadow|palette|eyeshadow palette|palettes
makeup.eyeliner: eyeliner|eye liner|eyebrow pencil|brow pencil|kajal
makeup.blush: blush|blusher|highlighter|contour
makeup.lashes: lashes|eyelashes|lash|false lashes|strip lashes
makeup.brushes: makeup brush|makeup brushes|brush set
skincare: skincare|skin care|skincare set|skincare products|skin care set|glow set|skincare kit
skincare.serums: serum|serums|face serum|vitamin c serum|facial serum|facial oil
skincare.creams: cream|creams|moisturizer|moisturiser|face cream|body cream|whitening cream|night cream|facial cream|
    eye cream|moisturizers
skincare.cleansers: cleanser|face wash|facial wash|facial cleanser|facewash|micellar water
skincare.toners: toner|toners
skincare.sunscreens: sunscreen|sunscreens|sunblock
skincare.masks: face mask|sheet mask|clay mask|face masks|sheet masks|sleeping mask
skincare.scrubs: scrub|body scrub|face scrub|scrubs body|sugar scrub
skincare.lotions: lotion|lotions|body lotion|body butter|shea butter|body oil|body butters|body milk|
    whipped body butter|shea body butter
fragrance: fragrance|fragrances
fragrance.perfumes: perfume|perfumes|cologne|oud perfume|eau de parfum|edp|arabian perfume|designer perfume
fragrance.attars: attar|perfume oil|perfume oils|oil perfume|oil perfumes|roll on perfume|attars|ittar
fragrance.incense: bokhoor|bakhour|bukhour|bokhour|oud|incense|bakhoor|bukhoor|humra|turaren wuta
fragrance.sprays: body spray|body mist|body sprays|body mists|body splash
bath: body wash|shower gel|bath set
bath.soaps: soap|soaps|black soap|kojic soap|bar soap|whitening soap|african black soap|glow soap
bath.deodorants: deodorant|deodorants|deodorant roll on
bath.shaving: shaver|shavers|razor|razors|epilator|shaving machine|shaving kit
nails: nail sets|bespoke nail sets|nail art|nails|nail set
nails.press-on: press on nails|press-on nails|press ons|press on|fake nails
nails.polish: nail polish|gel polish|nail lacquer
henna: henna|mehndi cone|mehndi cones|henna cone|henna cones
[health]
supplements: supplement|supplements|vitamins|collagen|protein|protein powder|multivitamin|whey protein|creatine|
    gummies|omega 3
herbal: herbal tea mix|herbal mixture|herbs|bitters
"""
