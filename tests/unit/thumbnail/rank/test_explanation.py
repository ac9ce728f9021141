"""Why frames rank as they do, in words and in the event."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.detect import Box
from services.thumbnail.rank.explanation import pixels, ranked_frames, why
from tests.unit.thumbnail.rank.frames import candidate, found


def test_what_is_in_it_comes_first_then_what_is_good_or_bad() -> None:
    cup = found("cup", 0.3, 0.3, 0.4, 0.4, 0.87)
    assert why(candidate(0.9, found=(cup,), product=1.0)).startswith("cup 87%; sharp; rich in contrast; well exposed")
    bad = candidate(0.1, sharpness=0.1, contrast=0.1, exposure=0.1, steadiness=0.1, colour=0.5, text=0.1, borders=0.1)
    assert why(bad) == "soft; flat; badly exposed; motion blur; covered by text; bars at its edges"


def test_nothing_found_is_said_only_where_something_looked() -> None:
    assert why(candidate(0.5, product=0.0)).startswith("no object found")
    assert "found" not in why(candidate(0.5))


def test_a_middling_frame_needs_no_words() -> None:
    assert (
        why(candidate(0.5, **dict.fromkeys(("sharpness", "contrast", "exposure", "steadiness", "colour"), 0.6))) == ""
    )


def test_three_objects_are_told() -> None:
    many = tuple(found(label, 0, 0, 0.5, 0.5) for label in ("cup", "bowl", "vase", "chair"))
    assert why(candidate(0.5, found=many, product=1.0)).startswith("cup 90%, bowl 90%, vase 90%; ")


def test_the_event_lists_all_best_first() -> None:
    cup = found("cup", 0.25, 0.5, 0.5, 0.25, 0.87654)
    frames = ranked_frames([candidate(0.91234, 200, found=(cup,), product=1.0), candidate(0.5), candidate(0.4)], 2)
    assert [(frame.rank, frame.chosen) for frame in frames] == [(1, True), (2, True), (3, False)]
    assert (frames[0].score, frames[0].time, frames[0].scores["product"]) == (0.912, 2.0, 1)
    assert frames[0].boxes[0].box == (22, 80, 46, 40)
    assert frames[0].boxes[0].confidence == 0.877
    assert frames[1].boxes == []


@given(
    st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.integers(1, 5000), st.integers(1, 5000)
)  # fmt: skip
def test_boxes_in_pixels_lie_in_the_frame(
    x: float, y: float, right: float, bottom: float, width: int, height: int
) -> None:
    box = Box(min(x, right), min(y, bottom), abs(right - x), abs(bottom - y))
    left, top, across, down = pixels(box, width, height)
    assert 0 <= left <= left + across <= width
    assert 0 <= top <= top + down <= height
    assert across == pytest.approx(box.width * width, abs=1.01)
