"""Computes crops: the largest part of an aspect ratio with the product, or a smaller part for a small product. Pure."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from libs.detect import Box, Detection
from services.thumbnail.rank.measure import LONGEST
from services.thumbnail.rank.product import KindOf, worth_of

FRAMED = 0.45
"""A small product should fill at least this share of the crop's width or height."""
MIN_SHARE = 0.5
"""A crop for a small product keeps at least this share of the largest crop's width."""
MARGIN = 0.08
"""Margin around a product, as a share of its size."""
KEEP = 0.4
"""Objects with at least this share of the best object's worth are kept in the crop too, if they fit."""
EPSILON = 1e-6
PERSON_HEAD = 0.55
"""The upper share of a tall person that counts."""


class Aspect(NamedTuple):
    """An aspect ratio, such as 4:5."""

    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.width}:{self.height}"


class Crop(NamedTuple):
    """In pixels of the upright frame; x, y is the upper left corner."""

    x: int
    y: int
    width: int
    height: int


def crop(
    size: tuple[int, int], aspect: Aspect, content: Box, subject: Box | None,
    *, focus: tuple[float, float], min_width: int,
) -> Crop:  # fmt: skip
    """The crop of `aspect` from an upright frame of `size` (width, height), inside `content`.

    With a `subject` (fractions of the frame) the crop contains all of it if it fits, else its centre; without one it is
    the largest crop, near `focus`. A crop for a small subject is at least `min_width` pixels wide.
    """
    full_width, full_height = size
    area = _content_pixels(size, content)
    left, top, area_width, area_height = area
    ratio = aspect.width / aspect.height
    width = min(area_width, area_height * ratio)
    if subject is None:
        x, y = focus[0] * full_width, focus[1] * full_height
    else:
        x, y = (subject.x + subject.width / 2) * full_width, (subject.y + subject.height / 2) * full_height
        needed = max(subject.width * full_width, subject.height * full_height * ratio)
        width = min(width, max(needed / FRAMED, MIN_SHARE * width, float(min_width)))
    height = width / ratio
    x = min(max(x - width / 2, left), left + area_width - width)
    y = min(max(y - height / 2, top), top + area_height - height)
    return _rounded(x, y, width, height, area)


def subject_of(found: Sequence[Detection], kind_of: KindOf, content: Box) -> Box | None:
    """The box around the object with the highest worth and those with nearly the same worth; None without objects."""
    worths = [(worth_of(detection, kind_of, content), detection) for detection in found]
    best = max((worth for worth, _ in worths), default=0.0)
    if best <= 0:
        return None
    boxes = [_with_margin(_head(d, kind_of)) for worth, d in worths if worth >= KEEP * best]
    union = _union(boxes)
    alone = _with_margin(_head(max(worths, key=lambda pair: pair[0])[1], kind_of))
    # If objects are far apart, no crop can contain all of them: then only the best one counts.
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


def _content_pixels(size: tuple[int, int], content: Box) -> Crop:
    """The pixels inside `content`, without one measured pixel next to each bar: edges are only known that exactly."""
    blend = max(1.0, max(size) / LONGEST)
    sides = []
    for full, start, length in ((size[0], content.x, content.width), (size[1], content.y, content.height)):
        first = start * full + (blend if start > EPSILON else 0)
        last = (start + length) * full - (blend if start + length < 1 - EPSILON else 0)
        # Content of less than a pixel counts as one pixel.
        low = min(full - 1, math.ceil(first - EPSILON))
        sides.append((low, max(1, math.floor(last + EPSILON) - low)))
    (left, width), (top, height) = sides
    return Crop(left, top, width, height)


def _rounded(x: float, y: float, width: float, height: float, area: Crop) -> Crop:
    w, h = max(1, min(area.width, round(width))), max(1, min(area.height, round(height)))
    return Crop(
        min(max(area.x, round(x)), area.x + area.width - w), min(max(area.y, round(y)), area.y + area.height - h), w, h
    )
