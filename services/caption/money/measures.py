"""Numbers that are no money whatever stands around them: measures, models, karats, parts of words."""

import re

from services.caption.amounts.reading import Amount

_UNIT = re.compile(
    r"[ ]?(?:cms?|mm|mtrs?|meters?|metres?|metros?|metre|mts?|inch(?:es)?|inci|inc|in(?= )|pulgadas|polegadas|ins"
    r"|ft|feet|foot|kaki|yards?|yds?"
    r"|kgs?|kilos?|g|gr|gms?|grams?|gramos|gramas|grammes?|gramm|mg|lbs?|oz|ons|ml|mls|cl|l|ltr?s?|lit(?:er|re)s?"
    r"|litros?|gallons?"
    r"|gb|tb|mb|mah|w|watts?|kw|v|volts?|hz|mp|px|fps|hp|cc|rpm|km|mph|kmh|btu|gsm|dpi|denier|den|tc|ct|carats?"
    r"|karats?|kt|karat|ayar"
    r"|hrs?|hours?|horas?|jam|min|mins|minutes?|sec|secs|s|d|days?|dias?|hari|araw|jours?|tage?|gun|ngay|siku"
    r"|weeks?|wks?|months?|mos|bulan|bln|thang|yrs?|years?|yo|tahun|thn|th|anos?|ans|jahre?|yas"
    r"|pcs?|pces|pieces?|pzs?|pzas?|piezas?|pecas?|stk|adet|pares|pairs?|sets?|nos|un|uds?|lu|li|lik|luk|ply"
    r"|seater|plazas|sitzer|kisilik|in ?1|en ?1|em ?1|dalam ?1|x|nits?|way|ways|tier|drawers?|doors?|burners?"
    r"|slots?"
    r"|сm|см|мм|кг|гр|мл|шт|سم|مم|كجم|كيلو|جرام|غرام|مل|لتر|متر|انش|بوصه|جيجا|قيراط|عيار|ساعه|يوم|سنه|سنوات"
    r"|شهر)(?![^\W\d_])"
    r"|[ ]?(?:%|°|\"|''|'(?!\w)|℃|นิ้ว|ซม|กก|กรัม|มล|ลิตร|เมตร|ชม|วัน|ปี|เดือน|สี|คน|ขวบ|ชิ้น|ตัว|คู่|นาที|หลา"
    r"|มิล|เซน|गज|मीटर|ग्राम|इंच|किलो|साल|दिन|মিটার|গ্রাম|ইঞ্চি|কেজি|বছর|দিন|গজ|টি|টা|ক্যারেট"
    r"|cm|センチ|インチ|グラム|枚|個|本|足|着|点|歳|才|号|码|码|色|件|个|只|条|双|套|岁|寸|克|斤|米|年|日|月|天"
    r"|周|時|分|秒|人|回|名|セット|パック|キロ|階|番)"
)
_SIZE_NEXT = re.compile(
    r"[ ]{1,2}(?:(?i:[smlgp]|x{1,4}[sl])[ ]?(?:[,/|+&-]|[ ]|(?:and|y|e|et|dan) )[ ]?(?i:x{0,4}[sml]|g{1,2}"
    r"|\dxl)(?![^\W_])"
    r"|[SML](?![^\W_]|[.,]\d))"
)
"""What follows is letter sizes: `459 S/M/L`, `350 M`."""
_LEAST_PRICE = 60
"""`1.5 L` and `5 M` are measures; from here on a capital letter after a number is a size."""
_NOT_ALONE_AFTER = re.compile(
    r"(?!an\b)[a-z]|[:×x+/*][ ]?\d|[+]|-[a-z\d]|[ ]?[x×*][ ]?\d|\.\d|'s|/\d|[ ]?(?:series|edition|pro|plus|max"
    r"|ultra|mini"
    r"|lite|5g|4g|se|gen)\b|[- ](?:piece|pcs|way|in|inch|seater|pack|pk|layer|tier|step|color|colour|panel|burner"
    r"|speed|door|pocket)s?\b"
)
_NOT_ALONE_BEFORE = re.compile(r"(?:[a-z]-|\d[ ]?[x×*:+/-][ ]?|[#*:]\d?|\d[.,]|[$](?=\d{0})|[a-z]/)\Z")
_GOLD = re.compile(
    r"[ ]?(?:ct\b|karat|carat|(?:\w+ )?(?:gold|plated|gp|saudi|italy|italian|white|rose|yellow|solid|real|emas|oro"
    r"|ouro|altin|ayar|vermeil|filled|jewel|ring|necklace|chain|bracelet))"
)
_GOLD_BEFORE = re.compile(
    r"(?<![^\W_])(?:gold|oro|ouro|emas|altin|or|karat|plated|ginto|sona|dhahabu|vang)(?: \w+)?[ :]\Z|(?:ذهب|عيار|ทอง"
    r"|सोना|সোনা|金)[ ]?\Z"
)
_KARATS = {9, 10, 14, 18, 20, 21, 22, 24}
_VIDEO = re.compile(
    r"[ ]?(?:uhd|hdr|ultra|video|videos|tv|smart|camera|resolution|quality|monitor|display|android|projector|60fps"
    r"|dslr|movie|recording|qled|led|oled)"
)


def measures(amount: Amount, plain: str, low: str) -> bool:  # noqa: PLR0911 - one case after another
    """The number is a measure, a model, a part of a word or a karat, whatever stands around it."""
    after = low[amount.number_end : amount.number_end + 16]
    if amount.multiplier == "k" and amount.value / 1000 in _KARATS and _GOLD.match(low, amount.end):
        return True
    if (
        amount.multiplier == "k"
        and amount.value / 1000 in _KARATS
        and not amount.marked
        and _GOLD_BEFORE.search(low[max(0, amount.start - 22) : amount.start])
    ):
        return True
    if amount.multiplier == "k" and amount.value in {2000, 4000, 8000} and _VIDEO.match(low, amount.end):
        return True
    if amount.multiplier == "m" and not amount.marked and plain[amount.end - 1] != "M":
        return True
    if amount.high is not None and not amount.marked and amount.factor == 1:
        return bool(_UNIT.match(low, amount.end)) or low[amount.end : amount.end + 1].isalpha()
    suffixed = any(m.start >= amount.number_end for m in amount.markers) or amount.multiplier not in {"", "elfu"}
    if suffixed:
        return False
    sized = amount.value >= _LEAST_PRICE and _SIZE_NEXT.match(plain, amount.number_end)
    if _UNIT.match(after) and not sized and not (amount.marked and after.startswith(" ")):
        return True
    if amount.marked or amount.factor != 1:
        return False
    before = low[max(0, amount.start - 4) : amount.start]
    return bool(_NOT_ALONE_AFTER.match(after) or _NOT_ALONE_BEFORE.search(before))
