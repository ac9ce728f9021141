"""How much a frame shows a product."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.detect import Box, Detection
from libs.detect.settings import DetectorSettings
from services.thumbnail.rank.product import CROWD, cut_edges, product_score, product_shown, within, worth_of
from tests.unit.thumbnail.rank.frames import WHOLE, found

KIND = DetectorSettings().kind
LABELS = ("handbag", "person", "bus", "remote", "never heard of")

part = st.floats(0, 1, allow_subnormal=False)


@st.composite
def boxes(draw: st.DrawFn, least: float = 0.0) -> Box:
    x, y = draw(st.floats(0, 1 - least)), draw(st.floats(0, 1 - least))
    return Box(x, y, draw(st.floats(least, 1 - x)), draw(st.floats(least, 1 - y)))


detections = st.builds(Detection, st.sampled_from(LABELS), part, boxes())


def shown(*objects: Detection, content: Box = WHOLE) -> float:
    return product_score(objects, KIND, content)


def test_what_is_sold_counts_most() -> None:
    values = [shown(found(label, 0.3, 0.3, 0.4, 0.4)) for label in ("handbag", "person", "remote", "bus")]
    assert values == sorted(values, reverse=True)
    assert values[0] == pytest.approx(1)
    assert values[-1] == shown() == 0


def test_surer_larger_whole_and_in_the_middle_is_better() -> None:
    best = shown(found("cup", 0.3, 0.3, 0.4, 0.4))
    assert shown(found("cup", 0.3, 0.3, 0.4, 0.4, 0.4)) < best, "less sure"
    assert shown(found("cup", 0.48, 0.48, 0.04, 0.04)) < 0.5 * best, "a speck"
    assert shown(found("cup", 0.0, 0.3, 0.4, 0.4)) < 0.85 * best, "cut off"
    assert shown(found("cup", 0.05, 0.05, 0.4, 0.4)) < best, "in a corner"
    assert shown(found("cup", 0, 0, 1, 1)) < 0.5 * best, "nothing around it"


def test_others_add_a_little_and_never_more_than_all() -> None:
    one, two = found("cup", 0.3, 0.3, 0.4, 0.3, 0.5), found("bowl", 0.5, 0.4, 0.3, 0.3, 0.5)
    assert shown(one) < shown(one, two) < 1


def test_a_shelf_is_no_product() -> None:
    row = [found("cup", 0.1 + 0.1 * n, 0.3, 0.08, 0.4) for n in range(CROWD + 1)]
    assert shown(*row) < shown(*row[:-1])


def test_a_bus_in_the_picture_takes_from_it() -> None:
    cup, bus = found("cup", 0.3, 0.3, 0.4, 0.4), found("bus", 0, 0, 0.6, 0.6)
    assert shown(cup, bus) < shown(cup)


def test_product_shown_leaves_people_out() -> None:
    person, cup = found("person", 0.2, 0.2, 0.5, 0.6), found("cup", 0.3, 0.3, 0.2, 0.2)
    assert product_shown([person], KIND, WHOLE) == 0
    assert product_shown([person, cup], KIND, WHOLE) == worth_of(cup, KIND, WHOLE) > 0


def test_bars_do_not_make_it_small_nor_cut() -> None:
    content = Box(0, 0.25, 1, 0.5)
    assert within(Box(0.3, 0.3, 0.4, 0.4), content) == pytest.approx(Box(0.3, 0.1, 0.4, 0.8))
    whole = worth_of(found("cup", 0.3, 0.35, 0.4, 0.3), KIND, content)
    assert whole == pytest.approx(worth_of(found("cup", 0.3, 0.2, 0.4, 0.6), KIND, WHOLE))
    assert cut_edges(within(Box(0.3, 0.25, 0.4, 0.2), content)) == 1


@given(st.lists(detections, max_size=12), boxes(least=0.25))
def test_always_between_none_and_all(objects: list[Detection], content: Box) -> None:
    assert 0 <= product_score(objects, KIND, content) <= 1
    assert 0 <= product_shown(objects, KIND, content) <= 1


@given(boxes(), boxes(least=0.25))
def test_a_part_lies_inside(box: Box, content: Box) -> None:
    x, y, width, height = within(box, content)
    assert min(x, y, width, height) >= -1e-9
    assert max(x, y) <= 4
    assert width <= 1 + 1e-9 >= height


@given(part, boxes())
def test_surer_is_never_worth_less(confidence: float, box: Box) -> None:
    less = worth_of(Detection("cup", confidence / 2, box), KIND, WHOLE)
    assert less <= worth_of(Detection("cup", confidence, box), KIND, WHOLE) + 1e-9
