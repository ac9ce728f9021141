"""Events: decoding messages into validated events, and encoding a handler's results into records."""

from collections.abc import AsyncIterable, Awaitable, Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from contextvars import ContextVar
from time import time
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from aiokafka import ConsumerRecord
from pydantic import ValidationError
from pydantic_core import from_json

from libs.bus.errors import Rejected, Unreadable
from libs.bus.failure import Outgoing
from libs.bus.kafka.fetching.fetched import UnreadableRecord
from libs.bus.message import Message
from libs.events.envelope import envelope, header, identity_id, result_id
from libs.events.payload import Payload
from libs.events.tombstone import VERSION, Tombstone
from libs.events.topics import BY_PAYLOAD, Topic

P = TypeVar("P", bound=Payload)

Results = Payload | Iterable[Payload] | None
Stream = AsyncIterable[Payload]
"""Results that may not fit in memory: each is published when it is yielded."""


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
"""Returns the results to publish when an event becomes a dead letter."""
OnInvalid = Callable[[Event[Any], Exception], Results]
"""Likewise for a message that is a JSON object, but not a valid payload. The event's payload is that object."""


class Tracer(Protocol):
    """Creates a span for each handled event; yields the traceparent for its results."""

    def span(self, event: Event[Any]) -> AbstractContextManager[str | None]: ...


current_event: ContextVar[Event[Payload] | None] = ContextVar("current_event", default=None)
"""The event that this task is handling. Log lines get their event id, key and trace id from it."""


def log_context() -> dict[str, object]:
    """Log fields of the event that this task is handling; empty outside of a handler."""
    event = current_event.get()
    return {} if event is None else log_fields(event)


def log_fields(event: Event[Any]) -> dict[str, object]:
    """Log fields of an event."""
    context: dict[str, object] = {"event_id": event.id, "topic": event.topic, "attempt": event.attempt}
    if event.key is not None:
        context["key"] = event.key
    trace = (event.traceparent or "").split("-")
    if len(trace) >= 4 and len(trace[1]) == 32:
        context["trace_id"] = trace[1]
    return context


MAX_AGE_SECONDS = 30 * 86_400.0


def age(event_time: float) -> float:
    """Seconds since `event_time` (Unix time), limited to 0 to 30 days: a wrong clock must not distort averages."""
    seconds = time() - event_time
    return seconds if 0.0 <= seconds <= MAX_AGE_SECONDS else 0.0 if seconds < 0.0 else MAX_AGE_SECONDS


MAX_VALUES = 50_000
"""Most JSON values in one message. A normal message of 1 MiB has some thousands. Parsing 350,000 empty lists takes
half a second, and blocks the event loop for that long.
"""
MAX_PROBLEMS = 1000
"""Most validation errors for which details are reported: creating a list of a million of them takes seconds."""


def decode(message: Message, payload: type[P], limit: int, *, tombstones: bool = False) -> Event[P | Tombstone]:
    """The event in a message; with `tombstones`, a null value is one too.

    Raises Rejected if it is invalid, larger than `limit` bytes, or has too many values.
    """
    record = message.record
    if isinstance(record, UnreadableRecord):
        raise Unreadable(record.error)
    value = record.value
    if value is None:
        if tombstones and record.key:
            return _tombstone(message, record.key.decode("utf-8", "replace"))
        raise Rejected("the message has no value" + (" and no key" if tombstones else ""))
    body = read_payload(value, payload, limit)
    return Event(message.id, message.topic, _key(record), body, message.attempt, message.traceparent)


def read_payload(value: bytes, payload: type[P], limit: int) -> P:
    """The payload in a message's value. Raises Rejected as `decode` does."""
    _check_size(value, limit)
    try:
        body: P = payload.__pydantic_validator__.validate_json(value)
    except ValidationError as error:
        if error.error_count() > MAX_PROBLEMS:
            raise Rejected(f"not a valid {payload.__name__}: {error.error_count():,} invalid values") from None
        problems = error.errors(include_url=False, include_input=False, include_context=False)
        details = "; ".join(f"{'.'.join(map(str, p['loc'])) or 'value'}: {p['msg']}" for p in problems[:5])
        raise Rejected(f"not a valid {payload.__name__}: {details}") from None
    return body


def decode_object(message: Message, limit: int) -> Event[Any] | None:
    """The event of a message whose value is a JSON object, whatever is in it; None if it is none, or too large."""
    record = message.record
    if isinstance(record, UnreadableRecord) or record.value is None:
        return None
    try:
        _check_size(record.value, limit)
        content = from_json(record.value, allow_inf_nan=False)
    except (Rejected, ValueError):
        return None
    if not isinstance(content, dict):
        return None
    return Event(message.id, message.topic, _key(record), content, message.attempt, message.traceparent)


def _check_size(value: bytes, limit: int) -> None:
    if len(value) > limit:
        raise Rejected(f"the message has {len(value)} bytes; the limit is {limit} (WORKER_MAX_MESSAGE_BYTES)")
    if len(value) > MAX_VALUES and sum(map(value.count, (b"[", b"{", b","))) > MAX_VALUES:
        raise Rejected(f"the message has more than {MAX_VALUES:,} values")


def _key(record: ConsumerRecord) -> str | None:
    return record.key.decode("utf-8", "replace") if record.key is not None else None


def _tombstone(message: Message, key: str) -> Event[Any]:
    version = header(message.record.headers, VERSION) or ""
    known = int(version) if version.isascii() and version.isdecimal() and len(version) < 20 else None
    return Event(
        message.id, message.topic, key, Tombstone(key=key, version=known), message.attempt, message.traceparent
    )


def encode(
    event: Event[Any],
    results: Results,
    source: str,
    routes: Mapping[type[Payload], Topic] = BY_PAYLOAD,
    *,
    root: str | None = None,
) -> list[Outgoing]:
    """The records of a handler's results, each for its payload's topic. Ids derive from `root` (default: event id)."""
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
    """The record of the `index`-th result. Its id derives from its `identity`, else from `root` (default: event id)."""
    topic = routes.get(type(result))
    if topic is None:
        raise TypeError(f"no topic has the payload {type(result).__name__}")
    identity = result.identity
    new_id = result_id(root or event.id, topic.name, index) if identity is None else identity_id(topic.name, identity)
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
    """The record of a payload. `causation_id` is the id of the event that caused it."""
    value = payload.__pydantic_serializer__.to_json(payload)
    headers = envelope(event_id, topic.name, source, traceparent, causation_id)
    return Outgoing(topic.name, topic.key_of(payload).encode(), value, headers)
