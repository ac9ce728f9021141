from datetime import UTC, datetime

import pytest

from libs.llm import ModelUnavailable, RateLimited
from libs.llm.limits import CallsPerMinute
from libs.llm.status import requested_wait
from libs.retry import Retry

NOW = datetime(2025, 1, 1, 12, 0, 0, tzinfo=UTC)


def test_backs_off_up_to_the_cap() -> None:
    retry = Retry(attempts=5, base=1, cap=3)
    error = ModelUnavailable("503", transient=True)
    delays = [retry.delay(attempt, error, 100, 0) for attempt in range(1, 6)]
    assert delays == [1, 2, 3, 3, None]
    assert retry.delay(1, error, 100, 1) == 0.5


def test_what_will_not_pass_is_not_repeated() -> None:
    assert Retry().delay(1, ModelUnavailable("401"), 100, 0) is None


def test_a_wait_that_does_not_fit_is_given_up() -> None:
    assert Retry().delay(1, RateLimited("429", transient=True, retry_after=5), 20, 0) == 5
    assert Retry().delay(1, RateLimited("429", transient=True, retry_after=60), 20, 0) is None


@pytest.mark.parametrize(
    ("milliseconds", "seconds", "wait"),
    [
        (None, None, None),
        ("1500", "2", 1.5),
        (None, "2", 2),
        (None, "-2", 0),
        (None, "soon", None),
        (None, "inf", None),
        (None, "Wed, 01 Jan 2025 12:00:30 GMT", 30),
        (None, "Wed, 01 Jan 2025 11:00:00 GMT", 0),
    ],
)
def test_retry_after(milliseconds: str | None, seconds: str | None, wait: float | None) -> None:
    assert requested_wait(milliseconds, seconds, NOW) == wait


def test_calls_per_minute() -> None:
    now = [0.0]
    budget = CallsPerMinute(2, clock=lambda: now[0])
    assert [budget.reserve(5), budget.reserve(5), budget.reserve(5)] == [0, 0, None]
    now[0] = 58
    assert budget.reserve(5) == 2
    now[0] = 61
    assert budget.reserve(5) == 0
    assert CallsPerMinute(None).reserve(0) == 0
