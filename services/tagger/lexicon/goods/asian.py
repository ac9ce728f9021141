"""Goods in Vietnamese, Thai, Lao, Khmer and Burmese. The head of a name is its first noun."""

VIETNAMESE_GOODS = """
[apparel]
clothing: quan ao|do nu
clothing.dresses: vay|dam|vay dam|vay hoa|dam maxi
clothing.dresses.evening: dam da hoi|vay da hoi|dam du tiec
clothing.tops: ao|ao kieu
clothing.tops.shirts: ao so mi
clothing.tops.t-shirts: ao thun|ao phong
clothing.tops.polo-shirts: ao polo
clothing.tops.tank-tops: ao hai day|ao ba lo
clothing.tops.knitwear.sweaters: ao len
clothing.tops.hoodies: ao hoodie
clothing.bottoms.trousers: quan|quan tay|quan suong|quan au
clothing.bottoms.jeans: quan jean|quan jeans|quan bo
clothing.bottoms.shorts: quan dui|quan short|quan soc
clothing.bottoms.skirts: chan vay
clothing.bottoms.leggings: quan legging
clothing.suits: vest nam|bo vest
clothing.outerwear.jackets: ao khoac
clothing.sets: bo do|do bo|bo quan ao|set do|set bo
clothing.sleepwear.pyjamas: do ngu|bo pijama
clothing.underwear: do lot|do lot nu
clothing.underwear.bras: ao lot|ao nguc
clothing.swimwear: do boi
clothing.traditional.ao-dai: ao dai
clothing.traditional: yem
clothing.kids: do tre em|quan ao tre em
shoes: giay|giay dep
shoes.heels: giay sandal cao got|sandal cao got|giay got|giay cao got|guoc|cao got
shoes.sandals: dep sandal|sandal nu|dep quai hau|sandal
shoes.slippers: dep|dep le|dep quai ngang
shoes.sneakers: giay the thao|giay sneaker
shoes.boots: giay boot
bags.handbags: tui xach|tui
bags.crossbody: tui deo cheo
bags.backpacks: balo
bags.wallets: vi da|vi nam|vi nu
jewellery: trang suc|phu kien trang suc
jewellery.bracelets: vong tay|vong|lac tay
jewellery.necklaces: day chuyen
jewellery.earrings: bong tai|bong
jewellery.rings: nhan vang|nhan bac|nhan doi|nhan cuoi|nhan kim cuong|chiec nhan
watches: dong ho
accessories: phu kien
accessories.hats: non|mu
accessories.hats.caps: mu luoi trai
accessories.belts: that lung
accessories.scarves: khan
accessories.sunglasses: kinh ram
accessories.glasses: kinh|mat kinh
shoes.flats: giay bup be|giay bet
shoes.loafers: giay luoi
clothing.modest.prayer-wear: ao lam
clothing.outerwear.raincoats: ao mua
clothing.underwear.socks: tat chan|doi tat|vo chan
bags.suitcases: vali
bags.school-bags: cap hoc sinh|balo hoc sinh
accessories.umbrellas: o gap|du che mua
[beauty]
hair: hair toc
makeup.lips: son|son moi|son li|son duong
makeup.powder: phan phu|phan
skincare.creams: kem duong|kem|kem duong da
skincare.sunscreens: kem chong nang
skincare.cleansers: sua rua mat|nuoc tay trang|tay trang
skincare.masks: mat na
skincare.lotions: tinh dau
fragrance.perfumes: nuoc hoa
hair.shampoo: dau goi|dau goi dau
hair.conditioner: dau xa
hair.dye: thuoc nhuom toc
bath.soaps: xa phong|xa bong
bath: sua tam
skincare.toners: nuoc hoa hong
skincare.scrubs: tay te bao chet
nails.polish: son mong tay|nuoc son mong
[electronics]
phones.smartphones: dien thoai
phones.accessories.cases: op lung|op
phones.accessories.chargers: sac du phong|cu sac|cuc sac|cu sac nhanh
audio.earphones: tai nghe
audio.speakers: loa
computers: may tinh
smartwatches: dong ho thong minh
computers.laptops: laptop
tv.televisions: tivi
audio.headphones: tai nghe chup tai
[home]
appliances.kitchen.air-fryers: noi chien khong dau
appliances.kitchen.rice-cookers: noi com dien
appliances.fans: quat
appliances.kitchen.blenders: may xay sinh to|may xay
kitchen.cookware.pots: noi
kitchen.cookware.pans: chao
kitchen.tableware.glasses: ly|coc
kitchen.tableware.bowls: chen
kitchen.tableware.plates: dia
kitchen.bottles: binh giu nhiet|binh|binh nuoc
bedding.sheets: chan ga|ga giuong|ga trai giuong
bedding.blankets: chan
bedding.pillows: goi
bedding.mattresses: nem
textiles.curtains: rem
textiles.rugs: tham
furniture.tables: ban
furniture.chairs: ghe|ghe luoi
furniture.sofas: sofa
furniture.cabinets: tu
furniture.shelves: ke|ke sach|ke go
furniture.beds: giuong
lighting.lamps: den ngu|den ban
lighting: den
decor.mirrors: guong
decor.wall-art: tranh
appliances.kitchen.fridges: tu lanh
appliances.kitchen.microwaves: lo vi song
appliances.kitchen.ovens: lo nuong
appliances.kitchen.kettles: am dun nuoc|am sieu toc
appliances.kitchen.juicers: may ep
appliances.washing-machines: may giat
appliances.irons: ban ui|ban la
appliances.vacuum-cleaners: may hut bui
appliances.air-conditioners: dieu hoa|may lanh
appliances.sewing-machines: may may gia dinh
kitchen.knives: dao bep
kitchen.lunch-boxes: hop com|hop com giu nhiet
bedding.pillowcases: vo goi|ao goi
storage.boxes: hop dung do|thung dung do
furniture.wardrobes: tu quan ao
furniture.shoe-racks: tu giay|ke giay|ke dep
garden.plants: cay canh|sen da|cay giong
garden.planters: chau cay|chau hoa
cleaning.mops: cay lau nha|choi quet nha
textiles.towels: khan tam|khan mat
[food]
baked: banh
baked.cakes: banh kem|banh sinh nhat
baked.cookies: banh quy
snacks: do an vat|banh trang
snacks.dried: kho bo|kho ga|muc kho|muc rim|trai cay say
sweets.candy: keo
groceries.honey: mat ong
groceries.sauces: nuoc mam
groceries.dairy: bo
snacks.finger-food: cha gio
fresh.meat: cha|thit bo|thit heo|ga ta|gio cha
fresh.fruit: trai cay|xoai|sau rieng|cam sanh|bo sap
drinks.tea: tra
drinks.coffee: ca phe
groceries.pickles: dua mon|kim chi|dua chua
groceries.spices: gia vi|muoi tom|sate tom
groceries.oils: dau an|dau dua
groceries.grains: gao|gao st25
snacks.nuts: hat dieu|hat dinh duong
snacks.crisps: bim bim|snack khoai tay
meals.noodles: pho|bun bo|mi tom
sweets.desserts: che buoi|che thai|rau cau
fresh.fish: hai san|tom su|tom hum
fresh.vegetables: rau sach|rau cu
[toys]
.: do choi
plush: gau bong|thu bong
blocks: do choi lap rap|lego
[books]
books: sach
notebooks: so tay|vo ghi
[sports]
bicycles: xe dap
fitness.mats: tham yoga|tham tap
[vehicles]
motorcycles: xe may
.: xe
helmets: mu bao hiem|non bao hiem
tyres: lop xe|vo xe
[gifts]
.: qua|qua tang
flowers: hoa|bo hoa
[baby]
diapers: bim|ta dan|ta quan
strollers: xe day em be|xe day
[pets]
food: thuc an cho meo|thuc an cho cho|hat cho meo
litter: cat ve sinh|cat meo
[tools]
power-tools: may khoan
"""

