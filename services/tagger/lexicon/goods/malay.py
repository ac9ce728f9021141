"""Goods in Indonesian, Malay and Tagalog. The head of a name is its first noun."""

MALAY = """
[apparel]
clothing: baju|busana|pakaian|outer|outer wanita
clothing.dresses: gaun|daster|dress labuh|terusan|midi dress wanita
clothing.tops: atasan|inner|atasan wanita
clothing.tops.blouses: blus|blouse wanita
clothing.tops.shirts: kemeja|kemeja batik|kemeja pria|kemeja lelaki
clothing.tops.t-shirts: kaos|kaus|kaos oblong|baju kaos|t-shirt lelaki
clothing.tops.tunics: tunik
clothing.tops.knitwear.sweaters: sweater rajut|baju rajut
clothing.bottoms.trousers: celana|seluar|kulot|celana kulot|seluar slack|celana panjang|celana bahan|celana chino
clothing.bottoms.jeans: celana jeans|seluar jeans|celana denim
clothing.bottoms.shorts: celana pendek|seluar pendek|celana kolor
clothing.bottoms.leggings: celana legging|legging wanita
clothing.bottoms.skirts: rok|skirt labuh|rok plisket
clothing.suits: jas|setelan jas
clothing.outerwear.jackets: jaket
clothing.outerwear.raincoats: jas hujan|baju hujan
clothing.sets: setelan|stelan|oneset|one set|setelan wanita
clothing.sleepwear: baju tidur
clothing.sleepwear.pyjamas: piyama|piama|baju tidur piyama
clothing.underwear: pakaian dalam
clothing.underwear.bras: coli|bh|bra wanita
clothing.underwear.panties: celana dalam|seluar dalam
clothing.underwear.socks: kaus kaki|kaos kaki|stokin|sarung kaki
clothing.swimwear: baju renang|baju mandi
clothing.modest: gamis|gamis set
clothing.modest.abayas: abaya
clothing.modest.jilbabs: jubah
clothing.modest.prayer-wear: mukena|mukenah|telekung
clothing.modest.headscarves: kerudung|tudung|hijab|pashmina|bergo|bawal|tudung bawal|jilbab|segi empat|ciput|
    tudung sarung|jilbab bergo|hijab segi empat|pashmina plisket|shawl tudung|hijab pashmina|jilbab instan|
    jilbab segi empat
clothing.traditional.kaftans: kaftan
clothing.traditional.kebayas: kebaya|kebaya brokat|kebarung
clothing.traditional.baju-kurung: baju kurung|kurung|kurung moden
clothing.traditional.baju-melayu: baju melayu
clothing.traditional.sarongs: sarung|kain sarung|kain pelikat|pelikat|sarung pria|sampin
clothing.traditional: batik|baju batik
clothing.uniforms: seragam
clothing.uniforms.school-uniforms: seragam sekolah|baju sekolah|uniform sekolah
clothing.kids: baju anak|baju budak|pakaian anak|setelan anak|baju anak-anak
clothing.kids.baby: baju bayi|baju baby|romper bayi|rompers bayi
shoes: sepatu|kasut
shoes.heels: sepatu heels|kasut tumit tinggi|sepatu hak|high heels wanita
shoes.sandals: sandal|sendal|sandal wanita
shoes.slippers: selipar|sendal jepit|sandal jepit|sandal selop
shoes.sneakers: sepatu sneakers|kasut sneakers|sepatu olahraga|kasut sukan|sepatu lari|sepatu kets
shoes.boots: sepatu boots|kasut but
shoes.flats: flatshoes|sepatu flat
shoes.formal: sepatu pantofel|pantofel
shoes.kids: sepatu anak|kasut budak
bags: tas|beg
bags.handbags: tas wanita|beg tangan|handbag wanita|beg wanita|tas tangan
bags.crossbody: tas selempang|sling bag|beg silang|tas bahu|slingbag
bags.backpacks: ransel|tas ransel|beg galas|tas punggung
bags.school-bags: tas sekolah|beg sekolah
bags.laptop-bags: tas laptop|beg laptop
bags.waist-bags: tas pinggang|waistbag
bags.wallets: dompet|dompet kartu
bags.suitcases: koper|beg baju
jewellery: perhiasan
jewellery.necklaces: kalung|kalung wanita
jewellery.chains: rantai|rantai leher
jewellery.earrings: anting|antingan|subang|anting-anting
jewellery.rings: cincin
jewellery.bracelets: gelang|gelang tangan|rantai tangan
jewellery.prayer-beads: tasbih digital|tasbih
watches: jam tangan|jam wanita|jam pria
accessories.belts: ikat pinggang|tali pinggang
accessories.hats: topi
accessories.hats.traditional: songkok|peci|kopiah
accessories.scarves: selendang|syal
accessories.sunglasses: kacamata hitam|cermin mata hitam
accessories.glasses: kacamata|cermin mata|spek mata
accessories.umbrellas: payung|payung lipat
accessories.hair: bando|jepit rambut|ikat rambut
bags.pouches: pouch kosmetik
accessories.keychains: gantungan kunci
clothing.uniforms.aprons: celemek
[fabrics]
.: kain
batik: kain batik
[beauty]
hair.shampoo: sampo|syampu
hair.wigs: rambut palsu|wig rambut
makeup.lips: lipstik|gincu|lip cream|lipcream|liptint|lip tint
makeup.powder: bedak|bedak tabur|bedak padat
makeup.foundation: cushion
skincare.masks: masker wajah|masker
skincare.creams: krim|krim wajah|krim muka|day cream
skincare.cleansers: sabun muka|facial wash|pencuci muka
skincare.lotions: handbody|body lotion|losyen
skincare.sunscreens: tabir surya
fragrance.perfumes: parfum|minyak wangi|parfum pria|parfum wanita|pewangi
bath.soaps: sabun|sabun mandi|sabun batang
[electronics]
phones.smartphones: hp|handphone|hp android|telefon|telefon bimbit
phones.accessories.cases: case hp|casing hp|softcase|casing telefon|sarung hp|casing
phones.accessories.chargers: cas hp|pengecas|kepala charger
phones.accessories.cables: kabel data|kabel
audio.earphones: tws|headset bluetooth
computers.laptops: laptop
tv.televisions: televisi|tv led
[home]
.: perabotan rumah
appliances: peralatan rumah
appliances.kitchen.fridges: kulkas|peti sejuk|peti ais
appliances.kitchen.cookers: kompor|dapur gas|kompor gas|kompor listrik
appliances.kitchen.rice-cookers: magic com|rice cooker mini|periuk nasi elektrik|penanak nasi
appliances.kitchen.blenders: pengisar|blender
appliances.washing-machines: mesin cuci|mesin basuh
appliances.irons: setrika|seterika
appliances.fans: kipas|kipas angin|kipas meja
appliances.vacuum-cleaners: penyedot debu
appliances.sewing-machines: mesin jahit
kitchen.cookware.pots: panci|periuk|panci set
kitchen.cookware.pans: wajan|kuali|teflon|penggorengan
kitchen.tableware.plates: piring|pinggan
kitchen.tableware.glasses: gelas|gelas kaca
kitchen.tableware.cups: cangkir|cawan|mug
kitchen.tableware.bowls: mangkok|mangkuk
kitchen.bottles: botol|botol minum|botol air|termos|botol minum anak|tumbler
kitchen.lunch-boxes: kotak makan|bekal|bekas makanan|tempat makan
kitchen.knives: pisau
bedding.sheets: sprei|seprai|cadar|sprei katun|set cadar
bedding.blankets: selimut
bedding.pillows: bantal|bantal leher|guling
bedding.pillowcases: sarung bantal
bedding.mattresses: kasur|tilam|kasur busa
textiles.towels: handuk|tuala
textiles.curtains: gorden|langsir|tirai|hordeng
textiles.rugs: karpet|tikar|keset|permaidani
textiles.prayer-mats: sajadah|sejadah
textiles.cushions: bantal sofa|sarung kusyen|kusyen
textiles.tablecloths: taplak meja|alas meja
furniture.tables: meja|meja lipat|meja makan|meja kopi
furniture.chairs: kursi|kerusi
furniture.desks: meja belajar|meja kerja
furniture.wardrobes: lemari|almari|lemari baju|almari baju
furniture.shelves: rak|rak buku|rak dinding
furniture.shoe-racks: rak sepatu|rak kasut
furniture.beds: katil|tempat tidur|ranjang
furniture.sofas: sofa
lighting.lamps: lampu belajar|lampu meja|lampu tidur
lighting: lampu|lampu led
decor.mirrors: cermin|cermin dinding
decor.clocks: jam dinding
decor.candles: lilin aromaterapi|lilin
cleaning.mops: alat pel|sapu
garden.plants: tanaman|pokok bunga|tanaman hias|bibit
furniture: perabot|set perabot|perabot bilik tidur|furnitur|mebel
storage.boxes: box lipat|kotak penyimpanan|box container|box penyimpanan|container box|kotak simpanan
storage: organizer|rak organizer
storage.baskets: bakul|keranjang baju|keranjang rotan
bedding.duvets: bed cover|bedcover|comforter set
bedding.mosquito-nets: kelambu
kitchen.tableware.cutlery: sendok garpu|sudu garpu
appliances.air-conditioners: ac portable|penghawa dingin
decor.vases: vas bunga|pasu bunga
garden.planters: pot bunga|pot tanaman|pasu
garden.fertilisers: pupuk|baja organik
cleaning.buckets: ember|baldi
cleaning.bins: tong sampah|tempat sampah
[food]
baked: kuih|kue basah|jajanan pasar
baked.cakes: kek|kue ulang tahun|kue tart|bolu|kek batik|kue
baked.cookies: kue kering|biskut|kuih raya|kuih raya biskut|nastar|kastengel|biskut raya|kukis
baked.brownies: brownis
baked.bread: roti
snacks: jajanan|cemilan|camilan|snek|basreng|seblak kering|makaroni pedas|cimol|makaroni bantet
snacks.crisps: kerepek|keripik|kripik|kerupuk|keropok|kerepek ubi|keripik singkong|keripik pisang|emping|rempeyek
snacks.finger-food: cilok|risoles|karipap|dimsum mentai|cireng|pempek|batagor|pisang goreng|tahu bakso|kulit pangsit
meals.rice: nasi|nasi box|nasi lemak|nasi kotak|nasi goreng
meals.noodles: mie|mi goreng|mie ayam|seblak|bakmi|laksa
meals.soups: bakso|rendang|soto
meals.grills: ayam geprek|sate|ayam bakar
groceries.sauces: sambal|sambel|sambal cumi|sambal bawang|sos cili
groceries.honey: madu|madu asli|madu hutan
groceries.oils: minyak goreng|minyak masak
groceries.grains: beras|tepung
groceries.dairy: susu|telur
groceries.dates: kurma
groceries.spices: bumbu|rempah|kari serbuk
fresh.meat: ayam|daging|frozen food
fresh.fish: ikan|udang|cumi
fresh.fruit: buah|durian|buah-buahan
drinks.coffee: kopi|kopi susu
drinks.tea: teh
drinks.juice: jus|jus buah
snacks.nuts: kacang mete|kacang almond|kacang bawang
snacks.dried: serunding|abon|dendeng
sweets.desserts: puding|dessert box|salad buah
sweets.ice-cream: es krim|aiskrim
sweets.chocolate: cokelat batang
sweets.candy: gula-gula|permen
baked.doughnuts: donat
baked.pies: pai susu|pastel tutup
fresh.vegetables: sayur|sayuran
drinks: minuman
[baby]
diapers: popok|lampin|pampers bayi
feeding: botol susu|dot bayi
strollers: kereta bayi|stroller bayi
carriers: gendongan|gendongan bayi
cots: box bayi|katil bayi
walkers: baby walker
[toys]
.: mainan|permainan|mainan anak|mainan edukasi
dolls: boneka barbie|anak patung
plush: boneka|boneka beruang|patung beruang
puzzles: puzzle kayu
vehicles: mobil remot|kereta kawalan jauh|mobil remote control|mobil mainan
[books]
books: buku|novel
notebooks: buku tulis|buku nota
religious: al quran|alquran|al-quran|iqra
[sports]
bicycles: sepeda|basikal|sepeda anak|sepeda lipat
balls: bola sepak|bola futsal
fitness.mats: matras yoga
camping: tenda|khemah
rackets: raket|raket badminton|raket padel
[vehicles]
cars: mobil|kereta
motorcycles: motor|motosikal
helmets: helm
car-accessories.seat-covers: sarung jok|sarung jok mobil|cover jok|cover jok mobil|sarung kusyen kereta
tyres: ban mobil|ban motor|tayar|velg
[pets]
food: makanan kucing|makanan anjing
litter: pasir kucing
beds: kandang kucing
leashes: kalung kucing|tali anjing
[gifts]
hampers: hampers|hamper raya|hantaran
flowers: buket|bunga|buket bunga|bucket bunga|bouquet bunga|bucket|bunga segar
gift-sets: kado|hadiah set|gift box
invitations: undangan|kad kahwin
balloons: balon
[crafts]
yarn: benang|benang rajut
crochet: rajutan
[tools]
hand-tools: obeng|perkakas
power-tools: bor listrik|gerudi
ladders: tangga lipat|tangga
"""

