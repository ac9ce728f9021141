"""Pictures fit into inputs, and boxes find back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.detect.letterbox import GREY, STRIDE, Shape, canvas, letterbox, onto_picture

sides = st.integers(1, 300)


def test_a_wide_picture_lies_between_grey_bars() -> None:
    boxed, placement = letterbox(np.zeros((100, 200, 3), dtype=np.uint8), Shape(64, 64))
    assert placement == (0, 16, 64, 32)
    assert boxed.shape == (64, 64, 3)
    assert (boxed[:16] == GREY).all()
    assert (boxed[48:] == GREY).all()
    assert (boxed[16:48] == 0).all()


def test_a_picture_of_the_right_size_is_not_touched() -> None:
    picture = np.random.default_rng(1).integers(0, 255, (64, 64, 3), dtype=np.uint8)
    boxed, _ = letterbox(picture, Shape(64, 64))
    assert (boxed == picture).all()


def test_an_upright_frame_needs_a_narrow_canvas() -> None:
    assert canvas(Shape(1920, 1080), 416) == (416, 256)
    assert canvas(Shape(1080, 1920), 416) == (256, 416)
    assert canvas(Shape(300, 300), 416) == (416, 416)


@given(sides, sides, st.integers(1, 20))
def test_a_canvas_is_whole_strides_and_no_larger_than_the_square(height: int, width: int, strides: int) -> None:
    size = strides * STRIDE
    shape = canvas(Shape(height, width), size)
    assert max(shape) == size
    assert all(side % STRIDE == 0 and STRIDE <= side <= size for side in shape)
    boxed, placement = letterbox(np.zeros((height, width, 3), dtype=np.uint8), shape)
    assert boxed.shape == (*shape, 3)
    assert max(placement.width, placement.height) == size


@given(sides, sides, st.tuples(*[st.floats(0, 1)] * 4))
def test_boxes_find_back_to_the_picture(height: int, width: int, box: tuple[float, float, float, float]) -> None:
    _, placement = letterbox(np.zeros((height, width, 3), dtype=np.uint8), Shape(320, 416))
    x1, y1, x2, y2 = box
    seen = np.array(
        [
            [
                placement.left + x1 * placement.width, placement.top + y1 * placement.height,
                placement.left + x2 * placement.width, placement.top + y2 * placement.height,
            ]
        ],
        dtype=np.float32,
    )  # fmt: skip
    (back,) = onto_picture(seen, placement)
    assert back == pytest.approx(box, abs=1e-4 * 416 / min(placement.width, placement.height))


def test_boxes_that_reach_over_the_edge_are_clipped() -> None:
    _, placement = letterbox(np.zeros((100, 200, 3), dtype=np.uint8), Shape(64, 64))
    assert onto_picture(np.array([[-5, 0, 70, 64]], dtype=np.float32), placement).tolist() == [[0, 0, 1, 1]]
