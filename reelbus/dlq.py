"""`reelbus dlq`: list, show, redrive and discard dead letters."""

import time
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from libs import units
from reelbus.console import output
from reelbus.console.confirm import check_terminal, confirm
from reelbus.console.connect import connect, run
from reelbus.console.errors import UserError
from reelbus.console.nearest import did_you_mean
from reelbus.console.options import Json, Yes, parsed
from reelbus.console.signals import run_until_signal

if TYPE_CHECKING:
    from libs.bus.dead_letters.letter import Letter, Selection
    from libs.bus.dead_letters.redrive import Outcome

MAX_NAMES = 5
"""Topics, groups and error classes in a summary; there may be one per letter."""

app = typer.Typer(no_args_is_help=True, help="List, show, redrive and discard dead letters.")


Letters = Annotated[
    list[str] | None,
    typer.Argument(metavar="LETTER", help="Only these dead letters: event id, or topic/partition/offset."),
]
TopicOption = Annotated[
    str | None, typer.Option("--topic", help="Only dead letters of events from this topic (default: all).")
]
Group = Annotated[str | None, typer.Option("--group", help="Only dead letters of this consumer group (default: all).")]
ErrorClass = Annotated[
    str | None,
    typer.Option("--error-class", help="Only this error class, such as Rejected or KeyError (default: all)."),
]
Older = Annotated[
    float | None,
    typer.Option(
        "--older-than",
        parser=parsed(units.duration),
        metavar="AGE",
        help="Only older failures, such as 90s, 10m, 2h or 3d.",
    ),
]
Newer = Annotated[
    float | None,
    typer.Option(
        "--newer-than",
        parser=parsed(units.duration),
        metavar="AGE",
        help="Only newer failures, such as 90s, 10m, 2h or 3d.",
    ),
]
Id = Annotated[list[str] | None, typer.Option("--id", help="Only the dead letter with this event id; may be repeated.")]
Every = Annotated[
    bool, typer.Option("--all", help="Select every unresolved dead letter; needed if there is no filter.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Print the selected dead letters, and change nothing.")]
Rate = Annotated[
    float | None,
    typer.Option(
        "--rate",
        parser=parsed(units.rate),
        metavar="RATE",
        help="Maximum rate, such as 5/s or 30/m (default: no limit).",
    ),
]


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
    value: Annotated[
        bool,
        typer.Option("--value", help="Print only the value, unchanged; a terminal gets control characters escaped."),
    ] = False,
) -> None:
    """Show the headers and the value of dead letters."""
    selection = _selection(letters, ids)
    if not selection:
        raise UserError(
            "missing LETTER: use an event id, or topic/partition/offset as `reelbus dlq list` shows it", status=2
        )
    run(_show(selection, value))


