"""Currency markers and number words.

A marker's value is the codes that it can mean, separated by spaces; more than one needs a place to settle it, and
none ("$") is never settled. Keys are as written in `Text.low`, except the cased ones.
"""

SYMBOLS: dict[str, str] = {
    "₦": "NGN", "₵": "GHS", "gh₵": "GHS", "gh¢": "GHS", "¢": "GHS", "₱": "PHP", "₫": "VND", "฿": "THB", "₹": "INR",
    "€": "EUR", "£": "GBP", "₺": "TRY", "₩": "KRW", "৳": "BDT", "₽": "RUB", "₴": "UAH", "₪": "ILS", "₡": "CRC",
    "₸": "KZT", "₼": "AZN", "₾": "GEL", "֏": "AMD", "₲": "PYG", "₭": "LAK", "៛": "KHR", "₮": "MNT", "e£": "EGP",
    "¥": "JPY CNY", "円": "JPY", "元": "CNY TWD", "块": "CNY", "人民币": "CNY", "원": "KRW",
    "r$": "BRL", "us$": "USD", "u$s": "USD", "u$d": "USD", "usd$": "USD", "$usd": "USD", "mx$": "MXN", "mex$": "MXN",
    "a$": "AUD", "au$": "AUD", "aud$": "AUD", "c$": "CAD", "ca$": "CAD", "cad$": "CAD", "cdn$": "CAD", "nz$": "NZD",
    "s$": "SGD", "sg$": "SGD", "hk$": "HKD", "nt$": "TWD", "z$": "ZWL", "cop$": "COP", "col$": "COP", "ar$": "ARS",
    "clp$": "CLP", "tt$": "TTD", "j$": "JMD", "rd$": "DOP", "$": "", "s/.": "PEN", "s/": "PEN", "#": "NGN",
    "บาท": "THB", "บ.": "THB", "د.إ": "AED", "د.ك": "KWD", "د.ب": "BHD", "د.أ": "JOD", "د.ت": "TND", "د.ع": "IQD",
    "ر.س": "SAR", "ر.ق": "QAR", "ر.ع": "OMR", "ر.ي": "YER", "ج.م": "EGP", "د.م": "MAD", "د.ج": "DZD", "ل.ل": "LBP",
    "ل.س": "SYP", "ብር": "ETB", 'ש"ח': "ILS", "שח": "ILS",
    "ກີບ": "LAK", "រៀល": "KHR", "ரூபாய்": "INR LKR", "ரூ": "INR LKR", "රුපියල්": "LKR",
    "රු": "LKR", "రూపాయలు": "INR", "రూ": "INR", "ರೂ": "INR", "രൂപ": "INR", "રૂપિયા": "INR", "રૂ": "INR",
    "ਰੁਪਏ": "INR",
    "रुपैयाँ": "NPR", "रुपयों": "INR", "台幣": "TWD", "台币": "TWD", "港幣": "HKD", "港币": "HKD", "塊": "TWD",
    "块钱": "CNY", "日元": "JPY", "韩元": "KRW", "ກີບລາວ": "LAK", "ks.": "MMK", "lei/": "RON MDL", "zł": "PLN",
    "टाका": "BDT INR", "টাকা": "BDT", "रु": "INR NPR", "रुपये": "INR NPR", "रुपए": "INR NPR",
    "रुपया": "INR NPR", "रू": "INR NPR", "৳/-": "BDT", "ကျပ်": "MMK",
}  # fmt: skip
"""Found without a word boundary, before or after the number."""

