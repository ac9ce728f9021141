"""Bundles: prices that cover several units (2 for 50k, combo of 3, buy 1 take 1)."""

import re
from functools import lru_cache
from itertools import pairwise

from services.caption.amounts.reading import Amount
from services.caption.lexicon import folded, trie
from services.caption.lexicon.cues import Cue
from services.caption.lexicon.offers import BUNDLE_PROMOS, COUNT_WORDS, FOR_MULTIBUY, JUST, SETS, UNITS
from services.caption.lexicon.price_words import CUES
from services.caption.money.roles import Judged, Role
from services.caption.text.clauses import Clauses
from services.caption.text.normalised import fold, replaced

_COUNT = rf"(?:[2-9]|[1-9]\d|(?:a )?(?:{trie(COUNT_WORDS.split('|'))}))"
_SPACED = trie(fold(u) for u in UNITS.split("|") if u[-1] < "\u0780")
_UNSPACED = trie(fold(u) for u in UNITS.split("|") if u[-1] >= "\u0780")
_UNIT = rf"(?:{_SPACED}(?![^\W\d_])|(?<=[\d ])t[ai](?![^\W\d_])|{_UNSPACED})"
_FOR = (
    r"(?:for|at|@|por|por solo|pour|fur|za|per|na|kwa|untuk|dalam|=|:|-|→|only|just|cuma|hanya|jadi|cuman|ba|toplam|a"
    r"|il|gia|chi|con|le|ki|ke|เพียง|ราคา|แค่|ที่|เหลือ|ب|بـ|بس|で|仅|只要|مقابل|ni|only for|\"|together|all"
    rf"|total|tu|mein|में|{trie(folded(FOR_MULTIBUY))})"
)
_JUST = rf"(?:[ ](?:{trie(folded(JUST))}))"
_MEASURED = (
    r"(?:seater|inch(?:es)?|in|doors?|burners?|drawers?|tier|layer|pockets?|years?|months?|weeks?|days?|hours?|hrs"
    r"|mins"
    r"|metres?|meters?|yards?|ply|way|steps?|speed|piece|person|man|people|kg|g|gr|mg|ml|cl|l|litres?|liters?|gb"
    r"|watts?|minutes?"
    r"|cm|mm|m|mtrs?|yds?|oz|lbs?|ft|kilos?|litros?|anos?|meses|dias|horas?|mois|ans|jours|heures|jahre|monate"
    r"|tage|stunden"
    r"|tahun|bulan|hari|jam|orang|yas|ay|gun|saat|kisilik|thang|ngay|nam|gio|miaka|miezi|siku|saa|din|saal|mahine"
    r"|log|let|lat"
    r"|dni|godzin|osob|zile|luni|ani|anni|mesi|giorni|персон|дней|лет|мес|см|мм|кг|гр|мл|سم|مم|مل|جرام|غرام|كيلو"
    r"|كجم|لتر|متر|سنه"
    r"|سنوات|شهور|اشهر|ايام|يوم|ساعه|قيراط|عيار|بوصه|انش|colou?rs?|warna|cores|colores|couleurs|farben|renk|mau"
    r"|sizes?|designs?)"
    r"(?![^\W\d_])"
)
"""What a number before an amount counts when it counts no units of the product."""
# "2 for", "any 3 for", "3 pcs", "4 por", "2 kids tshirts at", "combo of 3 shirts", "2 ตัว", before the amount.
_BEFORE = re.compile(
    rf"(?:(?<![\w.,/#+*×-])(?<![+&] )|(?<![^\W_])(?:و|و?ال(?=\d)))(?:any |mix |los |las |les |die |alle |os "
    rf"|as |ambil |beli "
    rf"|x)?(?!(?:two|three|2|3)[ -]piece[ ](?!for|at|@))(?P<count>{_COUNT})[ ]?(?:"
    rf"[x×](?=[ ]?\Z)|{_UNIT}(?:[ ](?!{_COUNT})[^\W\d_]+(?:-[^\W\d_]+)?){{0,2}}(?:[ ]?{_FOR})?"
    rf"|(?![ ]?{_MEASURED})(?:[ ][^\W\d_]+(?:[-'][^\W\d_]+)?){{1,3}}[ ]{_FOR}{_JUST}?|(?:for"
    rf"|por|pour|fur|untuk"
    rf"|za|kwa|ni|pay|bayar|paga|ب|(?<![^\W\d_]){trie(folded(FOR_MULTIBUY))}){_JUST}?|/)"
    r"[ :=*(-]{0,3}\Z"
)
_ALL = (
    r"all|both|everything|take all|semua|semuanya|todo|todos|todas|ambos|ambas|tudo|le tout|les deux|beide"
    r"|alles zusammen"
    r"|zusammen|hepsi|ikisi|ca bo|tat ca|zote|lahat|dono|sab"
)
_COLLECTIVE = re.compile(
    rf"(?:(?<![^\W\d_])(?:combo|bundle|pack|paket(?: hemat)?|packs|promo pack|lot|lots|pake|paquete|kit promo|bundles"
    rf"|ensemble|mix)[ ](?:of |de |isi |d')?{_COUNT}(?![^\W_]|[.,]\d)(?![ ]?(?:kg|g|ml|l"
    rf"|in)\b)[^\n\x1f\x00!?;]{{0,30}}"
    r"|(?<![^\W\d_])(?:dozen|half dozen|lusin|selusin|docena|duzia|douzaine|dutzend|duzine|dazani|kodi|โหล|درزن"
    r"|ডজন|दर्जन)[ ]?(?:for |at |@|= ?|: ?)?"
    r"|قطعتين|حبتين|قطعتان|علبتين|الاتنين|الاثنين|التنين)[ :,=بـ(-]{0,3}\Z"
    rf"|(?<![^\W\d_])(?:{_ALL})[ ]?(?:\d{{1,2}} )?(?:for|at|@|por|pour|fur|:|=|for just|for only)?[ :=(-]{{0,3}}\Z"
    rf"|(?:\A\W*|(?<![^\W_])(?:take|ambil|bawa|borong|angkat|lleva|leve|prends|nimm|kunin|mua|lay"
    rf"|chukua)[ ])(?:{_ALL})[ ]?,[ ]?\Z"
)
"""A comma between "all" and the amount parts them: "warna lengkap semua, 65rb" is the price of one."""
_MAY_COUNT = re.compile(
    rf"\d|(?<![^\W\d_])(?:{trie(COUNT_WORDS.split('|'))}|all|both|every|take|semua|tod[oa]|amb[oa]s|tudo|tout|les"
    rf"|beide|alles|hepsi|ikisi|ca|tat|zote|lahat|do|sab|docena|duz|douz|dutz)"
    "|โหล|درزن|ডজন|दर्जन|قطعتين|حبتين|قطعتان|علبتين|الاتنين|الاثنين|التنين"
)
"""None of the two patterns above matches without one of these."""
_AFTER = re.compile(
    rf"[ ]?(?:for|/|per|pour|por|fur|untuk|dapat|dpt|get|isi|=)[ ]?(?:any |all |the |les |las "
    rf"|los )?(?P<count>{_COUNT})(?!\d|[.,]\d|[ ]?(?:kg|g|gm|gms|ml|l|cm|m|hours?|days?|months?|weeks?|years?|yrs?"
    rf"|persons?|people|pax|pembeli|orang|pelanggan|customers?|buyers?|clients?|personas|pessoas|personnes|inch"
    rf"|in|yards?|metres?|meters?)\b)"
    rf"|[ ](?P<near>[2-9])[ ]?(?:pcs|pieces|pairs|pasang|pares|paires|piezas|pecas|adet|cai|ao|doi|hop)\b"
    rf"|[ ]?(?:for (?:both|all|everything)|(?:/|per |a |por |la |la )(?:dozen|lusin|docena|duzia|kodi|โหล))\b"
)
_FIXED_SET = re.compile(
    r"(?<![^\W\d_])(?:agbada|kaftan|senator|lawn|handbags?|luggage|suitcases?|sufuria|pots|cookware|dinner|bowls?"
    r"|brush(?:es)?|blocks|puzzle|tools?|sets?|seti|suits?|setelan|stelan|juego|conjunto|kit|takim|takimi|coord"
    r"|co-ord|bedsheet|bedsheets|duvet|sprei|parure|garnitur|pieces? (?:set|suit|dress)|bo do|complet|ensemble"
    r"|terno|jogo)(?![^\W\d_])|ชุด|طقم|セット|套装|सेट|সেট"
)
_BOUGHT = re.compile(
    rf"(?<![^\W_])(?:beli|ambil|buy|take|get|grab|pick|lleva|llevate|llevando|leva|levando|leve|compra|comprando"
    rf"|mua|lay|nunua"
    rf"|ukinunua|prenez|nimm|al)[ ](?:any )?{_COUNT}[ ]?(?:(?:for|at|@|=|:|por|ni|cuma|cuman|hanya|only|just"
    rf"|solo|apenas|jadi|dapat|nur|seulement|chi|con)[ ]?){{0,2}}\Z"
)
_EAST_ASIAN = re.compile(r"[两二三四五六2-9][ ]?[件双条个套包盒瓶枚足本点個](?:で|组合|装)?[ :]?\Z")
_AT_LEAST = re.compile(
    r"(?<![^\W_])(?:from|min|min\.|minimum|moq|at least|a partir de|mulai|mula|des|ab|kuanzia)[ :]{0,2}\Z"
)
_PER_DOZEN = re.compile(r"[ ]?(?:/|(?:per|a|por|la|par) )[ ]?(?:dozen|lusin|docena|duzia|douzaine|kodi|โหล)")
_PARTS = re.compile(r"\d ?(?:pcs?|pieces?|pces|piece|in 1)[ -]?(?:\w+ )?(?:set|suit|co-?ord|bedsheet|duvet)\b")
_PROMOTION = re.compile(BUNDLE_PROMOS)
_DIGIT = re.compile(r"\d")
_QUANTITY = re.compile(r"([^\W\d_]+) (\d{1,2})[ :=-]{0,3}\Z")
_ONE_FOR_ONE = re.compile(
    r"buy ?(?:1|one),? ?(?:and |& ?)?take ?(?:1|one)|b1t1|2 ?x ?1|leve 2 ?,? ?(?:e )?pague 1"
    r"|lleva(?:te)? 2 ?,? ?(?:y )?paga 1"
)
"""Offers in which the price, unless it is said to be of one, is of two."""
_PROMO_WORDS = (
    "buy",
    "b1",
    "b2",
    "b3",
    "bogo",
    "x1",
    "x2",
    "x3",
    "x 1",
    "x 2",
    "x 3",
    "beli",
    "mua",
    "compra",
    "lleva",
    "leve",
    "pague",
    " al ",
    "+",
    "แถม",
    "送",
    "点",
    "اشتر",
    "kauf",
    "achet",
    "nunua",
    "for 2",
    "for2",
    "kumuha",
    "pick",
    "mix",
)
"""No promotion lacks all of these."""
_CLAUSE = re.compile(r"[\n\x1f\x00!?;|]|\.(?=\s)")


