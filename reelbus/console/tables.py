"""Tables that fit a terminal: as columns, or as one block per row if the columns do not fit. Pure."""

import re
from collections.abc import Iterator, Sequence

from rich.cells import cell_len, chop_cells

GAP = "  "
NARROWEST = 20
"""Least width of a terminal, in cells."""

_JOINT = re.compile(r"(?<=[-_./|:,=&?])(?=.)")
"""Where an identifier may be folded: after a mark, never inside a word."""


def layout(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int, right: frozenset[str]) -> list[str]:
    """The lines of a table in `width` terminal cells: a heading, then the rows. A word that fits a line is not broken.

    Columns are narrowed by wrapping texts between words, then by folding identifiers once, after a hyphen, dot or
    slash. If that is not enough, each row becomes a block of `COLUMN  value` lines, like `\\x auto` of psql. `right`
    holds the columns of numbers.
    """
    width = max(width, NARROWEST)
    for narrowest in (_longest_word, _folded_once):
        least = [
            max(narrowest(text) for text in (column, *(row[index] for row in rows)))
            for index, column in enumerate(columns)
        ]
        # The first column is the name that users copy: it is folded last.
        if narrowest is _longest_word:
            least[0] = max(cell_len(row[0]) for row in (columns, *rows))
        if _total(least) <= width:
            widths = _widths([list(map(cell_len, row)) for row in (columns, *rows)], least, width)
            return [line for row in (columns, *rows) for line in _grid_row(columns, row, widths, right)]
    return _blocks(columns, rows, width)


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of `width` cells: broken between words, then at joints, then inside words."""
    lines = [""]
    for word in text.split(" "):
        separator = " " if lines[-1] else ""
        if cell_len(lines[-1] + separator + word) <= width:
            lines[-1] += separator + word
        elif cell_len(word) <= width:
            lines.append(word)
        else:
            folded = _fold(word, width)
            lines = [*lines, *folded] if lines[-1] else [*lines[:-1], *folded]
    return lines


def _fold(word: str, width: int) -> list[str]:
    lines = [""]
    for part in (piece for whole in _JOINT.split(word) for piece in chop_cells(whole, width)):
        if lines[-1] and cell_len(lines[-1] + part) > width:
            lines.append("")
        lines[-1] += part
    return lines


def _longest_word(text: str) -> int:
    return max(map(cell_len, text.split(" ")))


def _folded_once(text: str) -> int:
    return max(map(_half, text.split(" ")))


def _half(word: str) -> int:
    """The width of a word folded at the joint nearest to its middle."""
    joints = [match.start() for match in _JOINT.finditer(word)]
    return min((max(cell_len(word[:at]), cell_len(word[at:])) for at in joints), default=cell_len(word))


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + len(GAP) * (len(widths) - 1)


def _widths(cells: Sequence[Sequence[int]], least: Sequence[int], width: int) -> list[int]:
    """Each column as wide as its widest cell; the widest columns are narrowed until all fit."""
    widths = [max(column) for column in zip(*cells, strict=True)]
    while (excess := _total(widths) - width) > 0:
        index = max((i for i in range(len(widths)) if widths[i] > least[i]), key=lambda i: widths[i])
        widths[index] = max(least[index], widths[index] - excess)
    return widths


def _grid_row(
    columns: Sequence[str], row: Sequence[str], widths: Sequence[int], right: frozenset[str]
) -> Iterator[str]:
    wrapped = [wrap(text, size) for text, size in zip(row, widths, strict=True)]
    for number in range(max(map(len, wrapped))):
        cells = [
            _padded(lines[number] if number < len(lines) else "", size, right=column in right)
            for column, lines, size in zip(columns, wrapped, widths, strict=True)
        ]
        yield GAP.join(cells).rstrip()


def _blocks(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    label = max(map(cell_len, columns))
    lines: list[str] = []
    for row in rows:
        lines += [""] if lines else []
        for column, text in zip(columns, row, strict=True):
            first, *rest = wrap(text, width - label - len(GAP))
            lines.append(f"{_padded(column, label)}{GAP}{first}".rstrip())
            lines += [f"{' ' * label}{GAP}{line}" for line in rest]
    return lines


def _padded(text: str, width: int, *, right: bool = False) -> str:
    space = " " * (width - cell_len(text))
    return space + text if right else text + space
