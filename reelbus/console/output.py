"""The output of commands: tables on a terminal, tab-separated lines in pipes, JSON with --json.

Control characters are escaped everywhere: captions, keys, headers and error texts are untrusted, and a terminal
executes control sequences.
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


def plural(noun: str, count: int) -> str:
    """`noun` as it is written after `count`: "page" after 1, else "pages"."""
    return noun if count == 1 else f"{noun}s"


def prepare() -> None:
    """Let stdout and stderr write any text in any encoding: characters that it does not have become escapes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


class LogFormatter(logging.Formatter):
    """Escapes control characters in log lines, which contain untrusted text too."""

    def format(self, record: logging.LogRecord) -> str:
        return escape_lines(super().format(record))


def print_traceback(kind: type[BaseException], error: BaseException, frames: TracebackType | None) -> None:
    """Print a traceback as Python does, with control characters escaped."""
    note("".join(traceback.format_exception(kind, error, frames)).rstrip("\n"))


def clean(text: str) -> str:
    """`text` on one line, with control characters as escapes."""
    return escape(text)


def on_terminal() -> bool:
    """Whether stdout is a terminal."""
    return sys.stdout.isatty()


def line(*cells: object) -> None:
    """Print one line of tab-separated cells, and flush."""
    print("\t".join(clean(_text(cell)) for cell in cells), flush=True)


def json_line(value: object) -> None:
    """Print one JSON value on one line."""
    print(compact(value), flush=True)


def payload(model: "BaseModel") -> None:
    """Print the payload of an event as JSON on one line."""
    print(_printable_json(model.model_dump_json()), flush=True)


def raw(value: bytes) -> None:
    """Print bytes and a line end: unchanged to a pipe or a file, escaped on a terminal."""
    if on_terminal():
        print(escape_lines(value.decode("utf-8", "replace")), flush=True)
        return
    sys.stdout.buffer.write(value + b"\n")
    sys.stdout.buffer.flush()


def compact(value: object) -> str:
    """JSON without spaces; only control characters are escaped."""
    return _printable_json(json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str))


def indented(value: object) -> str:
    """The same over several lines."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    return "\n".join(map(_printable_json, text.split("\n")))


def _printable_json(text: str) -> str:
    """Escape control characters, and characters that the encoding of stdout does not have, as JSON does."""
    text = UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return _NOT_ASCII.sub(lambda match: json.dumps(match[0])[1:-1], text)
    return text


def note(text: str) -> None:
    """Print a message that is not a result on stderr. It may have several lines."""
    print(escape_lines(text), file=sys.stderr, flush=True)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, right: Iterable[str] = ()) -> None:
    """Print rows under the headings `columns`; columns in `right` are aligned right.

    On a terminal they fit its width (see `reelbus.console.tables`). Elsewhere each row is one tab-separated line, never
    wrapped, without a heading.
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
    """The value of a record: parsed if it is JSON, else as text; None for a null value."""
    if value is None:
        return None
    try:
        return json.loads(value, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return value.decode("utf-8", "replace")


def _refuse(constant: str) -> None:
    """Raise ValueError for NaN and Infinity, which Python reads and JSON does not have."""
    raise ValueError(constant)


def moment(seconds: float) -> str:
    """Unix seconds as UTC time, to the second; `@seconds`, as in date(1), for a year beyond 9999."""
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return f"@{seconds:.0f}"


def recorded(milliseconds: int) -> str | None:
    """The time of a record (Unix milliseconds); None for -1, which means that it has no time."""
    return None if milliseconds == -1 else moment(milliseconds / 1000)


def text_headers(headers: Iterable[tuple[str, bytes | None]]) -> dict[str, str | None]:
    """The headers of a record as text, invalid bytes replaced; a value may be null."""
    return {name: None if value is None else value.decode("utf-8", "replace") for name, value in headers}


def _text(cell: object) -> str:
    return "-" if cell is None else str(cell)
