"""Pauses while a provider does not serve us."""

import logging

import pytest
from prometheus_client import REGISTRY

from libs.ledger.errors import Blocked, CallError, NotServed, RateLimited, Refused, Unknown, Unreachable
from libs.ledger.sending.outage import Outage

RETIRED = NotServed("the model was retired")
AWAY = Unreachable("connection refused")


class Seconds:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def outage(seconds: Seconds) -> Outage:
    return Outage("gemini", "m", clock=seconds)


def end(outage: Outage, error: CallError | None, call: str = "a") -> None:
    outage.enter(call)
    outage.ended(call, error)


def test_pauses_grow_to_ten_minutes_with_one_error_in_the_log(
    outage: Outage, seconds: Seconds, caplog: pytest.LogCaptureFixture
) -> None:
    found = []
    with caplog.at_level(logging.INFO):
        for _ in range(6):
            end(outage, RETIRED)
            found.append(outage.wait)
            seconds.now += outage.wait
        assert outage.wait == 0
        end(outage, None)
    assert found == [60, 120, 240, 480, 600, 600]
    assert [record.levelno for record in caplog.records] == [logging.ERROR, *[logging.WARNING] * 5, logging.INFO]
    assert "gemini, model m: no calls for 60 s, messages wait: the model was retired" in caplog.text
    end(outage, RETIRED)
    assert outage.wait == 60


def test_a_model_whose_calls_pause_is_a_dependency_that_is_away(outage: Outage, seconds: Seconds) -> None:
    def up() -> float | None:
        return REGISTRY.get_sample_value("reelbus_dependency_up", {"dependency": "gemini:m"})

    end(outage, RETIRED)
    assert up() == 0
    seconds.now += outage.wait
    end(outage, None)
    assert up() == 1


def test_calls_that_end_during_a_pause_do_not_lengthen_it(outage: Outage) -> None:
    for _ in range(8):
        outage.enter("a")
    for _ in range(8):
        outage.ended("a", RETIRED)
    assert outage.wait == 60


def test_one_trial_decides(outage: Outage, seconds: Seconds) -> None:
    end(outage, RETIRED)
    seconds.now += 60
    outage.enter("a")
    assert outage.wait > 0
    outage.abandoned()
    assert outage.wait == 0


@pytest.mark.parametrize("error", [AWAY, Unknown("no answer"), Refused("overloaded", again=True)])
def test_failures_in_a_row_pause_calls(outage: Outage, error: CallError) -> None:
    for _ in range(4):
        end(outage, error)
    assert outage.wait == 0
    end(outage, error)
    assert outage.wait == 60
    assert outage.reason == f"gemini, model m: {error}"


@pytest.mark.parametrize("answer", [None, Blocked("unsafe"), Refused("bad request"), RateLimited("slow down")])
def test_any_answer_shows_that_the_provider_is_there(outage: Outage, answer: CallError | None) -> None:
    for _ in range(10):
        end(outage, AWAY)
        end(outage, answer)
        assert outage.wait == 0


def test_a_call_that_alone_is_not_served_is_told_apart_by_the_answers_to_others(
    outage: Outage, seconds: Seconds
) -> None:
    end(outage, RETIRED, "bad")
    assert not outage.is_own("bad")
    seconds.now += outage.wait
    end(outage, RETIRED, "bad")
    seconds.now += outage.wait
    assert outage.lets_others_first("bad")
    assert not outage.lets_others_first("good")
    assert not outage.is_own("bad"), "no other call was answered"
    end(outage, None, "good")
    assert not outage.lets_others_first("bad")
    assert outage.is_own("bad")
    assert not outage.is_own("good")
