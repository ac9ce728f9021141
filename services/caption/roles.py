"""What each amount of a caption is: a price, the price before, a charge, a count, or nothing to do with money."""

import re
from dataclasses import dataclass
from enum import Enum

from services.caption.amounts import Amount, join_ranges, scan
from services.caption.lexicon import Found, Lexicon
from services.caption.lexicon.price_words import CUES, Cue
from services.caption.text import Text


class Role(Enum):
    """What an amount is for."""

    PRICE = "price"
    NOW = "price after a reduction"
    WAS = "price before a reduction"
    FROM = "lowest price"
    WHOLESALE = "price for resellers"
    CHARGE = "delivery, deposit, instalment, surcharge, reduction or threshold"
    NOTHING = "no money"


@dataclass(slots=True)
class Judged:
    """An amount with its role, and how sure it is that it is money that somebody pays (0 to 1)."""

    amount: Amount
    role: Role
    confidence: float
    cued: bool = False
    """A price word stands before it."""
    named: bool = False
    """That word is as plain as "price" or "now"; "only" or "for" is not."""
    per_unit: bool = False
    """"each" or the like stands after it."""


LEXICON = Lexicon(CUES)

HARD_BREAK = re.compile(r"[\n\x00\x1d\x1f!?;|✅🇦-🇿]|(?<![\d.])(?<!\bmin)(?<!\bno)(?<!\brs)(?<!\brp)(?<!\bapprox)(?<!\bmax)(?<!\bart)(?<!\bref)(?<!\bca)(?<!\binkl)(?<!\bnr)(?<!\bph)(?<!\bhrg)(?<!\benv)(?<!\btk)(?<!\bsh)(?<!\bno)\.(?=\s|\Z)|(?<=\d)\.(?=\s+[^\W\d]|\s*\Z)|❌")
_UNIT = re.compile(
    r"[ ]?(?:cms?|mm|mtrs?|meters?|metres?|metros?|metre|mts?|inch(?:es)?|inci|inc|in(?= )|pulgadas|polegadas|ins|ft|feet|foot|kaki|yards?|yds?"
    r"|kgs?|kilos?|g|gr|gms?|grams?|gramos|gramas|grammes?|gramm|mg|lbs?|oz|ons|ml|mls|cl|l|ltr?s?|lit(?:er|re)s?|litros?|gallons?"
    r"|gb|tb|mb|mah|w|watts?|kw|v|volts?|hz|mp|px|fps|hp|cc|rpm|km|mph|kmh|btu|gsm|dpi|denier|den|tc|ct|carats?|karats?|kt|karat|ayar"
    r"|hrs?|hours?|horas?|jam|min|mins|minutes?|sec|secs|s|d|days?|dias?|hari|araw|jours?|tage?|gun|ngay|siku|weeks?|wks?|months?|mos|bulan|bln|thang|yrs?|years?|yo|tahun|thn|th|anos?|ans|jahre?|yas"
    r"|pcs?|pces|pieces?|pzs?|pzas?|piezas?|pecas?|stk|adet|pares|pairs?|sets?|nos|un|uds?|lu|li|lik|luk|ply|seater|plazas|sitzer|kisilik|in ?1|en ?1|em ?1|dalam ?1|x|nits?|way|ways|tier|drawers?|doors?|burners?|slots?"
    r"|сm|см|мм|кг|гр|мл|шт|سم|مم|كجم|كيلو|جرام|غرام|مل|لتر|متر|انش|بوصه|جيجا|قيراط|عيار|ساعه|يوم|سنه|سنوات|شهر)(?![^\W\d_])"
    r"|[ ]?(?:%|°|\"|''|'(?!\w)|℃|นิ้ว|ซม|กก|กรัม|มล|ลิตร|เมตร|ชม|วัน|ปี|เดือน|สี|คน|ขวบ|ชิ้น|ตัว|คู่|นาที|หลา|มิล|เซน|गज|मीटर|ग्राम|इंच|किलो|साल|दिन|মিটার|গ্রাম|ইঞ্চি|কেজি|বছর|দিন|গজ|টি|টা|ক্যারেট"
    r"|cm|センチ|インチ|グラム|枚|個|本|足|着|点|歳|才|号|码|码|色|件|个|只|条|双|套|岁|寸|克|斤|米|年|日|月|天|周|時|分|秒|人|回|名|セット|パック|キロ|階|番)"
)
_NOT_ALONE_AFTER = re.compile(r"[a-z]|[:×x+/*][ ]?\d|[+]|-[a-z\d]|[ ]?[x×*][ ]?\d|\.\d|'s|/\d|[ ]?(?:series|edition|pro|plus|max|ultra|mini|lite|5g|4g|se|gen)\b|[- ](?:piece|pcs|way|in|inch|seater|pack|pk|layer|tier|step|color|colour|panel|burner|speed|door|pocket)s?\b")
_NOT_ALONE_BEFORE = re.compile(r"(?:[a-z]-|\d[ ]?[x×*:+/-][ ]?|[#*:]\d?|\d[.,]|[$](?=\d{0})|[a-z]/)\Z")
_GOLD = re.compile(r"[ ]?(?:ct\b|karat|carat|(?:\w+ )?(?:gold|plated|gp|saudi|italy|italian|white|rose|yellow|solid|real|emas|oro|ouro|altin|ayar|vermeil|filled|jewel|ring|necklace|chain|bracelet))")
_NAIRA = re.compile(r"#[ ]?(?:\d{1,3}(?:,\d{3})+|\d+[ ]?k|\d+00)(?![\d])")
_KARATS = {9, 10, 14, 18, 20, 21, 22, 24}
_VIDEO = re.compile(r"[ ]?(?:uhd|hdr|ultra|video|videos|tv|smart|camera|resolution|quality|monitor|display|android|projector|60fps|dslr|movie|recording|qled|led|oled)")
_FROM_UP = re.compile(r"[ ]?(?:\+(?=[ ]*(?:\Z|[\n.,;:!?)\x1f]))|(?:and|&|n) (?:above|up)|upwards?|or more|ke atas|keatas|pataas|y mas|en adelante|ou mais|et plus|und mehr|ve uzeri|uzeri|ustu|tro len|ขึ้นไป|以上|فما فوق|وما فوق|na zaidi|से शुरू|se shuru|থেকে শুরু)")
_INSTALMENT_AFTER = re.compile(r"[ ]?(?:[x×] ?\d{1,2}\b(?! ?(?:cm|mm|\d))|/ ?(?:mo|month|week|wk|day|bln|bulan|mes|mois|monat|thang|เดือน)\b)")
_INSTALMENT_BEFORE = re.compile(r"(?:\b\d{1,2} ?[x×]|\b\d{1,2} ?(?:cuotas|parcelas|vezes|taksit|installments|instalments|payments|meses|mensualidades|raten|fois|quincenas|pagos|aylik|ay)(?: fijas| iguais| iguales| sin interes(?:es)?| sem juros| msi)?)(?: d[eo]| of| of only| à| a| von| je| x)? ?\Z")
_OF_NEXT = re.compile(r"[ ]?(?:ب|at|@|=|:|is|ni)?[ ]?[^\d\s]{0,4}[ ]?\d{2,}")
_MORE_THAN = re.compile(r"[ .:]{0,2}(?:over|more than|hon|lebih dari|lebih|mas de|mais de|plus de|uber|กว่า|اكثر من|above|already|about|almost|hampir|na|ni)?[ ]?\Z")
_MONEY_SIGN = re.compile(r"\x1e[ :=-]{0,3}\Z")
_MILD = {  # say nothing of themselves about an amount that follows
    Cue.ONLY, Cue.EACH, Cue.PLUS, Cue.COUNT, Cue.COUNT_BEFORE, Cue.CODE, Cue.SIZE, Cue.PER_MONTH, Cue.WAS_AFTER, Cue.RETAIL,
}
_CHARGES = {Cue.FEE, Cue.DEPOSIT, Cue.THRESHOLD, Cue.EXTRA, Cue.OFF, Cue.ELSEWHERE}
_MONEY_LEFT = {Cue.PRICE, Cue.NOW, Cue.WAS, Cue.FROM, Cue.ONLY, Cue.RETAIL, Cue.WHOLESALE} | _CHARGES


