"""Decodes a YOLO model's output: boxes, scores and classes in one tensor, whose layout depends on the exporter."""

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from libs.detect.errors import DetectorError

MAX_END_TO_END = 1000
"""Exports with built-in box selection return 300 boxes, or `max_det`; others return thousands."""


class Layout(Enum):
    """The layout of the output for one picture."""

    CHANNELS_FIRST = "(4 + classes, boxes)"
    """YOLOv8 and later: centre x, centre y, width, height in input pixels, then a score for each class."""
    CHANNELS_LAST = "(boxes, 4 + classes)"
    """The same, transposed."""
    END_TO_END = "(boxes, 6)"
    """x1, y1, x2, y2 in input pixels, score, class: YOLOv10, YOLO26, and exports with `nms=True`."""


class Found(NamedTuple):
    """K boxes of one picture."""

    boxes: NDArray[np.float32]
    """(K, 4): x1, y1, x2, y2 in input pixels."""
    scores: NDArray[np.float32]
    """(K,), 0..1."""
    classes: NDArray[np.intp]
    """(K,)"""

    def at(self, chosen: NDArray[np.intp] | NDArray[np.bool_]) -> "Found":
        """The boxes of `chosen`, an index or a mask."""
        return Found(self.boxes[chosen], self.scores[chosen], self.classes[chosen])


def layout_of(shape: Sequence[int], classes: int | None, *, selects: bool) -> tuple[Layout, int | None]:
    """The layout of an output of `shape`, and the number of classes, if known.

    `classes` is the number of labels in the model's metadata, None without labels; `selects`: the metadata says that
    the model selects boxes itself. Raises `DetectorError` for an unsupported shape.
    """
    if len(shape) != 3:
        raise DetectorError(_unsupported(shape, classes))
    _, first, second = shape
    if second == 6 and (selects or first <= MAX_END_TO_END):
        return Layout.END_TO_END, classes
    if first >= 5 and (first == 4 + classes if classes else first < second):
        return Layout.CHANNELS_FIRST, first - 4
    if second >= 5 and (second == 4 + classes if classes else second < first):
        return Layout.CHANNELS_LAST, second - 4
    raise DetectorError(_unsupported(shape, classes))


def decode(output: NDArray[np.floating], layout: Layout, confidence: float) -> Found:
    """The boxes of one picture with a score of at least `confidence`, each with its best class; unordered.

    `output` is the model's output for one picture, with two dimensions as in `layout`.
    """
    values = output.astype(np.float32, copy=False)
    if layout is Layout.END_TO_END:
        found = Found(values[:, :4], values[:, 4], values[:, 5].astype(np.intp))
        return found.at(_valid(found) & (found.scores >= confidence))
    rows = values.T if layout is Layout.CHANNELS_FIRST else values
    best = rows[:, 4:].max(axis=1)
    rows = rows[best >= confidence]
    half = rows[:, 2:4] / 2
    corners = np.concatenate([rows[:, :2] - half, rows[:, :2] + half], axis=1)
    found = Found(corners, rows[:, 4:].max(axis=1, initial=0), rows[:, 4:].argmax(axis=1))
    return found.at(_valid(found))


def _valid(found: Found) -> NDArray[np.bool_]:
    """A mask of the boxes that are finite and have an area: half precision can overflow."""
    boxes = found.boxes
    return np.logical_and(np.isfinite(boxes).all(axis=1), (boxes[:, 2:] > boxes[:, :2]).all(axis=1))


def _unsupported(shape: Sequence[int], classes: int | None) -> str:
    labels = f" and {classes} labels" if classes else ""
    supported = ", ".join(f"({'pictures, ' + layout.value[1:]}" for layout in Layout)
    return f"output shape {tuple(shape)}{labels} is not supported: must be one of {supported}"