WORDS: dict[str, str] = {
    "ngn": "NGN", "naira": "NGN", "ghs": "GHS", "ghc": "GHS", "gh": "GHS", "gh c": "GHS", "cedis": "GHS",
    "cedi": "GHS", "kes": "KES", "ksh": "KES", "kshs": "KES", "k sh": "KES", "ugx": "UGX", "ush": "UGX",
    "ushs": "UGX", "ug shs": "UGX", "tzs": "TZS", "tsh": "TZS", "tshs": "TZS", "sh": "KES UGX TZS SOS",
    "shs": "KES UGX TZS SOS", "shilling": "KES UGX TZS SOS", "shillings": "KES UGX TZS SOS",
    "shilingi": "KES TZS", "bob": "KES", "rwf": "RWF", "frw": "RWF", "birr": "ETB", "etb": "ETB", "zmw": "ZMW",
    "kwacha": "ZMW MWK", "mwk": "MWK", "bwp": "BWP", "pula": "BWP", "zar": "ZAR", "rand": "ZAR", "rands": "ZAR",
    "nad": "NAD", "mzn": "MZN", "meticais": "MZN", "kwanzas": "AOA", "aoa": "AOA", "fcfa": "XOF XAF",
    "f cfa": "XOF XAF", "cfa": "XOF XAF", "francs cfa": "XOF XAF", "xof": "XOF", "xaf": "XAF",
    "francs": "XOF XAF CHF",
    "idr": "IDR", "rp": "IDR", "rupiah": "IDR", "myr": "MYR", "rm": "MYR", "ringgit": "MYR", "php": "PHP",
    "piso": "PHP", "vnd": "VND", "dong": "VND", "vnđ": "VND", "thb": "THB", "baht": "THB", "sgd": "SGD",
    "inr": "INR", "rs": "INR PKR LKR NPR MUR", "rupees": "INR PKR LKR NPR MUR", "rupee": "INR PKR LKR NPR MUR",
    "rupaye": "INR PKR NPR", "rupay": "INR PKR NPR", "rps": "INR PKR LKR NPR", "pkr": "PKR", "lkr": "LKR",
    "npr": "NPR", "nrs": "NPR", "bdt": "BDT", "tk": "BDT", "taka": "BDT", "mmk": "MMK", "kyat": "MMK", "kyats": "MMK",
    "aed": "AED", "dhs": "AED MAD", "dh": "AED MAD", "dirham": "AED MAD", "dirhams": "AED MAD",
    "sar": "SAR", "riyal": "SAR QAR OMR YER IRR", "riyals": "SAR QAR OMR YER IRR",
    "rial": "OMR IRR YER", "rials": "OMR IRR YER", "qar": "QAR", "omr": "OMR", "kwd": "KWD", "kd": "KWD",
    "bhd": "BHD", "jod": "JOD", "iqd": "IQD", "dinar": "KWD BHD JOD IQD TND DZD LYD",
    "dinars": "KWD BHD JOD IQD TND DZD LYD", "egp": "EGP", "tnd": "TND", "dt": "TND", "dzd": "DZD", "lbp": "LBP",
    "tl": "TRY",
    "lira": "TRY", "turk lirasi": "TRY", "brl": "BRL", "reais": "BRL",  "mxn": "MXN",
    "cop": "COP", "ars": "ARS", "clp": "CLP", "soles": "PEN", "uyu": "UYU",
    "guaranies": "PYG", "bolivianos": "BOB", "bolivares": "VES", "quetzales": "GTQ", "gtq": "GTQ",
    "lempiras": "HNL", "lps": "HNL", "colones": "CRC", "crc": "CRC", "cordobas": "NIO", "balboas": "PAB",
    "dop": "DOP", "pesos": "MXN COP ARS CLP PHP UYU DOP CUP", "peso": "MXN COP ARS CLP PHP UYU DOP CUP",
    "pesos mexicanos": "MXN",
    "pesos mx": "MXN", "pesos mxn": "MXN", "pesos cop": "COP",
    "pesos ars": "ARS", "pesos colombianos": "COP", "pesos argentinos": "ARS", "pesos chilenos": "CLP",
    "m n": "MXN", "usd": "USD", "us dollars": "USD", "dollars": "", "dollar": "", "dolares": "",
    "bucks": "", "cad": "CAD", "aud": "AUD", "nzd": "NZD", "hkd": "HKD", "eur": "EUR", "euro": "EUR", "euros": "EUR",
    "evro": "EUR", "gbp": "GBP", "quid": "GBP", "pound": "GBP EGP SDG SSP LBP", "pounds": "GBP EGP SDG SSP LBP",
    "pounds sterling": "GBP", "chf": "CHF", "pln": "PLN", "zl": "PLN", "zloty": "PLN", "czk": "CZK", "kc": "CZK",
    "huf": "HUF", "ron": "RON", "lei": "RON", "bgn": "BGN", "uah": "UAH", "grn": "UAH", "грн": "UAH",
    "rub": "RUB", "руб": "RUB", "рублей": "RUB", "тг": "KZT", "тенге": "KZT", "сом": "KGS", "сум": "UZS",
    "so'm": "UZS", "zlotych": "PLN", "zlote": "PLN", "zlotys": "PLN", "koruna": "CZK", "koruny": "CZK",
    "korun": "CZK",
    "forint": "HUF", "лв": "BGN", "лева": "BGN", "leva": "BGN", "гривень": "UAH", "гривен": "UAH",
    "гривні": "UAH", "hryvnia": "UAH", "рублів": "RUB", "рубля": "RUB", "рубли": "RUB", "rubles": "RUB",
    "kronor": "SEK",
    "kroner": "NOK DKK", "kronur": "ISK", "franken": "CHF", "sfr": "CHF", "stutz": "CHF", "fr.": "CHF", "rsd": "RSD",
    "dinara": "RSD", "ден": "MKD", "lari": "GEL", "amd": "AMD", "kzt": "KZT",
    "tenge": "KZT", "uzs": "UZS", "byn": "BYN", "mnt": "MNT", "tugrik": "MNT", "riels": "KHR", "kips": "LAK",
    "metical": "MZN", "kzs": "AOA", "kwanza": "AOA", "rwandan francs": "RWF", "fbu": "BIF", "bif": "BIF",
    "gnf": "GNF", "ariary": "MGA", "mga": "MGA", "dalasi": "GMD", "gmd": "GMD", "maloti": "LSL", "lsl": "LSL",
    "emalangeni": "SZL", "szl": "SZL", "leones": "SLE", "nairas": "NGN", "sdg": "SDG", "lyd": "LYD", "ssp": "SSP",
    "mru": "MRU", "djf": "DJF", "shekel": "ILS", "shekels": "ILS", "ils": "ILS", "geneh": "EGP",
    "gneh": "EGP", "gnih": "EGP", "guineh": "EGP", "egyptian pounds": "EGP", "reyal": "SAR QAR OMR YER IRR",
    "ryal": "SAR QAR OMR YER IRR", "derham": "AED MAD", "drhm": "AED MAD", "dirhem": "AED MAD", "omani rial": "OMR",
    "saudi riyal": "SAR", "saudi riyals": "SAR", "qatari riyal": "QAR", "qatari riyals": "QAR",
    "kuwaiti dinar": "KWD",
    "bahraini dinar": "BHD", "jordanian dinar": "JOD", "iraqi dinar": "IQD", "tunisian dinar": "TND",
    "uae dirham": "AED",
    "dinars tunisiens": "TND", "dinars algeriens": "DZD", "dirhams marocains": "MAD", "francs suisses": "CHF",
    "franc": "XOF XAF CHF", "rupiya": "INR PKR NPR", "rupya": "INR PKR NPR", "rupees only": "INR PKR LKR NPR MUR",
    "nuevos soles": "PEN", "guarani": "PYG", "pyg": "PYG", "bob bolivia": "BOB", "boliviano": "BOB",
    "lempira": "HNL", "hnl": "HNL", "quetzal": "GTQ", "balboa": "PAB",
    "pesos uruguayos": "UYU", "pesos dominicanos": "DOP", "pesos cubanos": "CUP", "dolares americanos": "USD",
    "us dollar": "USD", "usdt": "USD", "singapore dollars": "SGD", "canadian dollars": "CAD",
    "australian dollars": "AUD",
    "piso po": "PHP", "ringgit malaysia": "MYR", "azn": "AZN", "manat": "AZN TMT", "sek": "SEK", "nok": "NOK",
    "dkk": "DKK",
    "kr": "SEK NOK DKK ISK", "jpy": "JPY", "yen": "JPY", "cny": "CNY", "rmb": "CNY", "yuan": "CNY", "krw": "KRW",
    "twd": "TWD", "khr": "KHR", "riel": "KHR", "lak": "LAK", "kip": "LAK", "nis": "ILS",
    "ريال سعودي": "SAR", "ريال قطري": "QAR", "ريال عماني": "OMR", "ريال يمني": "YER",
    "ريال": "SAR QAR OMR YER IRR", "ريالات": "SAR QAR OMR YER", "رس": "SAR", "درهم": "AED MAD", "دراهم": "AED MAD",
    "درهم اماراتي": "AED", "درهم مغربي": "MAD", "دينار": "KWD BHD JOD IQD TND DZD LYD",
    "دنانير": "KWD BHD JOD IQD TND DZD LYD", "دينار كويتي": "KWD", "دينار بحريني": "BHD", "دينار اردني": "JOD",
    "دينار عراقي": "IQD", "دينار جزائري": "DZD", "دينار تونسي": "TND", "دينار ليبي": "LYD", "دك": "KWD", "دب": "BHD",
    "جنيه": "EGP SDG", "جنيهات": "EGP SDG", "جنيه مصري": "EGP", "جنيها": "EGP SDG", "جم": "EGP",
    "ليره": "TRY SYP LBP", "ليره تركيه": "TRY", "ليره سوريه": "SYP", "ليره لبنانيه": "LBP", "دولار": "",
    "يورو": "EUR",
    "شيكل": "ILS", "روپے": "PKR INR", "روپيه": "PKR INR", "روبيه": "PKR INR", "تومان": "", "دج": "DZD",
}  # fmt: skip
"""Need a word boundary; before or after the number, in any case of letters."""

