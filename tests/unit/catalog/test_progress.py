"""What the stream says of itself while nothing moves."""

import logging
from types import SimpleNamespace
from typing import Any, cast

import pytest
from faust.types import TP

from libs.bus.worker.offsets import OffsetTracker
from services.catalog.stream.progress import Progress

STALL = 60.0


async def test_a_stall_is_said_once_and_ends_when_something_moves(caplog: pytest.LogCaptureFixture) -> None:
    tracker = OffsetTracker()
    tracker.advance(5)
    done = SimpleNamespace(is_set=lambda: True)
    tables = SimpleNamespace(actives_ready=True, recovery=SimpleNamespace(completed=done))
    consumer = SimpleNamespace(trackers={TP("parts", 0): tracker})
    app: Any = SimpleNamespace(tables=tables, consumer=consumer, rebalancing=False, rebalancing_count=0)
    progress = Progress("catalog", app, cast(Any, SimpleNamespace(since=None)), STALL)
    now = progress._moved
    with caplog.at_level(logging.ERROR):
        progress.tick(now, 7)
        for seconds in (STALL + 1, STALL + 2, STALL + 3):
            progress.tick(now + seconds, 7)
        assert progress.stalled
        assert [line.message for line in caplog.records] == ["lag of 7 but no progress for 61 s"]
        tracker.advance(6)
        progress.tick(now + STALL + 4, 6)
        assert not progress.stalled
