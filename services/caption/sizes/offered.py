"""Sizes that a buyer can choose: lists, ranges, letters, numbers, age bands, one size."""

import re
from dataclasses import dataclass, field
from typing import Literal

from libs.text.normalised import Text
from libs.text.words import Trigger, Words, alternatives, folded, trie, whole_words
from services.caption.lexicon.sizes.size_words import (
    ARE_GONE,
    CAN,
    EXCEPT,
    FITS,
    FITTED,
    GONE,
    GONE_BEFORE,
    GONE_OF,
    GONE_SIZES,
    ONE_SIZE,
    ONE_SIZE_STEMS,
    ONE_SIZE_UNSPACED,
    SYSTEM_OF,
    UP_TO_FITTED,
)
from services.caption.sizes.ages import find_ages
from services.caption.sizes.goods import Goods
from services.caption.sizes.hits import (
    IS_LEFT,
    after_cues,
    before_cues,
    foot_lengths,
    free_letters,
    free_numbers,
    special_numbers,
    tagged_letters,
)
from services.caption.sizes.lists import ATOM, LIST, Hit, Hits, size_name
from services.caption.sizes.notations import special_sizes

System = Literal["EU", "UK", "US"]

_SYSTEM_BEFORE = re.compile(rf"(?<![^\W_])(eur?|uk|us)[ .:]{{0,2}}{alternatives(SYSTEM_OF)}?[ :]{{0,2}}\Z")
_SYSTEM_AFTER = re.compile(r"[ ]?\(?(eur?|uk|us)(?![^\W_])(?! used)")
_ONE = re.compile(f"{whole_words(ONE_SIZE)}|{alternatives(ONE_SIZE_UNSPACED)}")
_ONE_STEMS = ONE_SIZE_STEMS.split("|")
_ONE_STEMS_ASCII = [stem for stem in _ONE_STEMS if stem.isascii()]
_FITS = re.compile(rf"[ ,(]{{0,3}}(?:(?:{alternatives(CAN)} )?(?:{alternatives(FITS)}|\(|:)[ ]?){{1,3}}(?:size[ ])?")
_FITTED = re.compile(f"[ ]?(?:beden)?[ ]?{alternatives(UP_TO_FITTED)}?[ ]?{alternatives(FITTED)}")
"""Behind the sizes that "one size" fits: `36-42 arası uyumlu`."""
_SIZES = rf"(?P<sizes>{ATOM}(?:(?:{LIST}){ATOM}){{0,6}})"
_GONE_AFTER = re.compile(
    rf"(?<![^\W_.,-])(?<!\d[-~]){_SIZES}[ ]?[:=-]?[ ]?(?:{alternatives(ARE_GONE)} )?"
    rf"(?:{trie(folded(GONE, spaced=True))}(?![^\W\d_])|{trie(folded(GONE, spaced=False))})"
)
_GONE_WORDS = Trigger(GONE)
_GONE_BEFORE = re.compile(
    rf"(?:[(,][ ]?{trie(folded(EXCEPT))}|(?<![^\W_]){alternatives(GONE_BEFORE)}(?: {alternatives(GONE_OF)})?)"
    rf"[ ]?:?[ ](?:{alternatives(GONE_SIZES)} )?{_SIZES}"
)
_DIGIT = re.compile(r"\d")


@dataclass(slots=True)
class Sizes:
    """Sizes in the order written, where they stand in `plain`, and their system when it is written beside them."""

    values: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    system: System | None = None
    system_span: tuple[int, int] | None = None
    confidence: float = 0.95
    some_gone: bool = False
    """Some of the sizes that are named are declared gone."""
    taken: list[tuple[int, int]] = field(default_factory=list)
    """Spans whose numbers are sizes of some kind and so no prices, those declared gone included."""


def find_sizes(text: Text, words: Words) -> Sizes:
    """Sizes among `words`, those of the caption without addresses, telephone numbers and dates."""
    low = words.low
    found = Sizes()
    numbers = _DIGIT.search(low) is not None
    goods, so_far = Goods(low), Hits(len(low))
    if numbers:
        special_sizes(text.plain, goods, so_far)
        find_ages(goods, so_far)
    after_cues(text.plain, words, goods, so_far)
    if numbers:
        tagged_letters(text.plain, goods, so_far)
    before_cues(words, goods, so_far)
    if numbers:
        foot_lengths(goods, so_far)
        special_numbers(goods, so_far)
    free_letters(text.plain, words, goods, so_far)
    if numbers:
        free_numbers(goods, so_far)
    hits = sorted(so_far, key=lambda hit: hit.start)
    gone = _gone(words, found) if hits else set()
    found.taken += [(hit.start, hit.end) for hit in hits]
    offered = _one_size(low, hits, found)
    known = set(found.values)
    for hit in offered:
        kept = [value for value in hit.values if value not in gone]
        found.some_gone = found.some_gone or len(kept) < len(hit.values)
        fresh = [value for value in kept if value not in known]
        known.update(fresh)
        if fresh:
            found.values += fresh
            found.spans.append((hit.start, hit.end))
            _find_system(low, hit, found)
    return found


def _one_size(low: str, hits: list[Hit], found: Sizes) -> list[Hit]:
    """Take "one size" and leave out the sizes that it is said to fit."""
    stems = _ONE_STEMS_ASCII if low.isascii() else _ONE_STEMS
    one = _ONE.search(low) if any(stem in low for stem in stems) else None
    if one is None:
        return hits
    found.values.append("ONE SIZE")
    found.spans.append(one.span())
    fits = _FITS.match(low, one.end())
    end = fits.end() + 8 if fits else one.end()
    kept = [hit for hit in hits if not one.start() <= hit.start <= end]
    return [hit for hit in kept if hit.start < one.start() or not _FITTED.match(low, hit.end)]


def _find_system(low: str, hit: Hit, found: Sizes) -> None:
    """EU, UK or US directly before or after sizes; the first that is named counts."""
    if found.system:
        return
    match = _SYSTEM_BEFORE.search(low, max(0, hit.start - 24), hit.start) or _SYSTEM_AFTER.match(low, hit.end)
    if match is None:
        return
    code = match.group(1)[:2]
    found.system = "EU" if code == "eu" else "UK" if code == "uk" else "US"
    found.system_span = match.span(1)


def _gone(words: Words, found: Sizes) -> set[str]:
    """Sizes that are declared sold out or left out of the range."""
    low = words.low
    gone: set[str] = set()
    after = () if _GONE_WORDS.absent(words) else _GONE_AFTER.finditer(low)
    for match in (*after, *_GONE_BEFORE.finditer(low)):
        names = [size_name(atom) for atom in re.findall(ATOM, match.group("sizes"))]
        if IS_LEFT.match(low, match.end("sizes")):  # "sold out in M and L, S available"
            names.pop()
        gone.update(names)
        found.taken.append(match.span("sizes"))
    return gone
