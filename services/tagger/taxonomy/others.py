"""The nodes of everything that is not worn. One line a node: its part of the slug, its name."""

OTHERS = """
electronics Electronics
  phones Phones
    smartphones Smartphones
    accessories Phone accessories
      cases Phone cases
      chargers Chargers
      cables Cables
      power-banks Power banks
      screen-protectors Screen protectors
      holders Phone holders
  computers Computers
    laptops Laptops
    tablets Tablets
    monitors Monitors
    keyboards Keyboards
    mice Computer mice
    printers Printers
    storage Drives and memory cards
    networking Routers and modems
  audio Audio
    earphones Earphones and earbuds
    headphones Headphones
    speakers Speakers
    microphones Microphones
  tv Television and video
    televisions Televisions
    projectors Projectors
  cameras Cameras
    drones Drones
    ring-lights Ring lights
    tripods Tripods
  gaming Gaming
    consoles Game consoles
  smartwatches Smartwatches
  trackers Trackers
  power Power
    generators Generators
    inverters Inverters
    solar Solar panels
    batteries Batteries
home Home
  appliances Appliances
    kitchen Kitchen appliances
      fridges Refrigerators and freezers
      ovens Ovens
      microwaves Microwaves
      cookers Cookers and stoves
      blenders Blenders
      mixers Mixers
      air-fryers Air fryers
      kettles Electric kettles
      toasters Toasters and sandwich makers
      rice-cookers Rice cookers
      pressure-cookers Pressure cookers
      juicers Juicers
      coffee-machines Coffee machines
    washing-machines Washing machines
    irons Irons
    vacuum-cleaners Vacuum cleaners
    fans Fans
    air-conditioners Air conditioners
    humidifiers Humidifiers
    sewing-machines Sewing machines
  kitchen Kitchen and dining
    cookware Cookware
      pots Pots
      pans Pans
    tableware Tableware
      plates Plates
      bowls Bowls
      glasses Drinking glasses
      cups Cups and mugs
      teapots Teapots
      jugs Jugs and carafes
      cutlery Cutlery
      trays Trays
      dinner-sets Dinner sets
    bottles Bottles, flasks and tumblers
    lunch-boxes Lunch boxes
    knives Kitchen knives
  bedding Bedding
    sheets Bed sheets
    duvets Duvets and quilts
    blankets Blankets
    pillows Pillows
    pillowcases Pillowcases
    mattresses Mattresses
    mosquito-nets Mosquito nets
  textiles Home textiles
    towels Towels
    curtains Curtains
    rugs Rugs and mats
    prayer-mats Prayer mats
    cushions Cushions
    tablecloths Tablecloths
  furniture Furniture
    sofas Sofas
    chairs Chairs
    stools Stools and ottomans
    tables Tables
    dining-sets Dining sets
    desks Desks
    beds Beds
    bedside-tables Bedside tables
    dressing-tables Dressing tables
    wardrobes Wardrobes
    cabinets Cabinets
    shelves Shelves and racks
    shoe-racks Shoe racks
  decor Decoration
    mirrors Mirrors
    vases Vases
    clocks Clocks
    frames Frames
    wall-art Pictures and posters
    candles Candles
    diffusers Diffusers
    wallpaper Wallpaper
  lighting Lighting
    lamps Lamps
    chandeliers Chandeliers
  storage Storage and organisers
    baskets Baskets
    boxes Storage boxes
  cleaning Cleaning
    mops Mops and brooms
    buckets Buckets
    bins Bins
  garden Garden
    plants Plants
    planters Plant pots
    fertilisers Fertilisers
food Food and drink
  baked Baked goods
    cakes Cakes
    cupcakes Cupcakes
    cookies Cookies and biscuits
    brownies Brownies
    bread Bread
    pies Pies and pastries
    doughnuts Doughnuts
  sweets Sweets and desserts
    chocolate Chocolate
    candy Candy
    traditional Traditional sweets
    desserts Desserts
    ice-cream Ice cream
  snacks Snacks
    crisps Crisps
    nuts Nuts
    finger-food Finger food
    dried Dried meat and fish
  meals Prepared meals
    rice Rice dishes
    noodles Noodles and pasta
    soups Soups and stews
    grills Grilled and fried meat
    fast-food Burgers, pizza and wraps
    dumplings Dumplings
  groceries Groceries
    grains Rice and flour
    oils Cooking oils
    spices Spices
    sauces Sauces and pastes
    pickles Pickles
    honey Honey
    spreads Jams and spreads
    dairy Dairy
    dates Dates
  fresh Fresh food
    meat Meat and poultry
    fish Fish and seafood
    fruit Fruit
    vegetables Vegetables
  drinks Drinks
    tea Tea
    coffee Coffee
    juice Juices and smoothies
baby Baby
  diapers Diapers
  feeding Feeding bottles and tableware
  strollers Strollers
  car-seats Car seats
  carriers Baby carriers
  cots Cots
  walkers Baby walkers
  sets Baby gift sets
toys Toys and games
  dolls Dolls
  plush Plush toys
  blocks Building blocks
  puzzles Puzzles
  games Games
  vehicles Toy vehicles
  figures Figures and models
  educational Educational toys
books Books and stationery
  books Books
  religious Religious books
  notebooks Notebooks and planners
  pens Pens
  stickers Stickers
sports Sport and outdoors
  bicycles Bicycles
  scooters Scooters
  fitness Fitness equipment
    weights Weights
    mats Exercise mats
    bands Resistance bands
  balls Balls
  rackets Rackets
  camping Tents and camping
vehicles Vehicles and parts
  cars Cars
  motorcycles Motorcycles
  tyres Tyres and rims
  helmets Helmets
  car-accessories Car accessories
    seat-covers Car seat covers
tools Tools and building
  power-tools Power tools
  hand-tools Hand tools
  ladders Ladders
  trolleys Trolleys
pets Pets
  food Pet food
  beds Pet beds
  leashes Leashes and collars
  litter Litter
gifts Gifts and celebration
  gift-sets Gift sets
  hampers Hampers
  flowers Bouquets and flowers
  balloons Balloons
  invitations Invitations and cards
crafts Crafts
  yarn Yarn
  crochet Crochet pieces
"""