def judge(text: Text, low: str, taken: list[tuple[int, int]]) -> tuple[list[Judged], list[Found[Cue]]]:
    """Every amount of `low` that may be money, in order, with its role; and the cues that were found.

    `low` is without addresses, telephone numbers and dates; `taken` are spans that sizes were read from.
    """
    if not any(c.isdigit() for c in low):
        return [], []
    cues = list(LEXICON.find(low))
    breaks = [0, *(match.end() for match in HARD_BREAK.finditer(low))]
    amounts = [a for a in join_ranges([a for a in scan(text.plain, low) if not _in(taken, a)], low) if not _measures(a, text.plain, low)]
    judged: list[Judged] = []
    for index, amount in enumerate(amounts):
        money = next((j.amount.end for j in reversed(judged) if j.role is not Role.NOTHING), 0)
        left = max(money, _last(breaks, amount.start))
        right = min(
            amounts[index + 1].start if index + 1 < len(amounts) else len(low), _next(low, amount.end)
        )
        judged.append(_judge(amount, low, cues, left, right, judged))
    return judged, cues


def _in(spans: list[tuple[int, int]], amount: Amount) -> bool:
    return any(start <= amount.number_start < end for start, end in spans)


def _last(breaks: list[int], position: int) -> int:
    return max((b for b in breaks if b <= position), default=0)


