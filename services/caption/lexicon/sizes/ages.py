"""Words of ages."""

YEARS = (
    r"y|yr|yrs|year|years|yo|y/o|t|th|thn|tahun|taon|anos|ans|jahre?n?|yas|yasinda|tuoi|miaka|sal|saal|year old"
    r"|years old|anni|lat|ขวบ|ปี|سنوات|سنه|سنين|عام|اعوام|साल|वर्ष|বছর|سال|歳|岁|才|세|лет"
)

MONTHS = (
    r"m|mo|mos|mth|mths|mnth|mnths|month|months|bulan|bln|buwan|meses|mes|mois|monate?n?|ay|aylik|thang|miezi|เดือน"
    r"|شهر|اشهر|شهور|महीने|মাস|ماه|ヶ月|か月|个月|個月|개월|мес"
)

TO = "-|~|to|a|bis|sampai|s/d|sd|hingga|hadi|al|ate|den|ถึง|الي|ل|/"
"""Between the two ages of a band."""

UNITS_BETWEEN = "y(?:rs?)?|m|th|t"
"""Behind a band when another follows."""

AND = "and|y|e|et|und|dan|ve"

YEARS_UNSPACED = "ขวบ|ปี|歳|岁|साल|বছর"

MONTHS_UNSPACED = "เดือน|ヶ月|か月|个月|महीने|মাস"

AND_AGE = "y|e|et|and|und|dan|ve"

AGE = (
    "ages?|aged|age group|usia|umur|edad(?:es)?|idades?|age de|alter|yas|do tuoi|miaka|umri wa miaka|umri|"
    "umr|العمر|عمر|الاعمار|اعمار|للاعمار|อายุ|年齢|年龄|उम्र|বয়স"
)
"""Before an age."""

AGE_OF = "from|de|dari|group|من|of"

AGE_STEMS = "[ -]?age|usia|umu|umr|edad|idade|alter|yas|tuoi|miaka|عمر|عمار|อายุ|年齢|年龄|उम्र|বয়স"
"""No word of `AGE` lacks all of these."""

NOT_AGES = (
    r"warranty|garansi|waranti|garanti|guarantee|experience|delivery|shipping|arriv|return|eta\b|installment|"
    "instalment|cicil|wait|ส่ง|ประกัน|ضمان|توصيل|الشحن|battery|lasts?|shelf|expire|pregnan|bao hanh|"
    r"livraison|lieferzeit|envio|entrega|kargo|vade|proses|pre ?order|مده|old\b(?! size)|balance|payment|plan|"
    "umri wa|experience|course"
)
"""Near a number of years or months: a guarantee, a delivery, an instalment."""
