"""Where a message goes when its handler failed: to a retry topic or to the dead letters. Pure.

Value, key and headers stay unchanged. `reelbus-*` headers are added that describe the failure.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from aiokafka import ConsumerRecord

from libs.bus.errors import Rejected, Retryable
from libs.bus.kafka.fetching.fetched import UnreadableRecord
from libs.events.envelope import Headers, header
from libs.events.topics import dead_letter_topic, retry_topic

PREFIX = "reelbus-"
ATTEMPTS, NOT_BEFORE, FIRST_TIME = "reelbus-attempts", "reelbus-not-before", "reelbus-first-time"
ERROR_CLASS, ERROR, LAST_TIME = "reelbus-error-class", "reelbus-error", "reelbus-last-time"
TOPIC, PARTITION, OFFSET = "reelbus-topic", "reelbus-partition", "reelbus-offset"
LAST_OFFSET = "reelbus-last-offset"
"""Last offset of a batch that could not be read. `reelbus-topic` (may be a retry topic), `-partition` and `-offset` are
its first one. The letter's value is the raw batch."""
TRUNCATED = "reelbus-truncated"
MESSAGE_LENGTH = 500
STAMP_LENGTH = 40


class Outgoing(NamedTuple):
    """A record to be published."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: Headers


class Origin(NamedTuple):
    """The first topic, partition and offset of a message, and its failed attempts so far."""

    topic: str
    partition: int
    offset: int
    attempts: int = 0
    not_before: float = 0.0
    """Earliest time of the next attempt, Unix seconds."""


def origin_of(record: ConsumerRecord, topic: str) -> Origin:
    """The origin of a record of `topic`, or of one of its retry topics (then from its headers)."""
    if not record.headers or record.topic == topic:
        return Origin(topic, record.partition, record.offset)
    head = record.headers
    return Origin(
        topic,
        _int(header(head, PARTITION), record.partition),
        _int(header(head, OFFSET), record.offset),
        _int(header(head, ATTEMPTS), 0),
        _float(header(head, NOT_BEFORE)),
    )


def next_tier(attempts: int, delays: Sequence[float], least: float | None) -> int | None:
    """The retry tier (from 1) after `attempts` failed attempts; None if no attempts remain.

    A minimum delay `least` (seconds) selects the first tier that is long enough, else the last one.
    """
    if attempts > len(delays):
        return None
    tier = attempts
    while least is not None and tier < len(delays) and delays[tier - 1] < least:
        tier += 1
    return tier


def route(
    record: ConsumerRecord, origin: Origin, error: Exception, *,
    event_id: str, group: str, delays: Sequence[float], now: float,
) -> Outgoing:  # fmt: skip
    """The record to publish for a failed message: to a retry topic while attempts remain, else to the dead letters."""
    attempts = origin.attempts + 1
    least = error.delay if isinstance(error, Retryable) else None
    tier = None if isinstance(error, Rejected) else next_tier(attempts, delays, least)
    stamp = datetime.fromtimestamp(now, UTC).isoformat(timespec="milliseconds")
    first = None if record.topic == origin.topic else header(record.headers, FIRST_TIME)
    kept = tuple((name, value) for name, value in record.headers if not name.startswith(PREFIX) and name != "ce_id")
    notes = {
        ERROR_CLASS: type(error).__name__,
        ERROR: " ".join(str(error).split())[:MESSAGE_LENGTH],
        ATTEMPTS: str(attempts),
        TOPIC: origin.topic,
        PARTITION: str(origin.partition),
        OFFSET: str(origin.offset),
        FIRST_TIME: (first or stamp)[:STAMP_LENGTH],
        LAST_TIME: stamp,
    }
    if isinstance(record, UnreadableRecord) and record.whole_batch:
        notes |= {TOPIC: record.topic, LAST_OFFSET: str(record.last)}
    if tier is None:
        target = dead_letter_topic(origin.topic, group)
    else:
        target = retry_topic(origin.topic, group, tier)
        notes[NOT_BEFORE] = f"{now + delays[tier - 1]:.3f}"
    headers = (*kept, ("ce_id", event_id.encode()), *((name, text.encode()) for name, text in notes.items()))
    return Outgoing(target, record.key, record.value, headers)


def truncated(letter: Outgoing) -> Outgoing:
    """A dead letter without its value, for a broker that rejects its size. Its headers still name the original."""
    if header(letter.headers, TRUNCATED) is not None:
        return letter
    notes = tuple((name, value) for name, value in letter.headers if name.startswith(PREFIX) or name == "ce_id")
    size = str(len(letter.value or b"")).encode()
    return Outgoing(letter.topic, (letter.key or b"")[:1024] or None, None, (*notes, (TRUNCATED, size)))


def _int(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 20 else default


def _float(text: str | None) -> float:
    try:
        value = float(text or 0)
    except ValueError:
        return 0.0
    return value if 0 <= value < 1e11 else 0.0
