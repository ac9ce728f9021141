"""Records as a consumer hands them out, for tests that need no bus."""

from aiokafka import ConsumerRecord

from libs.bus.failure import Outgoing
from libs.events.envelope import Headers


def record(
    value: bytes | None = b"{}",
    *,
    key: bytes | None = b"k",
    topic: str = "asked",
    partition: int = 0,
    offset: int = 0,
    headers: Headers = (),
) -> ConsumerRecord:
    """One record as aiokafka gives it."""
    sizes = len(key or b""), len(value or b"")
    return ConsumerRecord(topic, partition, offset, 1_700_000_000_000, 0, key, value, None, *sizes, headers)


def delivered(sent: Outgoing, *, partition: int = 0, offset: int = 0) -> ConsumerRecord:
    """What a consumer of `sent.topic` gets of it."""
    return record(sent.value, key=sent.key, topic=sent.topic, partition=partition, offset=offset, headers=sent.headers)
