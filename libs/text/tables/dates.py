"""Words of dates and times of day."""

DAYS = "tanggal|tgl|tarehe|ngay|saa|jam|pukul|pkl|ora"
"""Before a date or a time of day, where words are spaced."""

DAYS_UNSPACED = "วันที่|เวลา|তারিখ|तारीख"

CLOCKS = "jam|pukul|pkl|saat|luc|ore|alas|a las|kl|klo|godz|live|livestream|ao vivo|en vivo"
"""Before a time of day that is written with a point: jam 19.30."""

MONEY_BEHIND_CLOCK = "k|rb|jt|€|£|tl|lei|zl|eur|kr"
"""Behind what is an amount, not a time of day."""

MONTHS = (
    "jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|"
    "september|october|november|december|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|"
    "octubre|noviembre|diciembre|janeiro|fevereiro|marco|maio|junho|julho|setembro|outubro|novembro|dezembro|"
    "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|decembre|januar|februar|marz|juni|"
    "juli|oktober|dezember|januari|februari|maret|agustus|desember|mei|ogos|disember|mac|ocak|subat|mart|"
    "nisan|mayis|haziran|temmuz|agustos|eylul|ekim|kasim|aralik|يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|"
    "اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر|رمضان"
)

O_CLOCK = r"[ap]\.?m\b|wib\b|o'?clock|uhr\b"
"""Behind the hour."""

ORDINALS = "st|nd|rd|th"
"""Behind the day."""

ORDINALS_OF_MONTH = r"st|nd|rd|th|er|\."
"""Behind the day when the month follows."""

OF_MONTH = "of|de"

MONEY_BEHIND_DAY = "k|rb|%|eur|euros?|lei|ron|tl|zl"
"""Behind what is an amount, not a day."""
