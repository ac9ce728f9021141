"""`reelbus dlq`: dead letters, listed, shown, redriven, discarded."""

import asyncio
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from libs import units
from reelbus.console import output
from reelbus.console.connect import INTERRUPTED, connect, run
from reelbus.console.errors import UserError
from reelbus.console.nearest import did_you_mean

if TYPE_CHECKING:
    from libs.bus.dead_letters.letter import Letter, Selection
    from libs.bus.dead_letters.redrive import Outcome

ENDING = (signal.SIGINT, signal.SIGTERM)
SHOWN = 5
"""So many topics, groups and error classes are named; there may be one per letter."""

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
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask; needed where there is no terminal.")]


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
        bool, typer.Option("--value", help="Only the value, a line each: byte for byte, where it goes to no terminal.")
    ] = False,
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
    if not (yes or dry_run or sys.stdin.isatty()):
        raise UserError(f"nothing is done: without a terminal to ask on, {action} needs --yes", status=2)
    from libs.bus.dead_letters import redrive as resolving

    found = _find(selection)
    done = {"redrive": "redriven", "discard": "discarded"}[action]
    if dry_run:
        for letter in found:
            output.line(f"would {action}", _place(letter), letter.id)
        output.note(f"would {action} {summary(found)}")
        return
    if not found:
        output.note("no unresolved letter fits")
        return
    output.note(f"{action} {summary(found)}")
    if not yes:
        _confirm(f"{action} {_letters(len(found))}?", f"cancelled: nothing was {done}")
    refused, resolved = 0, 0

    def report(outcome: "Outcome") -> None:
        nonlocal refused, resolved
        if outcome.refused is None:
            resolved += 1
            output.line(done, _place(outcome.letter), outcome.letter.id)
        else:
            refused += 1
            output.note(f"stays\t{_place(outcome.letter)}\t{outcome.letter.id}\t{output.clean(outcome.refused)}")

    work = {"redrive": resolving.redrive, "discard": resolving.discard}[action]
    asked = run(_until_asked(lambda stop: work(connect(), found, report, stop=stop, rate=rate)))
    if asked is not None:
        left = len(found) - resolved
        raise UserError(f"interrupted: {done} {resolved} of {_letters(len(found))}, {left} stay", status=128 + asked)
    output.note(f"{done} {resolved}")
    if refused:
        raise UserError(f"{refused} of {_letters(len(found))} stay")


def _confirm(question: str, cancelled: str) -> None:
    """Ask. Raises UserError with the text `cancelled` unless the answer is yes."""
    try:
        agreed, status = typer.confirm(question, err=True), 1
    except typer.Abort as error:
        output.note("")  # ends the line of the question
        agreed, status = False, INTERRUPTED if isinstance(error.__context__, KeyboardInterrupt) else 1
    if not agreed:
        raise UserError(cancelled, status=status)


async def _until_asked(work: Callable[[asyncio.Event], Coroutine[Any, Any, None]]) -> int | None:
    """Do `work`, which ends early once its event is set; Ctrl-C and SIGTERM set it. Returns the signal's number.

    A second signal ends the command at once.
    """
    loop, stop, asked = asyncio.get_running_loop(), asyncio.Event(), []

    def stopping(number: signal.Signals) -> None:
        asked.append(int(number))
        stop.set()
        for each in ENDING:
            loop.remove_signal_handler(each)

    for number in ENDING:
        loop.add_signal_handler(number, stopping, number)
    await work(stop)
    return asked[0] if asked else None


def summary(letters: "Sequence[Letter]") -> str:
    """How many letters, and of which topics, groups and error classes, the most frequent first."""
    parts = {
        "topics": [letter.origin.topic for letter in letters],
        "groups": [letter.group for letter in letters],
        "errors": [letter.error_class for letter in letters],
    }
    told = [f"{name}: {_counts(values)}" for name, values in parts.items()]
    return "; ".join([_letters(len(letters)), *told]) if letters else _letters(0)


def _counts(values: list[str]) -> str:
    counts = Counter(values).most_common()
    shown = [f"{output.clean(value)} ({count:,})" for value, count in counts[:SHOWN]]
    return ", ".join(shown) + (f" and {len(counts) - SHOWN} more" if len(counts) > SHOWN else "")


def _letters(count: int) -> str:
    return f"{count:,} letter{'' if count == 1 else 's'}"


async def _show(selection: "Selection", value: bool) -> None:
    from libs.bus.dead_letters.listing import contents, unresolved

    bus = connect()
    found = await unresolved(bus, selection)
    if not found:
        raise UserError("no unresolved letter of that id or place")
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
    """Raises UserError for a topic or group that no dead letters on the broker can be of: it is misspelt.

    An error class that no letter has may be right all the same: one that is near is told, and that is no error.
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
        _hint_at_class(selection.error_class, {letter.error_class for letter in index.open.values()})
    return found


def _hint_at_class(name: str, known: set[str]) -> None:
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
