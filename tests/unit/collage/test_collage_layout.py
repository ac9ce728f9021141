"""Where tiles go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.events import Layout
from services.collage.worker.page.layout import capacity, crop_box, position, size, slots

LAYOUTS = st.builds(
    Layout, rows=st.integers(1, 20), columns=st.integers(1, 20), tile_width=st.integers(16, 64),
    tile_height=st.integers(16, 64),
)  # fmt: skip


def test_the_usual_page_is_that_of_the_replaced_system() -> None:
    layout = Layout()
    assert (size(layout), capacity(layout)) == ((1568, 2000), 35)
    assert position(layout, 0) == (1, 1, (0, 0, 224, 400))
    assert position(layout, 8) == (2, 2, (224, 400, 224, 400))
    assert position(layout, 34) == (5, 7, (1344, 1600, 224, 400))
    with pytest.raises(IndexError, match="slot 35 is outside of a grid of 5×7"):
        position(layout, 35)


@given(LAYOUTS)
def test_tiles_cover_the_page_once(layout: Layout) -> None:
    covered = {position(layout, slot).box for slot in range(capacity(layout))}
    width, height = size(layout)
    assert len(covered) == capacity(layout)
    assert sum(w * h for _, _, w, h in covered) == width * height
    assert all(x >= 0 and x + w <= width and y >= 0 and y + h <= height for x, y, w, h in covered)


def test_missing_pictures_keep_their_place_or_the_rest_moves_up() -> None:
    placed = [True, False, True, False, True]
    assert slots(Layout(missing="label"), placed) == [0, 1, 2, 3, 4]
    assert slots(Layout(missing="leave-out"), placed) == [0, None, 1, None, 2]


@given(st.integers(50, 9000), st.integers(50, 9000), st.integers(16, 1024), st.integers(16, 1024))
def test_what_fills_a_tile_is_the_largest_middle_part_of_its_shape(w: int, h: int, across: int, down: int) -> None:
    left, top, right, bottom = crop_box(w, h, across, down)
    assert 0 <= left < right <= w
    assert 0 <= top < bottom <= h
    assert (left, top) == pytest.approx((w - right, h - bottom), abs=1e-6), "the middle"
    assert (right - left) / (bottom - top) == pytest.approx(across / down, rel=1e-6), "of its shape"
    assert right - left == pytest.approx(w) or bottom - top == pytest.approx(h), "the largest"