CASED_PREFIXES: dict[str, str] = {
    "N": "NGN NAD", "R": "ZAR", "LE": "EGP SLE", "L.E": "EGP SLE", "Le": "SLE", "QR": "QAR", "BD": "BHD", "RO": "OMR",
    "DT": "TND", "DA": "DZD", "SR": "SAR", "JD": "JOD", "TRY": "TRY", "MAD": "MAD", "PEN": "PEN", "Gs": "PYG",
    "Ks": "MMK", "Bs": "BOB VES", "BS": "BOB VES", "Kz": "AOA", "Ft": "HUF", "Nu": "BTN", "Fr": "CHF", "SFr": "CHF",
    "DH": "AED MAD", "Dh": "AED MAD", "MT": "MZN", "Br": "ETB",
    "MK": "MWK", "B/.": "PAB", "Bds": "BBD", "KSh": "KES", "Lps": "HNL", "ID": "IQD",
}  # fmt: skip
"""Stand for a currency before a number only when written so; a space may come between."""

ATTACHED_PREFIXES: dict[str, str] = {
    "P": "PHP BWP", "K": "ZMW PGK", "Q": "GTQ", "n": "NGN NAD", "r": "ZAR", "p": "PHP BWP",
}  # fmt: skip
"""The same, but nothing may come between: `P 150` and `M 160` are sizes with their prices."""

