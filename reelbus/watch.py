"""`reelbus watch`: the events of a topic as they arrive."""

import asyncio
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reelbus.console import output
from reelbus.console.connect import connect, run
from reelbus.console.errors import UserError
from reelbus.console.nearest import did_you_mean

if TYPE_CHECKING:
    from aiokafka import ConsumerRecord

    from libs.bus import KafkaBus
    from libs.bus.kafka.fetching.fetched import UnreadableRecord


MAX_RECORDS = 500
"""Records in one fetch."""


def watch(
    *,
    topic: Annotated[str, typer.Argument(metavar="TOPIC", help="Any topic on the broker.")],
    from_beginning: Annotated[
        bool, typer.Option("--from-beginning", help="Start at the oldest event (default: only new events).")
    ] = False,
    count: Annotated[
        int | None, typer.Option("--count", "-n", min=1, help="Stop after this number of events (default: no limit).")
    ] = None,
    timeout: Annotated[
        float | None, typer.Option("--timeout", min=0, help="Stop after this number of seconds (default: no limit).")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object per line.")] = False,
) -> None:
    """Show the events of a topic as they arrive, without a consumer group.

    Press Ctrl-C to stop. With --count and --timeout, the exit status is 1 if fewer events arrived in time.
    """
    seen = run(_watch(connect(), topic, from_beginning=from_beginning, count=count, seconds=timeout, as_json=as_json))
    if count is not None and seen < count:
        raise UserError(f"received {seen} of {count} events within {timeout:g} s")


async def _watch(
    bus: "KafkaBus", topic: str, *, from_beginning: bool, count: int | None, seconds: float | None, as_json: bool
) -> int:
    from aiokafka import TopicPartition

    from libs.bus.kafka.admin import partition_numbers
    from libs.bus.kafka.fetching.fetched import UnreadableRecord
    from libs.bus.reading import bounds

    await bus.check(())
    numbers = await partition_numbers(bus)
    if topic not in numbers:
        near = did_you_mean(topic, numbers) or ": create topics with `reelbus topics create`"
        raise UserError(f"topic {topic!r} does not exist on the broker{near}", status=2)
    partitions = [TopicPartition(topic, number) for number in numbers[topic]]
    seen = 0
    async with bus.reader() as reader:
        ranges = await bounds(reader, partitions)
        reader.assign(partitions)
        for tp, (first, end) in ranges.items():
            reader.seek(tp, first if from_beginning else end)
        output.note(f"watching {topic}; press Ctrl-C to stop")
        try:
            async with asyncio.timeout(seconds):
                while count is None or seen < count:
                    fetched = await reader.fetch(wait=1, max_records=MAX_RECORDS if count is None else count - seen)
                    # A fetch returns one partition after the other: sorted by time across partitions.
                    for record in sorted(
                        (r for part in fetched.values() for r in part.records), key=lambda r: r.timestamp
                    ):
                        if isinstance(record, UnreadableRecord) and record.whole_batch:
                            _note_unreadable(record)
                            continue
                        _show(record, as_json)
                        seen += 1
        except TimeoutError:
            pass
    return seen


def _note_unreadable(record: "UnreadableRecord") -> None:
    place = f"{record.topic}/{record.partition}/{record.offset}"
    offsets = place if record.last == record.offset else f"{place} to {record.last}"
    output.note(f"{offsets} cannot be read: {output.clean(record.error)}")


def _show(record: "ConsumerRecord", as_json: bool) -> None:
    if as_json:
        output.json_line(described(record))
    elif output.on_terminal():
        _pretty(record)
    else:
        seen = described(record)
        output.line(seen["time"], seen["key"], seen["id"], output.compact(seen["payload"]))


def described(record: "ConsumerRecord") -> dict[str, Any]:
    """A record as one JSON object: its place, its id, its key and headers as text, its value as JSON."""
    from libs.events.envelope import header, position_id

    return {
        "topic": record.topic,
        "partition": record.partition,
        "offset": record.offset,
        "time": output.recorded(record.timestamp),
        "key": None if record.key is None else record.key.decode("utf-8", "replace"),
        "id": header(record.headers, "ce_id") or position_id(record.topic, record.partition, record.offset),
        "headers": output.text_headers(record.headers),
        "payload": output.decoded(record.value),
    }


def _pretty(record: "ConsumerRecord") -> None:
    from rich.console import Console
    from rich.highlighter import JSONHighlighter
    from rich.text import Text

    seen = described(record)
    place = f"{record.topic}/{record.partition}/{record.offset}"
    about = "  ".join(text or "-" for text in (seen["time"], seen["key"], seen["id"], place))
    console = Console()
    console.print(Text(output.clean(about), style="bold"))
    body = Text(output.indented(seen["payload"]))
    JSONHighlighter().highlight(body)
    console.print(body, soft_wrap=True)