def _next(low: str, position: int) -> int:
    match = HARD_BREAK.search(low, position)
    return match.start() if match else len(low)


def _measures(amount: Amount, plain: str, low: str) -> bool:
    """The number is a measure, a model, a part of a word or a karat, whatever stands around it."""
    after = low[amount.number_end : amount.number_end + 16]
    if amount.multiplier == "k" and amount.value / 1000 in _KARATS and _GOLD.match(low, amount.end):
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
    if _UNIT.match(after) and not (amount.marked and after.startswith(" ")):
        return True
    if amount.marked or amount.factor != 1:
        return False
    before = low[max(0, amount.start - 4) : amount.start]
    return bool(_NOT_ALONE_AFTER.match(after) or _NOT_ALONE_BEFORE.search(before))


def _judge(
    amount: Amount, low: str, cues: list[Found[Cue]], left: int, right: int, before: list[Judged]
) -> Judged:
    lefts = [cue for cue in cues if left <= cue.start and cue.end <= amount.start + 1]
    rights = [cue for cue in cues if amount.end - 1 <= cue.start and cue.end <= right + 1]
    role, cued = _role_before(amount, low, lefts)
    named = cued and any(cue.kind in {Cue.PRICE, Cue.NOW, Cue.WAS} for cue in lefts)
    role, per_unit = _role_after(amount, low, lefts, rights, role)
    if _MONEY_SIGN.search(low[left : amount.start]) and role is Role.PRICE:
        cued = True
    if role is Role.PRICE and not cued and _inherits_charge(amount, low, left, before):
        role = Role.CHARGE
    confidence = _confidence(amount, low, lefts, rights, right, cued=cued, per_unit=per_unit)
    if not confidence:
        role = Role.NOTHING
    return Judged(amount, role, confidence, cued, named, per_unit)


