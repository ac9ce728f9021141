"""Dead letters: parsing, selecting and resolving them. Pure.

A single record cannot be deleted from a log, so a letter is resolved by a marker: a later record of the same partition
without a value, whose headers name the letter's offset. See docs/adr/0006-dead-letters-are-resolved-by-markers.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from aiokafka import ConsumerRecord

from libs.bus.failure import (
    ATTEMPTS,
    ERROR,
    ERROR_CLASS,
    FIRST_TIME,
    LAST_OFFSET,
    LAST_TIME,
    NOT_BEFORE,
    OFFSET,
    PARTITION,
    PREFIX,
    TOPIC,
    TRUNCATED,
    Origin,
    Outgoing,
    origin_of,
)
from libs.events.envelope import Headers, header, position_id
from libs.events.topics import retry_topic

RESOLVES, ACTION = "reelbus-resolves", "reelbus-action"

Action = Literal["redriven", "discarded"]
Place = tuple[str, int, int]
"""Topic, partition, offset."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A dead letter without its value, which may be large. `time` is the time of the last failure, Unix seconds."""

    topic: str
    partition: int
    offset: int
    group: str
    id: str
    key: bytes | None
    size: int
    time: float
    headers: Headers
    origin: Origin

    @property
    def place(self) -> Place:
        """Topic, partition and offset of the letter itself."""
        return self.topic, self.partition, self.offset

    @property
    def error_class(self) -> str:
        return header(self.headers, ERROR_CLASS) or "unknown"

    @property
    def error(self) -> str:
        return header(self.headers, ERROR) or ""

    @property
    def truncated(self) -> bool:
        """Whether the message was too large for the broker: only the original has its value."""
        return header(self.headers, TRUNCATED) is not None

    @property
    def batch(self) -> tuple[str, int, int] | None:
        """Topic (may be a retry topic), first and last offset of a batch that could not be read; else None."""
        last = header(self.headers, LAST_OFFSET)
        if last is None or not last.isdecimal():
            return None
        return header(self.headers, TOPIC) or self.origin.topic, self.origin.offset, int(last)

    @property
    def source(self) -> str:
        """Its origin as topic/partition/offset; for a batch with first-last offset."""
        topic, first, last = self.batch or (self.origin.topic, self.origin.offset, self.origin.offset)
        offsets = str(first) if first == last else f"{first}-{last}"
        return f"{topic}/{self.origin.partition}/{offsets}"

    @property
    def retry_topic(self) -> str:
        """The target of a redrive: only the group that failed reads it, no other reader of the input topic."""
        return retry_topic(self.origin.topic, self.group, 1)


@dataclass(frozen=True, slots=True)
class Selection:
    """Conditions for letters; all given ones must hold. Ages are seconds since the last failure.

    `ids` and `places` are one condition: one of them must name the letter.
    """

    topic: str | None = None
    group: str | None = None
    error_class: str | None = None
    older_than: float | None = None
    newer_than: float | None = None
    ids: frozenset[str] = frozenset()
    places: frozenset[Place] = frozenset()

    def __bool__(self) -> bool:
        """Whether there is any condition."""
        return self != Selection()

    def covers(self, topic: str) -> bool:
        """Whether dead-letter topic `topic` may contain selected letters. Other topics need not be read."""
        named = {place[0] for place in self.places}
        return (
            (self.topic is None or topic.startswith(f"{self.topic}."))
            and (self.group is None or topic.endswith(f".{self.group}.dlq"))
            and (not named or bool(self.ids) or topic in named)
        )

    def matches(self, letter: Letter, now: float) -> bool:
        """Whether the letter is selected."""
        age = now - letter.time
        return (
            self.topic in (None, letter.origin.topic)
            and self.group in (None, letter.group)
            and self.error_class in (None, letter.error_class)
            and (self.older_than is None or age >= self.older_than)
            and (self.newer_than is None or age <= self.newer_than)
            and (not (self.ids or self.places) or letter.id in self.ids or letter.place in self.places)
        )


