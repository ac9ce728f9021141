"""Words for what a thing is like: colours, materials and other facets, where they are said of the offer."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from libs.text.normalised import covered, fold
from libs.text.words import Lexicon, Words, any_phrase
from services.tagger.lexicon import beside, entries
from services.tagger.lexicon.doubtful import KEPT_FACETS, SHY
from services.tagger.lexicon.facets.looks import LOOKS, LOOKS_VIETNAMESE
from services.tagger.lexicon.facets.uses import USES, USES_VIETNAMESE
from services.tagger.lexicon.languages import Language
from services.tagger.reading.goods import Good, misspelt
from services.tagger.reading.language import main_language

_TABLES = f"{LOOKS}{USES}"
_VIETNAMESE_TABLES = f"{LOOKS_VIETNAMESE}{USES_VIETNAMESE}"


def _tags_of(table: str) -> Mapping[str, list[str]]:
    tags: dict[str, list[str]] = {}
    for tag, phrase in entries(table, ":"):
        known = tags.setdefault(fold(phrase), [])
        if tag not in known:
            known.append(tag)
    return tags


TAGS_OF = _tags_of(_TABLES)
"""Each phrase with its tags: what is embroidered by hand is embroidered, and handmade."""
TAGS = frozenset(tag for tags in TAGS_OF.values() for tag in tags)
"""The closed list of tags."""
_LOOKS = Lexicon({phrase: phrase for phrase in TAGS_OF})
_TAGS_OF_VIETNAMESE = _tags_of(_VIETNAMESE_TABLES)
_LOOKS_VIETNAMESE = Lexicon({phrase: phrase for phrase in _TAGS_OF_VIETNAMESE})
_KEPT = Lexicon({"": KEPT_FACETS})
_SHY: dict[str, set[Language]] = {}
for _language, _words in SHY.items():
    for _word in _words.split("|"):
        _SHY.setdefault(fold(_word), set()).add(_language)
_ADDRESSED = frozenset(fold(word) for word in beside.ADDRESSED.split("|"))
_FIRST_UNSPACED = "\u0900"

_COMPOUND_LOOKS = {
    "sommer": "season:summer", "winter": "season:winter", "leder": "material:leather", "holz": "material:wood",
    "baumwoll": "material:cotton", "woll": "material:wool", "samt": "material:velvet", "kinder": "audience:kids",
    "damen": "audience:women", "herren": "audience:men", "baby": "audience:baby", "braut": "occasion:wedding",
    "geburtstags": "occasion:birthday", "seiden": "material:silk", "maxi": "fit:maxi",
    "eichen": "material:wood", "strick": "material:knit", "keramik": "material:ceramic", "leinen": "material:linen",
}  # fmt: skip
"""What German compounds begin with: Sommerkleid."""
_COMPOUND_LOOK = re.compile("|".join(_COMPOUND_LOOKS))

_TASTED = (
    "food", "beauty.fragrance", "beauty.skincare", "beauty.bath", "beauty.hair.oils", "home.decor.candles", "health"
)  # fmt: skip
"""Goods of which words for colours and materials say the taste or scent: red velvet, lavender."""

_WORN = ("apparel", "fabrics")
_OF_CLOTHES = frozenset({"style:casual", "style:formal", "style:sporty", "style:streetwear", "style:modest"})
"""Said of what is not worn, these words say something else: a chair to relax in."""

_REACH = 24

_NO = re.compile(rf"(?<![^\W_])(?:{any_phrase(beside.NO)})(?![^\W_]) ?(?:(?:a|an|any|the|es|en|de|%|100) ?){{0,2}}\Z")
_NO_BEHIND = re.compile(rf" ?(?:{any_phrase(beside.NO_BEHIND)})(?![^\W_])")
_GONE = re.compile(
    r"(?:[ ,&/]+[^\s\d,.!?\x00-\x1f]+){0,2}? ?(?:is |are |ya |ist |sind |est |esta |na |already |now |all )?"
    rf"(?:{any_phrase(beside.GONE)})(?![^\W_])"
)
_SALE = re.compile(rf" (?:{any_phrase(beside.SALES)})(?![^\W_])")
_SALE_BEFORE = re.compile(rf"(?<![^\W_])(?:{any_phrase(beside.SALES_BEFORE)}) (?:de |da |do |le |la )?\Z")
_FOR = re.compile(
    rf"(?<![^\W_])(?:{any_phrase(beside.FOR)}) "
    r"(?:the |all |our |las |as |los |les |die |para |[^\s,]+ (?:and|&|y|e|et|dan|or) )?\Z"
)
_SIZE = re.compile(r",? (?:one |free |all |plus )?sizes?(?![^\W_])")
_OF_PART = re.compile(rf"(?<![^\W_])(?:{any_phrase(beside.PARTS)}) (?:(?:de|di|en|em|in|aus|da|do|z|из|con|com) )?\Z")
_PART_BEHIND = re.compile(rf" (?:{any_phrase(beside.PARTS)})(?![^\W_])")
_STANDS_ALONE = re.compile(r"\s*(?:\Z|[,!.:?\x00-\x1f]|and gentlemen|welcome|only$)")


@dataclass(frozen=True, slots=True)
class Look:
    """A word for a tag at `low[start:end]`."""

    start: int
    end: int
    tag: str


def find_looks(plain: str, words: Words, told: Mapping[Language, float], empty: bytearray) -> list[Look]:
    """Words for looks from left to right. `empty` is what `empty_phrases` says, `plain` that of `words.low`."""
    kept = covered(len(words.low), ((found.start, found.end) for found in _KEPT.find(words)))
    looks = []
    for found in _LOOKS.find(words):
        shy = _SHY.get(found.kind)
        if (not shy or _speaks(told, shy)) and not (empty[found.start] and not kept[found.start]):
            looks += [Look(found.start, found.end, tag) for tag in TAGS_OF[found.kind]]
    if Language.VIETNAMESE in told:
        own = [f for f in _LOOKS_VIETNAMESE.find(words) if not misspelt(f.kind, plain[f.start : f.end])]
        more = [Look(found.start, found.end, tag) for found in own for tag in _TAGS_OF_VIETNAMESE[found.kind]]
        marks = covered(len(words.low), ((look.start, look.end) for look in more))
        looks = sorted((*more, *(look for look in looks if not marks[look.start])), key=lambda look: look.start)
    return looks


def _speaks(told: Mapping[Language, float], languages: Collection[Language]) -> bool:
    """Whether the caption has so much of one of the languages that a word is likelier theirs than another's."""
    main = main_language(told)
    return main in languages or any(told.get(language, 0) >= max(1, told[main] / 2) for language in languages)


