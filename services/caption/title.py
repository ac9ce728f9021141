"""The title: the phrase of the caption that names the product."""

import re
from dataclasses import dataclass

from libs.text.masks import MASK
from libs.text.normalised import fold, replaced
from libs.text.tables.products import GERMAN_GOODS, GERMAN_STEMS, PRODUCTS, VAGUE, VIETNAMESE
from libs.text.words import Lexicon, Words, alternatives
from services.caption.lexicon.title_words import HYPE, HYPE_BEFORE_UNSPACED, HYPE_BEHIND_UNSPACED, LINKS, STOPS

_PRODUCTS = Lexicon({"product": PRODUCTS})
_VIETNAMESE_PRODUCTS = Lexicon({"product": VIETNAMESE})
_VAGUE = frozenset(VAGUE.split("|"))
"""Words that name a product only when no other phrase does."""
_COMPOUND = re.compile(rf"(?<![^\W_])[^\W\d_]{{3,20}}{alternatives(GERMAN_GOODS)}(?![^\W\d_])")
"""German joins nouns to one word: Esstisch, Sommerkleid."""
_COMPOUND_NOUNS = tuple(GERMAN_STEMS.split("|"))
_VIETNAMESE = re.compile(r"[đĐăĂơƠưƯ\u1ea0-\u1ef9]")
_WORD = re.compile(r"[^\s\x00-\x1f,.;:!?()\[\]{}\"|/\\*=<>~_@→❌•🇦-🇿。・…「」【】]+(?:\.\d[^\s\x00-\x1f,;:!?()]*)?")
_HARD = re.compile(r"[\x00-\x1f,;:!?()\[\]{}\"|*=<>~@→❌🇦-🇿。「」【】]|\.(?!\d)|[ ][-/][ ]|/")
_LETTER = re.compile(r"[^\W\d_]")
_LINKS = {fold(word) for word in LINKS.split("|")}
_STOPS = {fold(word) for word in STOPS.split("|")} - _LINKS
_HYPE = {fold(word) for word in HYPE.split("|")}
_MOST_WORDS = 7
_CJK_TRIM = re.compile(f"^{alternatives(HYPE_BEFORE_UNSPACED)}+|{alternatives(HYPE_BEHIND_UNSPACED)}+$")


@dataclass(slots=True)
class _Phrase:
    """Words that follow each other, as spans of `low`."""

    words: list[tuple[int, int]]
    product: bool
    specific: bool


def find_title(plain: str, words: Words, taken: list[tuple[int, int]], *, sells: bool) -> tuple[int, int, float] | None:
    """Where the product's name stands in the text (start, end), and how sure that is.

    `words` are those of the caption without addresses, telephone numbers and dates; `taken` are spans of money and
    sizes, which are not part of a name. `sells`: the caption has a price, sizes or stock; without any of them, only a
    phrase with a known product is a title.
    """
    blanked = _blank(words.low, taken)
    found = [*_PRODUCTS.find(words), *(_VIETNAMESE_PRODUCTS.find(words) if _VIETNAMESE.search(plain) else ())]
    products = [(f.start, f.end) for f in found if MASK not in blanked[f.start : f.end]]
    if any(noun in words.low for noun in _COMPOUND_NOUNS):
        products += [match.span() for match in _COMPOUND.finditer(blanked)]
    phrases = _phrases(blanked, products)
    specific = next((p for p in phrases if p.specific), None)
    product = specific or next((p for p in phrases if p.product), None)
    if product is not None:
        start, end = _around_product(product, products)
        return start, end, 0.85 if specific else 0.7
    if not sells or not phrases:
        return None
    best = phrases[0]
    spans = best.words[:_MOST_WORDS]
    return spans[0][0], spans[-1][1], 0.5


def _blank(low: str, taken: list[tuple[int, int]]) -> str:
    return replaced(low, taken, lambda part: MASK * len(part)) if taken else low


def _phrases(low: str, products: list[tuple[int, int]]) -> list[_Phrase]:
    product_at = bytearray(len(low))  # 1 where a product's name stands, 2 where it is a telling one
    for start, end in products:
        product_at[start:end] = (b"\x01" if low[start:end] in _VAGUE else b"\x02") * (end - start)
    phrases: list[_Phrase] = []
    words: list[tuple[int, int]] = []
    position = 0
    for match in _WORD.finditer(low):
        start, end = match.span()
        if (words and start - position != 1 and _HARD.search(low, position, start)) or (
            words and low[position] != " " and _HARD.match(low, position)
        ):
            _close(words, low, product_at, phrases)
            words = []
        position = end
        word = match.group().strip("-'&+")
        if not product_at[start] and (word in _STOPS or not word):
            _close(words, low, product_at, phrases)
            words = []
            continue
        words.append((start, end))
    _close(words, low, product_at, phrases)
    return phrases


def _close(words: list[tuple[int, int]], low: str, product_at: bytearray, phrases: list[_Phrase]) -> None:
    """End a phrase: trim links, hype and bare numbers from its ends and keep it when a name is left."""
    first, last = 0, len(words)
    while first < last and _spare(words[first], low, product_at, hype=True):
        first += 1
    while first < last and _spare(words[last - 1], low, product_at, hype=False):
        last -= 1
    kept = words[first:last]
    if not kept:
        return
    level = max(product_at[kept[0][0] : kept[-1][1]])
    if not level and (
        all(low[slice(*span)] in _HYPE for span in kept) or not _LETTER.search(low, kept[0][0], kept[-1][1])
    ):
        return
    phrases.append(_Phrase(kept, product=level > 0, specific=level > 1))


def _spare(span: tuple[int, int], low: str, product_at: bytearray, *, hype: bool) -> bool:
    start, end = span
    if any(product_at[start:end]):
        return False
    word = low[start:end].strip("-'&+")
    return word in _LINKS or len(word) < 2 or word.isdigit() or (hype and word in _HYPE)


def _around_product(phrase: _Phrase, products: list[tuple[int, int]]) -> tuple[int, int]:
    """The phrase, cut to a few words on either side of its product when it runs on."""
    words = phrase.words
    if len(words) > _MOST_WORDS:
        at = next(i for i, (s, e) in enumerate(words) if any(a < e and s < b for a, b in products))
        first = max(0, at - 4)
        words = words[first : first + _MOST_WORDS]
    return words[0][0], words[-1][1]
