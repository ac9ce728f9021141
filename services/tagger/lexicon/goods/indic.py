"""Goods in Hindi, Urdu and Bengali, in Latin letters and in their own; some in Tamil, Telugu and their neighbours."""

LATIN_INDIC = """
[apparel]
clothing: kapda|kapde
clothing.dresses: anarkali|anarkalis|walima maxi|maxi|frock|frocks|anarkali gown|bridal maxi|anarkali dress
clothing.tops.t-shirts: genji|ganji
clothing.traditional: ethnic wear|choli|ethnic set|dhoti|bridal|indo western|indo-western|indo western set|indowestern
clothing.traditional.sarees: saree|sarees|sari|saris|sharee|shari|silk saree|jamdani|banarasi saree|kanjivaram|
    katan saree|tant saree|jamdani saree|jamdani sharee
clothing.traditional.sarees: blouse piece|blouse pieces
clothing.traditional.kurtas: chikankari kurti|chikankari kurta|chikankari|kurti pant set|kurta pant set|kurti|kurtis|
    kurta|kurtas|panjabi|punjabi kurta|kurta set|kurti set|kurta pajama|kurta pyjama|baba suit|kurta pajama set|
    short kurti|panjabi set|kurthi
clothing.traditional.salwar-suits: chikankari suit|chikankari suits|cotton suit set|anarkali suit|anarkali set|
    patiala|suit piece|dress material|salwar|shalwar|kameez|suit set|salwar suit|salwar kameez|shalwar kameez|
    three piece|threepiece|3 piece|3pc suit|3 piece suit stitched|patiala suit|churidar|2pc suit|punjabi suit|sharara|
    gharara|three pieces|3pcs suit|palazzo suit|sharara set
clothing.traditional.lehengas: lehenga|lehengas|lehenga choli|lehnga|lehngas|cholis|ghagra|chaniya choli
clothing.traditional.dupattas: phulkari dupatta|phulkari|dupatta|dupattas|chunri|chunni|orna
clothing.traditional.sherwanis: sherwani|sherwanis|achkan|nehru jacket|prince coat
clothing.traditional.sarongs: lungi|lungis
clothing.modest.abayas: borka|borkha|burqa|burka
clothing.modest.headscarves: hijab set
shoes: joota|jootay|juta|juto|joote|jootiyan
shoes.slippers: chappal|chappals
shoes.traditional: peshawari chappal|peshawari chappals|kolhapuri chappals|kolhapuri sandals|jutti|juttis|mojari|
    mojaris|khussa|khussas|kolhapuri chappal|kolhapuri|kolhapuris|khussay
jewellery.earrings: jhumka|jhumkas|jhumke|jhumki|chandbali|bali|dul
jewellery.bangles: chudi|churi|kangan|kada|choori|chooriyan|churiyan|bangles set
jewellery.anklets: payal|nupur
jewellery.necklaces: mangalsutra|haar|har
jewellery.rings: angoothi
jewellery: gehne|bindi|maang tikka|nath|gohona
watches: ghadi|ghari|ghori
accessories.scarves: gamcha|pashmina shawl|kashmiri shawl|stole
[beauty]
henna: mehndi|mehendi
fragrance.attars: ittar|attar
hair.oils: hair tel
[electronics]
phones.smartphones: mobile phone
phones.accessories.cases: mobile back cover
[home]
kitchen: bartan|masala box|dabba
kitchen.tableware.plates: thali
kitchen.cookware.pans: kadhai|kadai|tawa|karahi
kitchen.cookware.pots: handi|patila
appliances.kitchen.pressure-cookers: cooker|pressure cooker
kitchen.lunch-boxes: tiffin|tiffin box
bedding.sheets: chadar|bedsheet|king size bedsheet
bedding.duvets: razai|kantha|katha|nakshi kantha|dohar|rajai
bedding.pillows: takiya
bedding.blankets: kambal
textiles.curtains: parda|parde
textiles.prayer-mats: jai namaz|janamaz
decor: toran|torans|bandhanwar
textiles.rugs: rangoli mat|rangoli mats|dari|durrie
kitchen.bottles: pani ki bottle|copper bottle
[food]
groceries.pickles: achar|achaar|aam ka achar
groceries.dairy: ghee|desi ghee|paneer
groceries.honey: shehad|modhu
sweets: mithai|sweets box|misti
sweets.traditional: laddoo|ladoo|barfi|gulab jamun|laddu|kaju katli|laddoos|ladoos|laddus|barfis|jalebi|
    rasgulla|mysore pak|soan papdi
snacks: namkeen|chivda|chakli|bhujia
drinks.tea: chai
groceries.spices: masala|garam masala
snacks.nuts: dry fruits|dry fruit
groceries.oils: sarson ka tel
[toys]
.: khilona|khilone
[vehicles]
motorcycles: cd 70|cd70|cg 125|cg125|honda 125
"""