CASED_SUFFIXES: dict[str, str] = {
    "LE": "EGP SLE", "L.E": "EGP SLE", "le": "EGP SLE", "Le": "EGP SLE", "F": "XOF XAF CHF", "P": "PHP BWP",
    "QR": "QAR", "BD": "BHD", "RO": "OMR", "DT": "TND", "DA": "DZD", "N": "NGN NAD", "B": "THB", "đ": "VND",
    "Đ": "VND", "d": "VND", "R": "ZAR", "p": "PHP BWP", "b": "THB", "f": "XOF XAF CHF", "Q": "GTQ", "SR": "SAR",
    "JD": "JOD", "TRY": "TRY", "MAD": "MAD", "Gs": "PYG", "Ks": "MMK", "Bs": "BOB VES", "Kz": "AOA", "Ft": "HUF",
    "MT": "MZN", "Fr": "CHF", "Fr.": "CHF", "DH": "AED MAD", "Br": "ETB", "KD": "KWD", "kn": "HRK", "р": "RUB",
    "₽": "RUB", "ج": "EGP SDG",
}  # fmt: skip
"""Stand for a currency after a number only when written so; a space may come between if they are capitals."""

TAILS: dict[str, str] = {"/=": "KES UGX TZS", "/-": "INR PKR LKR NPR BDT KES UGX TZS", "=/": "KES UGX TZS"}
"""Marks that close an amount. `,-` and `.-` close one too and mean no currency."""

