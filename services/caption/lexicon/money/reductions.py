"""Words of reductions and rises: which of two prices holds."""

AT = "at|for"
"""Before the price of one variant."""

OR = "or|o|ou|oder"
"""Between the same price in two currencies."""

DOWN_TO = (
    "to|a|por|para|ke|jadi|auf|per|hadi|down to|สู่|เหลือ|الي|xuong(?: con)?|con|na lang|nalang|now|now only|"
    "→|-|au|na|voor|naar|till|til|do|до|на|pa|kuja"
)
"""Between the price before and the price after it."""

ONLY = "only|just|so|solo|apenas|somente|nur|chi|seulement|cuma"

FROM = "de|from|dari|von|mula|da|kutoka|tu|od|desde|du|van|fran|fra|ze?|из|с|со|з|із|จาก|من|se"
"""Before the first of two prices."""

USUAL = (
    "asal|normal|normally|regular|reg|orig|original|retails?|list|store|shop|usual|usually|value|worth|"
    "market|full|de|norm|gia hang|gia goc|pvp|uvp|np|neupreis|antes|avant|statt|before|was|shops?|stores?|"
    "elsewhere|new|neu|neuf|nuevo|novo|baru|bnew|bought|mrp|rrp"
)
"""In brackets behind a price: what it usually is, or elsewhere."""

USUAL_IS = "price|at|for|is"

FROM_SUFFIXES = "den|dan|ten|tan|se"
"""Behind the first of two prices: 500 TL'den 300 TL'ye, 500 se 300."""

NO = "nao|no|non|nein|nope|tidak|bukan|hindi|hayir|khong|hapana"
"""Denies the price before it: 350?? NÃO! só 199."""

NO_ONLY = "so|solo|only|just|apenas|nur|cuma|hanya|seulement|sadece|lang|chi|tu|now|hoje|jetzt|sekarang"

INSTEAD = "from|instead|dari|de"

RISES_FROM = (
    r"pasa(?:n|ron)? de|paso de|sub\w+ de|aument\w+ de|passou de|passe(?:nt)? de|naik dari|dari|"
    "(?:up|increased|raised|went|moved|goes|changed|rise[ns]?) from|steigt von|von|tang tu|kutoka|umepanda|"
    "naik|رفع|ارتفع من"
)
"""Before the first of two prices, of which the second is higher."""

RISES = (
    "price (?:don |has |have |had |just |now )?(?:move|moved|rise|risen|rose|jump|jumped|climb"
    "|climbed|went up|gone up|go up|increased?|changed|up)|"
    "prices? (?:increase|hike|change|adjustment|rise)|increase in price|new price from|"
    "don (?:rise|move|cost|climb|go up|increase)|imepanda|zimepanda|kupanda|panda kutoka|"
    r"bei (?:mpya )?kutoka|naik harga|harga (?:\w+ )?naik|kenaikan|naik jadi|naik|subio|subieron|suben?|"
    r"aument\w{1,6}|alza|incremento|reajuste|subiu|subiram|augment\w{1,6}|hausse|erhoh\w{1,5}|teurer|"
    "gestiegen|zamlandi|zam|yukseldi|artti|tang gia|len gia|tang|tumaas|nagtaas|taas presyo|mahal na|"
    r"barh gay[aie]|barh gya|badh gay[aie]|badh gya|mehnga|mehenga|bere geche|bereche|wzros\w{1,3}|podwyzk\w|"
    r"podrozal\w|aumentato|rincaro|gestegen|verhoogd|crescut|scumpit|подорожал\w?|повышение|выросл\w|"
    r"подорожчал\w?|ta kara|ti gbe owo|ya tashi|yongezeka|yalinnye|linnye|gone up|went up|goes up|go up|risen|"
    "hiked?|zad|zadet|ghlet|ghla"
)
"""Say that a price has risen."""

RISES_UNSPACED = (
    "ขึ้นราคา|ปรับราคา|ราคาขึ้น|ارتفع|ارتفعت|زاد السعر|زادت|غلي|غلا|رفعنا|رفع السعر|बढ़ गय[ाीे]|बढ़ा|महंगा|"
    "বেড়ে|বেড়েছে|বাড়ল|涨价|漲價|涨到|漲到|値上げ|値上がり|인상|올랐"
)

REDUCED_BY = (
    "off(?![a-z]|[ -](?:(?:the[ -])?shoulder|white))|cheaper|less(?! than)|billiger|gunstiger|moins cher|"
    "mas barat[oa]|mais barat[oa]|goedkoper|billigare|lebih murah|taniej|дешевле|ucuz|オフ|引き|割引|立减|"
    "お得|おトク"
)
"""Behind an amount: what a price is reduced by."""

AND_UP = (
    "(?:and|&|n) (?:above|up)|upwards?|or more|ke atas|keatas|pataas|y mas|en adelante|ou mais|et plus|"
    "und mehr|ve uzeri|uzeri|ustu|tro len|ขึ้นไป|以上|فما فوق|وما فوق|na zaidi|से शुरू|se shuru|থেকে শুরু"
)
"""Behind the lowest of several prices."""

REDUCED_STILL = "giam|sale|km|chiet khau"
"""Vietnamese: what is left of a price behind one of these and "con"."""

FROM_BEFORE = "de|dari|dr|von"
"""Before the price before, when the price after it follows: de 199 por 149."""

REDUCED_TO = "por|por so|por apenas|jadi|menjadi|auf"