def said_of_offer(
    low: str, looks: Sequence[Look], goods: Sequence[Good], aside: Sequence[tuple[int, int]], category: str
) -> Iterator[Look]:
    """Those that are not denied, sold out, of a sale, of a part or something beside the offer, or a form of address."""
    tasted = category.startswith(_TASTED)
    worn = category.startswith(_WORN)
    other = covered(len(low), aside)
    near = covered(len(low), ((good.start, good.end) for good in goods))
    for look in looks:
        before, behind = low[max(0, look.start - _REACH) : look.start], low[look.end : look.end + 40]
        if other[look.start] or _NO.search(before) or _NO_BEHIND.match(behind) or _GONE.match(behind):
            continue
        facet = look.tag.partition(":")[0]
        if not worn and (facet == "fit" or look.tag in _OF_CLOTHES):
            continue
        if facet in {"colour", "material"} and (_OF_PART.search(before) or _PART_BEHIND.match(behind)):
            continue
        if tasted and facet in {"colour", "material", "pattern", "fit"}:
            continue
        if facet in {"season", "occasion"} and (_SALE.match(behind) or _SALE_BEFORE.search(before)):
            continue
        if facet == "audience" and low[look.start : look.end] in _ADDRESSED and not _of_goods(low, look, near, before):
            continue
        yield look


def _of_goods(low: str, look: Look, near: bytearray, before: str) -> bool:
    """Whether a word for people says whom the goods are for, and does not address them."""
    if _FOR.search(before) or _SIZE.match(low, look.end):
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
