"""Goods in Arabic and Persian. The head of a name is its first noun."""

ARABIC = """
[apparel]
clothing: ملابس|لبس
clothing.dresses: فستان|فساتين|دريس|نفنوف
clothing.dresses.evening: فستان سواريه|فساتين سواريه|فستان سهره|فساتين سهره|سواريه
clothing.dresses.wedding: فستان زفاف|فستان فرح
clothing.tops.blouses: بلوزه|بلوزات|بلايز
clothing.tops.shirts: قميص|قمصان
clothing.tops.t-shirts: تيشيرت|تيشيرتات|تي شيرت
clothing.tops.hoodies: هودي|سويت شيرت
clothing.tops.knitwear.sweaters: بلوفر|سويتر|كنزه
clothing.bottoms.trousers: بنطلون|بناطيل|سروال
clothing.bottoms.jeans: بنطلون جينز|جينز
clothing.bottoms.skirts: تنوره|جيبه|تنانير
clothing.bottoms.leggings: ليجن|ليقنز
clothing.suits: بدله|بدل رجالي
clothing.outerwear.jackets: جاكيت|جاكيتات
clothing.outerwear.coats: معطف|بالطو
clothing.sets: طقم|اطقم|طقم حريمي
clothing.sets.tracksuits: ترينج|تريننج|طقم رياضي
clothing.sleepwear.pyjamas: بيجامه|بيجامات
clothing.sleepwear.robes: روب|برنس
clothing.underwear: ملابس داخليه
clothing.underwear.socks: جوارب|شراب
clothing.underwear.lingerie: لانجري
clothing.modest.abayas: عبايه|عبايات|عبايا|عباءه
clothing.modest.headscarves: حجاب|طرحه|طرح|شيله|شماغ|غتره|شيلات
clothing.modest.prayer-wear: اسدال|شرشف صلاه|ملابس صلاه
clothing.modest.thobes: ثوب|ثياب|دشداشه|كندوره
clothing.traditional.djellabas: جلابيه|جلابيات|دراعه|دراعات|جلابه
clothing.traditional.kaftans: قفطان|قفاطين
clothing.kids: ملابس اطفال|طقم اطفال|طقم ولادي|طقم بناتي
shoes: حذاء|احذيه|شوز|جزمه|جزم|كنادر
shoes.heels: كعب|كعوب|كعب عالي
shoes.sandals: صندل|صنادل
shoes.slippers: شبشب|شباشب|سليبر
shoes.sneakers: كوتشي|كوتشيات|سنيكرز|سبادري
shoes.boots: بوت|هاف بوت
bags.handbags: شنطه|شنط|حقيبه|حقائب|شنط حريمي
bags.backpacks: شنطه ظهر|حقيبه ظهر
bags.school-bags: شنطه مدرسه|شنط مدرسيه
bags.laptop-bags: شنطه لابتوب
bags.suitcases: شنطه سفر|شنط سفر
bags.wallets: محفظه|بوك
jewellery: مجوهرات|اكسسوارات
jewellery.rings: خاتم|خواتم|دبله
jewellery.bracelets: سوار|سواره|اسوره
jewellery.chains: سلسله|سلاسل
jewellery.necklaces: قلاده|عقد|كوليه
jewellery.earrings: حلق|اقراط
jewellery.prayer-beads: سبحه|مسبحه|سبح
watches: ساعه|ساعات|ساعه يد
accessories.sunglasses: نظاره شمس|نظارات شمسيه|نظاره شمسيه
accessories.glasses: نظاره|نظارات
accessories.scarves: شال|شالات|سكارف
accessories.hats.traditional: طرابيش|طاقيه
accessories.belts: حزام|احزمه
bags.crossbody: شنطه كروس|كروس|شنطه كروس باج
[fabrics]
.: قماش|اقمشه
[beauty]
hair.shampoo: شامبو
hair.wigs: باروكه
makeup: مكياج|ميك اب
makeup.lips: روج|احمر شفاه|ارواج
makeup.mascara: مسكره|مسكارا
skincare.creams: كريم|كريمات
skincare.serums: سيروم
fragrance: عود
fragrance.perfumes: عطر|عطور|برفان
fragrance.attars: دهن عود|مخلط
fragrance.incense: بخور|معمول|بخور عود
bath.soaps: صابون
henna: حنه
nails.polish: مناكير
[electronics]
phones.smartphones: ايفون|جوال|موبايل|جوالات|هاتف
phones.accessories.cases: كفر|كفرات|جراب|كفر جوال|جراب موبايل
phones.accessories.chargers: شاحن
phones.accessories.power-banks: باور بنك
audio.earphones: سماعه|سماعات|ايربودز
computers.laptops: لابتوب
tv.televisions: تلفزيون|شاشه|شاشه سمارت
smartwatches: ساعه ذكيه|سمارت واتش
[home]
appliances: اجهزه منزليه
appliances.kitchen: مكينه|ماكينه
appliances.kitchen.fridges: ثلاجه|تلاجه
appliances.washing-machines: غساله
appliances.kitchen.blenders: خلاط
appliances.kitchen.air-fryers: قلايه|قلايه هوائيه|اير فراير
appliances.kitchen.coffee-machines: مكينه قهوه|ماكينه قهوه
appliances.vacuum-cleaners: مكنسه
appliances.irons: مكواه
appliances.fans: مروحه
kitchen.tableware.glasses: كاسات|طقم كاسات
kitchen.tableware.cups: اكواب|كوب|فناجين|مجات
kitchen.tableware.plates: صحون|اطباق
kitchen.cookware.pots: قدور|حله|حلل|طقم حلل|قدر
kitchen.cookware.pans: طاسه|مقلاه
kitchen.bottles: ترمس
bedding.sheets: مفرش|مفارش|ملايه|شراشف
bedding.duvets: لحاف
bedding.blankets: بطانيه|بطانيات|بطاطين
bedding.pillows: مخده|مخدات
textiles.curtains: ستاره|ستائر
textiles.rugs: سجاد|سجاده
textiles.prayer-mats: سجاده صلاه|سجادات صلاه
furniture.sofas: كنب|كنبه|ركنه|انتريه
furniture.tables: طاوله|ترابيزه
furniture.chairs: كرسي
furniture.beds: سرير
furniture.wardrobes: دولاب
decor.mirrors: مرايا|مرايه
decor.candles: شمعه|شموع
bedding.mattresses: مرتبه|مراتب
furniture.shoe-racks: جزامه
furniture.dressing-tables: تسريحه
appliances.kitchen.microwaves: ميكروويف
appliances.kitchen.kettles: غلايه|كاتل
garden.plants: نباتات|صبار
[food]
baked.cakes: كيك|كيكه|تورته
sweets: حلويات|حلي
baked.cookies: بسكوت|كوكيز|الكوكيز
groceries.dates: تمر|تمور
groceries.honey: عسل
drinks.coffee: قهوه
meals: اكل بيتي
baked.brownies: براوني|براونيز
baked.cupcakes: كب كيك|كبكيك
baked.doughnuts: دونات
sweets.desserts: تشيز كيك|تيراميسو|سينابون
meals.fast-food: برجر|برغر|بيتزا|شاورما
fresh.fruit: مانجو|مانجا|فواكه
snacks.nuts: مكسرات
groceries.oils: زيت زيتون
groceries.dairy: جبنه|سمن بلدي
groceries.pickles: مخلل|مخللات
[toys]
.: لعبه|العاب
plush: دبدوب|دباديب
[sports]
bicycles: دراجه|عجله
[books]
books: كتاب
[gifts]
flowers: ورد|بوكيه|ورود
.: هديه|هدايا
gift-sets: بوكس هدايا
[vehicles]
tyres: كاوتش
[pets]
food: اكل قطط|طعام قطط|دراي فود
[baby]
strollers: عربيه اطفال|عربه اطفال
diapers: حفاضات|حفايظ|حفاظات
"""

PERSIAN = """
[apparel]
clothing.dresses: پیراهن زنانه
shoes: کفش
bags: کیف
clothing.bottoms.trousers: شلوار زنانه
clothing.outerwear.coats: مانتو
"""