def _covers_several(low: str, start: int, end: int, floor: int, ceiling: int) -> bool:
    """Whether the amount at `low[start:end]` is for several units; its words lie within `floor` and `ceiling`."""
    left = max(floor, start - 60)
    head = low[left:start]
    clause = _CLAUSE.split(head)[-1]
    if _EAST_ASIAN.search(clause) or _BOUGHT.search(clause):
        return True
    match = (_BEFORE.search(clause) or _COLLECTIVE.search(clause)) if _MAY_COUNT.search(clause) else None
    if match:
        if _PARTS.search(match.group()) or _AT_LEAST.search(clause[: match.start()]):
            return False
        count = re.match(r"\D*(\d+)", match.group())
        if count and int(count.group(1)) >= 10 and _piecewise(match.group()) and _PIECES.search(match.group()):
            return False  # "wooden blocks 50 pieces KES 1,200" is one box
        counted = low[max(0, start - len(clause) - 40) : start] + low[end : end + 16]
        fixed = _FIXED_SET.search(_CLAUSE.split(counted)[-1] if "\n" in counted else counted)
        return not (fixed and (_piecewise(match.group()) or _PIECES.search(match.group())))
    after = _AFTER.match(low[: min(ceiling + 1, end + 24)], end)
    return bool(after)


