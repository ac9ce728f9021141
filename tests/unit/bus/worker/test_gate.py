"""Times at which the gate closes and opens."""

import logging
import time
from collections.abc import Iterator
from math import inf, nan

import pytest

from fixtures.waiting import until
from libs.bus import NotBefore
from libs.bus.worker.gate import LEAST_SECONDS, REASON_LENGTH, Gate

HOUR = 3600.0


@pytest.fixture
def gate(request: pytest.FixtureRequest) -> Iterator[Gate]:
    gate = Gate(request.node.name)
    yield gate
    gate.stop()


@pytest.mark.parametrize("moment", [nan, inf, -inf, 1.8e12])
def test_what_is_no_unix_time_in_seconds_is_refused(moment: float) -> None:
    with pytest.raises(ValueError, match="Unix seconds"):
        NotBefore(moment, "a limit")


async def test_a_later_time_extends_it_and_an_earlier_one_changes_nothing(gate: Gate) -> None:
    assert (gate.closed, gate.waiting) == (False, None)
    now = time.time()
    gate.close(NotBefore(now + HOUR, "first"))
    gate.close(NotBefore(now + HOUR / 2, "earlier"))
    assert (gate.until, gate.reason) == (now + HOUR, "first")
    gate.close(NotBefore(now + 2 * HOUR, "later"))
    assert (gate.until, gate.reason) == (now + 2 * HOUR, "later")


async def test_it_shows_time_and_reason_in_one_line(gate: Gate) -> None:
    gate.close(NotBefore(4e9, " a\nlimit " + "x" * 1000))
    assert (gate.waiting or "").startswith("waiting until 2096-10-02T07:06:40Z: a limit x")
    assert len(gate.reason) == REASON_LENGTH


async def test_it_opens_by_itself_and_tells_those_who_wait(gate: Gate, caplog: pytest.LogCaptureFixture) -> None:
    opened: list[bool] = []
    gate.on_open.append(lambda: opened.append(gate.closed))
    with caplog.at_level(logging.INFO):
        gate.close(NotBefore(time.time() + 1.2, "a limit"))
        gate.close(NotBefore(time.time() + 1.3, "a limit"))
        await until(lambda: not gate.closed, "it opens")
    assert (opened, gate.waiting, gate.until) == ([False], None, 0.0)
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"], "one line each"


async def test_a_time_in_the_past_closes_it_for_a_moment(gate: Gate, caplog: pytest.LogCaptureFixture) -> None:
    before = time.time()
    with caplog.at_level(logging.INFO):
        gate.close(NotBefore(-1e10, "a limit"))
        assert gate.until >= before + LEAST_SECONDS
        await until(lambda: not gate.closed, "it opens")
    assert not caplog.records
