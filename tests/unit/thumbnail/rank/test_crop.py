"""Where frames are cut."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from libs.detect import Box
from libs.detect.settings import DetectorSettings
from services.thumbnail.rank.crop import FRAMED, MIN_SHARE, Aspect, Crop, crop, subject_of
from services.thumbnail.rank.measure import LONGEST
from tests.unit.thumbnail.rank.frames import WHOLE, found

KIND = DetectorSettings().kind
PHONE = (1080, 1920)

sizes = st.tuples(st.integers(1, 4000), st.integers(1, 4000))
aspects = st.builds(Aspect, st.integers(1, 21), st.integers(1, 21))
points = st.tuples(st.floats(0, 1), st.floats(0, 1))


@st.composite
def boxes(draw: st.DrawFn, least: float) -> Box:
    x, y = draw(st.floats(0, 1 - least)), draw(st.floats(0, 1 - least))
    return Box(x, y, draw(st.floats(least, 1 - x)), draw(st.floats(least, 1 - y)))


contents = st.one_of(st.just(WHOLE), boxes(0.25))
subjects = st.one_of(st.none(), boxes(0.001))


def cut(size: tuple[int, int], aspect: Aspect, content: Box = WHOLE, subject: Box | None = None, focus: tuple[float, float] = (0.5, 0.5), min_width: int = 16) -> Crop:  # fmt: skip
    return crop(size, aspect, content, subject, focus=focus, min_width=min_width)


@given(sizes, aspects, contents, subjects, points, st.integers(16, 4096))
def test_the_cut_lies_in_the_frame_and_in_its_content(
    size: tuple[int, int], aspect: Aspect, content: Box, subject: Box | None, focus: tuple[float, float], min_width: int
) -> None:
    part = cut(size, aspect, content, subject, focus, min_width)
    assert all(type(side) is int for side in part)
    assert 0 <= part.x < part.x + part.width <= size[0]
    assert 0 <= part.y < part.y + part.height <= size[1]
    for first, length, side, start, share in (
        (part.x, part.width, size[0], content.x, content.width),
        (part.y, part.height, size[1], content.y, content.height),
    ):
        if length > 1:
            assert first >= start * side - 1e-3
            assert first + length <= (start + share) * side + 1e-3


@given(sizes, aspects, contents, subjects, points)
def test_the_shape_is_right_to_a_pixel(
    size: tuple[int, int], aspect: Aspect, content: Box, subject: Box | None, focus: tuple[float, float]
) -> None:
    _, _, width, height = cut(size, aspect, content, subject, focus)
    ratio = aspect.width / aspect.height
    # Either side may be a rounded one.
    assert abs(width - height * ratio) <= max(1, ratio) or abs(height - width / ratio) <= max(1, 1 / ratio)


@given(aspects, boxes(0.01), st.integers(16, 900))
def test_the_subject_is_whole_wherever_it_fits(aspect: Aspect, subject: Box, min_width: int) -> None:
    width, height = PHONE
    part = cut(PHONE, aspect, WHOLE, subject, min_width=min_width)
    widest = min(width, height * aspect.width / aspect.height)
    assume(subject.width * width <= widest)
    assume(subject.height * height <= widest * aspect.height / aspect.width)
    assert part.x <= subject.x * width + 1
    assert part.y <= subject.y * height + 1
    assert part.x + part.width >= (subject.x + subject.width) * width - 1
    assert part.y + part.height >= (subject.y + subject.height) * height - 1


@given(sizes, aspects, subjects, st.integers(16, 4096))
def test_never_narrower_than_asked_for_unless_the_frame_is(
    size: tuple[int, int], aspect: Aspect, subject: Box | None, min_width: int
) -> None:
    part, largest = cut(size, aspect, WHOLE, subject, min_width=min_width), cut(size, aspect)
    assert part.width >= min(min_width, largest.width)
    assert part.width >= int(MIN_SHARE * largest.width) - 1


def test_without_a_subject_it_is_the_largest_towards_the_detail() -> None:
    assert cut(PHONE, Aspect(1, 1)) == Crop(0, 420, 1080, 1080)
    assert cut(PHONE, Aspect(1, 1), focus=(0.5, 0.0)) == Crop(0, 0, 1080, 1080)
    assert cut((1920, 1080), Aspect(4, 5), focus=(1.0, 0.5)) == Crop(1920 - 864, 0, 864, 1080)


def test_a_small_product_is_brought_nearer_and_its_surroundings_stay() -> None:
    part = cut(PHONE, Aspect(1, 1), WHOLE, Box(0.6, 0.6, 0.3, 0.1))
    assert part.width == round(0.3 * 1080 / FRAMED)
    tiny = cut(PHONE, Aspect(1, 1), WHOLE, Box(0.5, 0.5, 0.05, 0.02))
    assert tiny.width == MIN_SHARE * 1080
    assert cut(PHONE, Aspect(1, 1), WHOLE, Box(0.5, 0.5, 0.05, 0.02), min_width=640).width == 640


def test_bars_leave_no_line_at_the_edge() -> None:
    """The edge of a bar is known to a pixel of the measured picture: the cut keeps clear of the blend."""
    part = cut(PHONE, Aspect(9, 16), Box(0, 0.2, 1, 0.6))
    blend = max(PHONE) / LONGEST
    assert part.y >= 0.2 * 1920 + blend
    assert part.y + part.height <= 0.8 * 1920 - blend


def test_the_subject_is_what_is_worth_most_and_what_goes_with_it() -> None:
    cup, bowl, cat = found("cup", 0.4, 0.4, 0.2, 0.2), found("bowl", 0.6, 0.5, 0.2, 0.2), found("cat", 0, 0, 0.3, 0.3)
    assert subject_of([], KIND, WHOLE) is None
    assert subject_of([cat], KIND, WHOLE) is None
    alone = subject_of([cup, cat], KIND, WHOLE)
    assert alone is not None
    assert alone.x < 0.4 < 0.6 < alone.x + alone.width < 0.7, "with a little air"
    both = subject_of([cup, bowl], KIND, WHOLE)
    assert both is not None
    assert both.x + both.width > 0.8


def test_objects_at_opposite_ends_are_not_kept_together() -> None:
    left, right = found("cup", 0.05, 0.3, 0.3, 0.3), found("bowl", 0.7, 0.3, 0.25, 0.3)
    subject = subject_of([left, right], KIND, WHOLE)
    assert subject is not None
    assert subject.width < 0.5


def test_of_a_tall_person_the_head_stays() -> None:
    subject = subject_of([found("person", 0.3, 0.05, 0.4, 0.9)], KIND, WHOLE)
    assert subject is not None
    part = cut(PHONE, Aspect(16, 9), WHOLE, subject)
    assert subject.y < 0.05
    assert subject.height < 0.65
    assert part.y + part.height / 2 < 0.4 * 1920


@pytest.mark.parametrize("size", [(1, 1), (1, 4000), (4000, 1), (2, 3)])
def test_odd_frames(size: tuple[int, int]) -> None:
    for aspect in (Aspect(1, 1), Aspect(16, 9), Aspect(99, 1), Aspect(1, 99)):
        part = cut(size, aspect, WHOLE, Box(0.4, 0.4, 0.2, 0.2), min_width=640)
        assert part.width >= 1 <= part.height