MULTIPLIERS: dict[str, tuple[int, str]] = {
    "k": (1000, ""), "rb": (1000, "IDR"), "ribu": (1000, "IDR"),
    "ribuan": (1000, "IDR"), "rbu": (1000, "IDR"), "jt": (1_000_000, "IDR"),
    "juta": (1_000_000, "IDR"), "rebu": (1000, "IDR"), "lucas": (1000, "ARS CLP COP"), "luca": (1000, "ARS CLP COP"),
    "lukas": (1000, "ARS CLP COP"), "mila": (1000, ""), "tys": (1000, ""), "tysiecy": (1000, ""),
    "tausend": (1000, ""),
    "tyshch": (1000, ""), "тыщ": (1000, ""), "тис": (1000, ""), "тисяч": (1000, ""), "к": (1000, ""),
    "libo": (1000, ""), "dubu": (1000, ""), "ming": (1000, ""), "минг": (1000, ""), "τσιλι": (1000, ""),
    "tr": (1_000_000, "VND"), "triệu": (1_000_000, "VND"), "củ": (1_000_000, "VND"),
    "nghìn": (1000, "VND"), "ngàn": (1000, "VND"), "lakh": (100_000, "INR PKR BDT NPR"),
    "lakhs": (100_000, "INR PKR BDT NPR"), "lac": (100_000, "INR PKR BDT NPR"), "lacs": (100_000, "INR PKR BDT NPR"),
    "crore": (10_000_000, "INR PKR BDT NPR"), "mil": (1000, ""), "mille": (1000, ""), "elfu": (1000, "KES TZS"),
    "alfu": (1000, "KES TZS"), "bin": (1000, ""), "thousand": (1000, ""), "grand": (1000, ""), "тыс": (1000, ""),
    "тысяч": (1000, ""), "hajar": (1000, ""), "hazar": (1000, ""), "hazaar": (1000, ""), "hajaar": (1000, ""),
    "million": (1_000_000, ""), "millions": (1_000_000, ""), "milioni": (1_000_000, ""), "millones": (1_000_000, ""),
    "milhoes": (1_000_000, ""), "milyon": (1_000_000, ""), "m": (1_000_000, ""), "mio": (1_000_000, ""),
    "ألف": (1000, ""), "آلاف": (1000, ""), "الاف": (1000, ""), "مليون": (1_000_000, ""), "ہزار": (1000, ""),
    "هزار": (1000, ""), "لاکھ": (100_000, "INR PKR"), "مليون ونص": (1_500_000, ""),
    "lkh": (100_000, "INR PKR BDT NPR"), "lkhs": (100_000, "INR PKR BDT NPR"), "lk": (100_000, "INR PKR BDT NPR"),
    "lks": (100_000, "INR PKR BDT NPR"), "laakh": (100_000, "INR PKR BDT NPR"), "lakhe": (100_000, "INR PKR BDT NPR"),
    "crores": (10_000_000, "INR PKR BDT NPR"), "cr": (10_000_000, "INR PKR BDT NPR"),
    "crs": (10_000_000, "INR PKR BDT NPR"), "karor": (10_000_000, "INR PKR BDT NPR"),
    "тыс.": (1000, ""), "тысячи": (1000, ""), "тис.": (1000, ""), "тисячі": (1000, ""), "tys.": (1000, ""),
    "млн": (1_000_000, ""), "млн.": (1_000_000, ""), "миллион": (1_000_000, ""), "миллиона": (1_000_000, ""),
    "mln": (1_000_000, ""), "mln.": (1_000_000, ""), "mio.": (1_000_000, ""), "millon": (1_000_000, ""),
    "milhao": (1_000_000, ""), "milione": (1_000_000, ""), "milion": (1_000_000, ""), "milioane": (1_000_000, ""),
    "ezer": (1000, ""), "tisic": (1000, ""), "tisice": (1000, ""), "tusen": (1000, ""), "tuhatta": (1000, ""),
    "χιλιαδες": (1000, ""), "hiljada": (1000, ""), "hiljade": (1000, ""), "tisuca": (1000, ""), "mii": (1000, ""),
    "duizend": (1000, ""), "мың": (1000, ""), "хиляди": (1000, ""), "tysiace": (1000, ""),
    "ملايين": (1_000_000, ""), "אלף": (1000, ""), "کروڑ": (10_000_000, "INR PKR"),
}  # fmt: skip
"""Number words after a number (`elfu` also before it), and the currencies that alone use them."""

