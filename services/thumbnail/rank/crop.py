"""Where to cut: the largest part of an aspect that keeps the product, nearer where the product is small. Pure."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from services.thumbnail.detect import Box, Detection
from services.thumbnail.rank.measure import LONGEST
from services.thumbnail.rank.product import KindOf, worth_of

FRAMED = 0.45
"""A small product is to take at least so much of the cut's width or height; the rest is its surroundings."""
NEAREST = 0.5
"""Never cut away more than this share of a side for its sake: that would be a detail, not the scene."""
MARGIN = 0.08
"""Air around a product, as a share of its size, where there is room."""
KEEP = 0.4
"""Objects worth this share of the best one are kept in the cut as well, where they fit."""
EPSILON = 1e-6
PERSON_HEAD = 0.55
"""Of a person who does not fit, the upper part stays."""


class Aspect(NamedTuple):
    """A shape, such as 4:5."""

    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.width}:{self.height}"


class Crop(NamedTuple):
    """In whole pixels of the upright frame; x, y is the upper left corner."""

    x: int
    y: int
    width: int
    height: int


def crop(
    size: tuple[int, int], aspect: Aspect, content: Box, subject: Box | None,
    *, focus: tuple[float, float], narrowest: int,
) -> Crop:  # fmt: skip
    """The cut of `aspect` out of an upright frame of `size` (width, height), inside `content`.

    With a `subject` (fractions of the frame) the cut holds all of it if it fits, else its middle; without one it is
    the largest that fits, towards `focus`. It is not made narrower than `narrowest` pixels for the subject's sake.
    """
    full_width, full_height = size
    room = _room(size, content)
    left, top, room_width, room_height = room
    ratio = aspect.width / aspect.height
    width = min(room_width, room_height * ratio)
    if subject is None:
        x, y = focus[0] * full_width, focus[1] * full_height
    else:
        x, y = (subject.x + subject.width / 2) * full_width, (subject.y + subject.height / 2) * full_height
        needed = max(subject.width * full_width, subject.height * full_height * ratio)
        width = min(width, max(needed / FRAMED, NEAREST * width, float(narrowest)))
    height = width / ratio
    x = min(max(x - width / 2, left), left + room_width - width)
    y = min(max(y - height / 2, top), top + room_height - height)
    return _whole(x, y, width, height, room)


def subject_of(found: Sequence[Detection], kind_of: KindOf, content: Box) -> Box | None:
    """The box around what the picture is about: the object of most worth, and others nearly as good; None for none."""
    worths = [(worth_of(detection, kind_of, content), detection) for detection in found]
    best = max((worth for worth, _ in worths), default=0.0)
    if best <= 0:
        return None
    boxes = [_with_margin(_head(d, kind_of)) for worth, d in worths if worth >= KEEP * best]
    union = _union(boxes)
    alone = _with_margin(_head(max(worths, key=lambda pair: pair[0])[1], kind_of))
    # Objects at opposite ends would leave no cut at all that keeps the best one whole.
    return union if union.width <= 0.8 and union.height <= 0.8 else alone


def _head(detection: Detection, kind_of: KindOf) -> Box:
    box = detection.box
    if kind_of(detection.label) == "person" and box.height > 0.7:
        return box._replace(height=box.height * PERSON_HEAD)
    return box


def _with_margin(box: Box) -> Box:
    left, top = max(0.0, box.x - MARGIN * box.width), max(0.0, box.y - MARGIN * box.height)
    right = min(1.0, box.x + (1 + MARGIN) * box.width)
    bottom = min(1.0, box.y + (1 + MARGIN) * box.height)
    return Box(left, top, right - left, bottom - top)


def _union(boxes: Sequence[Box]) -> Box:
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.x + box.width for box in boxes), max(box.y + box.height for box in boxes)
    return Box(left, top, right - left, bottom - top)


def _room(size: tuple[int, int], content: Box) -> Crop:
    """The whole pixels inside `content`, and clear of the bars around it, whose edges are known to a measured pixel."""
    blend = max(1.0, max(size) / LONGEST)
    sides = []
    for full, start, length in ((size[0], content.x, content.width), (size[1], content.y, content.height)):
        first = start * full + (blend if start > EPSILON else 0)
        last = (start + length) * full - (blend if start + length < 1 - EPSILON else 0)
        # A content of less than a pixel still has the pixel that it lies in.
        low = min(full - 1, math.ceil(first - EPSILON))
        sides.append((low, max(1, math.floor(last + EPSILON) - low)))
    (left, width), (top, height) = sides
    return Crop(left, top, width, height)


def _whole(x: float, y: float, width: float, height: float, room: Crop) -> Crop:
    w, h = max(1, min(room.width, round(width))), max(1, min(room.height, round(height)))
    return Crop(
        min(max(room.x, round(x)), room.x + room.width - w), min(max(room.y, round(y)), room.y + room.height - h), w, h
    )
