"""Outputs are read in the order that their exporter wrote, or refused by name."""

import numpy as np
import pytest

from libs.detect.errors import DetectorError
from libs.detect.layout import Layout, decode, layout_of

# Two boxes of three classes: centre x, centre y, width, height, scores.
BOXES = np.array([[50, 40, 20, 10, 0.1, 0.9, 0.2], [10, 10, 4, 4, 0.2, 0.1, 0.1]], dtype=np.float32)


@pytest.mark.parametrize(
    ("shape", "classes", "selects", "expected"),
    [
        ((1, 84, 8400), 80, False, (Layout.CHANNELS_FIRST, 80)),
        ((1, 84, 8400), None, False, (Layout.CHANNELS_FIRST, 80)),
        ((1, 8400, 84), 80, False, (Layout.CHANNELS_LAST, 80)),
        ((1, 8400, 84), None, False, (Layout.CHANNELS_LAST, 80)),
        ((1, 6, 8400), 2, False, (Layout.CHANNELS_FIRST, 2)),
        ((1, 8400, 6), 2, False, (Layout.CHANNELS_LAST, 2)),
        ((1, 300, 6), 80, True, (Layout.END_TO_END, 80)),
        ((1, 300, 6), None, False, (Layout.END_TO_END, None)),
        ((1, 300, 6), 2, True, (Layout.END_TO_END, 2)),
    ],
)
def test_layouts(shape: tuple[int, ...], classes: int | None, selects: bool, expected: object) -> None:
    assert layout_of(shape, classes, selects=selects) == expected


@pytest.mark.parametrize(
    ("shape", "classes"),
    [
        ((1, 25200, 85), 80),  # YOLOv5: objectness beside the classes
        ((1, 116, 8400), 80),  # segments
        ((1, 1000), None),  # a classifier
        ((1, 3, 80, 80, 85), 80),  # heads that are not decoded
    ],
)
def test_others_are_refused_by_their_shape(shape: tuple[int, ...], classes: int | None) -> None:
    with pytest.raises(DetectorError) as refused:
        layout_of(shape, classes, selects=False)
    assert str(shape) in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(("output", "layout"), [(BOXES.T, Layout.CHANNELS_FIRST), (BOXES, Layout.CHANNELS_LAST)])
def test_boxes_with_a_class_each(output: np.ndarray, layout: Layout) -> None:
    found = decode(output, layout, 0.25)
    assert found.boxes.tolist() == [[40, 35, 60, 45]]
    assert found.classes.tolist() == [1]
    assert found.scores.tolist() == pytest.approx([0.9])


def test_boxes_that_the_model_selected() -> None:
    output = np.array([[1, 2, 30, 40, 0.8, 7], [0, 0, 0, 0, 0, 0]], dtype=np.float16)
    found = decode(output, Layout.END_TO_END, 0.25)
    assert found.boxes.tolist() == [[1, 2, 30, 40]]
    assert found.classes.tolist() == [7]


def test_boxes_that_are_none() -> None:
    broken = BOXES.copy()
    broken[0, 2] = np.inf
    flat = BOXES.copy()
    flat[0, 3] = 0
    unsure = BOXES.copy()
    unsure[0, 4:] = np.nan
    for output in (broken, flat, unsure, BOXES[:0]):
        assert len(decode(output, Layout.CHANNELS_LAST, 0.25).scores) == 0
