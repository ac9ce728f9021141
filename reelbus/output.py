"""What the command prints: tables for people on a terminal, tab-separated lines for pipes, JSON for machines."""

import json
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

# C0 and C1 controls, line separators, and characters that turn the direction of what follows: captions, keys and
# error texts come from strangers, and a terminal obeys what is written to it.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """`text` on one line, harmless to a terminal: control characters as escapes."""
    return _UNSAFE.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def on_terminal() -> bool:
    """Whether a person is looking at stdout."""
    return sys.stdout.isatty()


def line(*cells: object) -> None:
    """One line of tab-separated cells, written at once so that a pipe sees it."""
    print("\t".join(clean(_text(cell)) for cell in cells), flush=True)


def json_line(value: object) -> None:
    """One JSON value on one line."""
    print(compact(value), flush=True)


def compact(value: object) -> str:
    """JSON without spaces, readable characters as they are, those that a terminal obeys as escapes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text).encode("utf-8", "backslashreplace").decode()


def note(text: str) -> None:
    """A word to the user that is no result: stderr, so that pipes stay clean."""
    print(text, file=sys.stderr, flush=True)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, right: Iterable[str] = ()) -> None:
    """Rows under `columns` (those in `right` are numbers); without a terminal tab-separated, without a heading."""
    if not on_terminal():
        for row in rows:
            line(*row)
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    numbers = set(right)
    grid = Table(box=None, pad_edge=False, header_style="bold")
    for index, column in enumerate(columns):
        # The first names the row, and is copied: it stays whole.
        grid.add_column(column, justify="right" if column in numbers else "left", overflow="fold", no_wrap=index == 0)
    for row in rows:
        grid.add_row(*(Text(clean(_text(cell))) for cell in row))
    Console().print(grid)


def decoded(value: bytes | None) -> Any:
    """A record's value as JSON where it is JSON, else as text, None where there is none."""
    if value is None:
        return None
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value.decode("utf-8", "replace")


def moment(seconds: float) -> str:
    """Unix seconds as UTC time, to the second."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(cell: object) -> str:
    return "-" if cell is None else str(cell)
