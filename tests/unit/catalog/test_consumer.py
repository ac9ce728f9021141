"""What the consumer counts when a log does not go on where it was left."""

from types import SimpleNamespace
from typing import Any, cast

from faust.types import TP
from prometheus_client import REGISTRY

from libs.bus.kafka.fetching.fetched import Fetched
from libs.bus.memory import MemoryBus
from libs.bus.worker.skips import Skips
from services.catalog.stream.consumer import Consumer

GROUP, TOPIC = "consumer", "parts"


def counted(name: str, **labels: str) -> float | None:
    return REGISTRY.get_sample_value(name, {"group": GROUP, "topic": TOPIC, **labels})


async def test_a_log_whose_beginning_was_deleted_and_one_that_went_back_are_counted() -> None:
    skips = Skips(MemoryBus(), GROUP, [TOPIC])
    consumer = cast(Any, SimpleNamespace(skips=skips, _pending_resets={}))
    Consumer.was_reset(consumer, TP(TOPIC, 0), Fetched(start=30, next=30, reset_from=10))
    assert counted("reelbus_skipped_offsets_total", reason="expired") == 20
    assert (counted("reelbus_log_restarts_total"), consumer._pending_resets) == (0, {})
    Consumer.was_reset(consumer, TP(TOPIC, 0), Fetched(start=4, next=4, reset_from=30))
    assert (counted("reelbus_log_restarts_total"), consumer._pending_resets) == (1, {TP(TOPIC, 0): 4})
