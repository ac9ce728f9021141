"""`reelbus watch`: a topic's events as they come."""

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


MOST = 500
"""Records that are taken at a time."""


def watch(
    *,
    topic: Annotated[str, typer.Argument(help="Any topic on the broker.")],
    from_beginning: Annotated[bool, typer.Option("--from-beginning", help="Begin with what is there.")] = False,
    count: Annotated[int | None, typer.Option("--count", "-n", min=1, help="End after so many events.")] = None,
    timeout: Annotated[float | None, typer.Option("--timeout", min=0, help="End after so many seconds.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Show events as they come, without joining a consumer group. Ctrl-C ends it.

    With --count and --timeout the exit status is 1 when fewer came in time.
    """
    seen = run(_watch(connect(), topic, from_beginning=from_beginning, count=count, seconds=timeout, as_json=as_json))
    if count is not None and seen < count:
        raise UserError(f"{seen} of {count} events in {timeout:g} s")


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
        near = did_you_mean(topic, numbers) or ": `reelbus topics create` makes those of the table"
        raise UserError(f"there is no topic {topic!r} on the broker{near}", status=2)
    partitions = [TopicPartition(topic, number) for number in numbers[topic]]
    seen = 0
    async with bus.reader() as reader:
        ranges = await bounds(reader, partitions)
        reader.assign(partitions)
        for tp, (first, end) in ranges.items():
            reader.seek(tp, first if from_beginning else end)
        output.note(f"watching {topic}; Ctrl-C ends")
        try:
            async with asyncio.timeout(seconds):
                while count is None or seen < count:
                    taken = await reader.fetch(wait=1, max_records=MOST if count is None else count - seen)
                    # Of several partitions in the order of time: they come one after the other.
                    for record in sorted(
                        (r for part in taken.values() for r in part.records), key=lambda r: r.timestamp
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
    """A record as one JSON object: where it stands, its id, key and headers as text, its value as JSON."""
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
