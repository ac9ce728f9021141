"""Dead letters as people handle them: what a letter says, which are unresolved, which are meant. Pure.

A log cannot lose a single record, so a letter is resolved by a marker: a later record of the same partition without
a value, whose headers name the letter's offset. See docs/adr/0006-dead-letters-are-resolved-by-markers.md.
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
    """A dead letter without its value, which may be large. `time` is that of the last failure, Unix seconds."""

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
        """Where the letter itself stands."""
        return self.topic, self.partition, self.offset

    @property
    def error_class(self) -> str:
        return header(self.headers, ERROR_CLASS) or "unknown"

    @property
    def error(self) -> str:
        return header(self.headers, ERROR) or ""

    @property
    def truncated(self) -> bool:
        """The broker refused the message's size: the value stands at the origin only."""
        return header(self.headers, TRUNCATED) is not None

    @property
    def batch(self) -> tuple[str, int, int] | None:
        """Topic (perhaps a retry topic), first and last offset, where the letter is a batch that could not be read."""
        last = header(self.headers, LAST_OFFSET)
        if last is None or not last.isdecimal():
            return None
        return header(self.headers, TOPIC) or self.origin.topic, self.origin.offset, int(last)

    @property
    def source(self) -> str:
        """Where it came from, as topic/partition/offset; of a batch first and last offset."""
        topic, first, last = self.batch or (self.origin.topic, self.origin.offset, self.origin.offset)
        offsets = str(first) if first == last else f"{first}-{last}"
        return f"{topic}/{self.origin.partition}/{offsets}"

    @property
    def retry_topic(self) -> str:
        """Where a redrive goes: to the group that gave up, and to no other reader of the origin topic."""
        return retry_topic(self.origin.topic, self.group, 1)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which letters are meant: all given conditions hold. Ages are seconds since the last failure.

    `ids` and `places` are one condition: a letter that either of them names.
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
        """Whether letters of dead-letter topic `topic` can be meant at all: the others need not be read."""
        named = {place[0] for place in self.places}
        return (
            (self.topic is None or topic.startswith(f"{self.topic}."))
            and (self.group is None or topic.endswith(f".{self.group}.dlq"))
            and (not named or bool(self.ids) or topic in named)
        )

    def matches(self, letter: Letter, now: float) -> bool:
        """Whether this letter is meant."""
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
    """The unresolved letters of what was read so far, in reading order. `next` is where reading goes on."""

    open: dict[Place, Letter] = field(default_factory=dict)
    next: dict[tuple[str, int], int] = field(default_factory=dict)

    def read(self, record: ConsumerRecord) -> None:
        """Take in the next record of a dead-letter topic: a letter, or the marker that resolves one."""
        self.next[record.topic, record.partition] = record.offset + 1
        resolved = header(record.headers, RESOLVES)
        if resolved is None:
            letter = letter_of(record)
            self.open[letter.place] = letter
        elif resolved.isdecimal() and len(resolved) < 20:
            self.open.pop((record.topic, record.partition, int(resolved)), None)

    def select(self, selection: Selection, now: float) -> list[Letter]:
        """The unresolved letters that are meant, oldest failure first."""
        found = [letter for letter in self.open.values() if selection.matches(letter, now)]
        return sorted(found, key=lambda letter: (letter.time, letter.place))


def letter_of(record: ConsumerRecord) -> Letter:
    """What a record of a dead-letter topic says of itself; its name stands in where headers are missing."""
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
        _unix(header(record.headers, LAST_TIME), record.timestamp / 1000),
        tuple(record.headers),
        origin,
    )


def marker(letter: Letter, action: Action, now: float) -> Headers:
    """The headers of the record that resolves `letter`."""
    stamp = datetime.fromtimestamp(now, UTC).isoformat(timespec="milliseconds")
    notes = {RESOLVES: str(letter.offset), ACTION: action, LAST_TIME: stamp}
    return tuple((name, text.encode()) for name, text in notes.items())


def redriven(letter: Letter, key: bytes | None, value: bytes | None, headers: Iterable[tuple[str, bytes]]) -> Outgoing:
    """The record that a redrive sends: the original, with the same event id, its attempts counted from nothing.

    `headers` are those of the letter, or of the original where the letter is truncated.
    """
    notes = {name: text for name, text in letter.headers if name.startswith(PREFIX)}
    for name in (ERROR_CLASS, ERROR, LAST_TIME, TRUNCATED):
        notes.pop(name, None)
    notes |= {ATTEMPTS: b"0", NOT_BEFORE: b"0"}
    kept = tuple((name, text) for name, text in headers if not name.startswith(PREFIX) and name != "ce_id")
    return Outgoing(letter.retry_topic, key, value, (*kept, ("ce_id", letter.id.encode()), *notes.items()))


def redriven_of_batch(letter: Letter, record: ConsumerRecord, event_id: str) -> Outgoing:
    """The record that a redrive sends for one of a batch that has become readable."""
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
    """How many letters there are by (origin topic, group)."""
    counts: dict[tuple[str, str], int] = {}
    for letter in letters:
        pair = (letter.origin.topic, letter.group)
        counts[pair] = counts.get(pair, 0) + 1
    return counts


def _unix(stamp: str | None, default: float) -> float:
    try:
        time = datetime.fromisoformat(stamp or "")
    except ValueError:
        return default
    return time.replace(tzinfo=time.tzinfo or UTC).timestamp()
