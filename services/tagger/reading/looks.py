"""Words for what a thing is like: colours, materials, occasions and the other facets, where they are said of the offer."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from libs.text.normalised import covered, fold
from libs.text.words import Lexicon, Words
from services.tagger.lexicon import beside, entries
from services.tagger.lexicon.doubtful import KEPT_FACETS, SHY
from services.tagger.lexicon.facets.looks import LOOKS, LOOKS_VIETNAMESE
from services.tagger.lexicon.facets.uses import USES, USES_VIETNAMESE
from services.tagger.lexicon.languages import Language
from services.tagger.reading.goods import Good
from services.tagger.reading.language import main_language

_TABLES = f"{LOOKS}{USES}"
_VIETNAMESE_TABLES = f"{LOOKS_VIETNAMESE}{USES_VIETNAMESE}"


def _words_of(table: str) -> Mapping[str, str]:
    tags: dict[str, str] = {}
    for tag, phrase in entries(table, ":"):
        tags.setdefault(fold(phrase), tag)
    return tags


TAG_OF = _words_of(_TABLES)
"""Each phrase with its tag."""
TAGS = frozenset(TAG_OF.values())
"""The closed list of tags."""
_LOOKS = Lexicon({phrase: phrase for phrase in TAG_OF})
_TAG_OF_VIETNAMESE = _words_of(_VIETNAMESE_TABLES)
_LOOKS_VIETNAMESE = Lexicon({phrase: phrase for phrase in _TAG_OF_VIETNAMESE})
_KEPT = Lexicon({"": KEPT_FACETS})
_SHY = {fold(word): language for language, words in SHY.items() for word in words.split("|")}
_ADDRESSED = frozenset(fold(word) for word in beside.ADDRESSED.split("|"))
_FIRST_UNSPACED = "\u0900"

_COMPOUND_LOOKS = {
    "sommer": "season:summer", "winter": "season:winter", "leder": "material:leather", "holz": "material:wood",
    "baumwoll": "material:cotton", "woll": "material:wool", "samt": "material:velvet", "kinder": "audience:kids",
    "damen": "audience:women", "herren": "audience:men", "baby": "audience:baby", "braut": "occasion:wedding",
    "geburtstags": "occasion:birthday", "strick": "material:knit", "seiden": "material:silk", "maxi": "fit:maxi",
}  # fmt: skip
"""What German compounds begin with: Sommerkleid."""
_COMPOUND_LOOK = re.compile("|".join(_COMPOUND_LOOKS))

_REACH = 24


def _any(table: str) -> str:
    phrases = sorted({fold(phrase) for phrase in table.split("|")}, key=len, reverse=True)
    return "|".join(re.escape(phrase) for phrase in phrases if phrase)


_NO = re.compile(rf"(?<![^\W_])(?:{_any(beside.NO)})(?![^\W_]) ?(?:(?:a|an|any|the|es|en|de|%|100) ?){{0,2}}\Z")
_NO_BEHIND = re.compile(rf" ?(?:{_any(beside.NO_BEHIND)})(?![^\W_])")
_GONE = re.compile(
    rf"(?:[ ,&/]+[^\s\d,.!?\x00-\x1f]+){{0,2}}? ?(?:is |are |ya |ist |sind |est |esta |na |already |now |all )?(?:{_any(beside.GONE)})(?![^\W_])"
)
_SALE = re.compile(rf" (?:{_any(beside.SALES)})(?![^\W_])")
_SALE_BEFORE = re.compile(rf"(?<![^\W_])(?:{_any(beside.SALES_BEFORE)}) (?:de |da |do |le |la )?\Z")
_FOR = re.compile(
    rf"(?<![^\W_])(?:{_any(beside.FOR)}) (?:the |all |our |las |as |los |les |die |para |[^\s,]+ (?:and|&|y|e|et|dan|or) )?\Z"
)
_STANDS_ALONE = re.compile(r"\s*(?:\Z|[,!.:?\x00-\x1f]|and gentlemen|welcome|only$)")


@dataclass(frozen=True, slots=True)
class Look:
    """A word for a tag at `low[start:end]`."""

    start: int
    end: int
    tag: str


def find_looks(words: Words, told: Mapping[Language, float], empty: bytearray) -> list[Look]:
    """Words for looks from left to right. `empty` is what `empty_phrases` says."""
    kept = covered(len(words.low), ((found.start, found.end) for found in _KEPT.find(words)))
    looks = []
    for found in _LOOKS.find(words):
        language = _SHY.get(found.kind)
        if (language is None or _speaks(told, language)) and not (empty[found.start] and not kept[found.start]):
            looks.append(Look(found.start, found.end, TAG_OF[found.kind]))
    if Language.VIETNAMESE in told:
        more = [Look(f.start, f.end, _TAG_OF_VIETNAMESE[f.kind]) for f in _LOOKS_VIETNAMESE.find(words)]
        marks = covered(len(words.low), ((look.start, look.end) for look in more))
        looks = sorted((*more, *(look for look in looks if not marks[look.start])), key=lambda look: look.start)
    return looks


def _speaks(told: Mapping[Language, float], language: Language) -> bool:
    return told.get(language, 0) >= 1 or main_language(told) is language


def said_of_offer(
    low: str, looks: Sequence[Look], goods: Sequence[Good], aside: Sequence[tuple[int, int]]
) -> Iterator[Look]:
    """Those that are not denied, sold out, of a sale, of something beside the offer, or a form of address."""
    other = covered(len(low), aside)
    near = covered(len(low), ((good.start, good.end) for good in goods))
    for look in looks:
        before, behind = low[max(0, look.start - _REACH) : look.start], low[look.end : look.end + 40]
        if other[look.start] or _NO.search(before) or _NO_BEHIND.match(behind) or _GONE.match(behind):
            continue
        facet = look.tag.partition(":")[0]
        if facet in {"season", "occasion"} and (_SALE.match(behind) or _SALE_BEFORE.search(before)):
            continue
        if facet == "audience" and low[look.start : look.end] in _ADDRESSED and not _of_goods(low, look, near, before):
            continue
        yield look


def _of_goods(low: str, look: Look, near: bytearray, before: str) -> bool:
    """Whether a word for people says whom the goods are for, and does not address them."""
    if _FOR.search(before):
        return True
    if look.end < len(low) and low[look.end] == " " and not _STANDS_ALONE.match(low, look.end):
        return any(near[look.end : look.end + 40]) or any(near[max(0, look.start - 2) : look.start])
    return any(near[max(0, look.start - 2) : look.start])


def compound_looks(low: str, goods: Sequence[Good]) -> Iterator[Look]:
    """What the beginnings of German names say: the summer of a Sommerkleid."""
    for good in goods:
        match = _COMPOUND_LOOK.match(low, good.start, good.end) if good.language is Language.GERMAN else None
        if match and match.end() < good.end:
            yield Look(match.start(), match.end(), _COMPOUND_LOOKS[match.group()])
