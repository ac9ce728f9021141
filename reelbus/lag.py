"""`reelbus lag`: how far each consumer group is behind."""

import asyncio
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reelbus.console import output
from reelbus.console.connect import connect, run
from reelbus.console.errors import UserError
from reelbus.console.nearest import did_you_mean

if TYPE_CHECKING:
    from libs.bus import KafkaBus
    from libs.bus.dead_letters.letter import UnresolvedLetters

COLUMNS = ("TOPIC", "GROUP", "COMMITTED", "END", "LAG", "IN RETRY", "DEAD LETTERS")


def lag(
    group: Annotated[str | None, typer.Argument(metavar="GROUP", help="Consumer group (default: all).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object per line.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Repeat until Ctrl-C.")] = False,
    interval: Annotated[
        float, typer.Option("--interval", min=0.1, help="Seconds between two updates, with --watch.")
    ] = 2.0,
) -> None:
    """Show the lag and the unresolved dead letters of each consumer group and topic.

    Columns: committed offset, end offset, lag, records in retry topics, unresolved dead letters. Offsets are summed
    over the partitions. A committed offset of - means that the group has not committed any.
    """
    run(_show(connect(), group, as_json, interval if watch else None))


async def _show(bus: "KafkaBus", group: str | None, as_json: bool, interval: float | None) -> None:
    from libs.bus.dead_letters.letter import UnresolvedLetters

    letters = UnresolvedLetters()
    while True:
        rows = await _rows(bus, group, letters)
        if interval is not None and output.on_terminal() and not as_json:
            print("\x1b[H\x1b[2J", end="")  # to the top of a cleared screen
        if as_json:
            for row in rows:
                output.json_line(row)
        else:
            output.table(COLUMNS, [tuple(row.values()) for row in rows], right=COLUMNS[2:])
        if interval is None:
            return
        await asyncio.sleep(interval)


async def _rows(bus: "KafkaBus", group: str | None, letters: "UnresolvedLetters") -> list[dict[str, Any]]:
    from libs.bus.dead_letters.letter import Selection, count
    from libs.bus.dead_letters.listing import unresolved
    from libs.bus.lag import lags, subscriptions
    from libs.events.topics import PLANNED, TOPICS

    dead = count(await unresolved(bus, Selection(group=group), letters))
    rows = await lags(bus, subscriptions(TOPICS, group))
    known = {name for topic in TOPICS for name in topic.consumers}
    if group is not None and group not in known and all(row.committed is None for row in rows):
        near = did_you_mean(group, known)
        raise UserError(f"consumer group {group!r} has no committed offsets{near}", status=2)
    # A planned service has committed nothing: its whole input would be shown as lag.
    shown = [row for row in rows if row.committed is not None or group is not None or row.group not in PLANNED]
    return [asdict(row) | {"dead_letters": dead.get((row.topic, row.group), 0)} for row in shown]