def _role_before(amount: Amount, low: str, lefts: list[Found[Cue]]) -> tuple[Role, bool]:
    head = low[max(0, amount.start - 48) : amount.start]
    if re.search(r"\+ ?\Z", head) or _INSTALMENT_BEFORE.search(head):
        return Role.CHARGE, False
    free = any(cue.kind is Cue.FREE for cue in lefts)
    cued = False
    for place in range(len(lefts) - 1, -1, -1):
        cue = lefts[place]
        kind = cue.kind
        if kind in _MILD:
            cued = cued or (kind in {Cue.ONLY, Cue.RETAIL} and amount.start - cue.end <= 4)
            continue
        if kind is Cue.FREE:
            return Role.PRICE, cued
        if kind in _CHARGES:
            if kind is Cue.FEE and (free or _beside_free(lefts, place, low)):
                continue
            between = low[cue.end : amount.start]
            if kind is Cue.EXTRA and len(between) > 12:
                continue
            if kind in {Cue.THRESHOLD, Cue.EXTRA, Cue.OFF} and any(c.isdigit() for c in between):
                continue  # "MOQ 12 pcs, ₹65 each": the 12 is what the word speaks of
            return Role.CHARGE, False
        if kind in {Cue.PRICE, Cue.NOW} and place and lefts[place - 1].kind in {Cue.FEE, Cue.DEPOSIT, Cue.ELSEWHERE}:
            if cue.start - lefts[place - 1].end <= 2:
                return Role.CHARGE, False
        if kind is Cue.FROM and (free or any(c.kind is Cue.FEE for c in lefts[:place])):
            return Role.CHARGE, False
        return {Cue.NOW: Role.NOW, Cue.WAS: Role.WAS, Cue.FROM: Role.FROM, Cue.WHOLESALE: Role.WHOLESALE}.get(
            kind, Role.PRICE
        ), True
    return Role.PRICE, cued


def _beside_free(lefts: list[Found[Cue]], place: int, low: str) -> bool:
    near = [c for c in (lefts[place - 1 : place] + lefts[place + 1 : place + 2]) if c.kind is Cue.FREE]
    return bool(near)


def _role_after(
    amount: Amount, low: str, lefts: list[Found[Cue]], rights: list[Found[Cue]], role: Role
) -> tuple[Role, bool]:
    if _INSTALMENT_AFTER.match(low, amount.end):
        return Role.CHARGE, False
    if _FROM_UP.match(low, amount.end):
        free = any(cue.kind in {Cue.FREE, Cue.FEE, Cue.OFF} for cue in (*lefts, *rights))
        return (Role.CHARGE if free or role is Role.CHARGE else Role.FROM), False
    per_unit = False
    for place, cue in enumerate(rights):
        gap = low[amount.end : cue.start].strip(" ,()-*~_/:")
        if len(gap) > 14 or gap.count(" ") > 1:
            break
        kind = cue.kind
        near = not gap or gap in {"for", "as", "de", "untuk", "of", "pour", "fur", "na", "per", "para", "do", "le", "ke", "ki"}
        if kind is Cue.EACH and len(gap) <= 4:
            per_unit = not _OF_NEXT.match(low, cue.end)
        elif near and kind is Cue.THRESHOLD and role is Role.FROM:
            return Role.CHARGE, False
        elif near and kind is Cue.WHOLESALE:
            return Role.WHOLESALE, per_unit
        elif near and kind is Cue.OFF:
            return Role.CHARGE, False
        elif near and kind is Cue.PER_MONTH:
            return Role.CHARGE, False
        elif kind in {Cue.WAS_AFTER, Cue.WAS} and near:
            # "80k before" but not "80k, was 100k": a number after the word is what it speaks of.
            number_next = re.match(r"[^\w\n]{0,4}(?:[^\W\d_]{0,4}[^\w\n]{0,2})?\d", low[cue.end : cue.end + 14])
            if kind is Cue.WAS_AFTER or not number_next:
                return Role.WAS, per_unit
        elif kind is Cue.DEPOSIT and near and role is not Role.NOW:
            return (role if _number_after(low, cue) else Role.CHARGE), per_unit
        elif kind is Cue.FEE and near and role is Role.PRICE:
            following = low[cue.end : cue.end + 14]
            joined = low[amount.end : cue.start]
            if "+" in joined or _number_after(low, cue) or "," in joined or "(" in joined:
                break
            if re.match(r" ?(?:fees?|charges?|cost|only|\Z|[.,\n)])", following) or "for" in gap:
                return Role.CHARGE, per_unit
            break
        elif kind not in {Cue.ONLY, Cue.EACH, Cue.RETAIL, Cue.NOW}:
            break
    return role, per_unit


