"""The grid of a page: rows × columns of tiles, filled from the top left. Pure.

A page always has the size of its whole grid, so that all collages of a batch have the same size.
"""

from collections.abc import Sequence
from typing import NamedTuple

from libs.events import Layout


class Position(NamedTuple):
    """Row and column count from 1; `box` is x, y, width, height in pixels."""

    row: int
    column: int
    box: tuple[int, int, int, int]


def size(layout: Layout) -> tuple[int, int]:
    """Width and height of a collage in pixels."""
    return layout.columns * layout.tile_width, layout.rows * layout.tile_height


def capacity(layout: Layout) -> int:
    """The number of pictures on a full page."""
    return layout.rows * layout.columns


def position(layout: Layout, slot: int) -> Position:
    """The position of `slot`, counted from 0. Raises IndexError beyond the grid."""
    if not 0 <= slot < capacity(layout):
        raise IndexError(f"slot {slot} is outside of a grid of {layout.rows}×{layout.columns}")
    row, column = divmod(slot, layout.columns)
    box = column * layout.tile_width, row * layout.tile_height, layout.tile_width, layout.tile_height
    return Position(row + 1, column + 1, box)


def slots(layout: Layout, placed: Sequence[bool]) -> list[int | None]:
    """The slot of each picture, None for a picture that is left out. `placed`: whether each picture is available."""
    if layout.missing == "label":
        return list(range(len(placed)))
    result: list[int | None] = []
    used = 0
    for is_placed in placed:
        result.append(used if is_placed else None)
        used += is_placed
    return result


def crop_box(width: float, height: float, across: int, down: int) -> tuple[float, float, float, float]:
    """The central part of a picture of `width` × `height` with the aspect ratio `across`:`down`.

    Returns left, top, right and bottom in the picture's pixels.
    """
    scale = min(width / across, height / down)
    left, top = (width - across * scale) / 2, (height - down * scale) / 2
    return max(0.0, left), max(0.0, top), min(width, width - left), min(height, height - top)