DEVANAGARI = """
[apparel]
clothing: कपड़े
clothing.dresses: ड्रेस|फ्रॉक|गाउन
clothing.tops.shirts: शर्ट
clothing.tops.t-shirts: टीशर्ट|टी-शर्ट
clothing.tops.knitwear.sweaters: स्वेटर
clothing.bottoms.trousers: पैंट
clothing.bottoms.jeans: जींस
clothing.outerwear.jackets: जैकेट
clothing.traditional.sarees: साड़ी|साड़ियां|साडी|साड़ियाँ
clothing.traditional.kurtas: कुर्ती|कुर्ता|कुर्तियां|कुर्तियाँ|कुर्ते
clothing.traditional.salwar-suits: सूट|सलवार सूट
clothing.traditional.lehengas: लहंगा
clothing.traditional.dupattas: दुपट्टा
shoes: जूते|जूती|जूता
shoes.slippers: चप्पल|चप्पलें
shoes.sandals: सैंडल
bags: बैग
bags.handbags: पर्स
watches: घड़ी
jewellery.earrings: झुमके|झुमका|बालियां
jewellery.necklaces: हार
jewellery.rings: अंगूठी
jewellery.bangles: चूड़ियां|चूड़ी
jewellery.anklets: पायल
accessories.scarves: शॉल
clothing.traditional.sherwanis: शेरवानी
clothing.kids: बच्चों के कपड़े
accessories.belts: बेल्ट
accessories.sunglasses: धूप का चश्मा
accessories.glasses: चश्मा
[beauty]
fragrance.attars: इत्र
skincare.creams: क्रीम
bath.soaps: साबुन
hair.shampoo: शैम्पू|शैंपू
hair.oils: बालों का तेल|हेयर ऑयल
makeup.lips: लिपस्टिक
fragrance.perfumes: परफ्यूम
henna: मेहंदी
[electronics]
phones.smartphones: मोबाइल
tv.televisions: टीवी
[home]
bedding.sheets: बेडशीट|चादर
bedding.duvets: रजाई
bedding.pillows: तकिया
textiles.curtains: पर्दा|पर्दे
kitchen: बर्तन
appliances.kitchen.pressure-cookers: कुकर
kitchen.bottles: बोतल|पानी की बोतल|थर्मस
kitchen.cookware.pans: कढ़ाई|तवा
kitchen.cookware.pots: पतीला|भगोना
kitchen.tableware.plates: थाली|प्लेट
kitchen.tableware.glasses: गिलास
kitchen.tableware.cups: कप
bedding.blankets: कंबल|कम्बल
bedding.mattresses: गद्दा
textiles.towels: तौलिया|तौलिए
textiles.rugs: कालीन|दरी
furniture.tables: मेज
furniture.chairs: कुर्सी
appliances.fans: पंखा
appliances.irons: प्रेस आयरन
appliances.kitchen.mixers: मिक्सर
decor.candles: मोमबत्ती|दीया|दीये
[food]
sweets: मिठाई
groceries.pickles: अचार
groceries.honey: शहद
groceries.dairy: घी
groceries.spices: मसाला|मसाले
groceries.oils: सरसों का तेल
groceries.grains: चावल|आटा
snacks: नमकीन
snacks.nuts: काजू|बादाम|ड्राई फ्रूट
sweets.traditional: लड्डू|बर्फी
baked.cakes: केक
drinks.tea: चाय
fresh.fruit: आम|फल
fresh.vegetables: सब्जी|सब्जियां
[toys]
.: खिलौना|खिलौने
[books]
books: किताब|किताबें
[sports]
bicycles: साइकिल
"""

