"""What nobody raises: a handler that is stuck, lag without progress."""

import logging
import time
from typing import Any, cast

import pytest
from aiokafka import TopicPartition
from prometheus_client import REGISTRY

from libs.bus.observing.monitor import LagMonitor
from libs.bus.worker.executor import Executor
from libs.bus.worker.fetch_loop import FetchLoop
from libs.bus.worker.gate import Gate
from libs.bus.worker.watchdog import Watchdog

STALL = 60.0
TIMEOUT = 600.0
T0 = 1_000_000.0


def at(partition: int) -> TopicPartition:
    return TopicPartition("asked", partition)


class Pulled:
    """What the watchdog asks of `FetchLoop`, `Executor`, `Gate` and `LagMonitor`."""

    timeout_seconds = TIMEOUT

    def __init__(self) -> None:
        self.done = 0
        self.closed = False
        self.oldest: float | None = None
        self.nothing_of: set[TopicPartition] = set()

    def progress(self) -> dict[TopicPartition, int]:
        return {at(0): self.done, at(1): 3}

    def starved(self, tp: TopicPartition) -> bool:
        return tp in self.nothing_of

    def by_partition(self) -> dict[TopicPartition, int]:
        return {}

    def reads(self, topic: str) -> bool:
        return topic == "asked"


@pytest.fixture
def worker() -> Pulled:
    return Pulled()


@pytest.fixture
def watchdog(worker: Pulled, request: pytest.FixtureRequest) -> Watchdog:
    """With a group of its own, whose metrics no other test touches."""
    parts = cast(Any, worker)
    return Watchdog(
        request.node.name, cast(FetchLoop, parts), cast(Executor, parts), cast(LagMonitor, parts), STALL,
        gate=cast(Gate, parts),
    )  # fmt: skip


def gauge(name: str, group: str, **labels: str) -> float | None:
    return REGISTRY.get_sample_value(name, {"group": group, **labels})


def test_a_closed_gate_is_no_stall_and_the_time_counts_from_its_opening(worker: Pulled, watchdog: Watchdog) -> None:
    worker.nothing_of.add(at(0))
    watchdog.tick(T0, {at(0): 5})
    worker.closed = True
    watchdog.tick(T0 + STALL + 1, {at(0): 5})
    assert not watchdog.stalled
    watchdog.tick(T0 + 10 * STALL, {at(0): 5})
    worker.closed = False
    watchdog.tick(T0 + 11 * STALL, {at(0): 5})
    assert not watchdog.stalled
    watchdog.tick(T0 + 12 * STALL + 1, {at(0): 5})
    assert watchdog.stalled


def test_lag_without_progress_is_a_stall_until_something_moves(
    worker: Pulled, watchdog: Watchdog, caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest
) -> None:
    group = request.node.name
    watchdog.tick(T0, {at(0): 5})
    watchdog.tick(T0 + STALL, {at(0): 5})
    assert not watchdog.stalled
    assert gauge("reelbus_stalled", group) == 0
    with caplog.at_level(logging.ERROR):
        watchdog.tick(T0 + STALL + 1, {at(0): 5})
        watchdog.tick(T0 + STALL + 2, {at(0): 6})
    assert watchdog.stalled
    assert gauge("reelbus_stalled", group) == 1
    assert [line.getMessage() for line in caplog.records] == ["lag of 5 but no progress for 61 s"], "said once"
    worker.done += 1
    watchdog.tick(T0 + STALL + 3, {at(0): 5})
    assert not watchdog.stalled
    assert gauge("reelbus_stalled", group) == 0
    with caplog.at_level(logging.ERROR):
        watchdog.tick(T0 + 3 * STALL, {at(0): 5})
    assert len(caplog.records) == 2, "a second stall is said again"


def test_nothing_to_do_is_no_stall(watchdog: Watchdog) -> None:
    for step in range(10):
        watchdog.tick(T0 + step * STALL, {at(0): 0})
        assert not watchdog.stalled
    watchdog.tick(T0 + 9 * STALL + 1, {at(0): 1})
    assert not watchdog.stalled, "the time counts from when there was something to do"


def test_what_waits_in_retry_topics_is_no_stall(watchdog: Watchdog) -> None:
    for step in range(10):
        watchdog.tick(T0 + step * STALL, {at(0): 0, TopicPartition("asked.g.retry.1", 0): 7})
        assert not watchdog.stalled


def test_slow_progress_is_no_stall(worker: Pulled, watchdog: Watchdog) -> None:
    for step in range(10):
        worker.done += 1
        watchdog.tick(T0 + step * STALL, {at(0): 100})
        assert not watchdog.stalled


def test_a_partition_that_cannot_be_fetched_is_a_stall_while_others_go_on(
    worker: Pulled, watchdog: Watchdog, caplog: pytest.LogCaptureFixture
) -> None:
    worker.nothing_of = {at(1)}
    for step in range(4):
        worker.done += 1
        watchdog.tick(T0 + step * STALL / 2, {at(0): 100, at(1): 7})
        assert watchdog.stalled == (step == 3)
    assert [line.getMessage() for line in caplog.records] == ["no message of asked/1 could be fetched for 60 s"]
    worker.nothing_of = set()
    watchdog.tick(T0 + 2 * STALL, {at(0): 100, at(1): 7})
    assert not watchdog.stalled


def test_a_stall_is_an_alarm_and_no_reason_to_restart(watchdog: Watchdog) -> None:
    """Lag without progress may be the broker's doing: a restart would not help."""
    now = time.monotonic()
    watchdog.tick(now - 2 * STALL, {at(0): 1})
    watchdog.tick(now, {at(0): 1})
    assert (watchdog.stalled, watchdog.alive) == (True, True)


def test_a_handler_that_overran_its_timeout_by_far_is_stuck(worker: Pulled, watchdog: Watchdog) -> None:
    worker.oldest = time.monotonic() - TIMEOUT - STALL + 30
    assert watchdog.alive
    worker.oldest = time.monotonic() - TIMEOUT - STALL - 1
    assert not watchdog.alive
    worker.oldest = None
    assert watchdog.alive


def test_a_handler_may_take_its_whole_time(worker: Pulled, watchdog: Watchdog) -> None:
    watchdog.tick(T0, {at(0): 5})
    worker.oldest = T0
    watchdog.tick(T0 + STALL + 1, {at(0): 5})
    assert not watchdog.stalled
    watchdog.tick(T0 + TIMEOUT + 1, {at(0): 5})
    assert watchdog.stalled
    worker.oldest = None
    worker.done += 1
    watchdog.tick(T0 + TIMEOUT + 2, {at(0): 5})
    assert not watchdog.stalled
    watchdog.tick(T0 + TIMEOUT + STALL + 3, {at(0): 5})
    assert watchdog.stalled
