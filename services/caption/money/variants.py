"""Whether several amounts price variants of one product (10ml 5,000 | 30ml 12,000) or different products."""

import re

from libs.text.words import alternatives
from services.caption.lexicon.money.variants import (
    FILLERS,
    MEASURES,
    MEASURES_UNSPACED,
    SIZES,
    SIZES_UNSPACED,
    VARIANTS,
    VARIANTS_UNSPACED,
)

_WORDS = rf"x{{0,4}}s|m|x{{0,5}}l|\d{{1,2}}xl|p|g|gg|xg|u|{alternatives(VARIANTS)}"
_FILLERS = frozenset(FILLERS.split("|"))
_VARIANT_WORD = re.compile(rf"(?:{_WORDS})\Z")
_SCRIPTS = re.compile(alternatives(VARIANTS_UNSPACED))
# From the start of a number: a long run of digits would be tried again from each of them.
_UNSPACED_MEASURE = re.compile(rf"(?<!\d)\d{{1,9}}(?:\.\d{{1,9}})?[ ]?{alternatives(MEASURES_UNSPACED)}")
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_MEASURE = re.compile(r"\d+(?:[.,]\d+)?[a-z]{0,6}\Z|[a-z]\d{1,3}\Z|\d+[x/]\d+\w*\Z")
SIZE_TAIL = re.compile(
    rf"(?<![^\W_])(?:{alternatives(SIZES)}|\d+(?:[.,]\d+)? ?{alternatives(MEASURES)})[ :=@-]{{0,4}}\Z"
    rf"|{alternatives(SIZES_UNSPACED)}[ :=@-]{{0,4}}\Z"
)
LETTER_TAIL = re.compile(r"(?<![^\W_])(?:x{0,3}s|m|x{0,4}l|[2-6]xl)[ :=@-]{1,4}\Z")


def same_product(labels: list[str]) -> bool:
    """Whether the words before each of several amounts are labels of one product's variants.

    The first label may begin with the product itself ("Perfume 30ml"); each of the others is nothing but a size, a
    measure, a colour or the like, or shares all its other words with the first.
    """
    rests = [_other_words(label) for label in labels]
    if not any(_is_variant(label) for label in labels[1:]):
        return False
    known = set(rests[0])
    return all(set(rest) <= known for rest in rests[1:])


def _other_words(label: str) -> list[str]:
    """The words of a label that do not distinguish variants."""
    return [
        word
        for word in _TOKEN.findall(_SCRIPTS.sub(" ", _UNSPACED_MEASURE.sub(" ", label)))
        if not _VARIANT_WORD.match(word) and not _MEASURE.match(word)
    ]


def _is_variant(label: str) -> bool:
    """Whether a label has a size, a measure or a word that distinguishes variants."""
    if _SCRIPTS.search(label) or _UNSPACED_MEASURE.search(label):
        return True
    telling = [word for word in _TOKEN.findall(label) if word not in _FILLERS]
    return any(_VARIANT_WORD.match(word) or _MEASURE.match(word) for word in telling)