_PIECES = re.compile(r"pcs|pc|pieces|pces|piezas|pecas|adet|parca|ชิ้น|قطعه|قطع|حبه|حبات")
_SEVERAL = re.compile(
    rf"(?<![^\W_])(?:(?:any|choose|pick|kit(?: com| de| c/| con)?|lote?(?: de| of)?|job ?lot(?: of)?)[ ]"
    rf"(?P<count>[2-9]|1\d)|(?P<bare>[2-9]|[1-4]\d))(?![ ]?{_MEASURED})(?![ ]?(?:em|en|in) 1)"
    r"(?:[ ][^\W\d_]+(?:[-'][^\W\d_]+)?){1,4}[ :=-]{0,3}\Z"
)
"""Things that are counted right before an amount: `kit 3 calcinhas R$ 45`, `10 paperbacks £12`."""
_BUNDLE_WORD = re.compile(
    r"(?<![^\W_])(?:(?:book|mystery|clothes|clothing|baby|job) )?(?:bundles?|job ?lot|bulk lot|lote)(?![^\W_])"
)
_SET_OF = re.compile(
    rf"(?<![^\W_])(?:{trie(folded(SETS))})(?:[ ](?:of|de|da|di|von|mit|com|com|c/|con|avec|isi|van|med|av|af|z|o"
    rf"|po|из|"
    rf"iz|cu|gom|ya|za))?[ ](?P<count>{_COUNT})(?:[ ](?:pcs|pc|pieces|stuck|stk|pz|pezzi|pieces|piezas|pecas|szt"
    rf"|ks|adet|"
    r"шт|предмета|штук))?(?:[ ](?:for|at|à|a|por|per|pour|fur|za|za|за|kwa|untuk|@|=|only|just|nur"
    r"|solo))*[ :=,-]{0,3}\Z"
    rf"|(?<![^\W_.,])(?P<times>[2-9]|1\d|2[04])[ -]?(?:er|ers|teiliges|pack|pk|pcs|pc|piece|li|lu|lu|stuks|delige"
    rf"|dels|osainen)?"
    rf"[' -]?(?:{trie(folded(SETS))})(?:[ ](?:for|at|a|por|per|pour|fur|za|за|@|=|only|just|nur))*[ :=,-]{{0,3}}\Z"
    r"|(?<![\d.,])(?:[2-9]|1\d)[ ]?(?:個セット|枚セット|本セット|点セット|客セット|"
    r"pセット|개 ?세트|개입|개 ?묶음|件套|个装|个一套|只装|支装|入り|ชิ้นชุด|"
    r"حبات|قطع)[ :]{0,2}\Z|(?:ชุดละ|เซ็ต|เซต|ชุด|セット|طقم(?: من)?)[ ]?(?:[2-9]|1\d)[ ]?(?:ชิ้น|ใบ|ตัว|個|枚|点|قطع"
    r"|حبات)?[ :]{0,2}\Z"
)
"""A set of one thing by number, right before an amount."""
_SET_NAMED = re.compile(rf"(?<![^\W_])(?:{trie(folded(SETS))})(?:[ ][^\W\d_]+){{0,3}}[ :=-]{{0,3}}\Z")
"""A set that may be of things that are sold singly too."""
_OF_ONE = re.compile(
    rf"[ ]?[,;(|/–-][ ]?(?:(?:{trie(folded(CUES[Cue.EACH]))}|{trie(folded(CUES[Cue.RETAIL]))})[ :=]{{0,3}})?"
)
"""Between the price of a set and that of one of its things no other thing is named: `Set panci 450rb, satuan 120rb`."""
_SET_STEMS = (
    *dict.fromkeys(word[:4] for word in folded(SETS)),
    *("세트", "묶음", "개입", "セット", "入り", "套", "装", "ชุด", "เซ", "طقم", "حبات", "قطع"),
)
"""No match of `_SET_OF` lacks all of these."""
_PARTS_WORD = re.compile(
    r"(?:pcs?|pieces?|pecas?|piezas?|pezzi|parts?|colou?rs?|cores|colores|styles?|designs?)(?![^\W_])"
)


