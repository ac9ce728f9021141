"""What joins sizes to lists and ranges, and what tells them from measures and amounts."""

JOINED_UNSPACED = "码|号|碼|號|サイズ|至|到|から|ถึง|사이즈|호"
"""May stand right behind a size, though they are letters."""

TO = (
    "to|thru|through|till|until|up to|a|à|al|ao|au|ate|hasta|bis|sampai|sampe|s/d|sd|hingga|hadi|mpaka|den|"
    "toi|t/m|tot(?: en met)?|تا|do|до|az|εως|ως|hanggang|ila|se|से|থেকে|إلى|الي|لحد|ل|حتي"
)
"""Between the two ends of a range of sizes, where words are spaced."""

RANGE_TO_SIZE = "size|the|talla|eu|uk|us"

TO_UNSPACED = "ถึง|から|至|到|より"

AND_BEHIND_COMMA = "and|&|y|e|et|und|dan|ve|va|or|size"

AND = "and|&|y|e|et|und|dan|ve|va|or|o|ou|oder|atau|na|at|و|और|ও|x"
"""Between two sizes of a list."""

AND_UNSPACED = "และ|和|と"

UNITS = (
    r"cm|mm|inci|m\b|kg|kgs|g\b|gm|ml|l\b(?=\d)|gb|tb|%|inch|inches|in\b|\"(?![a-z])|''|x[ ]?\d|k\b|rb\b|"
    r"days?|hari|hours?|weeks?|pcs|pc\b|pieces|/-|/=|[.,]-(?!\d)|°|yards?|mtrs?|bulan|tahun|นิ้ว|ซม|سم|كيلو|"
    r"كجم|watts?|w\b|mah|mp|hz|km|lbs?|oz|dias|jours|tage|werktage|gun\b|ngay|วัน|ايام|siku|sqft|tablets?|"
    r"min\b|hrs?|am\b|pm\b|thousand|ribu|jt|juta|tr\b|trieu"
)
"""A number before one of these is not a size."""

CURRENCIES = (
    "tl|rs|usd|aed|ksh|kes|ugx|tsh|bob|dh|dhs|sar|naira|cedis|ghs|euros?|eur|gbp|pounds|baht|taka|tk|rupees|"
    "pkr|inr|php|pesos|reais|f?cfa|fcfa|shillings?|kd|bd|rm|rp|vnd|egp|le|soles|bolivares"
)
"""A number before one of these is an amount, unless another number follows it."""

CURRENCIES_UNSPACED = "บาท|টাকা|ريال|درهم|جنيه|دينار|円|元"

MEASURED_AT = "chest|waist|bust"

CURRENCIES_SHORT = "mad|dt|da|ft|f|р|kc|dhs?"
"""Behind a number whose thousands are parted by spaces."""

DASH = "-|~|to|a|bis|sampai|hingga|den|ถึง|到|至|から"
"""Between two numbers with a unit: 45-70 kg."""

PHYSICAL = (
    r"kgs?|kilos?|lbs?|cm|mm|g|gr|gms?|ml|inch(?:es)?|in|inci|\"|tahun|bulan|hari|days?|weeks?|hours?|siku|"
    "ngay|gun|dias|jours|tage|ký|ky|can|кг|см|كيلو|كجم|سم|กก|กิโล|โล|斤|公斤|キロ|キログラム|kg"
)
"""Weights, lengths, ages and times."""

TO_QUOTED = (
    "-|→|to|till|until|up ?to|a|ate|ao|al|au|bis|s/d|sd|sampai|smpai|hingga|hasta|mpaka|den|ถึง|الي|لحد|ل|से|থেকে|から"
)
"""The same as `TO` and `TO_UNSPACED`, in the words that a model quotes."""

RUPEES = r"rs\.?|inr|pkr"
"""Before a number with an L behind it: lakhs, not a size."""

CURRENCIES_OF_TAGS = "k|rb|rs|usd|tk|pesos"
"""Behind a number that is a price, not a measure of the letter size before it."""

CURRENCIES_OF_NUMBERS = "eur|euros?|tl|zl|kr|lei|din|dh|dt|ft|kc"
"""Behind a number that is a price, unless another number follows it."""

CURRENCIES_BEFORE = "usd?|cad?|aud?|eur|gbp|ghs|kes|ksh|ngn|zar|php|rs|rm|n|r"
"""Before a number that is a price."""

UNITS_OF_RANGES = r"cm|in|inch(?:es)?|kg|\""
"""Behind the measures of a letter size."""
