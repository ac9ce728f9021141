import pytest

from libs.llm import Breaker, CircuitOpen


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(threshold=3, cooldown=30, clock=clock)


def fail(breaker: Breaker, times: int) -> None:
    for _ in range(times):
        breaker.enter()
        breaker.failed()


def test_stays_closed_while_failures_are_not_in_a_row(breaker: Breaker) -> None:
    for _ in range(5):
        fail(breaker, 2)
        breaker.enter()
        breaker.succeeded()
    assert breaker.state == "closed"


def test_opens_after_the_threshold_and_tells_how_long(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now = 10
    with pytest.raises(CircuitOpen, match="3 consecutive failures; next attempt in 20 s") as error:
        breaker.enter()
    assert error.value.retry_after == 20


def test_state(breaker: Breaker, clock: Clock) -> None:
    seen = [breaker.state]
    fail(breaker, 3)
    seen.append(breaker.state)
    clock.now = 30
    seen.append(breaker.state)
    assert seen == ["closed", "open", "half_open"]


def test_one_call_tries_and_closes(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now = 30
    breaker.enter()
    with pytest.raises(CircuitOpen):
        breaker.enter()
    breaker.succeeded()
    assert breaker.state == "closed"
    breaker.enter()


def test_a_failed_trial_opens_again(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now = 30
    fail(breaker, 1)
    assert breaker.state == "open"
    assert breaker.remaining == 30


def test_an_abandoned_trial_lets_another_try(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now = 30
    breaker.enter()
    breaker.abandoned()
    breaker.enter()
