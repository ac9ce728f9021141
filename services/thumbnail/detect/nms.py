"""Non-maximum suppression: one box an object."""

import numpy as np
from numpy.typing import NDArray

from services.thumbnail.detect.layout import Found

MOST_CANDIDATES = 3000
"""Of a picture made to drown us in boxes, the surest are looked at."""

MOST_KEPT = 300


def nms(found: Found, overlap: float) -> Found:
    """`found` without boxes that overlap a surer one of their class by an IoU above `overlap`; surest first.

    The greedy algorithm that all YOLO versions use after Viola and Jones; classes do not suppress each other.
    """
    order = np.argsort(-found.scores, kind="stable")[:MOST_CANDIDATES]
    found = found.at(order)
    waiting = np.ones(len(order), dtype=np.bool_)
    kept: list[int] = []
    for index in range(len(order)):
        if not waiting[index]:
            continue
        kept.append(index)
        if len(kept) == MOST_KEPT:
            break
        rest = np.flatnonzero(waiting[index + 1 :] & (found.classes[index + 1 :] == found.classes[index])) + index + 1
        waiting[rest[iou(found.boxes[index], found.boxes[rest]) > overlap]] = False
    return found.at(np.array(kept, dtype=np.intp))


def iou(box: NDArray[np.floating], boxes: NDArray[np.floating]) -> NDArray[np.floating]:
    """Intersection over union of `box` (4,) with each of `boxes` (K, 4), corners x1 y1 x2 y2; 0..1, shape (K,)."""
    sides = np.minimum(box[2:], boxes[:, 2:]) - np.maximum(box[:2], boxes[:, :2])
    shared = np.clip(sides, 0, None).prod(axis=1)
    areas = (boxes[:, 2:] - boxes[:, :2]).prod(axis=1)
    total = (box[2:] - box[:2]).prod() + areas - shared
    # Two boxes without area have nothing in common.
    ratio: NDArray[np.floating] = np.divide(shared, total, out=np.zeros_like(total), where=total > 0)
    return ratio
