"""Availability: in stock, sold out or pre-order, when the caption says so of its product."""

import re
from dataclasses import dataclass
from typing import Literal

from services.caption.lexicon import Found, Lexicon, Words, folded
from services.caption.lexicon.stock_words import ALONE, FEW, MALAY, OFFERED, STOCK, Stock
from services.caption.text.normalised import Text

Availability = Literal["in_stock", "sold_out", "pre_order", "unknown"]

_LEXICON = Lexicon(STOCK)
_LEFT = re.compile(
    r"(?:only|just|last|solo|nur noch|noch)?[ ]?(?:\d{1,3}|one|two|three|four|five|six|few|a few|some"
    r"|couple)[ ](?:[^\W\d_]+[ ]){0,3}(?:left|remaining|remain)(?![^\W\d_])"
)
_FEW = re.compile(
    r"(?<![^\W_])(?:ultim[aoi]s?|ultimele|derni[eè]re?s|letzten?|laatste|sidste|siste|sista|ostatnie|posledni"
    r"|zbyva|liko tik|utolso"
    r"|последние|останні|осталось|залишилось)[ ](?:solo |tylko |jen |лише |только )?\d{1,2}(?![\d.,%]|[ ]?(?:€|kr"
    r"|zl|лет|дн|dias?|jours?"
    r"|tage|ore|ani|kc|ft|руб|грн))|"
    r"(?:only|just)[ ](?:[^\W_]+[ ]){1,4}left(?![^\W\d_])|(?<![^\W\d_])(?:stok|stock)[ :]{1,2}\d{1,3}(?![\d.,]"
    r"|[ ]?(?:k|rb)\b)|(?<![^\W\d_])last[ ](?:\d{1,3}|one|two|three"
    r"|few)(?![^\W\d_]|[ ]?(?:days?|hours?|weeks?|hrs|price))|(?:sisa|tinggal|baki)[ ](?:\d{1,3}|sikit|dikit"
    r"|beberapa|satu)"
    r"|(?<![^\W_])(?:(?:quedan?|restam?|il (?:en )?reste|plus que|nur noch|chi con|[a-z]{1,2}mebaki)[ ](?:solo "
    r"|so |nur |que |dung )?\d{1,3}(?![\d.,%]|[ ]?(?:€|dias?|jours?|tage|ngay|siku|horas?|k))|(?:noch|son|con"
    r"|only)[ ](?:nur |dung )?\d{1,3}[ ](?:left|piezas|pcs|pecas|unidades|pieces|exemplaires|stuck|paar|pares"
    r"|adet|cai|ao|doi|chiec|bo|tane|parca|uds|paires))"
    r"|เหลือ(?:แค่|เพียง|อีก)?[ ]?\d{1,3}[ ]?(?:ตัว|ชิ้น|คู่|ใบ|ชุด|อัน)|残り[ ]?\d|あと[ ]?\d|仅剩|只剩|(?:باقي"
    r"|متبقي|تبقي|فاضل)[ ](?:فقط |بس )?(?:\d|قطع|حبه|كم)"
)
_OF_A_SIZE = re.compile(
    r"[ ](?:la|in|na|en|em|i|au|в|у|w|v|for|on|di|untuk)[ ](?:(?:size|marimea|nr\.?|talla|taille|tamanho|размер)[ ])?"
    r"(?:\d{2}(?:[.,]5)?|x{0,3}[sl]|m)(?![^\W_]|[ ]?(?:hours?|days?|min|minutes?|h|%))"
)
_READY = re.compile(
    r"(?<![^\W_])(?<!-)ready(?![^\W_])"
    r"(?![ -](?:to|for|made|mix|set|steady|wear|po|pre|date|in \d|tanggal|tgl|besok|minggu|lagi)(?![^\W_]))"
)
_READY_NOT = re.compile(
    r"(?<![^\W_])(?:not|get|are you|be|already|always|belum|blm|tidak|gak|ga|nggak|tak|bukan|kapan|segera|akan)[ ]\Z"
)
_MALAY = frozenset(folded(MALAY))
_OFFERED = frozenset(folded(OFFERED))
_SIZE_BEFORE = re.compile(r"(?<![^\W_])(?:\d{2}(?:[.,]5)?|x{0,4}[sl]|m|\dxl|gg?)[ ]\Z")
_ALONE = frozenset(folded(ALONE))
_MAY_BE_FEW = frozenset(FEW.split("|"))
"""None of the two patterns above matches without one of these, in scripts with spaces."""
_FEW_UNSPACED = frozenset("เ残あ仅只")
"""What they begin with in other scripts."""
_SERVICE = re.compile(
    r"(?:cod|c\.o\.d|delivery|deliveries|shipping|pickup|pick ?up|video call|installments?|emi|payments?|wholesale"
    r"|warranty|exchange|returns?|service|services|swap|customi[sz]ations?|custom orders?|gift ?wrap(?:ping)?|parking"
    r"|financing|credit|booking|appointments?|lay-?b[uy]e?|discounts?|offers?|fitting|alterations?|refills?|vacanc\w+"
    r"|slots?|sizes? chart|catalog(?:ue)?|app|website|training|classes|course|link)[ ](?:is |are |also |now )?\Z"
)
_OTHERS = re.compile(
    r"(?:sizes?|colou?rs?|warna|ukuran|saiz|colores?|tallas?|cores|tamanhos?|couleurs?|tailles?|farben|grossen?|renk"
    r"|beden|mau|สี|ไซส์|لون|مقاس|black|white|red|blue|pink|green|beige|brown|gr[ae]y|nude|hitam|putih|negro|blanco"
    r"|\d)[ :]{0,2}(?:is |are |already |na |sudah |dah |it |just |only )?\Z"
)
_RESTOCKED = re.compile(r"stock|stok|estoque|lager|再|补")
_FUTURE = re.compile(
    r"\d|\x00|(?<![^\W_])(?:soon|next|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday|will|week"
    r"|month|until|when|sonra|haftaya|yarin|depan|besok|nanti|lusa|sera|manana|proxima|proximo|pronto|semana|amanha"
    r"|breve|bientot|prochaine?|semaine|demain|bald|nachste[rn]?|woche|morgen|sap|tuan sau|mai|kesho|wiki|soon|minggu"
    r"|kapan|بعد|قريبا|الاسبوع|بكره|غدا|เร็วๆ|อาทิตย์หน้า|สัปดาห์หน้า|พรุ่งนี้|来週|明日|近日|下周|明天|agla|agle|kal"
    r"|jald|জলদি|শীঘ্রই|আগামী)"
)
_TIMES = re.compile(
    r"[ ]?(?:twice|once|thrice|\d+ ?times|\d+x|in (?:\d+|minutes|hours|one day|a day|seconds|days|under)|dua kali"
    r"|dos veces|duas vezes|deux fois|zweimal|iki kez|hai lan|so fast|within|last (?:time|week|month)|yesterday"
    r"|before|last drop|every time|fast)"
)
_NOT = re.compile(
    r"(?:not|never|no longer|isn't|aren't|n't|tidak|belum|tak|bukan|no|nao|pas|nicht|degil|khong|chua|hindi|si|ไม่"
    r"|ยังไม่|مو|مش|ليس|غير|ما|لم|नहीं|না|नही|未)[ ](?:yet |be |esta |e |een )?\Z"
)


