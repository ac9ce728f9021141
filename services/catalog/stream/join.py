"""What is joined, and how: the interface between the stream and the catalog's own rules. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from libs.events.envelope import Headers


class BadPart(Exception):
    """A record that can never be joined. It becomes a dead letter; the message is for people."""


class UnknownState(Exception):
    """A state that this version cannot read. It ends the process: to go on would lose what the state holds."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record of an input topic. `timestamp` is Unix seconds.

    A redriven dead letter has the input topic as `topic`, whatever topic brought it back.
    """

    topic: str
    partition: int
    offset: int
    timestamp: float
    key: bytes | None
    value: bytes | None
    headers: Headers = ()


class Publication(NamedTuple):
    """A record for the output topic. A value of None deletes the key there."""

    key: bytes
    value: bytes | None
    headers: Headers


@dataclass(frozen=True, slots=True)
class Change:
    """What a record changes. With an unchanged state and nothing to publish, nothing is written."""

    state: bytes | None
    """The new state of the key; None deletes it."""
    publish: Sequence[Publication] = ()


class Join(Protocol):
    """Joins records of `topics` by key. Neither method has side effects: both may run again for the same record."""

    topics: tuple[str, ...]
    output: str

    def key_of(self, record: Record) -> bytes:
        """The key that `record` belongs to, whatever key it was sent with. Raises BadPart."""
        ...

    def apply(self, state: bytes | None, record: Record) -> Change:
        """What `record` changes; `state` is None for a new key. Raises BadPart and UnknownState.

        The result for a record that `state` already contains must be `Change(state)`: that is how a repeat changes
        nothing. A publication's headers must be the same in a repeat.
        """
        ...
