"""Resolving dead letters: redriving them to the group that failed to handle them, or discarding them."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, TypeVar

from aiokafka import ConsumerRecord
from aiokafka.errors import MessageSizeTooLargeError

from libs.bus.dead_letters.letter import Action, Letter, marker, redriven, redriven_of_batch
from libs.bus.dead_letters.listing import contents, original, records_of_batch
from libs.bus.errors import BusError, SetupError, Unreadable
from libs.bus.failure import Outgoing
from libs.bus.kafka.admin import partition_numbers
from libs.bus.kafka.clients import KafkaBus
from libs.bus.message import Message
from libs.pacing import batch_size, paced

BATCH = 100
"""Redrives between two writes of markers. After a crash, at most this number is redriven twice."""

T = TypeVar("T")
Sent = list[tuple[Letter, asyncio.Future[Any]]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome for a letter. `refused` is the reason why it stays; None if it is resolved."""

    letter: Letter
    refused: str | None = None


Report = Callable[[Outcome], None]


async def discard(
    bus: KafkaBus, letters: Sequence[Letter], report: Report, *, stop: asyncio.Event, rate: float | None = None
) -> None:
    """Mark letters as discarded, at most `rate` per second, until `stop` is set."""
    async with bus.producing() as producer, aclosing(paced(_as_async(letters), rate, stop)) as coming:
        batch: list[Letter] = []
        async for letter in coming:
            batch.append(letter)
            if len(batch) >= batch_size(rate, BATCH):
                await _resolve(producer, batch, "discarded", report)
                batch = []
        await _resolve(producer, batch, "discarded", report)


async def redrive(
    bus: KafkaBus, letters: Sequence[Letter], report: Report, *, stop: asyncio.Event, rate: float | None = None
) -> None:
    """Send letters to the first retry topic of their group, at most `rate` per second, and mark them as redriven.

    After `stop` is set no more are sent, and the sent ones are marked. A marker is written after the broker's
    acknowledgement: a crash in between redrives a letter twice, with the same event id, and loses none. Raises
    SetupError before anything is sent if a group's retry topic does not exist.
    """
    missing = sorted({letter.retry_topic for letter in letters} - (await partition_numbers(bus)).keys())
    if missing:
        raise SetupError(
            f"cannot redrive: topic {', '.join(missing)} does not exist: create it with `reelbus topics create`"
        )
    sent: Sent = []
    async with bus.producing() as producer, aclosing(paced(contents(bus, letters), rate, stop)) as coming:
        try:
            async for letter, record in coming:
                try:
                    sent.append((letter, await _send(producer, await _records_to_send(bus, letter, record))))
                except MessageSizeTooLargeError:
                    report(Outcome(letter, "it is larger than KAFKA_MAX_MESSAGE_BYTES"))
                except (Unreadable, OriginalDeleted) as error:
                    report(Outcome(letter, str(error)))
                if len(sent) >= batch_size(rate, BATCH):
                    await _mark_acknowledged(producer, sent, report)
        finally:
            # Also after an interruption: each letter that was sent is marked.
            await _mark_acknowledged(producer, sent, report)


class OriginalDeleted(BusError):
    """The original of a truncated letter no longer exists."""


async def _records_to_send(bus: KafkaBus, letter: Letter, record: ConsumerRecord) -> list[Outgoing]:
    """The records to send for a letter: its message, or the messages of its batch."""
    if letter.batch is not None:
        found = await records_of_batch(bus, letter, record)
        return [redriven_of_batch(letter, each, Message(each, letter.origin.topic).id) for each in found]
    source = await original(bus, letter) if letter.truncated else record
    if source is None:
        raise OriginalDeleted(f"the letter has no value, and {letter.source} no longer contains the original")
    return [redriven(letter, source.key, source.value, source.headers)]


async def _send(producer: Any, records: Sequence[Outgoing]) -> "asyncio.Future[Any]":
    """Send `records`. The returned future is done when all are acknowledged."""
    futures = []
    for out in records:
        # aiokafka requires a key or a value; an empty key only changes the partition.
        key = b"" if out.key is None and out.value is None else out.key
        futures.append(await producer.send(out.topic, out.value, key, headers=list(out.headers)))
    return asyncio.gather(*futures)


async def _mark_acknowledged(producer: Any, sent: Sent, report: Report) -> None:
    """Mark the acknowledged letters. A letter that is too large is reported; any other error is raised at the end."""
    waiting, letters = [future for _, future in sent], [letter for letter, _ in sent]
    sent.clear()
    done, failed = [], None
    for letter, outcome in zip(letters, await asyncio.gather(*waiting, return_exceptions=True), strict=True):
        if isinstance(outcome, MessageSizeTooLargeError):
            report(Outcome(letter, f"too large for {letter.retry_topic}: increase its max.message.bytes"))
        elif isinstance(outcome, BaseException):
            failed = outcome
        else:
            done.append(letter)
    await _resolve(producer, done, "redriven", report)
    if failed is not None:
        raise failed


async def _resolve(producer: Any, letters: Sequence[Letter], action: Action, report: Report) -> None:
    futures = [
        await producer.send(
            letter.topic,
            None,
            letter.key or b"",  # aiokafka requires a key or a value
            partition=letter.partition,
            headers=list(marker(letter, action, time.time())),
        )
        for letter in letters
    ]
    for letter, future in zip(letters, futures, strict=True):
        await future
        report(Outcome(letter))


async def _as_async(items: Iterable[T]) -> AsyncGenerator[T, None]:
    for item in items:
        yield item
