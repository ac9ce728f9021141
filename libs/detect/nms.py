"""Non-maximum suppression: one box for each object."""

import numpy as np
from numpy.typing import NDArray

from libs.detect.layout import Found

MAX_CANDIDATES = 3000
"""Only the boxes with the highest scores are compared: a hostile picture may give very many."""

MAX_KEPT = 300


def nms(found: Found, overlap: float) -> Found:
    """`found` without boxes whose IoU with a better one of the same class exceeds `overlap`; best first.

    The greedy algorithm that all YOLO versions use after Viola and Jones; classes do not suppress each other.
    """
    order = np.argsort(-found.scores, kind="stable")[:MAX_CANDIDATES]
    found = found.at(order)
    remaining = np.ones(len(order), dtype=np.bool_)
    kept: list[int] = []
    for index in range(len(order)):
        if not remaining[index]:
            continue
        kept.append(index)
        if len(kept) == MAX_KEPT:
            break
        rest = np.flatnonzero(remaining[index + 1 :] & (found.classes[index + 1 :] == found.classes[index])) + index + 1
        remaining[rest[iou(found.boxes[index], found.boxes[rest]) > overlap]] = False
    return found.at(np.array(kept, dtype=np.intp))


def iou(box: NDArray[np.floating], boxes: NDArray[np.floating]) -> NDArray[np.floating]:
    """Intersection over union of `box` (4,) with each of `boxes` (K, 4), corners x1 y1 x2 y2; 0..1, shape (K,)."""
    sides = np.minimum(box[2:], boxes[:, 2:]) - np.maximum(box[:2], boxes[:, :2])
    shared = np.clip(sides, 0, None).prod(axis=1)
    areas = (boxes[:, 2:] - boxes[:, :2]).prod(axis=1)
    total = (box[2:] - box[:2]).prod() + areas - shared
    # The IoU of boxes without area is 0.
    ratio: NDArray[np.floating] = np.divide(shared, total, out=np.zeros_like(total), where=total > 0)
    return ratio