def _several(low: str, amount: Amount, floor: int) -> bool:
    """Whether a marked amount is for the things that are counted right before it."""
    match = _SEVERAL.search(_CLAUSE.split(low[max(floor, amount.start - 60) : amount.start])[-1])
    if match is None or not amount.coined or _PARTS_WORD.search(match.group()):
        return False
    return match.group("count") is not None or _BUNDLE_WORD.search(low[: amount.start]) is not None


_COUNTED_THAI = re.compile(r"(?:[2-9]|1\d)[ ]?(?P<unit>[\u0e01-\u0e7f]{2,8})[ ]?\Z")
_AT_COUNT = re.compile(
    r"(?:[,/(;]|(?<![^\W_])(?:or|and|atau|o|ou|oder|au))[ ]{0,2}(?:[2-9]|1\d)[ ]?(?:at|@|=|:)?[ ]?\Z"
)
_COUNTED = re.compile(r"(?<![\w.,/#+*×-])(?:[2-9]|1\d)[ ]?(?P<unit>[^\W\d_]{2,12})[ :=]{0,2}\Z")


def _counts_units(low: str, start: int) -> bool:
    """Whether the words before an amount count what another amount is "per": `280k/thoi, 2 thoi 500k`."""
    head = low[max(0, start - 20) : start]
    if thai := _COUNTED_THAI.search(head):  # "ก้อนละ 35 บาท 3 ก้อน 100 บาท"
        return thai.group("unit") + "ละ" in low
    match = _COUNTED.search(head)
    if match is not None and re.fullmatch(_MEASURED, match.group("unit")):
        return False  # "1kg 1500, 2kg 2800"
    return match is not None and bool(
        re.search(
            rf"(?:/|(?<![^\W_])(?:per|1|a|one|cada|moi|je|pro|la|par|ek"
            rf"|se) ?){re.escape(match.group('unit'))}(?![^\W_])",
            low,
        )
    )


