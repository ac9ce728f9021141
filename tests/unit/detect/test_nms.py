"""One box an object, and none lost that overlaps no surer one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from libs.detect.layout import Found
from libs.detect.nms import MAX_KEPT, iou, nms


@st.composite
def some_found(draw: st.DrawFn) -> Found:
    count = draw(st.integers(0, 30))
    corners = draw(arrays.arrays(np.float32, (count, 2), elements=st.integers(0, 50)))
    sides = draw(arrays.arrays(np.float32, (count, 2), elements=st.integers(1, 50)))
    scores = draw(arrays.arrays(np.float32, count, elements=st.integers(0, 100))) / np.float32(100)
    classes = draw(arrays.arrays(np.intp, count, elements=st.integers(0, 2)))
    return Found(np.concatenate([corners, corners + sides], axis=1), scores, classes)


def rows(found: Found) -> list[tuple[float, ...]]:
    return [
        (*box, score, number)
        for box, score, number in zip(found.boxes.tolist(), found.scores, found.classes, strict=True)
    ]


@given(some_found(), st.floats(0.05, 0.95))
def test_what_is_kept(found: Found, overlap: float) -> None:
    kept = nms(found, overlap)
    assert set(rows(kept)) <= set(rows(found))
    assert (np.diff(kept.scores) <= 0).all(), "surest first"
    for index in range(len(kept.scores)):
        later = kept.classes[index + 1 :] == kept.classes[index]
        assert (iou(kept.boxes[index], kept.boxes[index + 1 :])[later] <= overlap).all()
    for box, score, number in zip(found.boxes, found.scores, found.classes, strict=True):
        # Each is there itself, or one of its class that is at least as sure covers it.
        rivals = kept.at((kept.classes == number) & (kept.scores >= score))
        cover = iou(box, rivals.boxes)
        assert ((cover > overlap) | (rivals.boxes == box).all(axis=1)).any()


@given(some_found(), st.floats(0.05, 0.95))
def test_doing_it_again_changes_nothing(found: Found, overlap: float) -> None:
    once = nms(found, overlap)
    assert rows(nms(once, overlap)) == rows(once)


@given(some_found())
def test_classes_do_not_suppress_each_other(found: Found) -> None:
    together = rows(nms(found, 0.5))
    apart = [row for number in range(3) for row in rows(nms(found.at(found.classes == number), 0.5))]
    assert sorted(together) == sorted(apart)


def test_overlap_is_intersection_over_union() -> None:
    box = np.array([0, 0, 2, 2], dtype=np.float32)
    others = np.array([[0, 0, 2, 2], [1, 0, 3, 2], [5, 5, 6, 6], [1, 1, 1, 1]], dtype=np.float32)
    assert iou(box, others).tolist() == pytest.approx([1, 1 / 3, 0, 0])


def test_a_picture_full_of_boxes_is_bounded() -> None:
    x, y = (axis.ravel() for axis in np.meshgrid(np.arange(100.0), np.arange(100.0)))
    boxes = np.stack([x, y, x + 0.9, y + 0.9], axis=1).astype(np.float32)
    found = Found(boxes, np.full(len(x), 0.9, dtype=np.float32), np.zeros(len(x), dtype=np.intp))
    assert len(nms(found, 0.5).scores) == MAX_KEPT
