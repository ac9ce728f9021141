"""A fetched record with its parsed headers. They are parsed once, when the worker receives the record."""

from datetime import UTC, datetime
from functools import lru_cache
from time import time

from aiokafka import ConsumerRecord

from libs.bus.failure import FIRST_TIME, Origin, origin_of
from libs.bus.kafka.fetching.fetched import UnreadableRecord, held_bytes
from libs.bus.worker.offsets import OffsetTracker
from libs.events.envelope import position_id

LAST_MOMENT = 253_402_300_799
"""Unix seconds of the end of the year 9999: later times cannot be written."""
MAX_ID_LENGTH = 1024
"""Characters. A longer id is ignored: ids are copied to every result and to dead letters' headers."""


class Message:
    """A record of `topic`, or of one of its retry topics. Small, because thousands of them may be in memory.

    `id` is the event id: from the `ce_id` header, else derived from its first topic, partition and offset.
    `event_time` is when the event happened, Unix seconds: from `ce_time`, else from its first failure (on a retry
    topic), else the record's timestamp. `attempt` counts from 1. It must not be handled before `not_before`, Unix
    seconds. `size` is its size in memory, bytes.
    """

    __slots__ = ("attempt", "event_time", "id", "not_before", "record", "size", "topic", "traceparent", "tracker")

    tracker: OffsetTracker
    """The tracker that its offset was added to. Set by `Partition.add`."""

    def __init__(self, record: ConsumerRecord, topic: str) -> None:
        self.record = record
        self.topic = topic
        self.size = held_bytes(record)
        self.attempt = 1
        self.not_before = 0.0
        self.traceparent: str | None = None
        given = event_time = None
        if record.headers:
            headers = dict(record.headers)  # if a name occurs several times, the last value counts, as everywhere
            given = given_id(headers.get("ce_id"))
            self.traceparent = _text(headers.get("traceparent"))
            event_time = unix_time(headers.get("ce_time"))
            if record.topic != topic:
                origin = self.origin
                self.attempt = origin.attempts + 1
                self.not_before = origin.not_before
                event_time = unix_time(headers.get(FIRST_TIME)) if event_time is None else event_time
        if event_time is None:
            event_time = record.timestamp / 1000 if record.timestamp > 0 else time()
        self.event_time = event_time
        self.id = given or self._position_id()

    @property
    def origin(self) -> Origin:
        """Its first topic, partition and offset, and its failed attempts so far."""
        return origin_of(self.record, self.topic)

    def _position_id(self) -> str:
        record = self.record
        if record.topic != self.topic and not (isinstance(record, UnreadableRecord) and record.whole_batch):
            origin = self.origin
            return position_id(origin.topic, origin.partition, origin.offset)
        return position_id(record.topic, record.partition, record.offset)


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode("utf-8", "replace")


def given_id(value: bytes | None) -> str | None:
    """The id in a `ce_id` header; None if there is none that can be used."""
    given = _text(value)
    return given if given and len(given) <= MAX_ID_LENGTH else None


def unix_time(stamp: bytes | None) -> float | None:
    """Unix seconds of a `ce_time` header; None if it is missing or invalid."""
    return _parse_time(stamp[:64]) if stamp else None


def milliseconds(seconds: float) -> int:
    """Unix milliseconds that can be written as a time."""
    return int(min(max(seconds, 0.0), LAST_MOMENT) * 1000)


@lru_cache(maxsize=64)
def _parse_time(stamp: bytes) -> float | None:
    """Unix seconds of an ISO 8601 timestamp. Cached, because many events have the same millisecond."""
    try:
        moment = datetime.fromisoformat(stamp.decode())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None
