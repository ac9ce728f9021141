"""Cells that a spreadsheet would obey: escaped in what we write, restored in what we read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.formulas import escaped, restored


@pytest.mark.parametrize(
    "cell",
    ["=cmd|' /C calc'!A0", "=1+2", "+1+2", "-2+3", "@SUM(1)", "\t=1", "\r=1", "\n=1", "\uff1d1", "\uff0b1+1", "\uff0d1", "\uff20x", "-shop-",
     "+49 170 1", "-", "'=1", "''@x", "-1,5", "+1\n"],
)  # fmt: skip
def test_formulas_become_texts(cell: str) -> None:
    assert escaped(cell) == f"'{cell}"
    assert restored(f"'{cell}") == cell


@pytest.mark.parametrize(
    "cell", ["", "ana", "-5", "+5", "-5.25", "+.5", "1e9", "-1E-5", "7300000000000000001", "'s Hertogenbosch", "'", "O'Bo",
             "https://h/=1", "2026-11-03T09:00:00Z", "a=1", " =1"]
)  # fmt: skip
def test_numbers_and_other_texts_stay_as_they_are(cell: str) -> None:
    assert escaped(cell) == restored(cell) == cell


@given(st.text(st.sampled_from("'=+-@\t\r\n\uff1da1. "), max_size=6) | st.text(max_size=6))
def test_reading_gives_what_was_written(cell: str) -> None:
    assert restored(escaped(cell)) == cell
    assert escaped(cell)[:1] not in ("=", "@", "\t", "\r", "\n")