SPELT_VIETNAMESE = (
    "váy|đầm|áo|quần|giày|giầy|dép|guốc|nón|mũ|khăn|kính|vòng|bông|túi|son|phấn|kem|loa|nồi|chảo|ly|cốc|chén|đĩa|bình|chăn|"
    "gối|nệm|rèm|thảm|bàn|ghế|tủ|kệ|giường|đèn|gương|tranh|bánh|kẹo|bơ|chả|trà|sách|xe|hoa|quà|quạt|yếm|ốp|nữ|nam|trắng|đen|đỏ|"
    "hồng|nâu|vàng|tím|lụa|gỗ|bạc|đũi|ren|voan|cũ|tết|cưới|dui"
)
"""Short words with their accents: without these they are others, such as "kẻo" (lest) for "kẹo" (sweets)."""

THAI = """
[apparel]
clothing: เสื้อผ้า|ชุด
clothing.dresses: เดรส|ชุดเดรส|เดรสยาว|แซก
clothing.dresses.evening: ชุดราตรี
clothing.dresses.wedding: ชุดแต่งงาน
clothing.tops: เสื้อ
clothing.tops.shirts: เสื้อเชิ้ต|เชิ้ต
clothing.tops.t-shirts: เสื้อยืด
clothing.tops.polo-shirts: เสื้อโปโล
clothing.tops.tank-tops: เสื้อกล้าม|สายเดี่ยว
clothing.tops.crop-tops: เสื้อครอป
clothing.tops.hoodies: ฮู้ด
clothing.tops.knitwear.sweaters: เสื้อไหมพรม|สเวตเตอร์
clothing.tops.knitwear.cardigans: คาร์ดิแกน
clothing.bottoms.trousers: กางเกง
clothing.bottoms.jeans: ยีนส์|กางเกงยีนส์
clothing.bottoms.shorts: กางเกงขาสั้น
clothing.bottoms.skirts: กระโปรง
clothing.bottoms.leggings: เลกกิ้ง
clothing.outerwear.jackets: แจ็คเก็ต|เสื้อแจ็คเก็ต|แจ็กเก็ต
clothing.outerwear.coats: เสื้อโค้ท
clothing.sets: ชุดเซ็ท|เซ็ท 2 ชิ้น
clothing.sleepwear: ชุดนอน
clothing.underwear.bras: บรา|เสื้อใน
clothing.underwear.panties: กางเกงใน
clothing.underwear.socks: ถุงเท้า
clothing.swimwear: ชุดว่ายน้ำ
clothing.kids: ชุดเด็ก
shoes: รองเท้า
shoes.sneakers: รองเท้าผ้าใบ|ผ้าใบ
shoes.heels: ส้นสูง|รองเท้าส้นสูง
shoes.slippers: รองเท้าแตะ
shoes.boots: รองเท้าบูท
bags: กระเป๋า
bags.wallets: กระเป๋าสตางค์|กระเป๋าเงิน
bags.backpacks: กระเป๋าเป้|เป้
bags.totes: กระเป๋าผ้า
bags.laptop-bags: กระเป๋าโน้ตบุ๊ค|กระเป๋าแล็ปท็อป
bags.suitcases: กระเป๋าเดินทาง
jewellery: เครื่องประดับ
jewellery.chains: สร้อย
jewellery.necklaces: สร้อยคอ
jewellery.rings: แหวน
jewellery.earrings: ต่างหู
jewellery.bracelets: กำไล|สร้อยข้อมือ
watches: นาฬิกา
accessories.scarves: ผ้าพันคอ
accessories.hats: หมวก
accessories.belts: เข็มขัด
accessories.glasses: แว่น|แว่นตา
accessories.sunglasses: แว่นกันแดด
accessories.umbrellas: ร่ม
clothing.outerwear.raincoats: เสื้อกันฝน
shoes.sandals: รองเท้ารัดส้น|รองเท้าแตะรัดส้น
[beauty]
makeup.lips: ลิป|ลิปสติก
makeup.foundation: คุชชั่น|รองพื้น
skincare.creams: ครีม
skincare.serums: เซรั่ม
skincare.sunscreens: กันแดด|ครีมกันแดด
hair.shampoo: แชมพู|ยาสระผม
fragrance.perfumes: น้ำหอม
bath.soaps: สบู่
hair.conditioner: ครีมนวดผม|ทรีทเม้นท์ผม
nails.polish: ยาทาเล็บ|สีทาเล็บ
bath.deodorants: โรลออน
[electronics]
phones.smartphones: โทรศัพท์|มือถือ|ไอโฟน
phones.accessories.cases: เคส|เคสไอโฟน|เคสมือถือ|เคสโทรศัพท์
phones.accessories.power-banks: พาวเวอร์แบงค์
audio.earphones: หูฟัง
audio.speakers: ลำโพง
[home]
appliances.fans: พัดลม
appliances.kitchen.air-fryers: หม้อทอดไร้น้ำมัน
appliances.kitchen.rice-cookers: หม้อหุงข้าว
kitchen.cookware.pots: หม้อ|หม้อสแตนเลส
kitchen.cookware.pans: กระทะ
kitchen.tableware.glasses: แก้ว
kitchen.tableware.plates: จาน
kitchen.bottles: แก้วเก็บความเย็น|กระติกน้ำ|ขวดน้ำ|กระบอกน้ำ
bedding.sheets: ผ้าปู|ผ้าปูที่นอน|ชุดผ้าปูที่นอน
bedding.blankets: ผ้าห่ม
bedding.pillows: หมอน
textiles.curtains: ผ้าม่าน
textiles.rugs: พรม
furniture.tables: โต๊ะ
furniture.chairs: เก้าอี้
furniture.sofas: โซฟา
furniture.beds: เตียง
furniture.cabinets: ตู้
lighting.lamps: โคมไฟ|ไฟโซล่าเซลล์|โคมไฟโซล่าเซลล์
storage.boxes: กล่อง|กล่องเก็บของ|กล่องพลาสติก
garden.plants: ต้นไม้|ไม้ประดับ|แคคตัส
appliances.kitchen.kettles: กาต้มน้ำ|กาน้ำร้อน
appliances.kitchen.fridges: ตู้เย็น
appliances.irons: เตารีด
appliances.washing-machines: เครื่องซักผ้า
appliances.air-conditioners: เครื่องปรับอากาศ
bedding.mosquito-nets: มุ้ง
garden.planters: กระถาง
cleaning.mops: ไม้ถูพื้น|ไม้กวาด
[food]
snacks: ขนม
baked.cakes: เค้ก
baked.cookies: คุกกี้
groceries.sauces: น้ำพริก|น้ำปลา|ซอสพริก
drinks.coffee: กาแฟ|เมล็ดกาแฟ|กาแฟคั่ว
drinks.tea: ชา
fresh.vegetables: ผัก
fresh.fruit: ผลไม้|ทุเรียน|มะม่วง|มะม่วงน้ำดอกไม้|ลำไย|มังคุด
groceries.pickles: มะม่วงดอง|มะม่วงแช่อิ่ม|ผลไม้ดอง|ผักดอง|ของดอง
groceries.grains: ข้าวสาร|ข้าวหอมมะลิ
groceries.honey: น้ำผึ้ง
snacks.dried: หมูแดดเดียว|หมูฝอย|ปลาหมึกแห้ง|เนื้อแดดเดียว|หมูสวรรค์
snacks.crisps: มันฝรั่งทอด|ข้าวเกรียบ|แคปหมู|กล้วยฉาบ
fresh.fish: กุ้ง|ปลาหมึก|อาหารทะเล
sweets.desserts: ขนมหวาน|พุดดิ้ง
baked.brownies: บราวนี่
[toys]
.: ของเล่น
dolls: ตุ๊กตา
plush: ตุ๊กตาหมี
[gifts]
flowers: ดอกไม้|ช่อดอกไม้
[books]
books: หนังสือ
[pets]
food: อาหารแมว|อาหารหมา|อาหารสุนัข|ขนมแมว|แมวเลีย
litter: ทรายแมว
beds: ที่นอนแมว|ที่นอนหมา|ที่นอนสุนัข
leashes: ปลอกคอ|สายจูง
[vehicles]
helmets: หมวกกันน็อค
tyres: ยางรถยนต์
[baby]
diapers: ผ้าอ้อม|แพมเพิส
strollers: รถเข็นเด็ก
"""

MAINLAND = """
[apparel]
shoes: ເກີບ|ស្បែកជើង|ဖိနပ်
clothing.bottoms.trousers: ໂສ້ງ|ខោ|ဘောင်းဘီ
clothing: ເສື້ອຜ້າ|សម្លៀកបំពាក់|အဝတ်အစား
clothing.tops: ເສື້ອ|អាវ|အင်္ကျီ
bags: ກະເປົາ|កាបូប|အိတ်
"""
