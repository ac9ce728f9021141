"""Goods in English that are not worn."""

ENGLISH_HOME = """
[electronics]
.: electronics|gadget|gadgets|samsung|xiaomi|sony|huawei|lg|gadgets accessories
phones: phone|phones|mobile|cellphone|cell phone|handset
phones.smartphones: smartphone|smartphones|iphone|iphones|samsung a|samsung s|samsung galaxy|samsung note|galaxy|
    redmi|infinix|tecno|itel|oppo|vivo|realme|pixel|nokia|google pixel|android phone|android phones|poco|oneplus
phones.accessories: phone accessories|mobile accessories
phones.accessories.cases: phone case|phone cases|phone cover|phone covers|iphone case|iphone cases|back cover|
    back covers|mobile cover|case|cases|airpods case|phone pouch|iphone cover|mobile back cover|casing|cell phone case
phones.accessories.chargers: charger|chargers|phone charger|fast charger|wireless charger|car charger|adapter
phones.accessories.cables: cable|cables|usb cable|charging cable|type c cable
phones.accessories.power-banks: power bank|powerbank|power banks|powerbanks|mah power bank
phones.accessories.screen-protectors: screen protector|screen protectors|tempered glass|screen guard|screen guards
phones.accessories.holders: phone holder|phone holders|phone stand|car phone holder|phone mount|magnetic phone holder|
    car mount|car phone mount|car holder
computers: computer|computers|desktop computer|pc
computers.laptops: laptop|laptops|macbook|macbooks|macbook pro|macbook air|chromebook|hp elitebook|gaming laptop|
    elitebook|thinkpad
computers.tablets: ipad|ipads|tablet|tablets|kids tablet
computers.monitors: monitor|monitors|computer monitor
computers.keyboards: keyboard|keyboards|mechanical keyboard
computers.mice: mouse|wireless mouse|gaming mouse
computers.printers: printer|printers
computers.storage: hard drive|flash drive|hard drives|flash drives|ssd|memory card|usb flash|pen drive|hard disk|
    external hard drive
computers.networking: router|routers|wifi router|mifi|modem
audio: sound system|soundbar|home theatre|home theater
audio.earphones: earphones|earphone|airpods|airpod|earbuds|earbud|airpods pro|handsfree|neckband|buds|tws|earpiece|
    earpods
audio.headphones: headphones|headphone|headset|headsets
audio.speakers: speaker|speakers|bluetooth speaker|bluetooth speakers|jbl speaker|subwoofer|woofer|portable speaker
audio.microphones: microphone|microphones|mic|lavalier
tv.televisions: tv|tvs|television|televisions|smart tv|smart tvs|led tv|android tv
tv.projectors: projector|projectors
cameras: camera|cameras|cctv|cctv camera|security camera|wifi camera|dash cam|dashcam|ip camera
cameras.drones: drone|drones
cameras.ring-lights: ring light|ring lights|ringlight|selfie ring light
cameras.tripods: tripod|tripods|selfie stick|tripod stand
gaming: game pad|controller|controllers|gamepad
gaming.consoles: console|playstation|ps4|ps5|xbox|nintendo switch|ps 4|ps 5|game console|game consoles|ps4 slim
smartwatches: smartwatch|smartwatches|smart watch|smart watches|apple watch|fitness tracker
trackers: tracker|trackers|gps tracker|airtag|car tracker
power.generators: generator|generators|gen
power.inverters: inverter|inverters|power station
power.solar: solar panel|solar panels|solar light|solar lights|solar system
power.batteries: battery|batteries|solar battery|car battery
[home]
.: household items|home items
appliances: appliance|appliances|home appliances|home appliance
appliances.kitchen: sealing machine|vacuum sealer|kneading machine|dough mixer|popcorn machine|ice maker|
    water purifier|water filter|meat grinder|chips cutter|vegetable cutter|vegetable chopper|kitchen appliances|
    dishwasher|water dispenser|dispenser|food processor|chopper|grinder|egg boiler|yam pounder|pounding machine
appliances.kitchen.fridges: fridge|fridges|freezer|freezers|refrigerator|refrigerators|deep freezer|mini fridge|
    chest freezer
appliances.kitchen.ovens: oven|ovens|pizza oven
appliances.kitchen.microwaves: microwave|microwaves|microwave oven
appliances.kitchen.cookers: gas cooker|cooker|stove|gas stove|hot plate|hotplate|induction cooker|gas burner|
    electric cooker|cookers
appliances.kitchen.blenders: blender|blenders|smoothie maker|hand blender
appliances.kitchen.mixers: mixer|mixers|mixer grinder|stand mixer|cake mixer|hand mixer|mixie
appliances.kitchen.air-fryers: air fryer|airfryer|air fryers|airfryers
appliances.kitchen.kettles: kettle|kettles|electric kettle|electric kettles
appliances.kitchen.toasters: toaster|toasters|sandwich maker|sandwich toaster|waffle maker|bread toaster
appliances.kitchen.rice-cookers: rice cooker|rice cookers
appliances.kitchen.pressure-cookers: pressure cooker|pressure cookers|instant pot|electric pressure cooker
appliances.kitchen.juicers: juicer|juicers|juice extractor
appliances.kitchen.coffee-machines: coffee machine|coffee maker|espresso machine
appliances.washing-machines: washing machine|washing machines|washer
appliances.irons: iron|irons|steam iron|steamer|garment steamer|pressing iron|electric iron|dry iron
appliances.vacuum-cleaners: vacuum|vacuum cleaner|hoover|robot vacuum|vacuum cleaners
appliances.fans: fan|fans|standing fan|rechargeable fan|ceiling fan|stand fan|table fan|mini fan|rechargeable fans
appliances.air-conditioners: air conditioner|ac|air conditioners|split ac|air cooler
appliances.humidifiers: humidifier|humidifiers
appliances.sewing-machines: sewing machine|sewing machines
kitchen: kitchenware|kitchen items|kitchen utensils|kitchen tools|spatula|grater|utensils|spice rack|spoons|
    measuring cups|cutting board|chopping board
kitchen.cookware: cookware|cookware set|pots and pans|pots & pans|cooking set|cookware sets
kitchen.cookware.pots: pot|pots|cooking pot|cooking pots|pot set|pots set|non stick pots|casserole|stock pot|potjie|
    potjies|stock pots
kitchen.cookware.pans: pan|pans|frying pan|fry pan|frypan|wok|skillet|frying pans|tawa
kitchen.tableware: crockery|dinnerware|tableware|glassware|serving dishes|serving set
kitchen.tableware.plates: plate|plates|dinner plates|side plates
kitchen.tableware.bowls: bowl|bowls|serving bowl|serving bowls
kitchen.tableware.glasses: glasses set|drinking glasses|wine glasses|glass cups|glass cup|wine glass|juice glasses|
    water glasses
kitchen.tableware.cups: cup|cups|mug|mugs|coffee mug|coffee mugs|tea cup|tea cups|cup and saucer
kitchen.tableware.teapots: teapot|teapots|tea pot|tea set
kitchen.tableware.jugs: jug|jugs|carafe|pitcher
kitchen.tableware.cutlery: cutlery|cutlery set|spoon set
kitchen.tableware.trays: tray|trays|serving tray
kitchen.tableware.dinner-sets: dinner set|dinner sets|dinnerware set
kitchen.bottles: bottle|bottles|water bottle|water bottles|flask|flasks|thermos|tumbler|tumblers|vacuum flask|
    stanley cup|thermos flask|food flask|stainless tumbler
kitchen.lunch-boxes: lunch box|lunchbox|lunch boxes|lunchboxes|bento
kitchen.knives: knife|knives|knife set|chef knife
bedding: bedding|beddings|bedding set
bedding.sheets: bedsheet|bedsheets|bed sheet|bed sheets|sheet set|fitted sheet|fitted sheets|double bedsheet|
    bedspread|bed cover|bed linen
bedding.duvets: duvet|duvets|duvet cover|duvet covers|comforter|comforters|quilt|quilts|duvet set|comforter set
bedding.blankets: baby shawl|baby shawls|baby blanket|baby blanket set|receiving blanket|swaddle|swaddles|blanket|
    blankets|throw blanket|throw|fleece blanket|mink blanket
bedding.pillows: pillow|pillows|throw pillow|throw pillows|neck pillow
bedding.pillowcases: pillowcase|pillowcases|pillow case|pillow cases|pillow cover|pillow covers
bedding.mattresses: mattress|mattresses|mattress topper
bedding.mosquito-nets: mosquito net|mosquito nets
textiles.towels: towel|towels|bath towel|bath towels
textiles.curtains: curtain|curtains|blackout curtains|blackout curtain|sheers|window blind|window blinds|blinds|
    door curtain|door curtains
textiles.rugs: rug|rugs|carpet|carpets|mat|mats|door mat|door mats|bath mat|fluffy carpet|center rug|doormat|
    bathroom mat
textiles.prayer-mats: prayer mat|prayer mats|prayer rug
textiles.cushions: cushion|cushions|cushion cover|cushion covers
textiles.tablecloths: tablecloth|tablecloths|table cloth|table runner|table mat|table mats
furniture: furniture|furnitures
furniture.sofas: sofa|sofas|couch|couches|sofa set|sofa bed|lounge suite|corner suite|suite|l shape sofa|settee|
    sectional
furniture.chairs: chair|chairs|office chair|gaming chair|armchair|accent chair|rocking chair|high chair dining|
    executive chair
furniture.stools: stool|stools|ottoman|ottomans|bar stool|bar stools|pouf
furniture.tables: table|tables|coffee table|center table|dining table|tv stand|tv unit|console table|side table|
    folding table|centre table|nesting tables
furniture.dining-sets: dining set|dining sets|dining table set
furniture.desks: desk|desks|office desk|study table|computer desk|standing desk|reading table
furniture.beds: bed|beds|bed frame|bunk bed|bed frames|bunk beds|king size bed|upholstered bed
furniture.bedside-tables: bedside table|bedside tables|nightstand|bedside drawer|bedside cabinet
furniture.dressing-tables: dressing table|dressing mirror|vanity table|dresser|dressing tables
furniture.wardrobes: wardrobe|wardrobes|closet
furniture.cabinets: cabinet|cabinets|sideboard|drawer|drawers|chest of drawers
furniture.shelves: shelf|shelves|bookshelf|rack|racks|bookshelves|wall shelf|floating shelves
furniture.shoe-racks: shoe rack|shoe racks|shoe rack stand|shoe cabinet
decor: home decor|decor|ornament|ornaments|decoration|decorations|artificial flowers|artificial plant|
    artificial plants|artificial grass
decor.mirrors: mirror|mirrors|wall mirror|standing mirror
decor.vases: vase|vases|flower vase|flower vases
decor.clocks: clock|clocks|wall clock|wall clocks|alarm clock
decor.frames: frame|frames|photo frame|photo frames|picture frame|picture frames
decor.wall-art: poster|posters|print|prints|painting|paintings|artwork|wall art|canvas painting|art print|art prints|
    wall frame|canvas art
decor.candles: candle|candles|scented candle|scented candles|soy candle|soy candles
decor.diffusers: diffuser|diffusers|reed diffuser|aroma diffuser|oil diffuser
decor.wallpaper: wallpaper|wallpapers|3d wallpaper|wall sticker|wall stickers
lighting: lights|light|led lights|led light|string lights|fairy lights|bulb|bulbs|wall light|led strip lights
lighting.lamps: lamp|lamps|table lamp|desk lamp|bedside lamp|floor lamp|reading lamp|study lamp
lighting.chandeliers: chandelier|chandeliers
storage: organizer|organiser|organizers|organisers|drawer organizer|storage rack|bag organizer|shoe organizer|hanger|
    hangers
storage.baskets: basket|baskets|laundry basket|laundry baskets|storage basket
storage.boxes: storage box|storage boxes|storage container|storage containers|food container|food containers
cleaning.mops: mop|mops|spin mop|broom|brooms
cleaning.buckets: bucket|buckets
cleaning.bins: dustbin|dustbins|trash can|waste bin|bin
garden: gazebo|parasol|garden tools
garden.plants: plant|plants|succulents|succulent|indoor plant|indoor plants|seedlings|cactus|monstera|monsteras|cacti|
    cuttings|houseplant|houseplants|pothos|fiddle leaf fig
garden.planters: plant pot|plant pots|flower pot|flower pots|planter|planters
garden.fertilisers: fertilizer|fertiliser|compost
textiles: sofa cover|sofa covers|couch cover|couch covers|slipcover|slipcovers|chair cover|chair covers|table skirt
[food]
.: food|foods
baked: pastry|pastries|baked goods
baked.cakes: cake|cakes|birthday cake|birthday cakes|wedding cake|bento cake|cheesecake|banana bread cake|foil cake|
    loaf cake
baked.cupcakes: cupcake|cupcakes|muffin|muffins
baked.cookies: cookie|cookies|biscuit|biscuits
baked.brownies: brownie|brownies
baked.bread: bread|banana bread|loaf|buns|bagels|sourdough
baked.pies: pie|pies|meat pie|meat pies|sausage roll|sausage rolls|croissant|croissants
baked.doughnuts: donut|donuts|doughnut|doughnuts|puff puff
sweets: sweets|treats|dessert box|fudge
sweets.chocolate: chocolate|chocolates|choco
sweets.candy: candy|candies|lollipop|lollipops|marshmallow|gummies|gummy bears
sweets.desserts: dessert|desserts|parfait|parfaits|pudding|trifle|tiramisu|banana pudding|mousse cup
sweets.ice-cream: ice cream|icecream|gelato|popsicle
snacks: snack|snacks|chin chin|popcorn|kuli kuli
snacks.crisps: chips|plantain chips|potato chips|crisps|banana chips|cassava chips
snacks.nuts: nuts|cashew|cashews|peanuts|groundnut|groundnuts|almonds|cashew nuts|tiger nuts
snacks.finger-food: small chops|samosa|samosas|spring roll|spring rolls|finger food|platter|platters|samosa wraps
snacks.dried: biltong|beef jerky|dried fish|kilishi|droewors|stockfish|smoked fish|dried meat|beef biltong
meals: salad|salads|meal|meals|lunch pack|food bowl|food tray|food platter|meal prep|catering
meals.rice: jollof|jollof rice|fried rice|biryani|waakye|biriyani|rice dish|ofada|pilau|rice bowl|party jollof|
    jollof tray
meals.noodles: noodles|pasta|spaghetti|ramen|lasagna|macaroni|asun pasta
meals.soups: soup|soups|stew|stews|egusi soup|egusi|ogbono|pepper soup|curry|efo riro
meals.grills: suya|barbecue|bbq|grilled chicken|grilled fish|wings|chicken wings|fried chicken|peppered chicken|asun|
    barbecue chicken|turkey wings peppered
meals.fast-food: shawarma|burger|burgers|pizza|pizzas|sandwich|sandwiches|hot dog|wrap|wraps|kota|shawarmas
meals.dumplings: momos|momo|dumpling|dumplings|dim sum|dimsum
groceries: groceries|provisions|seasoning mix|foodstuff|foodstuffs
groceries.grains: rice|garri|flour|bag of rice|oats|beans|yam flour|poundo|semolina|basmati rice|ofada rice|
    ijebu garri|basmati|fufu|granola|cereal
groceries.oils: palm oil|vegetable oil|cooking oil|groundnut oil|olive oil|coconut oil|red oil|mustard oil
groceries.spices: spice|spices|masala|seasoning|seasonings|curry powder|suya spice|dried pepper|turmeric|pepper
groceries.sauces: sauce|sauces|hot sauce|pepper sauce|chili oil|chilli oil|shito|ketchup|pesto
groceries.pickles: pickle|pickles|achar|mango pickle|kimchi
groceries.honey: honey|raw honey
groceries.spreads: jam|jams|peanut butter|marmalade|nut butter
groceries.dairy: yoghurt|yogurt|cheese|milk|butter|greek yoghurt|ghee|eggs|crate of eggs
groceries.dates: dates|medjool dates
fresh.meat: chicken|beef|meat|goat meat|frozen chicken|frozen turkey|turkey wings|turkey meat|gizzard|sausages|
    longganisa|tocino|pork|lamb|frozen foods
fresh.fish: fish|prawns|shrimp|shrimps|seafood|catfish|crab|crabs|titus fish|snails|salmon|tilapia|mackerel|snapper|
    croaker|omena|bangus
fresh.fruit: fruit|fruits|mango|mangoes|apples|oranges|fruit basket|strawberries|avocado|avocados|fruit platter
fresh.vegetables: vegetables|veggies|tomatoes|onions|potatoes|okra
drinks: drink|drinks|beverage|beverages|cocktail|cocktails|mocktail|wine|wines|sobolo|asaana|soft drinks|palm wine|
    tiger nut drink
drinks.tea: tea|teas|slimming tea|green tea|herbal tea|detox tea|matcha|flat tummy tea
drinks.coffee: coffee|coffee beans|instant coffee
drinks.juice: juice|juices|smoothie|smoothies|zobo|zobo drink|kunu|tigernut drink|tigernut|fresh juice|fruit juice|
    lemonade
[baby]
.: baby items|baby things|baby products|baby essentials
diapers: diaper|diapers|nappies|pampers|baby diapers|adult diapers|cloth diapers
feeding: feeding bottle|feeding bottles|baby bottle|sippy cup|bib|bibs|pacifier|feeding set|baby feeding set|
    breast pump|high chair|feeding bowl
strollers: stroller|strollers|pram|prams|baby stroller|pushchair
car-seats: car seat|car seats|baby car seat
carriers: baby carrier|baby carriers|baby wrap|baby sling
cots: cot|cots|crib|cribs|baby cot|baby crib|bassinet|baby bed|baby nest
walkers: walker|walkers|baby walker
sets: baby set|baby sets|newborn set|newborn baby set|baby gift set|hospital bag|newborn essentials
[toys]
.: toy|toys|kids toys|toys for kids
dolls: doll|dolls|barbie|doll house
plush: plush|plushie|plushies|teddy|teddy bear|teddy bears|stuffed toy|stuffed toys|plush toy|plush toys|labubu
blocks: lego|building blocks|blocks|legos|building block
puzzles: puzzle|puzzles|jigsaw|jigsaw puzzle|jigsaw puzzles
games: board game|board games|card game|playing cards|ludo|chess
vehicles: toy car|toy cars|remote control car|rc car|toy truck|ride on car|remote car|rc cars
figures: figurine|figurines|diecast|model toy|action figure|action figures|funko|model car
educational: educational toy|educational toys|learning toy|flash cards|flashcards|montessori|montessori toys|
    wooden toys|wooden toy|learning tablet
[books]
.: stationery|stationary set|school supplies
books: books|book|novel|novels|storybook|textbook|textbooks|ebook|story books|children's book|comic|comics|
    comic books
religious: bible|quran|qur'an|bibles|prayer book|study bible|devotional
notebooks: notebook|notebooks|planner|planners|journal|journals|diary|diaries
pens: pens|pen|pencil|pencils|highlighters|markers|crayons
stickers: sticker|stickers|decal|decals
[sports]
.: sports equipment|swimming goggles|skates|roller skates|skateboard|jump rope
bicycles: bicycle|bicycles|bike|bikes|kids bike|mountain bike|kids bicycle|balance bike
scooters: scooter|scooters|kick scooter|electric scooter|hoverboard
fitness: treadmill|treadmills|gym equipment|exercise bike|massage gun|ab roller|home gym
fitness.weights: dumbbell|dumbbells|kettlebell|weights
fitness.mats: yoga mat|exercise mat|yoga mats|gym mat
fitness.bands: resistance bands|resistance band|booty bands
balls: football|ball|balls|basketball|soccer ball|volleyball
rackets: racket|rackets|tennis racket|badminton racket|badminton rackets
camping: tent|tents|camping tent|sleeping bag|camping chair|person tent|cooler box|cooler|coolers|hammock
[vehicles]
.: auto parts|spare parts|car parts
cars: car|cars|toyota corolla|toyota camry|suv|toyota
motorcycles: motorcycle|motorcycles|motorbike|motorbikes|dirt bike|electric bike|e-bike|ebike|boda boda
tyres: tyre|tyres|tires|tire|rims|alloy wheels|alloy rims
helmets: helmet|helmets
car-accessories: cup holder|car perfume|car freshener|car mats|car mat|car vacuum|steering cover|car accessories|
    car stereo|jump starter
car-accessories.seat-covers: seat cover|seat covers|car seat cover|car seat covers
[tools]
.: tools|tool kit|toolkit
power-tools: drill|drills|cordless drill|angle grinder|power tools|chainsaw|pressure washer|welding machine|lawn mower
hand-tools: toolbox|tool box|tool set|hand tools|screwdriver|screwdriver set|screwdrivers|hammer|toolset|spanner set
ladders: ladder|ladders
trolleys: trolley|trolleys|folding trolley|shopping trolley
[pets]
.: pet supplies|pet accessories|aquarium|bird cage|cage
food: pet food|dog food|cat food|dog treats
beds: dog bed|dog beds|cat bed|pet bed|dog house|dog kennel
leashes: leash|leashes|dog collar|dog leash|harness|pet carrier
litter: cat litter|litter box
[gifts]
.: gift|gifts|gift items|souvenir|souvenirs|gift ideas|party packs|party pack
gift-sets: gift set|gift sets|gift box|gift boxes|gift package|surprise box
hampers: hamper|hampers|gift hamper|gift hampers|gift basket
flowers: flowers|bouquet|bouquets|roses|flower bouquet|money bouquet|rose bouquet|flower|rose
balloons: balloon|balloons|balloon garland|helium balloons
invitations: invitation|invitations|greeting card|greeting cards|wedding invitations|invitation cards|wedding cards
[crafts]
.: craft supplies|resin kit|beads|paint set|acrylic paint|canvas set|sewing kit|paint brushes
yarn: yarn|yarns|wool yarn|merino yarn
crochet: crochet|amigurumi|crochet bag set
"""