def _number_after(low: str, cue: Found[Cue]) -> bool:
    return bool(re.match(r"[^\d\n.!?]{0,18}\d", low[cue.end : cue.end + 20]))


def _inherits_charge(amount: Amount, low: str, left: int, before: list[Judged]) -> bool:
    """"Delivery CBD 200, outside Nairobi 350": the second amount is a charge as well."""
    if not before or before[-1].role is not Role.CHARGE or before[-1].amount.end != left:
        return False
    between = low[left : amount.start]
    return len(between) <= 40 and not re.search(r"price|harga|precio|preco|prix|preis|\n", between)


def _confidence(
    amount: Amount, low: str, lefts: list[Found[Cue]], rights: list[Found[Cue]], right: int,
    *, cued: bool, per_unit: bool,
) -> float:  # fmt: skip
    if amount.value <= 0:
        return 0
    identified = bool(lefts) and lefts[-1].kind in {Cue.CODE, Cue.SIZE} and amount.start - lefts[-1].end <= 2
    if amount.marked:
        letter = all(marker.end - marker.start == 1 and "a" <= low[marker.start] <= "z" for marker in amount.markers)
        if low[amount.start] == "#" and not _NAIRA.match(low, amount.start):
            return 0
        if letter and (identified or amount.value < 10):
            return 0
        return 0.98 if amount.high is None else 0.95
    near_right = next((cue for cue in rights if not low[amount.end : cue.start].strip(" -,()*~")), None)
    counts = near_right is not None and near_right.kind in {Cue.COUNT, Cue.COUNT_BEFORE}
    counted = bool(lefts) and lefts[-1].kind is Cue.COUNT_BEFORE and bool(_MORE_THAN.match(low[lefts[-1].end : amount.start]))
    if counts or counted:
        return 0
    if amount.multiplier == "m" and not (bool(lefts) and lefts[-1].kind in _MONEY_LEFT and amount.start - lefts[-1].end <= 2):
        return 0
    if amount.factor != 1:
        return 0.98 if amount.multiplier in {"k", "elfu"} else 0.93
    if identified and not amount.grouped:
        return 0
    digits = len(amount.digits)
    near_cue = bool(lefts) and lefts[-1].kind in _MONEY_LEFT and amount.start - lefts[-1].end <= 12
    confirmed = per_unit or (near_right is not None and near_right.kind in {Cue.ONLY, Cue.EACH, Cue.NOW, Cue.WAS, Cue.OFF, Cue.FEE, Cue.DEPOSIT, Cue.WHOLESALE, Cue.RETAIL})
    year = digits == 4 and amount.digits[:2] in {"19", "20"}
    strongly = bool(lefts) and any(cue.kind in {Cue.PRICE, Cue.NOW, Cue.WAS} and amount.start - cue.end <= 14 for cue in lefts)
    if (cued or near_cue) and digits >= 2:
        return 0.9 if (strongly or amount.grouped) and not year else 0.7
    if confirmed and digits >= 2:
        return 0.88
    if amount.grouped:
        return 0.86
    if year or digits < 3 or not amount.digits.isdigit():
        return 0
    ends = not low[amount.end : right].strip(" ,.:)-\x1e")
    return 0.6 if ends else 0
