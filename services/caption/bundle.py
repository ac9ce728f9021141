"""Bundles: prices that cover several units (2 for 50k, combo of 3, buy 1 take 1)."""

import re

from services.caption.lexicon import trie
from services.caption.lexicon.offers import BUNDLE_PROMOS, COUNT_WORDS, UNITS
from services.caption.text import fold

_COUNT = rf"(?:[2-9]|[1-9]\d|(?:a )?(?:{trie(COUNT_WORDS.split('|'))}))"
_SPACED = trie(fold(u) for u in UNITS.split("|") if u[-1] < "\u0780")
_UNSPACED = trie(fold(u) for u in UNITS.split("|") if u[-1] >= "\u0780")
_UNIT = rf"(?:{_SPACED}(?![^\W\d_])|{_UNSPACED})"
_FOR = (
    r"(?:for|at|@|por|por solo|pour|fur|za|per|na|kwa|untuk|=|:|-|→|only|just|cuma|hanya|jadi|cuman|ba|toplam|a|il|gia|chi|con|le|ki|ke|เพียง|ราคา|แค่|ที่|เหลือ|ب|بـ|بس|で|仅|只要|مقابل|only for|\"|together|all|total|tu|mein|में)"
)
# "2 for", "any 3 for", "3 pcs", "4 por", "2 kids tshirts at", "combo of 3 shirts", "2 ตัว", before the amount.
_BEFORE = re.compile(
    rf"(?:(?<![\w.,/#+-])|(?<![^\W_])و)(?:any |mix |los |las |les |die |alle |os |as |ambil |beli |x)?(?P<count>{_COUNT})[ ]?(?:"
    rf"{_UNIT}(?:[ ](?!{_COUNT})[^\W\d_]+){{0,2}}(?:[ ]?{_FOR})?|(?:[ ][^\W\d_]+(?:[-'][^\W\d_]+)?){{1,3}}[ ]{_FOR}(?:[ ](?:just|only|solo|so))?|(?:for|por|pour|fur|untuk|za|kwa)(?:[ ](?:just|only|solo|so))?)"
    r"[ :,=*(-]{0,3}\Z"
)
_COLLECTIVE = re.compile(
    rf"(?:(?<![^\W\d_])(?:combo|bundle|pack|paket|packs|promo pack|lot|lots|pake|paquete|kit promo|bundles|ensemble|mix)[ ](?:of |de |isi |d')?{_COUNT}(?![^\W_]|[.,]\d)(?![ ]?(?:kg|g|ml|l|in)\b)[^\n\x1f\x00!?;]{{0,30}}"
    r"|(?<![^\W\d_])(?:dozen|half dozen|lusin|selusin|docena|duzia|douzaine|dutzend|duzine|dazani|kodi|โหล|درزن|ডজন|दर्जन)[ ]?(?:for |at |@|= ?|: ?)?"
    r"|(?<![^\W\d_])(?:all|both|everything|take all|semua|semuanya|todo|todos|todas|ambos|ambas|tudo|le tout|les deux|beide|alles zusammen|hepsi|ikisi|ca bo|tat ca|zote|lahat|dono|sab)[ ]?(?:\d{1,2} )?(?:for|at|@|por|pour|fur|:|=|for just|for only)?"
    r"|قطعتين|حبتين|قطعتان|علبتين|الاتنين|الاثنين|التنين)[ :,=بـ(-]{0,3}\Z"
)
_AFTER = re.compile(
    rf"[ ]?(?:for|/|per|pour|por|fur|untuk|dapat|dpt|get|isi|=)[ ]?(?:any |all |the |les |las |los )?(?P<count>{_COUNT})(?![\d.,]|[ ]?(?:kg|g|gm|gms|ml|l|cm|m|hours?|days?|months?|weeks?|years?|yrs?|persons?|people|pax|inch|in|yards?|metres?|meters?)\b)"
    rf"|[ ](?P<near>[2-9])[ ]?(?:pcs|pieces|pairs|pasang|pares|paires|piezas|pecas|adet|cai|ao|doi|hop)\b|[ ]?(?:for (?:both|all|everything)|(?:/|per |a |por |la |la )(?:dozen|lusin|docena|duzia|kodi|โหล))\b"
)
_FIXED_SET = re.compile(
    r"(?<![^\W\d_])(?:sets?|seti|suits?|setelan|stelan|juego|conjunto|kit|takim|takimi|coord|co-ord|bedsheet|bedsheets|duvet|sprei|parure|garnitur|pieces? (?:set|suit|dress)|bo do|complet|ensemble|terno|jogo)(?![^\W\d_])|ชุด|طقم|セット|套装|सेट|সেট"
)
_PARTS = re.compile(r"\d ?(?:pcs?|pieces?|pces|piece|in 1)[ -]?(?:\w+ )?(?:set|suit|co-?ord|bedsheet|duvet)\b")
PROMO = re.compile(BUNDLE_PROMOS)
_CLAUSE = re.compile(r"[\n\x1f\x00!?;|]|\.(?=\s)")


def covers_several(low: str, start: int, end: int, floor: int, ceiling: int) -> bool:
    """Whether the amount at `low[start:end]` is for several units; its words lie within `floor` and `ceiling`."""
    left = max(floor, start - 60)
    head = low[left:start]
    clause = _CLAUSE.split(head)[-1]
    match = _BEFORE.search(clause) or _COLLECTIVE.search(clause)
    if match:
        if _PARTS.search(match.group()):
            return False
        counted = low[max(0, start - len(clause) - 40) : start] + low[end : end + 16]
        return not (_FIXED_SET.search(_CLAUSE.split(counted)[-1] if "\n" in counted else counted) and _piecewise(match.group()))
    after = _AFTER.match(low[: min(ceiling + 1, end + 24)], end)
    return bool(after)


def _piecewise(words: str) -> bool:
    """"3pcs" may be the parts of one set; "3 for" may not."""
    return not re.search(rf"{_FOR}[ :,=*(-]{{0,3}}\Z", words)
