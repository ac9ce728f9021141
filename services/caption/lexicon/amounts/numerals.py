"""Numbers in words, in the scripts and languages whose shops write them."""

MYRIAD = 10_000
"""From here on a unit multiplies all that stands before it: 三十万."""

HANGUL_DIGITS = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9}
HANGUL_UNITS = {"십": 10, "백": 100, "천": 1000, "만": 10_000}
NOT_BEHIND_HANGUL = "샵|숍|마트|대|짜리 지폐|장"
"""Behind 만원 and the like: names of shops, and "thousands of won"."""

HAN_DIGITS = {
    "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
HAN_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "萬": 10_000}
NOT_BEHIND_HAN = "店|机|機|玉|札|ショップ|均|级|級|以上|以下"
"""Behind 百元 and the like: shops, coins, classes of goods."""

THAI_DIGITS = {
    "หนึ่ง": 1, "สอง": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "เจ็ด": 7, "แปด": 8, "เก้า": 9, "เอ็ด": 1, "ยี่": 2,
}  # fmt: skip
THAI_UNITS = {"สิบ": 10, "ร้อย": 100, "พัน": 1000, "หมื่น": 10_000, "แสน": 100_000}

INDONESIAN = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
}  # fmt: skip
INDONESIAN_UNITS = {
    "puluh": 10, "sepuluh": 10, "sebelas": 11, "belas": 10, "ratus": 100, "seratus": 100, "ribu": 1000, "seribu": 1000,
    "juta": 1_000_000, "sejuta": 1_000_000,
}  # fmt: skip

ENGLISH = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
ENGLISH_UNITS = {"hundred": 100, "thousand": 1000, "lakh": 100_000, "million": 1_000_000}
ENGLISH_CURRENCIES = (
    "rands?|bob|naira|cedis|kwacha|pula|shillings|quid|euros?|rupees|pesos|dirhams?|riyals?|ringgit|baht|taka|birr"
)
"""Behind English numerals. Dollars and pounds are more often spoken of than asked for."""

SWAHILI_NUMERALS = (
    "kumi|ishirini|thelathini|arobaini|hamsini|sitini|sabini|themanini|tisini|mia|moja|mbili|tatu|nne|tano|"
    "sita|saba|nane|tisa"
)

SWAHILI_ONES = "moja|mbili|tatu|nne|tano|sita|saba|nane|tisa"

SWAHILI_TENS = "kumi|ishirini|thelathini|arobaini|hamsini|sitini|sabini|themanini|tisini"

SWAHILI_THOUSANDS = "elfu|alfu"
"""Stand before their number or behind it: elfu tano, 5 elfu."""
