"""`reelbus produce`: JSON in, events out."""

import asyncio
from typing import TYPE_CHECKING, Annotated, Any
from uuid import uuid4

import typer

from reelbus.console import output
from reelbus.console.connect import connect, run
from reelbus.console.errors import UserError
from reelbus.console.lines import Document
from reelbus.console.nearest import did_you_mean
from reelbus.console.posting import SOURCE
from reelbus.console.source import documents

if TYPE_CHECKING:
    from libs.bus import KafkaBus
    from libs.events.topics import Topic

_IN_FLIGHT = 500

Sent = asyncio.Queue[tuple[int, str, asyncio.Future[Any]] | None]
"""Line number, event id and the future of the broker's acknowledgement; None at the end."""


def produce(
    *,
    topic: Annotated[str, typer.Argument(metavar="TOPIC", help="Topic as `reelbus topics list` shows it.")],
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="JSON values, each on one or more lines; - is stdin.")
    ] = "-",
    key: Annotated[
        str | None, typer.Option("--key", help="Kafka key of all events (default: the key field of each).")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Send unchecked: to any topic, any bytes.")] = False,
) -> None:
    """Produce events, and print the id and topic/partition/offset of each.

    Each value is checked against the schema of the topic. An invalid value is reported with its line number and not
    sent; the others are sent, and the exit status is 1.
    """
    bad = run(_produce(connect(), topic, file, key, force))
    if bad:
        raise UserError(f"{bad} {output.plural('event', bad)} not sent")


async def _produce(bus: "KafkaBus", name: str, file: str, key: str | None, force: bool) -> int:
    from libs.events.topics import BY_NAME

    topic = BY_NAME.get(name)
    if topic is None and not force:
        near = did_you_mean(name, BY_NAME) or f": use one of {', '.join(BY_NAME)}, or --force for another topic"
        raise UserError(f"unknown topic {name!r}{near}", status=2)
    await bus.check([name])
    sent: Sent = asyncio.Queue(_IN_FLIGHT)
    try:
        async with bus.producing() as producer, asyncio.TaskGroup() as group:
            reporting = group.create_task(_report(sent))
            bad = await _send_all(producer, name, topic, sent, file=file, key=key, force=force)
            await sent.put(None)
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from None
    return bad + reporting.result()


async def _send_all(
    producer: Any, name: str, topic: "Topic | None", sent: Sent, *, file: str, key: str | None, force: bool
) -> int:
    from aiokafka.errors import MessageSizeTooLargeError

    from libs.events.envelope import envelope

    bad = 0
    async for document in documents(file):
        problem, own_key = _examine(document, topic)
        if problem is not None and not force:
            output.note(f"line {document.line}: {output.clean(problem)}")
            bad += 1
            continue
        event_id, chosen = str(uuid4()), own_key if key is None else key
        try:
            future = await producer.send(
                name,
                document.raw,
                None if chosen is None else chosen.encode("utf-8", "replace"),
                headers=list(envelope(event_id, name, SOURCE)),
            )
        except MessageSizeTooLargeError:
            output.note(f"line {document.line}: larger than KAFKA_MAX_MESSAGE_BYTES")
            bad += 1
            continue
        await sent.put((document.line, event_id, future))
    return bad


async def _report(sent: Sent) -> int:
    """Print each event once it is acknowledged, in the order of the input. Returns how many were refused."""
    from aiokafka.errors import MessageSizeTooLargeError

    refused = 0
    while (item := await sent.get()) is not None:
        number, event_id, future = item
        try:
            place = await future
        except MessageSizeTooLargeError:
            output.note(f"line {number}: larger than max.message.bytes of the topic")
            refused += 1
            continue
        output.line(event_id, f"{place.topic}/{place.partition}/{place.offset}")
    return refused


def _examine(document: Document, topic: "Topic | None") -> tuple[str | None, str | None]:
    """The error of a document, if any, and its key, if it has one."""
    from pydantic import ValidationError

    if document.error is not None:
        return document.error, None
    if topic is None or topic.payload is None:
        return None, _unchecked_key(document.value, topic)
    try:
        return None, topic.key_of(topic.payload.model_validate_json(document.raw))
    except ValidationError as error:
        problems = error.errors(include_url=False, include_input=False, include_context=False)
        details = "; ".join(f"{'.'.join(map(str, p['loc'])) or 'value'}: {p['msg']}" for p in problems[:5])
        return f"not a valid {topic.payload.__name__}: {details}", _unchecked_key(document.value, topic)
    except ValueError as error:
        return str(error), None


def _unchecked_key(value: Any, topic: "Topic | None") -> str | None:
    """The key field of a value that was not validated, as text; None if it has none."""
    if topic is None or not isinstance(value, dict):
        return None
    found = (value.get(field) for field in topic.key.split("|"))
    return next((str(item) for item in found if isinstance(item, str | int)), None)