def _piecewise(words: str) -> bool:
    """ "3pcs" may be the parts of one set; "3 for" may not."""
    return not re.search(rf"{_FOR}[ :,=*(-]{{0,3}}\Z", words)


@lru_cache(maxsize=8)
def find_promotion(low: str) -> tuple[int, int] | None:
    """Where an offer of the kind "buy 2 get 1" stands. Asked twice of most captions, so kept for a few."""
    match = _PROMOTION.search(low) if any(word in low for word in _PROMO_WORDS) else None
    return match.span() if match else None


def find_bundles(
    offers: list[Judged], judged: list[Judged], clauses: Clauses, taken: list[tuple[int, int]]
) -> list[Judged]:
    """The offers whose amount is for several units. Sizes count nothing: "36 to 40 for 2500"."""
    low = clauses.low
    if taken:
        low = replaced(low, taken, lambda part: _DIGIT.sub("\u00a4", part))
    money = [j.amount for j in judged if j.role is not Role.NOTHING]
    promotion = find_promotion(low)
    found: list[Judged] = []
    sets = _beside_single(offers, low)
    for j in offers:
        start, end = j.amount.start, j.amount.end
        if (j.per_unit and not _PER_DOZEN.match(low, end)) or j.role is Role.WAS:
            continue
        floor = max([0, *(other.end for other in money if other.end <= start)])
        ceiling = min([len(low), *(other.start for other in money if other.start >= end)])
        beside_unit = any(other.per_unit for other in offers) and _AT_COUNT.search(low[max(0, start - 12) : start])
        promoted = (
            promotion is not None
            and floor <= promotion[0]
            and 0 <= start - promotion[1] <= 14
            and not clauses.between(promotion[1], start)
        )
        if (
            promoted
            or beside_unit
            or any(j is other for other in sets)
            or _covers_several(low, start, end, floor, ceiling)
            or _counts_units(low, start)
            or _several(low, j.amount, floor)
        ):
            found.append(j)
    singles = [j for j in offers if j.role is not Role.WAS]
    if not found and promotion is not None and _ONE_FOR_ONE.match(low, promotion[0]) and len(singles) == 1:
        return [] if singles[0].per_unit else singles
    return found + _by_quantity([j for j in offers if j not in found], low)


def _beside_single(offers: list[Judged], low: str) -> list[Judged]:
    """Those for a set when a lower one for a single is there: "mug £12, set of 4 £40", "set 450rb, each 120rb"."""
    if len(offers) < 2:
        return []
    if not any(stem in low for stem in _SET_STEMS):
        return []
    heads = [low[max(0, j.amount.start - 40) : j.amount.start] for j in offers]
    sets = [j for j, head in zip(offers, heads, strict=True) if _SET_OF.search(head)]
    for head, (j, one) in zip(heads, pairwise(offers), strict=False):
        between = low[j.amount.end : one.amount.start]
        if one.per_unit and not j.per_unit and _OF_ONE.fullmatch(between) and _SET_NAMED.search(head):
            sets.append(j)
    singles = [j for j in offers if not any(j is other for other in sets) and j.role is not Role.WAS]
    if not singles:
        return []
    least = min(j.amount.value for j in singles)
    return [j for j in sets if j.amount.value > least]


def _by_quantity(offers: list[Judged], low: str) -> list[Judged]:
    """Those for more than one when a number after the same word counts in each: "doti 1 Tsh 14,000, doti 10 ..."."""
    if len(offers) < 2:
        return []
    heads = [(_QUANTITY.search(low[max(0, j.amount.start - 24) : j.amount.start]), j) for j in offers]
    counted = [(match.group(1), int(match.group(2)), j) for match, j in heads if match]
    same = len(counted) > 1 and len({unit for unit, _, _ in counted}) == 1
    if not same or min(count for _, count, _ in counted) != 1:
        return []
    return [j for _, count, j in counted if count > 1]
