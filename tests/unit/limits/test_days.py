"""When a provider's day turns."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.limits.days import day_of

HOUR = 3600 * 1_000_000


def moment(text: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1_000_000


@pytest.mark.parametrize(
    ("provider", "now", "start", "hours"),
    [
        ("gemini", "2026-11-27T20:00", "2026-11-27T08:00", 24),
        ("gemini", "2026-11-27T07:59:59", "2026-11-26T08:00", 24),
        ("gemini", "2026-07-01T06:59:59", "2026-06-30T07:00", 24),
        ("gemini", "2026-03-08T12:00", "2026-03-08T08:00", 23),
        ("gemini", "2026-11-01T12:00", "2026-11-01T07:00", 25),
        ("gemini", "2026-11-02T07:59:59", "2026-11-01T07:00", 25),
        ("openai", "2026-11-27T23:59:59", "2026-11-27T00:00", 24),
        ("another", "2026-11-28T00:00", "2026-11-28T00:00", 24),
    ],
)
def test_it_turns_at_midnight_where_the_provider_is(provider: str, now: str, start: str, hours: int) -> None:
    day = day_of(provider, moment(now))
    assert (day.start, day.end - day.start) == (moment(start), hours * HOUR)


@given(st.sampled_from(["gemini", "openai"]), st.integers(0, 4_000_000_000_000_000), st.integers(-86_400, 86_400))
def test_days_follow_each_other_without_a_gap(provider: str, now: int, shift: int) -> None:
    day = day_of(provider, now, shift)
    assert now in day
    assert day_of(provider, day.end, shift).start == day.end
    assert day_of(provider, day.end - 1, shift) == day


def test_a_shift_moves_the_turn() -> None:
    now = moment("2026-11-27T20:00")
    assert day_of("gemini", now, 12 * 3600 + 5).end == now + 5_000_000
