"""A word that is added to a table must not be lost in what spares the search for it: the table's stems."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import product

import pytest

from libs.text import instructions
from libs.text.tables import instructions as instruction_words
from libs.text.tables.products import GERMAN_GOODS
from libs.text.words import Trigger, Words
from services.caption import availability, title
from services.caption.lexicon import stock_words
from services.caption.lexicon.money import bundles
from services.caption.lexicon.sizes.ages import AGE
from services.caption.lexicon.sizes.size_words import CUES_AFTER, ONE_SIZE, ONE_SIZE_UNSPACED
from services.caption.money import bundle
from services.caption.sizes import ages, hits, offered

_parser = re._parser  # type: ignore[attr-defined]


def spellings(table: str) -> list[str]:
    """What the words of a table match: of what may be repeated the least, of what is optional both."""
    return list(dict.fromkeys(_sequences(_parser.parse(table))))


def _sequences(parsed: object) -> Iterator[str]:
    yield from ("".join(parts) for parts in product(*(list(_atoms(op, value)) for op, value in parsed)))  # type: ignore[attr-defined]


def _atoms(op: object, value: object) -> Iterator[str]:
    match str(op), value:
        case "LITERAL", code:
            yield chr(code)
        case "BRANCH", (_, branches):
            for branch in branches:
                yield from _sequences(branch)
        case "SUBPATTERN", (*_, inner):
            yield from _sequences(inner)
        case "MAX_REPEAT", (least, _, inner):
            yield from {*([""] if least == 0 else []), *(text * max(least, 1) for text in _sequences(inner))}
        case "IN", options:
            for kind, option in options:
                yield chr(option) if str(kind) == "LITERAL" else "1" if "DIGIT" in str(option) else "x"
        case "ASSERT", (1, inner):  # what follows
            yield from _sequences(inner)
        case "ASSERT" | "ASSERT_NOT" | "AT", _:
            yield ""
        case other:
            raise AssertionError(other)


def test_spellings() -> None:
    assert spellings(r"sizes?|ultim[ao]|x\d(?:a|b)|in(?= )|eta\b") == [
        "size", "sizes", "ultima", "ultimo", "x1a", "x1b", "in ", "eta",
    ]  # fmt: skip


def _has_a(stems: Iterable[str]) -> Callable[[str], bool]:
    return lambda text: any(stem in text for stem in stems)


def _pulls(trigger: Trigger) -> Callable[[str], bool]:
    return lambda text: not trigger.absent(Words(text))


def _few(text: str) -> bool:
    return not availability._MAY_BE_FEW.isdisjoint(Words(text).vocabulary)


@pytest.mark.parametrize(
    ("table", "is_searched", "lost"),
    [
        pytest.param(AGE, ages._MAY_BE_AGE.search, [], id="ages"),
        pytest.param(f"{ONE_SIZE}|{ONE_SIZE_UNSPACED}", _has_a(offered._ONE_STEMS), [], id="one-size"),
        # "40-42 arasi" without "numara" is not searched for.
        pytest.param(CUES_AFTER, hits._MAY_FOLLOW.search, ["arasi"], id="sizes-before-cues"),
        pytest.param(CUES_AFTER, _pulls(hits._CUE_WORDS), [], id="words-of-cues"),
        pytest.param(GERMAN_GOODS, _has_a(title._COMPOUND_NOUNS), [], id="german"),
        pytest.param(bundles.DOZENS, bundle._MAY_COUNT.search, [], id="dozens"),
        # "zusammen" without "alle" is not searched for.
        pytest.param(bundles.ALL, bundle._MAY_COUNT.search, ["zusammen"], id="all"),
        pytest.param(bundles.TWO_UNSPACED, bundle._MAY_COUNT.search, [], id="two"),
        pytest.param(bundles.COUNT_WORDS, bundle._MAY_COUNT.search, [], id="counts"),
        pytest.param(bundles.SETS, _has_a(bundle._SET_STEMS), [], id="sets"),
        pytest.param(bundles.SETS_UNSPACED, _has_a(bundle._SET_STEMS), [], id="sets-unspaced"),
        pytest.param(bundles.SETS_BEFORE_UNSPACED, _has_a(bundle._SET_STEMS), [], id="sets-before-unspaced"),
        pytest.param(bundles.BUNDLE_PROMOS, _has_a(bundle._PROMO_WORDS), [], id="promotions"),
        pytest.param(instruction_words.IGNORE, _has_a(instructions._VERB_STEMS), [], id="ignore"),
        pytest.param(instruction_words.REPORT, _has_a(instructions._VERB_STEMS), [], id="report"),
        pytest.param(instruction_words.SPEAKERS, _has_a(instructions._VERB_STEMS), [], id="speakers"),
        pytest.param(instruction_words.INSTRUCTIONS, _has_a(instructions._NOUN_STEMS), [], id="instructions"),
        pytest.param(instruction_words.FACTS, _has_a(instructions._NOUN_STEMS), [], id="facts"),
        pytest.param(stock_words.STOCK_OF, _few, [], id="stock-of"),
        pytest.param(stock_words.LEFT, _few, [], id="left"),
        pytest.param(stock_words.LEFT_MALAY, _few, [], id="left-malay"),
        pytest.param(stock_words.LEFT_ARABIC, _few, [], id="left-arabic"),
        pytest.param(stock_words.STILL_BEFORE, _few, [], id="still"),
    ],
)
def test_each_word_of_a_table_is_searched_for(
    table: str, is_searched: Callable[[str], object], lost: list[str]
) -> None:
    """`lost`: words that are known to be passed over. A new one must have a stem."""
    assert [text for text in spellings(table) if not is_searched(f" {text} ")] == lost
