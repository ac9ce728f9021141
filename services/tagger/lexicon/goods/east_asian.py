"""Goods in Chinese, Japanese and Korean. The head of a name is its last noun."""

CHINESE = """
[apparel]
clothing: 衣服|服装|女装|男装
clothing.dresses: 连衣裙|裙子|洋裝|連身裙|连衣长裙
clothing.tops: 上衣
clothing.tops.shirts: 衬衫|襯衫
clothing.tops.t-shirts: T恤|t恤
clothing.tops.hoodies: 卫衣
clothing.tops.knitwear.sweaters: 毛衣|针织衫
clothing.bottoms.trousers: 裤|裤子|长裤|阔腿裤
clothing.bottoms.jeans: 牛仔裤
clothing.bottoms.shorts: 短裤
clothing.bottoms.skirts: 裙|半身裙|短裙
clothing.outerwear.jackets: 外套|夹克|羽绒服
clothing.outerwear.coats: 大衣|风衣
clothing.sets: 套装
clothing.sleepwear: 睡衣
clothing.underwear: 内衣
clothing.underwear.socks: 袜子|袜
shoes: 鞋|鞋子
shoes.sneakers: 运动鞋|球鞋|小白鞋|板鞋
shoes.heels: 高跟鞋
shoes.sandals: 凉鞋
shoes.slippers: 拖鞋
shoes.boots: 靴子|短靴|靴
bags: 包包
bags.handbags: 手提包|女包
bags.backpacks: 双肩包|背包
bags.totes: 托特包
bags.wallets: 钱包
jewellery: 饰品
jewellery.necklaces: 项链
jewellery.earrings: 耳环|耳钉
jewellery.rings: 戒指
jewellery.bracelets: 手链
watches: 手表
accessories.hats: 帽|帽子
accessories.scarves: 围巾
bags.crossbody: 斜挎包|单肩包
accessories.umbrellas: 雨伞
[beauty]
makeup.lips: 口红|唇釉|唇膏
skincare.masks: 面膜
skincare.creams: 面霜
fragrance.perfumes: 香水
hair.shampoo: 洗发水
bath.soaps: 香皂|手工皂
[electronics]
phones.smartphones: 手机
phones.accessories.cases: 手机壳
audio.earphones: 耳机
phones.accessories.chargers: 充电|充电器
[home]
bedding.duvets: 被子|羽绒被
bedding.pillows: 枕|枕头
bedding.sheets: 床单|四件套
textiles.towels: 毛巾
kitchen.tableware.cups: 杯子|水杯|马克杯|茶杯
kitchen.cookware.pots: 锅
kitchen.tableware.bowls: 碗
lighting.lamps: 台灯
furniture.sofas: 沙发
furniture.tables: 桌|桌子|茶几
furniture.chairs: 椅|椅子
kitchen.bottles: 保温杯
garden.plants: 多肉|绿植
appliances.kitchen.kettles: 热水壶|电热水壶|烧水壶
decor.vases: 花瓶
[food]
baked.cakes: 蛋糕
baked.cookies: 饼干
drinks.tea: 茶叶|新茶|龙井|绿茶|红茶|普洱|铁观音|乌龙茶|白茶
drinks.coffee: 咖啡
groceries.honey: 蜂蜜
snacks: 零食|辣条
snacks.nuts: 坚果|核桃|腰果
fresh.fruit: 水果|苹果|橙子|草莓|荔枝|榴莲
groceries.grains: 大米
[toys]
.: 玩具
[gifts]
flowers: 鲜花
[books]
books: 书籍|图书
[pets]
food: 猫粮|狗粮
"""

