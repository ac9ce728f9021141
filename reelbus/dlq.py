"""`reelbus dlq`: dead letters, listed, shown, redriven, discarded."""

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from libs import units
from reelbus import output
from reelbus.connect import connect, run
from reelbus.errors import UserError

if TYPE_CHECKING:
    from libs.bus.letter import Letter, Selection
    from libs.bus.redrive import Outcome

app = typer.Typer(no_args_is_help=True, help="List, show, redrive and discard dead letters.")


def _parsed(parse: Callable[[str], float]) -> Callable[[str], float]:
    """`parse` for typer, which shows no ValueError's text."""

    def parsed(text: str) -> float:
        try:
            return parse(text)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from None

    return parsed


Letters = Annotated[
    list[str] | None, typer.Argument(metavar="[LETTER]...", help="Event ids, or places: topic/partition/offset.")
]
TopicOption = Annotated[str | None, typer.Option("--topic", help="The topic that they came from.")]
Group = Annotated[str | None, typer.Option("--group", help="The consumer group that gave up.")]
ErrorClass = Annotated[str | None, typer.Option("--error-class", help="Such as Rejected, Retryable, KeyError.")]
Older = Annotated[
    float | None,
    typer.Option("--older-than", parser=_parsed(units.duration), metavar="AGE", help="Such as 10m, 2h, 3d."),
]
Newer = Annotated[
    float | None,
    typer.Option("--newer-than", parser=_parsed(units.duration), metavar="AGE", help="Such as 10m, 2h, 3d."),
]
Id = Annotated[list[str] | None, typer.Option("--id", help="Event id; may be repeated.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Every = Annotated[bool, typer.Option("--all", help="All unresolved letters, where no filter is given.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say which.")]
Rate = Annotated[
    float | None, typer.Option("--rate", parser=_parsed(units.rate), metavar="N/s", help="At most so many.")
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]


@app.command("list")
def list_letters(
    *, letters: Letters = None, topic: TopicOption = None, group: Group = None, error_class: ErrorClass = None,
    older_than: Older = None, newer_than: Newer = None, ids: Id = None, as_json: Json = False,
) -> None:  # fmt: skip
    """List unresolved dead letters, oldest failure first."""
    found = _find(
        _selection(
            letters,
            ids,
            topic=topic,
            group=group,
            error_class=error_class,
            older_than=older_than,
            newer_than=newer_than,
        )
    )
    if as_json:
        for letter in found:
            output.json_line(_described(letter))
        return
    columns = ("LETTER", "FAILED", "ID", "KEY", "ATTEMPTS", "ERROR CLASS", "ERROR")
    output.table(columns, [_row(letter) for letter in found], right=("ATTEMPTS",))
    output.note(f"{len(found)} unresolved")


@app.command()
def show(
    letters: Letters = None,
    ids: Id = None,
    value: Annotated[bool, typer.Option("--value", help="Only the value, byte for byte, a line each.")] = False,
) -> None:
    """Show dead letters whole: headers and value."""
    selection = _selection(letters, ids)
    if not selection:
        raise UserError("name a letter: an event id, or topic/partition/offset as `reelbus dlq list` shows", status=2)
    run(_show(selection, value))


@app.command()
def redrive(
    *, letters: Letters = None, topic: TopicOption = None, group: Group = None, error_class: ErrorClass = None,
    older_than: Older = None, newer_than: Newer = None, ids: Id = None, every: Every = False,
    dry_run: DryRun = False, rate: Rate = None, yes: Yes = False,
) -> None:  # fmt: skip
    """Send letters again, to the group that gave up and to no other, with the same event id; then mark them resolved.

    Attempts count from one again. A letter that fails once more becomes a new letter.
    """
    selection = _selection(
        letters, ids, topic=topic, group=group, error_class=error_class, older_than=older_than, newer_than=newer_than
    )
    _resolve("redrive", selection, every=every, dry_run=dry_run, rate=rate, yes=yes)


@app.command()
def discard(
    *, letters: Letters = None, topic: TopicOption = None, group: Group = None, error_class: ErrorClass = None,
    older_than: Older = None, newer_than: Newer = None, ids: Id = None, every: Every = False,
    dry_run: DryRun = False, rate: Rate = None, yes: Yes = False,
) -> None:  # fmt: skip
    """Mark letters resolved without sending them. They stay in the topic until its retention ends."""
    selection = _selection(
        letters, ids, topic=topic, group=group, error_class=error_class, older_than=older_than, newer_than=newer_than
    )
    _resolve("discard", selection, every=every, dry_run=dry_run, rate=rate, yes=yes)


def _resolve(action: str, selection: "Selection", *, every: bool, dry_run: bool, rate: float | None, yes: bool) -> None:
    if not selection and not every:
        raise UserError(f"which? Give a filter, or --all to {action} every unresolved letter", status=2)
    from libs.bus import redrive as resolving

    found = _find(selection)
    done = {"redrive": "redriven", "discard": "discarded"}[action]
    if dry_run:
        for letter in found:
            output.line(f"would {action}", _place(letter), letter.id)
        output.note(f"would {action} {len(found)}")
        return
    if not found:
        output.note("no unresolved letter fits")
        return
    if not yes and sys.stdin.isatty() and output.on_terminal():
        typer.confirm(f"{action} {len(found)} letters?", abort=True)
    refused: list[Outcome] = []

    def report(outcome: "Outcome") -> None:
        if outcome.refused is None:
            output.line(done, _place(outcome.letter), outcome.letter.id)
        else:
            refused.append(outcome)
            output.note(f"stays\t{_place(outcome.letter)}\t{outcome.letter.id}\t{output.clean(outcome.refused)}")

    work = {"redrive": resolving.redrive, "discard": resolving.discard}[action]
    run(work(connect(), found, report, rate=rate))
    output.note(f"{done} {len(found) - len(refused)}")
    if refused:
        raise UserError(f"{len(refused)} of {len(found)} letters stay")


async def _show(selection: "Selection", value: bool) -> None:
    from libs.bus.deadletters import contents, unresolved

    bus = connect()
    found = await unresolved(bus, selection)
    if not found:
        raise UserError("no unresolved letter of that id or place")
    async for letter, record in contents(bus, found):
        if value:
            sys.stdout.buffer.write((record.value or b"") + b"\n")
            sys.stdout.buffer.flush()
        else:
            described = _described(letter)
            described["headers"] = output.text_headers(record.headers)
            described["value"] = output.decoded(record.value)
            _print(described)


def _print(described: dict[str, Any]) -> None:
    if not output.on_terminal():
        output.json_line(described)
        return
    print(output.indented(described))


def _selection(
    letters: list[str] | None, ids: list[str] | None, *, topic: str | None = None, group: str | None = None,
    error_class: str | None = None, older_than: float | None = None, newer_than: float | None = None,
) -> "Selection":  # fmt: skip
    from libs.bus.letter import Selection

    names, places = set(ids or ()), set()
    for letter in letters or ():
        stem, _, offset = letter.rpartition("/")
        name, _, partition = stem.rpartition("/")
        if name and partition.isdecimal() and offset.isdecimal():
            places.add((name, int(partition), int(offset)))
        else:
            names.add(letter)
    return Selection(topic, group, error_class, older_than, newer_than, frozenset(names), frozenset(places))


def _find(selection: "Selection") -> "list[Letter]":
    from libs.bus.deadletters import unresolved

    return run(unresolved(connect(), selection))


def _place(letter: "Letter") -> str:
    return f"{letter.topic}/{letter.partition}/{letter.offset}"


def _row(letter: "Letter") -> tuple[object, ...]:
    seen = _described(letter)
    return tuple(seen[name] for name in ("letter", "failed", "id", "key", "attempts", "error_class", "error"))


def _described(letter: "Letter") -> dict[str, Any]:
    return {
        "letter": _place(letter),
        "id": letter.id,
        "topic": letter.origin.topic,
        "group": letter.group,
        "origin": f"{letter.origin.topic}/{letter.origin.partition}/{letter.origin.offset}",
        "key": None if letter.key is None else letter.key.decode("utf-8", "replace"),
        "bytes": letter.size,
        "truncated": letter.truncated,
        "attempts": letter.origin.attempts,
        "error_class": letter.error_class,
        "error": letter.error,
        "failed": output.moment(letter.time),
        "age_seconds": round(max(0.0, time.time() - letter.time)),
    }