@dataclass(slots=True)
class UnresolvedLetters:
    """The unresolved letters that were read so far. `next` is the next offset to read of each partition."""

    open: dict[Place, Letter] = field(default_factory=dict)
    next: dict[tuple[str, int], int] = field(default_factory=dict)

    def read(self, record: ConsumerRecord) -> None:
        """Process the next record of a dead-letter topic: a letter, or the marker that resolves one."""
        self.next[record.topic, record.partition] = record.offset + 1
        resolved = header(record.headers, RESOLVES)
        if resolved is None:
            letter = letter_of(record)
            self.open[letter.place] = letter
        elif resolved.isdecimal() and len(resolved) < 20:
            self.open.pop((record.topic, record.partition, int(resolved)), None)

    def select(self, selection: Selection, now: float) -> list[Letter]:
        """The unresolved letters that match `selection`, oldest failure first."""
        found = [letter for letter in self.open.values() if selection.matches(letter, now)]
        return sorted(found, key=lambda letter: (letter.time, letter.place))


def letter_of(record: ConsumerRecord) -> Letter:
    """Parse a record of a dead-letter topic. The topic's name is used where headers are missing."""
    stem = record.topic.removesuffix(".dlq")
    topic = header(record.headers, TOPIC) or ""
    if not topic or not stem.startswith(f"{topic}."):
        topic = stem.rpartition(".")[0]
    origin = origin_of(record, topic)
    return Letter(
        record.topic,
        record.partition,
        record.offset,
        stem.removeprefix(f"{topic}."),
        header(record.headers, "ce_id") or position_id(origin.topic, origin.partition, origin.offset),
        record.key,
        len(record.value or b""),
        _unix_seconds(header(record.headers, LAST_TIME), record.timestamp / 1000),
        tuple(record.headers),
        origin,
    )


def marker(letter: Letter, action: Action, now: float) -> Headers:
    """The headers of the record that resolves `letter`."""
    stamp = datetime.fromtimestamp(now, UTC).isoformat(timespec="milliseconds")
    notes = {RESOLVES: str(letter.offset), ACTION: action, LAST_TIME: stamp}
    return tuple((name, text.encode()) for name, text in notes.items())


def redriven(letter: Letter, key: bytes | None, value: bytes | None, headers: Iterable[tuple[str, bytes]]) -> Outgoing:
    """The record to send for a redrive: the original with the same event id and its attempts reset to 0.

    `headers` are those of the letter, or of the original if the letter is truncated.
    """
    notes = {name: text for name, text in letter.headers if name.startswith(PREFIX)}
    for name in (ERROR_CLASS, ERROR, LAST_TIME, TRUNCATED):
        notes.pop(name, None)
    notes |= {ATTEMPTS: b"0", NOT_BEFORE: b"0"}
    kept = tuple((name, text) for name, text in headers if not name.startswith(PREFIX) and name != "ce_id")
    return Outgoing(letter.retry_topic, key, value, (*kept, ("ce_id", letter.id.encode()), *notes.items()))


def redriven_of_batch(letter: Letter, record: ConsumerRecord, event_id: str) -> Outgoing:
    """The record to send for a redrive of one record of a batch that can be read now."""
    origin = origin_of(record, letter.origin.topic)
    notes = {
        ATTEMPTS: str(origin.attempts),
        NOT_BEFORE: "0",
        TOPIC: origin.topic,
        PARTITION: str(origin.partition),
        OFFSET: str(origin.offset),
        FIRST_TIME: header(letter.headers, FIRST_TIME) or "",
    }
    kept = tuple((name, text) for name, text in record.headers if not name.startswith(PREFIX) and name != "ce_id")
    stamped = tuple((name, text.encode()) for name, text in notes.items())
    return Outgoing(letter.retry_topic, record.key, record.value, (*kept, ("ce_id", event_id.encode()), *stamped))


def count(letters: Iterable[Letter]) -> Mapping[tuple[str, str], int]:
    """Number of letters by (input topic, group)."""
    counts: dict[tuple[str, str], int] = {}
    for letter in letters:
        pair = (letter.origin.topic, letter.group)
        counts[pair] = counts.get(pair, 0) + 1
    return counts


def _unix_seconds(stamp: str | None, default: float) -> float:
    try:
        time = datetime.fromisoformat(stamp or "")
    except ValueError:
        return default
    return time.replace(tzinfo=time.tzinfo or UTC).timestamp()