@app.command()
def redrive(
    *, letters: Letters = None, topic: TopicOption = None, group: Group = None, error_class: ErrorClass = None,
    older_than: Older = None, newer_than: Newer = None, ids: Id = None, every: Every = False,
    dry_run: DryRun = False, rate: Rate = None, yes: Yes = False,
) -> None:  # fmt: skip
    """Send dead letters to their consumer group again, and mark them resolved.

    Other groups do not receive them. The event id stays the same, and attempts start at one again. An event that fails
    again becomes a new dead letter.
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
    """Mark dead letters resolved without sending them.

    They stay in the dead-letter topic until its retention ends.
    """
    selection = _selection(
        letters, ids, topic=topic, group=group, error_class=error_class, older_than=older_than, newer_than=newer_than
    )
    _resolve("discard", selection, every=every, dry_run=dry_run, rate=rate, yes=yes)


def _resolve(action: str, selection: "Selection", *, every: bool, dry_run: bool, rate: float | None, yes: bool) -> None:
    if not selection and not every:
        raise UserError(f"{action} needs a filter, or --all for every unresolved dead letter", status=2)
    if not (yes or dry_run):
        check_terminal(action)
    from libs.bus.dead_letters import redrive as resolving

    found = _find(selection)
    done = {"redrive": "redriven", "discard": "discarded"}[action]
    if dry_run:
        for letter in found:
            output.line(f"would {action}", _place(letter), letter.id)
        output.note(f"would {action} {summary(found)}")
        return
    if not found:
        output.note("no unresolved dead letter matches")
        return
    output.note(f"{action} {summary(found)}")
    if not yes:
        confirm(f"{action} {_letters(len(found))}?", f"cancelled: nothing was {done}")
    refused, resolved = 0, 0

    def report(outcome: "Outcome") -> None:
        nonlocal refused, resolved
        if outcome.refused is None:
            resolved += 1
            output.line(done, _place(outcome.letter), outcome.letter.id)
        else:
            refused += 1
            output.note(f"not {done}\t{_place(outcome.letter)}\t{outcome.letter.id}\t{output.clean(outcome.refused)}")

    work = {"redrive": resolving.redrive, "discard": resolving.discard}[action]
    received = run(run_until_signal(lambda stop: work(connect(), found, report, stop=stop, rate=rate)))
    if received is not None:
        raise UserError(f"interrupted: {done} {resolved} of {_letters(len(found))}", status=128 + received)
    output.note(f"{done} {resolved}")
    if refused:
        raise UserError(f"{refused} of {_letters(len(found))} not {done}")


def summary(letters: "Sequence[Letter]") -> str:
    """The number of letters, and their topics, groups and error classes, the most frequent first."""
    parts = {
        "topics": [letter.origin.topic for letter in letters],
        "groups": [letter.group for letter in letters],
        "errors": [letter.error_class for letter in letters],
    }
    counts = [f"{name}: {_counts(values)}" for name, values in parts.items()]
    return "; ".join([_letters(len(letters)), *counts]) if letters else _letters(0)


def _counts(values: list[str]) -> str:
    counts = Counter(values).most_common()
    shown = [f"{output.clean(value)} ({count:,})" for value, count in counts[:MAX_NAMES]]
    return ", ".join(shown) + (f" and {len(counts) - MAX_NAMES} more" if len(counts) > MAX_NAMES else "")


def _letters(count: int) -> str:
    return f"{count:,} {output.plural('letter', count)}"


async def _show(selection: "Selection", value: bool) -> None:
    from libs.bus.dead_letters.listing import contents, unresolved

    bus = connect()
    found = await unresolved(bus, selection)
    if not found:
        raise UserError("no unresolved dead letter has this event id or place")
    async for letter, record in contents(bus, found):
        if value:
            output.raw(record.value or b"")
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
    from libs.bus.dead_letters.letter import Selection

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
    return run(_unresolved(selection))


async def _unresolved(selection: "Selection") -> "list[Letter]":
    """Raises UserError for a topic or group without a dead-letter topic on the broker.

    An error class without letters is not an error: if a similar one exists, a note names it.
    """
    from libs.bus.dead_letters.letter import UnresolvedLetters
    from libs.bus.dead_letters.listing import unresolved
    from libs.bus.kafka.admin import partition_numbers
    from libs.events.topics import is_dead_letter_topic

    bus = connect()
    if selection.topic is not None or selection.group is not None:
        stems = [name.removesuffix(".dlq") for name in await partition_numbers(bus) if is_dead_letter_topic(name)]
        _check_known("topic", selection.topic, {stem.rpartition(".")[0] for stem in stems})
        _check_known("group", selection.group, {stem.rpartition(".")[2] for stem in stems})
    index = UnresolvedLetters()
    found = await unresolved(bus, selection, index)
    if selection.error_class is not None and not found:
        _suggest_error_class(selection.error_class, {letter.error_class for letter in index.open.values()})
    return found


def _suggest_error_class(name: str, known: set[str]) -> None:
    hint = "" if name in known else did_you_mean(name, known)
    if hint:
        output.note(output.clean(f"no dead letters of error class {name!r}{hint}"))


def _check_known(kind: str, name: str | None, known: set[str]) -> None:
    if name is not None and name not in known:
        raise UserError(f"no dead letters of {kind} {name!r} on the broker{did_you_mean(name, known)}", status=2)


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
        "origin": letter.source,
        "key": None if letter.key is None else letter.key.decode("utf-8", "replace"),
        "bytes": letter.size,
        "truncated": letter.truncated,
        "attempts": letter.origin.attempts,
        "error_class": letter.error_class,
        "error": letter.error,
        "failed": output.moment(letter.time),
        "age_seconds": round(max(0.0, time.time() - letter.time)),
    }