UNSPACED_MULTIPLIERS: dict[str, tuple[int, str]] = {
    "万": (10_000, ""), "萬": (10_000, "TWD HKD"), "千": (1000, ""), "พัน": (1000, ""), "หมื่น": (10_000, ""),
    "แสน": (100_000, ""), "ล้าน": (1_000_000, ""), "हजार": (1000, ""), "हज़ार": (1000, ""),
    "लाख": (100_000, "INR NPR"),
    "ஆயிரம்": (1000, ""), "వేలు": (1000, ""), "ಸಾವಿರ": (1000, ""), "ആയിരം": (1000, ""), "હજાર": (1000, ""),
    "ਹਜ਼ਾਰ": (1000, ""), "දහස": (1000, ""), "ພັນ": (1000, ""), "ໝື່ນ": (10_000, ""), "ແສນ": (100_000, ""),
    "ထောင်": (1000, ""), "သောင်း": (10_000, ""), "သိန်း": (100_000, ""), "ពាន់": (1000, ""), "ម៉ឺន": (10_000, ""),
    "ሺህ": (1000, ""), "ሺ": (1000, ""), "হাজার": (1000, ""), "লাখ": (100_000, "INR BDT"), "만": (10_000, ""),
    "천": (1000, ""), "करोड़": (10_000_000, "INR NPR"), "কোটি": (10_000_000, "INR BDT"),
}  # fmt: skip

HUNDREDS = {"百": 100, "백": 100, "ร้อย": 100, "सौ": 100, "শ": 100, "শো": 100, "ratus": 100, "cien": 100, "yuz": 100}
"""Number words that are read behind a larger one only: 9千9百, 2 พัน 5 ร้อย."""

UNROUNDED = frozenset(
    {"k", "m", "mio", "к", "grand", "lucas", "luca", "lukas", "cr", "crs", "lk", "lks", "lkh", "lkhs"}
)
"""Number words behind which a number of its own follows: "25k 500 ml"."""

THOUSANDS_ALONE = {
    "الف": 1000, "ألف": 1000, "bin": 1000, "mil": 1000, "тысяча": 1000, "тысячу": 1000, "тисяча": 1000, "hazar": 1000,
    "hazaar": 1000, "hajar": 1000, "hajaar": 1000, "seribu": 1000, "sejuta": 1_000_000, "مليون": 1_000_000,
    "tysiac": 1000, "ezer": 1000, "tisic": 1000, "tusen": 1000,
}  # fmt: skip
"""Number words that stand for one of theirs before a remainder: "bin 500 TL", "الف و 500 جنيه"."""

LAKH_LETTERS = {"L": 100_000, "l": 100_000}
"""After a small number with a rupee's sign before it only: ₹1.65 L. Elsewhere they are litres and sizes."""

RUPEES = frozenset({"INR", "PKR", "BDT", "NPR", "LKR"})

