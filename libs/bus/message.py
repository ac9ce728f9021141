"""A fetched record, with what its headers say of it: read once, when the worker takes it in."""

from datetime import UTC, datetime
from functools import lru_cache
from time import time

from aiokafka import ConsumerRecord

from libs.bus.failure import FIRST_TIME, Origin, origin_of
from libs.bus.kafka.fetching.fetched import UnreadableRecord, held_bytes
from libs.bus.worker.offsets import OffsetTracker
from libs.events.envelope import position_id

LONGEST_ID = 1024
"""A longer one counts as none: ids stand in every result, and in the notes of a dead letter that must stay short."""


class Message:
    """A record of `topic`, or of one of its retry topics. One small object, for thousands may wait.

    `id` is the event's: from its header, else from where it first stood. `born` is when the event happened, Unix
    seconds: from its `ce_time`, else from its first failure (on a retry topic) or from the record itself. `attempt`
    counts from 1; before `not_before`, Unix seconds, it is not to be handled. `size` is what it takes in memory, bytes.
    """

    __slots__ = ("attempt", "born", "id", "not_before", "record", "size", "topic", "traceparent", "tracker")

    tracker: OffsetTracker
    """Of the log that its offset was begun in; set by the partition that takes it in."""

    def __init__(self, record: ConsumerRecord, topic: str) -> None:
        self.record = record
        self.topic = topic
        self.size = held_bytes(record)
        self.attempt = 1
        self.not_before = 0.0
        self.traceparent: str | None = None
        given = born = None
        if record.headers:
            said = dict(record.headers)  # of several with one name the last counts, as everywhere
            given = _text(said.get("ce_id"))
            self.traceparent = _text(said.get("traceparent"))
            born = _moment(said.get("ce_time"))
            if record.topic != topic:
                origin = self.origin
                self.attempt = origin.attempts + 1
                self.not_before = origin.not_before
                born = _moment(said.get(FIRST_TIME)) if born is None else born
        if born is None:
            born = record.timestamp / 1000 if record.timestamp > 0 else time()
        self.born = born
        self.id = given if given and len(given) <= LONGEST_ID else self._position_id()

    @property
    def origin(self) -> Origin:
        """Where it first stood, and what has happened to it since."""
        return origin_of(self.record, self.topic)

    def _position_id(self) -> str:
        record = self.record
        if record.topic != self.topic and not (isinstance(record, UnreadableRecord) and record.whole):
            origin = self.origin
            return position_id(origin.topic, origin.partition, origin.offset)
        return position_id(record.topic, record.partition, record.offset)


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode("utf-8", "replace")


def _moment(stamp: bytes | None) -> float | None:
    return _seconds(stamp[:64]) if stamp else None


@lru_cache(maxsize=64)
def _seconds(stamp: bytes) -> float | None:
    """Unix seconds of an ISO 8601 stamp; many events share a millisecond."""
    try:
        moment = datetime.fromisoformat(stamp.decode())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None
