"""Unix times in four units, told by their size alone."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.epoch import FIRST, LAST, UNITS, unix_time, unix_time_of, utc_text


@given(st.integers(FIRST, LAST - 1), st.sampled_from(UNITS))
def test_each_unit_is_known_by_its_size(seconds: int, unit: int) -> None:
    wanted = datetime.fromtimestamp(seconds, UTC)
    assert (
        unix_time(seconds * unit) == unix_time(Decimal(seconds * unit)) == unix_time_of(str(seconds * unit)) == wanted
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1793696400", "2026-11-03T09:00:00Z"),
        ("1793696400.25", "2026-11-03T09:00:00.250000Z"),
        ("1793696400999", "2026-11-03T09:00:00.999000Z"),
        ("1793696400000001", "2026-11-03T09:00:00.000001Z"),
        ("1793696400000000999", "2026-11-03T09:00:00Z"),
    ],
)
def test_fractions(text: str, told: str) -> None:
    when = unix_time_of(text)
    assert when is not None
    assert utc_text(when) == told


@pytest.mark.parametrize(
    "text",
    ["", "0", "7", "20261103", "202611030900", "20261103090000", "20261103090000000", "-1793696400", "1.8e9",
     "1793696400Z", "٠١٢٣٤٥٦٧٨٩", "9" * 19, "9" * 400, "inf", "nan", "2026-11-03"],
)  # fmt: skip
def test_what_is_no_unix_time(text: str) -> None:
    assert unix_time_of(text) is None


@pytest.mark.parametrize("value", [0, -1, 2**70, float("inf"), float("nan"), Decimal("1e30")])
def test_numbers_that_are_none(value: float) -> None:
    assert unix_time(value) is None
