"""Resolving dead letters: redriving them to the group that gave up, or discarding them."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import aclosing, suppress
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

BATCH = 100
"""Redrives that wait for their marker together: so many come twice after a crash in between."""

T = TypeVar("T")
Sent = list[tuple[Letter, asyncio.Future[Any]]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a letter. `refused` says why it stays; None means that it is resolved."""

    letter: Letter
    refused: str | None = None


Report = Callable[[Outcome], None]


async def discard(
    bus: KafkaBus, letters: Sequence[Letter], report: Report, *, stop: asyncio.Event, rate: float | None = None
) -> None:
    """Mark letters as discarded, at most `rate` a second, until `stop` is set."""
    async with bus.producing() as producer, aclosing(_paced(_each(letters), rate, stop)) as coming:
        batch: list[Letter] = []
        async for letter in coming:
            batch.append(letter)
            if len(batch) >= _batch_size(rate):
                await _resolve(producer, batch, "discarded", report)
                batch = []
        await _resolve(producer, batch, "discarded", report)


async def redrive(
    bus: KafkaBus, letters: Sequence[Letter], report: Report, *, stop: asyncio.Event, rate: float | None = None
) -> None:
    """Send letters to the first retry topic of their group again, at most `rate` a second, and mark them.

    Once `stop` is set no more are sent, and those that were get their markers. The marker follows the broker's
    acknowledgement: a crash in between redrives a letter twice, with the same event id, and loses none. Raises
    SetupError before anything is sent when a group's retry topic does not exist.
    """
    missing = sorted({letter.retry_topic for letter in letters} - (await partition_numbers(bus)).keys())
    if missing:
        raise SetupError(f"no topic {', '.join(missing)} to redrive to: run `reelbus topics create`")
    sent: Sent = []
    async with bus.producing() as producer, aclosing(_paced(contents(bus, letters), rate, stop)) as coming:
        try:
            async for letter, record in coming:
                try:
                    sent.append((letter, await _send(producer, await _resent(bus, letter, record))))
                except MessageSizeTooLargeError:
                    report(Outcome(letter, "it is larger than KAFKA_MAX_MESSAGE_BYTES"))
                except (Unreadable, Gone) as error:
                    report(Outcome(letter, str(error)))
                if len(sent) >= _batch_size(rate):
                    await _mark_acknowledged(producer, sent, report)
        finally:
            # Interrupted or not: what was sent gets its marker.
            await _mark_acknowledged(producer, sent, report)


class Gone(BusError):
    """A letter without a value, whose original is not there any more."""


async def _resent(bus: KafkaBus, letter: Letter, record: ConsumerRecord) -> list[Outgoing]:
    """What is sent for a letter: the message, or those of a batch that has become readable."""
    if letter.batch is not None:
        found = await records_of_batch(bus, letter, record)
        return [redriven_of_batch(letter, each, Message(each, letter.origin.topic).id) for each in found]
    source = await original(bus, letter) if letter.truncated else record
    if source is None:
        raise Gone(f"the letter has no value, and the original is gone from {letter.source}")
    return [redriven(letter, source.key, source.value, source.headers)]


async def _send(producer: Any, records: Sequence[Outgoing]) -> "asyncio.Future[Any]":
    """Send `records`; the future is done when the brokers have them all."""
    futures = []
    for out in records:
        # Without both a key and a value aiokafka refuses; an empty key changes only the partition.
        key = b"" if out.key is None and out.value is None else out.key
        futures.append(await producer.send(out.topic, out.value, key, headers=list(out.headers)))
    return asyncio.gather(*futures)


async def _mark_acknowledged(producer: Any, sent: Sent, report: Report) -> None:
    """Mark what the brokers took. Their size limit is one letter's trouble; any other error is raised at the end."""
    waiting, letters = [future for _, future in sent], [letter for letter, _ in sent]
    sent.clear()
    done, failed = [], None
    for letter, outcome in zip(letters, await asyncio.gather(*waiting, return_exceptions=True), strict=True):
        if isinstance(outcome, MessageSizeTooLargeError):
            report(Outcome(letter, f"{letter.retry_topic} does not take its size: raise max.message.bytes there"))
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
            letter.key or b"",  # aiokafka wants a key or a value
            partition=letter.partition,
            headers=list(marker(letter, action, time.time())),
        )
        for letter in letters
    ]
    for letter, future in zip(letters, futures, strict=True):
        await future
        report(Outcome(letter))


def _batch_size(rate: float | None) -> int:
    """At a given rate a batch is a tenth of a second's worth, so that markers keep up."""
    return BATCH if rate is None else max(1, min(BATCH, int(rate / 10)))


async def _paced(items: AsyncGenerator[T, None], rate: float | None, stop: asyncio.Event) -> AsyncGenerator[T, None]:
    loop = asyncio.get_running_loop()
    due = loop.time()
    async with aclosing(items):
        async for item in items:
            if rate is not None:
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), max(0.0, due - loop.time()))
                due = max(due, loop.time() - 1) + 1 / rate
            if stop.is_set():
                return
            yield item


async def _each(items: Iterable[T]) -> AsyncGenerator[T, None]:
    for item in items:
        yield item
