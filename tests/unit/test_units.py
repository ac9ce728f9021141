"""Durations, rates and sizes."""

import pytest

from libs.units import duration, rate, size, span


@pytest.mark.parametrize(
    ("text", "seconds"), [("90s", 90), ("10m", 600), ("1.5h", 5400), ("3d", 259200), ("2w", 1209600), ("1h30m", 5400)]
)
def test_durations(text: str, seconds: float) -> None:
    assert duration(text) == seconds


@pytest.mark.parametrize("text", ["", "10", "m", "10 m", "-1h", "10x", "1h30"])
def test_what_is_no_duration_says_how_to_write_one(text: str) -> None:
    with pytest.raises(ValueError, match="use 90s"):
        duration(text)


@pytest.mark.parametrize(("text", "per_second"), [("5", 5), ("5/s", 5), ("30/m", 0.5), ("3600/h", 1), ("0.5/s", 0.5)])
def test_rates(text: str, per_second: float) -> None:
    assert rate(text) == per_second


@pytest.mark.parametrize("text", ["", "0", "0/s", "-1/s", "5/d", "x"])
def test_what_is_no_rate_says_how_to_write_one(text: str) -> None:
    with pytest.raises(ValueError, match="use 5/s"):
        rate(text)


@pytest.mark.parametrize("text", ["224x400", "224×400", " 224X400 "])
def test_sizes(text: str) -> None:
    assert size(text) == (224, 400)


@pytest.mark.parametrize("text", ["", "224", "224x", "x400", "224 x 400", "-1x2", "1.5x2", "1x2x3", "123456x1"])
def test_what_is_no_size_says_how_to_write_one(text: str) -> None:
    with pytest.raises(ValueError, match="use width x height"):
        size(text)


def test_more_than_can_be_meant_is_refused() -> None:
    with pytest.raises(ValueError, match="at most 36500d"):
        duration("36501d")
    for text in ("1000001/s", "1" + 400 * "0"):
        with pytest.raises(ValueError, match="at most 1000000/s"):
            rate(text)


def test_spans() -> None:
    assert [span(s) for s in (45, 600, 7200, 604800)] == ["45s", "10m", "2h", "7d"]