BENGALI = """
[apparel]
clothing: পোশাক
clothing.dresses: ফ্রক|গাউন|ড্রেস
clothing.tops.shirts: শার্ট|ফতুয়া
clothing.tops.t-shirts: টিশার্ট|টি-শার্ট
clothing.bottoms.trousers: প্যান্ট
clothing.bottoms.jeans: জিন্স
clothing.traditional.sarees: শাড়ি|জামদানি|জামদানি শাড়ি|শাড়ী
clothing.traditional.kurtas: কুর্তি|পাঞ্জাবি
clothing.traditional.salwar-suits: থ্রি পিস|থ্রিপিস
clothing.traditional.lehengas: লেহেঙ্গা
clothing.traditional.dupattas: ওড়না
clothing.traditional.sarongs: লুঙ্গি
clothing.modest.abayas: বোরকা
clothing.modest.headscarves: হিজাব
shoes: জুতা
shoes.sandals: স্যান্ডেল
bags: ব্যাগ
watches: ঘড়ি
jewellery: গহনা
jewellery.bangles: চুড়ি
jewellery.earrings: দুল
jewellery.rings: আংটি
accessories.scarves: শাল
clothing.outerwear.jackets: জ্যাকেট
clothing.tops.hoodies: হুডি
bags.wallets: মানিব্যাগ
[beauty]
skincare.creams: ক্রিম
bath.soaps: সাবান
fragrance.perfumes: পারফিউম
fragrance.attars: আতর
hair.oils: চুলের তেল
hair.shampoo: শ্যাম্পু
makeup.lips: লিপস্টিক
henna: মেহেদি
[electronics]
phones.smartphones: মোবাইল
[home]
bedding.sheets: বেডশিট|চাদর
bedding.duvets: কাঁথা|নকশি কাঁথা
bedding.pillows: বালিশ
textiles.curtains: পর্দা
textiles.cushions: কুশন|কুশন কভার
kitchen.bottles: বোতল|পানির বোতল
bedding.blankets: কম্বল
bedding.mattresses: তোষক|ম্যাট্রেস
bedding.mosquito-nets: মশারি
appliances.fans: ফ্যান
kitchen.cookware.pans: কড়াই
kitchen.cookware.pots: পাতিল|হাঁড়ি
kitchen.tableware.plates: প্লেট
[food]
baked.cakes: কেক
groceries.pickles: আচার
groceries.honey: মধু
groceries.dairy: ঘি
groceries.oils: সরিষার তেল
groceries.spices: মসলা
groceries.grains: চাল
groceries.dates: খেজুর
fresh.fruit: আম|লিচু
fresh.fish: মাছ|ইলিশ|চিংড়ি
snacks.nuts: বাদাম|কাজু বাদাম
sweets: মিষ্টি
drinks.tea: চা পাতা
[toys]
.: খেলনা
[books]
books: বই
"""

URDU = """
[apparel]
clothing: کپڑے|ملبوسات
clothing.traditional.sarees: ساڑھی
clothing.traditional.salwar-suits: سوٹ|شلوار|شلوار قمیض
clothing.traditional.kurtas: قمیض|قمیص|کرتا|کرتی
clothing.traditional.dupattas: دوپٹا|دوپٹہ
shoes: جوتے|جوتا
shoes.slippers: چپل
shoes.traditional: کھسہ|پشاوری چپل|پشاوری|کھیڑی|کھسے
bags: بیگ
bags.handbags: پرس
watches: گھڑی
jewellery.earrings: جھمکے
jewellery.rings: انگوٹھی
accessories.scarves: شال
clothing.outerwear.jackets: جیکٹ
clothing.tops.knitwear.sweaters: سویٹر
clothing.tops.shirts: شرٹ
accessories.hats.traditional: ٹوپی
bags.wallets: بٹوہ
[home]
bedding.sheets: چادر|بیڈ شیٹ
bedding.blankets: کمبل
bedding.pillows: تکیہ
textiles.curtains: پردہ|پردے
bedding.duvets: رضائی
bedding.mattresses: گدا
kitchen: برتن
kitchen.cookware.pans: کڑاہی|توا
textiles.prayer-mats: جائے نماز
[toys]
.: کھلونا|کھلونے
[beauty]
fragrance.perfumes: پرفیوم
fragrance.attars: عطریات
henna: مہندی
[food]
groceries.honey: شہد
groceries.pickles: اچار
sweets: مٹھائی
fresh.fruit: آم
[electronics]
phones.smartphones: موبائل
[books]
books: کتابیں
"""

SOUTH_INDIAN = """
[apparel]
clothing.traditional.sarees: புடவை|சேலை|చీర|చీరలు|ಸೀರೆ|സാരി|સાડી|ਸਾੜੀ|සාරි
clothing.traditional.kurtas: குர்தி|కుర్తీ|കുർത്തി|કુર્તી|ਕੁੜਤੀ
shoes: செருப்பு|ஷூ|చెప్పులు|షూ|ಚಪ್ಪಲಿ|ಶೂ|ചെരുപ്പ്|ഷൂ|ચપ્પલ|ਜੁੱਤੀ|ਚੱਪਲ|සපත්තු
"""