JAPANESE = """
[apparel]
clothing.dresses: ワンピース|ドレス
clothing.tops: トップス
clothing.tops.blouses: ブラウス
clothing.tops.shirts: シャツ
clothing.tops.t-shirts: Tシャツ|tシャツ
clothing.tops.hoodies: パーカー|スウェット
clothing.tops.knitwear: ニット
clothing.tops.knitwear.sweaters: セーター
clothing.bottoms.trousers: パンツ
clothing.bottoms.jeans: デニムパンツ|ジーンズ
clothing.bottoms.skirts: スカート
clothing.outerwear.jackets: ダウンジャケット|ブルゾン|ジャケット
clothing.outerwear.coats: コート
clothing.sets: セットアップ
clothing.sleepwear.pyjamas: パジャマ
clothing.underwear.socks: 靴下
clothing.traditional.kimonos: 着物|浴衣
shoes: 靴
shoes.sneakers: スニーカー
shoes.heels: パンプス
shoes.sandals: サンダル
shoes.boots: レザーブーツ|ショートブーツ|ロングブーツ|ブーツ
bags: バッグ
bags.totes: トート|トートバッグ
bags.backpacks: リュック
bags.wallets: 財布
jewellery: アクセサリー
jewellery.necklaces: ネックレス
jewellery.earrings: ピアス|イヤリング
jewellery.rings: リング|指輪
jewellery.bracelets: ブレスレット
watches: 時計|腕時計
accessories.hats: 帽子
accessories.scarves: マフラー|ストール
shoes.loafers: ローファー
bags.crossbody: ショルダーバッグ|斜めがけバッグ
bags.handbags: ハンドバッグ
clothing.tops.knitwear.cardigans: カーディガン
shoes.kids: ベビー靴|キッズシューズ|子供靴
accessories.umbrellas: 日傘
[beauty]
makeup.lips: リップ
skincare.creams: クリーム
bath.soaps: 石鹸|石けん
hair.shampoo: シャンプー
[electronics]
phones.accessories.cases: スマホケース|ケース
audio.earphones: イヤホン
[home]
kitchen.tableware.cups: カップ|マグ|マグカップ|湯呑み
kitchen.tableware.plates: 皿|豆皿|小皿|お皿|プレート皿
kitchen.cookware.pots: 鍋
textiles.towels: タオル
textiles.cushions: クッション
furniture.sofas: ソファ
furniture.tables: テーブル
furniture.chairs: 椅子
lighting.lamps: ランプ|テーブルランプ
decor.candles: キャンドル
kitchen.tableware.bowls: お茶碗|どんぶり
garden.plants: 観葉植物|多肉植物
decor.vases: 花瓶|一輪挿し
[food]
baked.cakes: ケーキ
baked.cookies: クッキー
drinks.coffee: コーヒー
drinks.tea: お茶
groceries.honey: はちみつ
fresh.fruit: りんご|みかん|いちご
groceries.grains: お米|新米
sweets.traditional: 和菓子|大福
[toys]
.: おもちゃ
plush: ぬいぐるみ
[gifts]
flowers: 花束
[pets]
food: キャットフード|ドッグフード
"""

KOREAN = """
[apparel]
clothing.dresses: 원피스|드레스
clothing.tops.shirts: 셔츠
clothing.tops.t-shirts: 티셔츠
clothing.tops.blouses: 블라우스
clothing.tops.hoodies: 후드티|맨투맨
clothing.tops.knitwear.sweaters: 니트|스웨터
clothing.bottoms.trousers: 바지|슬랙스
clothing.bottoms.jeans: 청바지
clothing.bottoms.skirts: 치마|스커트
clothing.outerwear.jackets: 자켓|재킷|패딩
clothing.outerwear.coats: 코트
clothing.traditional.hanboks: 한복
shoes: 신발
shoes.sneakers: 운동화|스니커즈
shoes.heels: 하이힐|힐
shoes.formal: 구두
shoes.sandals: 샌들
shoes.slippers: 슬리퍼
shoes.boots: 부츠
shoes.loafers: 로퍼
bags: 가방
bags.wallets: 지갑
jewellery.earrings: 귀걸이
jewellery.necklaces: 목걸이
jewellery.rings: 반지
watches: 시계
accessories.hats: 모자
[electronics]
phones.accessories.cases: 폰케이스|케이스
audio.earphones: 이어폰
"""
