"""The title: the phrase of the caption that names the product."""

import re
from dataclasses import dataclass

from services.caption.lexicon import Lexicon
from services.caption.lexicon.products import PRODUCTS
from services.caption.lexicon.title_words import HYPE, LINKS, STOPS
from services.caption.masks import MASK
from services.caption.text import fold

_PRODUCTS = Lexicon({"product": PRODUCTS})
_GENERIC = {"set", "unit", "kit", "print", "prints", "gift", "gifts", "case", "cases", "top", "tops", "oil", "hair", "seti", "machine", "nem", "ban", "ke", "tu", "ga", "dia", "chan", "den", "do bo", "ring", "car", "saa", "mac", "ao", "mat", "bed", "fan", "box", "ac", "model toy", "book", "books", "kits", "chain", "ball", "rug", "cup", "iron", "chips", "mouse", "vi", "kem", "son", "may", "loa", "sac", "hoa", "mu", "non", "ly", "coc", "qua", "tra", "xe", "pan", "vest", "taki", "bal", "rock", "bot", "sal", "mono", "bala", "mie", "jas", "rok", "tas", "plant", "print", "lace", "beads", "dates", "bere", "bebek", "lit", "sort", "nhan", "衣", "包", "本", "花", "茶", "被", "杯", "灯"}
_WORD = re.compile(r"[^\s\x00-\x1f,.;:!?()\[\]{}\"|/\\*=<>~_@→❌•🇦-🇿。・…「」【】]+(?:\.\d[^\s\x00-\x1f,;:!?()]*)?")
_HARD = re.compile(r"[\x00-\x1f,;:!?()\[\]{}\"|*=<>~@→❌🇦-🇿。「」【】]|\.(?!\d)|[ ][-/][ ]|/")
_LINKS = {fold(word) for word in LINKS.split("|")}
_STOPS = {fold(word) for word in STOPS.split("|")} - _LINKS
_HYPE = {fold(word) for word in HYPE.split("|")}
_MOST_WORDS = 7
_CJK_TRIM = re.compile(r"^(?:新作|新款|新品|人気|大人気|限定|再入荷|予約|现货|現貨|特价)+|(?:入荷しました|入荷|発売|販売中|販売開始|予約受付中|再入荷|です|しました|到货|上新|来了|现货|到货了|清仓)+$")


@dataclass(slots=True)
class _Phrase:
    """Words that stand together, as spans of `low`."""

    words: list[tuple[int, int]]
    product: bool
    specific: bool


def find_title(low: str, taken: list[tuple[int, int]], *, sells: bool) -> tuple[int, int, float] | None:
    """Where the product's name stands in `low` (start, end), and how sure that is.

    `low` is the caption without addresses, telephone numbers and dates; `taken` are spans of money, sizes and stock
    words, which are no part of a name. `sells`: the caption has a price, sizes or stock; without any of them, only a
    phrase with a known product is a title.
    """
    blanked = _blank(low, taken)
    products = [(f.start, f.end) for f in _PRODUCTS.find(blanked)]
    phrases = list(_phrases(blanked, products))
    specific = next((p for p in phrases if p.specific), None)
    product = specific or next((p for p in phrases if p.product), None)
    if product is not None:
        start, end = _around_product(product, products)
        return start, end, 0.85 if specific else 0.7
    if not sells or not phrases:
        return None
    best = phrases[0]
    words = best.words[:_MOST_WORDS]
    return words[0][0], words[-1][1], 0.5


def _blank(low: str, taken: list[tuple[int, int]]) -> str:
    for start, end in taken:
        low = low[:start] + MASK * (end - start) + low[end:]
    return low


def _phrases(low: str, products: list[tuple[int, int]]) -> list[_Phrase]:
    phrases: list[_Phrase] = []
    words: list[tuple[int, int]] = []
    position = 0
    for match in _WORD.finditer(low):
        start, end = match.span()
        word = match.group().strip("-'&+")
        inside = any(s <= start and end <= e for s, e in products)
        parted = _HARD.search(low, position, start) is not None
        if parted:
            _close(words, low, products, phrases)
            words = []
        position = end
        if not inside and (word in _STOPS or not any(c.isalnum() for c in word)):
            _close(words, low, products, phrases)
            words = []
            continue
        words.append((start, end))
    _close(words, low, products, phrases)
    return phrases


def _close(words: list[tuple[int, int]], low: str, products: list[tuple[int, int]], phrases: list[_Phrase]) -> None:
    """End a phrase: trim links, hype and bare numbers from its ends and keep it when a name is left."""
    named = [(s, e) for s, e in products if words and words[0][0] < e and s < words[-1][1]]

    def spare(span: tuple[int, int], *, hype: bool) -> bool:
        word = low[slice(*span)].strip("-'&+")
        if any(s < span[1] and span[0] < e for s, e in named):
            return False
        return word in _LINKS or len(word) < 2 or word.isdigit() or (hype and word in _HYPE)

    kept = list(words)
    while kept and spare(kept[0], hype=True):
        kept.pop(0)
    while kept and spare(kept[-1], hype=False):
        kept.pop()
    if not kept or all(low[slice(*span)] in _HYPE for span in kept):
        return
    specific = any(low[s:e] not in _GENERIC for s, e in named)
    phrases.append(_Phrase(kept, bool(named), specific))


def _around_product(phrase: _Phrase, products: list[tuple[int, int]]) -> tuple[int, int]:
    """The phrase, cut to a few words on either side of its product when it runs on."""
    words = phrase.words
    if len(words) > _MOST_WORDS:
        at = next(i for i, (s, e) in enumerate(words) if any(a < e and s < b for a, b in products))
        first = max(0, at - 4)
        words = words[first : first + _MOST_WORDS]
    return words[0][0], words[-1][1]
