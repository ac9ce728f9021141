"""What a handler gets: a validated payload with its identity. And what its results become."""

from collections.abc import AsyncIterable, Awaitable, Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from contextvars import ContextVar
from time import time
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from pydantic import ValidationError

from libs.bus.errors import Rejected, Unreadable
from libs.bus.failure import Outgoing
from libs.bus.kafka.fetching.fetched import UnreadableRecord
from libs.bus.message import Message
from libs.events.envelope import envelope, identity_id, result_id
from libs.events.payload import Payload
from libs.events.topics import BY_PAYLOAD, Topic

P = TypeVar("P", bound=Payload)

Results = Payload | Iterable[Payload] | None
Stream = AsyncIterable[Payload]
"""Results that are too many to hold: each is published as it comes."""


class Event(NamedTuple, Generic[P]):
    """One event as a handler sees it. `attempt` counts from 1; `key` is the Kafka key as text."""

    id: str
    topic: str
    key: str | None
    payload: P
    attempt: int
    traceparent: str | None


Handler = Callable[[Event[P]], Awaitable[Results | Stream]]
OnDeadLetter = Callable[[Event[P], Exception], Results]
"""What a topic's consumers are told of an event that became a dead letter."""


class Tracer(Protocol):
    """Makes a span per handled event; gives the traceparent that its results carry."""

    def span(self, event: Event[Any]) -> AbstractContextManager[str | None]: ...


current_event: ContextVar[Event[Payload] | None] = ContextVar("current_event", default=None)
"""The event that this task is handling: logs take their event id, key and trace id from it."""


def log_context() -> dict[str, object]:
    """What a log line says of the event that this task is handling; empty outside of a handler."""
    event = current_event.get()
    return {} if event is None else described(event)


def described(event: Event[Any]) -> dict[str, object]:
    """What a log line says of an event."""
    context: dict[str, object] = {"event_id": event.id, "topic": event.topic, "attempt": event.attempt}
    if event.key is not None:
        context["key"] = event.key
    trace = (event.traceparent or "").split("-")
    if len(trace) >= 4 and len(trace[1]) == 32:
        context["trace_id"] = trace[1]
    return context


OLDEST_SECONDS = 30 * 86_400.0


def age(born: float) -> float:
    """Seconds since `born`, from 0 to 30 days: one clock of a stranger that says 1970 must not ruin an average."""
    seconds = time() - born
    return seconds if 0.0 <= seconds <= OLDEST_SECONDS else 0.0 if seconds < 0.0 else OLDEST_SECONDS


MOST_VALUES = 50_000
"""In one message: lists, objects, and what commas part. An honest message of 1 MiB has some thousand; 350,000 empty
lists take half a second, in which nothing else of the process runs.
"""
MOST_PROBLEMS = 1000
"""Of a message of another shape, if some are to be named: making a list of a million takes seconds."""


def decode(message: Message, payload: type[P], limit: int) -> Event[P]:
    """The event in a message. Raises Rejected: not JSON, another shape, more than `limit` bytes, or too many values."""
    record = message.record
    if isinstance(record, UnreadableRecord):
        raise Unreadable(record.error)
    value = record.value
    if value is None:
        raise Rejected("the message has no value")
    if len(value) > limit:
        raise Rejected(f"the message has {len(value)} bytes; the limit is {limit} (WORKER_MAX_MESSAGE_BYTES)")
    if len(value) > MOST_VALUES and sum(map(value.count, (b"[", b"{", b","))) > MOST_VALUES:
        raise Rejected(f"the message has more than {MOST_VALUES:,} values")
    try:
        body: P = payload.__pydantic_validator__.validate_json(value)
    except ValidationError as error:
        if error.error_count() > MOST_PROBLEMS:
            raise Rejected(f"not a {payload.__name__}: {error.error_count():,} values do not fit") from None
        problems = error.errors(include_url=False, include_input=False, include_context=False)
        said = "; ".join(f"{'.'.join(map(str, p['loc'])) or 'value'}: {p['msg']}" for p in problems[:5])
        raise Rejected(f"not a {payload.__name__}: {said}") from None
    key = record.key.decode("utf-8", "replace") if record.key is not None else None
    return Event(message.id, message.topic, key, body, message.attempt, message.traceparent)


def encode(
    event: Event[Payload],
    results: Results,
    source: str,
    routes: Mapping[type[Payload], Topic] = BY_PAYLOAD,
    *,
    root: str | None = None,
) -> list[Outgoing]:
    """The records of a handler's results, each on its payload's topic. Ids come from `root`, by default the event's."""
    if results is None:
        return []
    if isinstance(results, Payload):
        return [encode_one(event, results, 0, source, routes, root=root)]
    return [encode_one(event, result, index, source, routes, root=root) for index, result in enumerate(results)]


def encode_one(
    event: Event[Any],
    result: Payload,
    index: int,
    source: str,
    routes: Mapping[type[Payload], Topic] = BY_PAYLOAD,
    *,
    root: str | None = None,
) -> Outgoing:
    """The record of the `index`-th result. Its id comes from what it is about, or else from `root` (the event's id)."""
    topic = routes.get(type(result))
    if topic is None:
        raise TypeError(f"{type(result).__name__} is the payload of no topic")
    about = result.identity
    new_id = result_id(root or event.id, topic.name, index) if about is None else identity_id(topic.name, about)
    return record_of(result, topic, new_id, source, traceparent=event.traceparent, causation_id=event.id)


def record_of(
    payload: Payload,
    topic: Topic,
    event_id: str,
    source: str,
    *,
    traceparent: str | None = None,
    causation_id: str | None = None,
) -> Outgoing:
    """A payload as it stands on its topic. `causation_id` is the id of the event that it came from."""
    value = payload.__pydantic_serializer__.to_json(payload)
    headers = envelope(event_id, topic.name, source, traceparent, causation_id)
    return Outgoing(topic.name, topic.key_of(payload).encode(), value, headers)