_BREAK_BEFORE = re.compile(r"(?:\A|[\n\x00\x1d\x1f!?;|.,:()❌*\-])[ ]*\Z")
_BREAK_AFTER = re.compile(r"[ ]*(?:\Z|[\n\x00\x1d\x1f!?;|.,:()❌*\-])")


@dataclass(slots=True)
class Standing:
    """What the caption says about stock, the words that say it, and how sure that is."""

    value: Availability = "unknown"
    span: tuple[int, int] | None = None
    confidence: float = 0.9


def find_availability(text: Text, words: Words) -> Standing:
    """Whether the product can be bought now.

    `words` are those of the caption without addresses, telephone numbers and dates.
    """
    low = words.low
    held: dict[Stock, tuple[int, int]] = {}
    gone_at = -1
    for found in _LEXICON.find(words):
        kind = _meaning(found, text.plain, low)
        if kind is Stock.NEITHER:
            continue
        if kind is Stock.BACK and _RESTOCKED.search(low[found.start : found.end]):
            kind = Stock.STILL
        if kind in {Stock.BACK, Stock.STILL} and Stock.GONE in held and found.start > gone_at:
            del held[Stock.GONE]
            held.setdefault(Stock.IN, (found.start, found.end))
        if kind is Stock.GONE:
            gone_at = found.start
        held.setdefault(kind, (found.start, found.end))
    if Stock.IN not in held and (ready := _ready(low, words)) is not None:
        held[Stock.IN] = ready
    if Stock.GONE in held:
        return Standing("sold_out", held[Stock.GONE])
    if Stock.ORDER in held:
        return Standing("pre_order", held[Stock.ORDER])
    for kind in (Stock.IN, Stock.STILL, Stock.NEARLY):
        if kind in held:
            return Standing("in_stock", held[kind])
    if not (_MAY_BE_FEW.isdisjoint(words.vocabulary) and _FEW_UNSPACED.isdisjoint(words.unspaced)):
        few = _FEW.search(low) or _LEFT.search(low)
        return Standing("in_stock", few.span(), 0.8) if few else Standing()
    return Standing()


