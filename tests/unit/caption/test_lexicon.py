"""Parts of patterns that are built from tables of words."""

import re

import pytest

from services.caption.lexicon import alternatives, separate_words, whole_words


def test_alternatives_are_tried_in_their_order_and_the_rest_decides() -> None:
    pattern = re.compile(rf"{alternatives('to', 'to the|bis')} \d")
    assert [match.group() for match in pattern.finditer("to 1, to the 2, bis 3")] == ["to 1", "to the 2", "bis 3"]


def test_an_empty_word_in_a_table_matches_nothing() -> None:
    """A `|` too many at the end of a line would otherwise make the word optional."""
    assert re.fullmatch(alternatives("|a||b|"), "") is None
    assert re.fullmatch(alternatives("|a||b|"), "b")


@pytest.mark.parametrize(
    ("around", "whole", "separate"),
    [("{}", True, True), ("5{}", True, False), ("{}5", True, False), ("x{}", False, False), ("{}x", False, False)],
)
def test_words_with_nothing_beside_them(around: str, whole: bool, separate: bool) -> None:
    low = around.format("rb")
    assert (re.search(whole_words("ribu|rb"), low) is not None) is whole
    assert (re.search(separate_words("ribu|rb"), low) is not None) is separate