SUBUNITS: dict[str, str] = {
    "¢": "", "cents": "", "cent": "EUR", "ct": "EUR", "cts": "EUR", "pence": "GBP", "penny": "GBP", "p": "GBP",
    "sen": "MYR", "centesimi": "EUR", "centimes": "EUR CHF MAD DZD TND", "centime": "EUR CHF MAD DZD TND",
    "centimos": "EUR PEN CRC VES PYG", "centimo": "EUR PEN CRC VES PYG", "centavos": "BRL MXN PHP COP ARS CLP",
    "centavo": "BRL MXN PHP COP ARS CLP", "ctvs": "", "sentimo": "PHP", "sentimos": "PHP", "kurus": "TRY", "krs": "TRY",
    "groszy": "PLN", "grosze": "PLN", "grosz": "PLN", "halere": "CZK", "haleru": "CZK", "bani": "RON MDL",
    "копеек": "RUB UAH BYN", "копейки": "RUB UAH BYN", "коп": "RUB UAH BYN", "коп.": "RUB UAH BYN", "копійок": "UAH",
    "стотинки": "BGN", "stotinki": "BGN", "тиын": "KZT", "qepik": "AZN", "თეთრი": "GEL", "paise": "INR PKR NPR",
    "paisa": "INR PKR NPR", "poisha": "BDT", "पैसे": "INR NPR", "পয়সা": "BDT INR", "satang": "THB", "สตางค์": "THB",
    "halala": "SAR", "halalas": "SAR", "هلله": "SAR", "هلل": "SAR", "قرش": "EGP JOD", "قروش": "EGP JOD",
    "kobo": "NGN", "pesewas": "GHS", "pesewa": "GHS", "ngwee": "ZMW", "agorot": "ILS", "אגורות": "ILS",
    "senti": "KES TZS", "oere": "SEK NOK DKK", "eurocents": "EUR", "eurocent": "EUR", "euro cent": "EUR",
    "euro cents": "EUR", "us cents": "USD", "λεπτα του ευρω": "EUR",
}  # fmt: skip
"""Hundredth parts of a currency's unit, after a number below 100, and the currencies that they are parts of."""

TENTHS: dict[str, str] = {"角": "CNY", "毛": "CNY", "毫": "HKD"}
"""Tenth parts of a currency's unit."""

THREE_DECIMALS = frozenset({"KWD", "BHD", "OMR", "JOD", "TND", "LYD", "IQD"})

ORE = "öre|øre"
"""Written with its accent; "ore" is hours in other languages."""

PER_PIECE = "each|ea|per|apiece|a (?:piece|pop|pc)|only|for one"
"""Behind a c that stands for cents."""

AND_SUBUNITS = "and|et|y|e|und|dan|și|и"

SPACED_SUFFIXES = frozenset({"Kz", "Bs", "Ft", "Gs", "Ks", "Dh", "Fr", "Fr.", "Br"})
"""Those of the suffixes in mixed case that stand for a currency with a space before them, too."""

BEFORE_ITS_NUMBER = frozenset({"£", "₦", "₱", "₹", "rp", "rm", "ksh", "kes", "ugx", "tsh", "rs"})
"""Markers that are not written behind a number with a space; neither are those that end in "$"."""

ALWAYS_AMBIGUOUS = frozenset({"bob", "#", "qr", "le", "l.e", "k", "p", "n", "r.", "b", "elfu"})
"""Markers that need a place to settle them, though one currency is all that they can mean."""

NAMED_ONCE = (
    "NGN", "GHS", "KES", "UGX", "TZS", "ZAR", "ZMW", "RWF", "ETB", "EGP", "MAD", "IDR", "MYR", "PHP", "THB", "VND",
    "INR", "PKR", "BDT", "LKR", "NPR", "AED", "SAR", "QAR", "KWD", "OMR", "BHD", "USD", "EUR", "GBP", "TRY", "BRL",
    "MXN", "COP", "ARS", "CLP", "PEN",
)  # fmt: skip
"""Codes by which a caption names the currency of its amounts once, apart from them."""

TRAILING = {"tr": 100_000, "trieu": 100_000, "cu": 100_000, "jt": 100_000, "k": 100, "m": 100_000}
"""Number words behind which a digit is a tenth of them: 1tr2, 1k5. Its value for each."""