def _ready(low: str, words: Words) -> tuple[int, int] | None:
    """Where an Indonesian or Malay caption says "ready", which there means in stock."""
    if "ready" not in words.tokens or _MALAY.isdisjoint(words.tokens):
        return None
    said = (
        match for match in _READY.finditer(low) if not _READY_NOT.search(low, max(0, match.start() - 14), match.start())
    )
    match = next(said, None)
    return match.span() if match else None


def _clause(low: str, start: int, end: int) -> str:
    """The words around a phrase, up to the next break on either side."""
    before = re.split(r"[.!?\n\x1f;❌]", low[max(0, start - 30) : start])[-1]
    return before + "|" + re.split(r"[.!?\n\x1f;]", low[end : end + 30])[0]


def _meaning(found: Found[Stock], plain: str, low: str) -> Stock:  # noqa: PLR0911 - one case after another
    """What a phrase says where it stands."""
    word = low[found.start : found.end]
    head = low[max(0, found.start - 30) : found.start]
    if word == "po" and plain[found.start : found.end] != "PO":
        return Stock.NEITHER
    if word in _OFFERED and _SIZE_BEFORE.search(head):
        return Stock.IN  # "talla M y L disponibles"
    if word in _ALONE and not (_BREAK_BEFORE.search(head) and _BREAK_AFTER.match(low, found.end)):
        return Stock.NEITHER
    if found.kind is Stock.IN:
        if _SERVICE.search(head):
            return Stock.NEITHER
        return Stock.GONE if _NOT.search(head) else Stock.IN
    if found.kind is Stock.GONE:
        if _NOT.search(head):
            return Stock.NEARLY
        if _TIMES.match(low, found.end):
            return Stock.NEITHER
        if _OF_A_SIZE.match(low, found.end):
            return Stock.NEARLY
        if _OTHERS.search(head):
            return Stock.NEARLY
    if found.kind is Stock.BACK and _FUTURE.search(_clause(low, found.start, found.end)):
        return Stock.NEITHER
    if found.kind is Stock.ORDER and _NOT.search(head):
        return Stock.NEITHER
    return found.kind
