"""What the command prints: tables for people on a terminal, tab-separated lines for pipes, JSON for machines.

All of it passes `clean`: captions, keys, headers and error texts come from strangers, and a terminal obeys what is
written to it.
"""

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import TextIOWrapper
from types import TracebackType
from typing import TYPE_CHECKING, Any

from libs.telemetry.escape import UNSAFE, escape, escape_lines

if TYPE_CHECKING:
    from pydantic import BaseModel

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")


def prepare() -> None:
    """Make stdout and stderr write every text in any encoding: what theirs does not have becomes an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


class LogFormatter(logging.Formatter):
    """Log lines quote strangers too."""

    def format(self, record: logging.LogRecord) -> str:
        return escape_lines(super().format(record))


def print_traceback(kind: type[BaseException], error: BaseException, frames: TracebackType | None) -> None:
    """As Python does it: the message of an error that nobody expected may quote a stranger, too."""
    note("".join(traceback.format_exception(kind, error, frames)).rstrip("\n"))


def clean(text: str) -> str:
    """`text` on one line, harmless to a terminal: control characters as escapes."""
    return escape(text)


def on_terminal() -> bool:
    """Whether a person is looking at stdout."""
    return sys.stdout.isatty()


def line(*cells: object) -> None:
    """One line of tab-separated cells, written at once so that a pipe sees it."""
    print("\t".join(clean(_text(cell)) for cell in cells), flush=True)


def json_line(value: object) -> None:
    """One JSON value on one line."""
    print(compact(value), flush=True)


def payload(model: "BaseModel") -> None:
    """An event's payload as JSON on one line."""
    print(_printable_json(model.model_dump_json()), flush=True)


def raw(value: bytes) -> None:
    """Bytes and a line end: as they are in a pipe or a file, readable and harmless on a terminal."""
    if on_terminal():
        print(escape_lines(value.decode("utf-8", "replace")), flush=True)
        return
    sys.stdout.buffer.write(value + b"\n")
    sys.stdout.buffer.flush()


def compact(value: object) -> str:
    """JSON without spaces, readable characters as they are, those that a terminal obeys as escapes."""
    return _printable_json(json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str))


def indented(value: object) -> str:
    """The same over several lines, for people."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    return "\n".join(map(_printable_json, text.split("\n")))


def _printable_json(text: str) -> str:
    """By JSON's own escapes, so that it reads back: what a terminal obeys, and what stdout's encoding does not have."""
    text = UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return _NOT_ASCII.sub(lambda match: json.dumps(match[0])[1:-1], text)
    return text


def note(text: str) -> None:
    """A message to the user that is not a result: on stderr, so that pipes stay clean. May be of several lines."""
    print(escape_lines(text), file=sys.stderr, flush=True)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, right: Iterable[str] = ()) -> None:
    """Rows under `columns`; those in `right` are numbers.

    On a terminal they fit its width (see `reelbus.console.tables`). Elsewhere each row is one tab-separated line, never
    wrapped, without a heading, whatever COLUMNS says: that is for programs to read.
    """
    if not on_terminal():
        for row in rows:
            line(*row)
        return
    from rich.console import Console

    from reelbus.console.tables import layout

    cells = [[clean(_text(cell)) for cell in row] for row in rows]
    console = Console()
    for text in layout(columns, cells, console.width, frozenset(right)):
        print(text)


def decoded(value: bytes | None) -> Any:
    """A record's value as JSON where it is JSON, else as text, None where there is none."""
    if value is None:
        return None
    try:
        return json.loads(value, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return value.decode("utf-8", "replace")


def _refuse(constant: str) -> None:
    """JSON has no NaN and no Infinity: what Python reads all the same, other readers would not."""
    raise ValueError(constant)


def moment(seconds: float) -> str:
    """Unix seconds as UTC time, to the second; `@seconds` for a time that no calendar has, as date(1) writes it."""
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return f"@{seconds:.0f}"


def recorded(milliseconds: int) -> str | None:
    """The time of a record; None where its producer gave none, for which Kafka writes -1."""
    return None if milliseconds == -1 else moment(milliseconds / 1000)


def text_headers(headers: Iterable[tuple[str, bytes | None]]) -> dict[str, str | None]:
    """A record's headers as text, undecodable bytes replaced; a value may be null."""
    return {name: None if value is None else value.decode("utf-8", "replace") for name, value in headers}


def _text(cell: object) -> str:
    return "-" if cell is None else str(cell)