TAGALOG = """
[apparel]
clothing: damit|pambahay|damit pambahay
clothing.dresses: bestida|duster pambahay|duster|daster
clothing.tops: pang itaas
clothing.bottoms.trousers: pantalon
clothing.bottoms.skirts: palda
clothing.bottoms.shorts: short pambahay|shorts pambahay|puruntong
clothing.sets: terno|terno pambahay|ternong pambahay|coords terno
clothing.sleepwear: pantulog
clothing.underwear.socks: medyas
clothing.traditional.barongs: barong|barong tagalog
shoes: sapatos
shoes.slippers: tsinelas|chinelas
shoes.sandals: sandalyas
bags: bag pang-office
jewellery: alahas
jewellery.earrings: hikaw
jewellery.necklaces: kwintas|kuwintas
jewellery.rings: singsing
jewellery.bracelets: pulseras
watches: relo
accessories.umbrellas: payong
clothing.sleepwear.pyjamas: terno pantulog|ternong pantulog|pajama terno
clothing.sleepwear.nightdresses: duster pantulog
[beauty]
fragrance.perfumes: pabango
bath.soaps: sabon
[home]
bedding.blankets: kumot
bedding.pillows: unan
bedding.pillowcases: punda
bedding.mattresses: kutson
textiles.curtains: kurtina
textiles.towels: tuwalya
kitchen.cookware.pots: kaldero
kitchen.cookware.pans: kawali
kitchen.tableware.plates: plato|pinggan
kitchen.tableware.cups: tasa
furniture.tables: mesa
furniture.chairs: upuan|silya
textiles.rugs: basahan|alpombra
cleaning.mops: walis
kitchen.tableware.glasses: baso
kitchen.tableware.cutlery: kutsara
kitchen.knives: kutsilyo
appliances.fans: bentilador|electric fan
appliances.irons: plantsa
appliances.kitchen.rice-cookers: saingan
[food]
.: pagkain
meals: ulam|pabaon|bilao
baked.bread: pandesal|tinapay
sweets: kakanin|ube|halaya|ube halaya|biko|yema
sweets.desserts: leche flan|maja blanca|buko pandan|halo halo|graham bar
sweets.traditional: polvoron|pastillas
fresh.meat: longganisa|tocino|tapa|longganisang|baboy|manok|lechon
fresh.fish: isda|bangus|tuyo|daing
meals.noodles: pancit|spaghetti bilao|palabok
drinks.coffee: kape
snacks.crisps: chicharon
snacks.nuts: mani
groceries.grains: bigas
groceries.pickles: atchara|atsara
groceries.sauces: bagoong|suka
fresh.fruit: prutas|mangga
fresh.vegetables: gulay
[toys]
.: laruan
dolls: manika
[gifts]
flowers: bulaklak
.: pasalubong
[books]
books: libro
"""
