"""Scores how well a frame shows a product: by class, size, position, completeness and number of objects. Pure."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from libs.detect import Box, Detection

if TYPE_CHECKING:
    from libs.detect.settings import Kind

KindOf = Callable[[str], "Kind | None"]
"""Maps a class label to a kind; None for neither product nor person nor distraction."""

EDGE = 0.015
"""An object closer to the picture's edge than this share of its side counts as cut off there."""
COMPLETENESS = (1.0, 0.75, 0.5, 0.35, 0.3)
"""Factor by the number of edges that cut the object off: a product that fills the frame still counts."""
WORTH: "dict[Kind | None, float]" = {"product": 1.0, "person": 0.6, None: 0.3, "distraction": 0.0}
"""Factor by kind. A person often wears or holds the product."""
CROWD = 6
"""More products than this are probably a shelf."""


def product_score(found: Sequence[Detection], kind_of: KindOf, content: Box) -> float:
    """0..1: how well a frame with these objects shows a product. `content` is the picture without bars."""
    worth = sorted((worth_of(detection, kind_of, content) for detection in found), reverse=True)
    if not worth:
        return 0.0
    # The best object counts most; the next two add a little.
    total = worth[0] + sum(0.25 * (1 - worth[0]) * value for value in worth[1:3])
    products = sum(kind_of(detection.label) == "product" for detection in found)
    crowd = 0.85 if products > CROWD else 1.0
    distraction = sum(
        detection.confidence * detection.box.width * detection.box.height
        for detection in found
        if kind_of(detection.label) == "distraction"
    )
    return max(0.0, min(1.0, total * crowd - 0.5 * distraction))


def product_shown(found: Sequence[Detection], kind_of: KindOf, content: Box) -> float:
    """0..1: the worth of the best product; other objects do not count."""
    products = (detection for detection in found if kind_of(detection.label) == "product")
    return max((worth_of(detection, kind_of, content) for detection in products), default=0.0)


def worth_of(detection: Detection, kind_of: KindOf, content: Box) -> float:
    """0..1: the value of this object for a listing's picture."""
    box = within(detection.box, content)
    sure = min(1.0, detection.confidence / 0.7)
    return (
        WORTH[kind_of(detection.label)]
        * sure
        * _size(box.width * box.height)
        * _position(box)
        * COMPLETENESS[cut_edges(box)]
    )


def cut_edges(box: Box) -> int:
    """The number of the picture's edges that cut the object off."""
    return sum((box.x < EDGE, box.y < EDGE, box.x + box.width > 1 - EDGE, box.y + box.height > 1 - EDGE))


def within(box: Box, content: Box) -> Box:
    """`box` as fractions of `content`, clipped to it."""
    left, top = max(box.x, content.x), max(box.y, content.y)
    right = max(left, min(box.x + box.width, content.x + content.width))
    bottom = max(top, min(box.y + box.height, content.y + content.height))
    return Box(
        (left - content.x) / content.width,
        (top - content.y) / content.height,
        (right - left) / content.width,
        (bottom - top) / content.height,
    )


def _size(share: float) -> float:
    """1 from 10 to 60 % of the picture; less for smaller objects, and for larger ones without surroundings."""
    if share < 0.1:
        return 0.2 + 0.8 * share / 0.1
    return 1.0 if share < 0.6 else 1 - 0.4 * (share - 0.6) / 0.4


def _position(box: Box) -> float:
    """1 in the centre, 0.5 in a corner."""
    x, y = box.x + box.width / 2 - 0.5, box.y + box.height / 2 - 0.5
    return float(1 - 0.5 * min(1.0, (x * x + y * y) ** 0.5 / 0.5))
