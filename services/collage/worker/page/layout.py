"""Where tiles go: a grid of rows × columns, filled from the top left. Pure.

A page always has the size of its whole grid, however few pictures it holds: all collages of a batch look alike.
"""

from collections.abc import Sequence
from typing import NamedTuple

from libs.events import Layout


class Place(NamedTuple):
    """Row and column count from 1; `box` is x, y, width, height in pixels."""

    row: int
    column: int
    box: tuple[int, int, int, int]


def size(layout: Layout) -> tuple[int, int]:
    """Width and height of a collage in pixels."""
    return layout.columns * layout.tile_width, layout.rows * layout.tile_height


def room(layout: Layout) -> int:
    """How many pictures a page holds."""
    return layout.rows * layout.columns


def place(layout: Layout, slot: int) -> Place:
    """Where the `slot`-th tile goes, counted from 0. Raises IndexError beyond the grid."""
    if not 0 <= slot < room(layout):
        raise IndexError(f"slot {slot} of a grid of {layout.rows}×{layout.columns}")
    row, column = divmod(slot, layout.columns)
    box = column * layout.tile_width, row * layout.tile_height, layout.tile_width, layout.tile_height
    return Place(row + 1, column + 1, box)


def slots(layout: Layout, placed: Sequence[bool]) -> list[int | None]:
    """The slot of each picture, None for one that is left out; `placed` says which of them could be had."""
    if layout.missing == "label":
        return list(range(len(placed)))
    found: list[int | None] = []
    taken = 0
    for is_placed in placed:
        found.append(taken if is_placed else None)
        taken += is_placed
    return found


def fill(width: float, height: float, across: int, down: int) -> tuple[float, float, float, float]:
    """The part of a picture of `width` × `height` that fills `across` × `down`: left, top, right, bottom."""
    scale = min(width / across, height / down)
    left, top = (width - across * scale) / 2, (height - down * scale) / 2
    return max(0.0, left), max(0.0, top), min(width, width - left), min(height, height - top)
