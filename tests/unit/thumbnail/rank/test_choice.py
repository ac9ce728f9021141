"""Which frames are chosen, and in what order."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.detect import Box
from libs.detect.settings import DetectorSettings
from services.thumbnail.rank.choice import (
    GOOD_PRODUCT,
    MIN_SCORE,
    WEIGHTS,
    enough_products,
    max_detail,
    qualities,
    quality,
    ranked,
    score_frames,
    shortlist,
    similarity,
)
from tests.unit.thumbnail.rank.frames import GOOD, candidate, found, measured_frame

KIND = DetectorSettings().kind

scores = st.lists(st.floats(0, 1), min_size=1, max_size=12)


def test_the_weights_share_one() -> None:
    assert sum(WEIGHTS.values()) == pytest.approx(1)


def test_one_thing_that_is_very_wrong_spoils_a_frame_but_does_not_rule_it_out() -> None:
    every = dict.fromkeys(WEIGHTS, 1.0)
    assert quality(every) == pytest.approx(1)
    for name, weight in WEIGHTS.items():
        spoilt = quality(every | {name: 0.0})
        assert spoilt == quality(every | {name: MIN_SCORE}) == pytest.approx(MIN_SCORE**weight)
        assert 0 < spoilt < quality(every | {name: 0.5})
    assert quality(dict.fromkeys(WEIGHTS, 0.0)) == pytest.approx(MIN_SCORE)


@given(st.dictionaries(st.sampled_from(sorted(WEIGHTS)), st.floats(0, 1)), st.sampled_from(sorted(WEIGHTS)))
def test_better_in_one_thing_is_never_worse(given_scores: dict[str, float], name: str) -> None:
    every = dict.fromkeys(WEIGHTS, 0.5) | given_scores
    assert quality(every) <= quality(every | {name: 1.0}) + 1e-12 <= 1 + 1e-9


@pytest.mark.parametrize(
    "worse",
    [{"detail": 2.0}, {"contrast": 0.1}, {"exposure": 0.0}, {"steadiness": 0.1}, {"colour": 0.0}, {"text": 0.3},
     {"content": Box(0, 0.3, 1, 0.4)}],
)  # fmt: skip
def test_each_measure_counts(worse: dict[str, object]) -> None:
    good, bad = qualities(GOOD, 20.0), qualities(measured_frame(**worse).measures, 20.0)
    assert quality(bad) < quality(good)
    assert sum(bad[name] != good[name] for name in WEIGHTS) == 1


def test_sharpness_is_told_by_the_sharpest_frame_of_the_video() -> None:
    soft = measured_frame(detail=5.0)
    assert qualities(soft.measures, 5.0)["sharpness"] > 2 * qualities(soft.measures, 40.0)["sharpness"]
    assert qualities(measured_frame(detail=0.0).measures, 0.0)["sharpness"] == 0
    assert max_detail([soft, measured_frame()]) == 20
    assert max_detail([]) == 0


def test_the_best_comes_first_and_then_what_is_good_and_different() -> None:
    best, twin, other, bad = candidate(0.9, 100), candidate(0.88, 101), candidate(0.7, 220), candidate(0.1, 20)
    assert ranked([bad, twin, other, best], 2) == [best, other, twin, bad]
    assert ranked([bad, twin, other, best], 1) == [best, twin, other, bad]
    assert ranked([], 3) == []


def test_being_different_is_not_enough() -> None:
    best, twin, dull = candidate(0.9, 100), candidate(0.88, 101), candidate(0.3, 220)
    assert ranked([best, twin, dull], 2)[1] == twin


@given(scores, st.integers(1, 4))
def test_all_are_ranked_once(values: list[float], most: int) -> None:
    candidates = [candidate(value, number * 20) for number, value in enumerate(values)]
    order = ranked(candidates, most)
    assert sorted(c.frame.time for c in order) == sorted(c.frame.time for c in candidates)
    assert order[0].score == max(values)
    rest = [c.score for c in order[most:]]
    assert rest == sorted(rest, reverse=True)


def test_the_shortlist_is_in_order_of_time() -> None:
    frames = [measured_frame(colour, time=time) for time, colour in ((0, 100), (1, 100), (2, 200), (3, 30))]
    frames[3] = measured_frame(30, time=3, exposure=0.0)
    assert [one.time for one in shortlist(frames, 2)] == [0, 2]
    assert shortlist(frames, 9) == frames
    assert shortlist([], 3) == []


def test_how_alike() -> None:
    assert similarity(measured_frame(100), measured_frame(100)) == 1
    assert 0 < similarity(measured_frame(100), measured_frame(130)) < 1
    assert similarity(measured_frame(0), measured_frame(255)) == 0


def test_a_product_raises_the_score_and_is_told() -> None:
    frames = [measured_frame(100), measured_frame(110)]
    cup = [found("cup", 0.3, 0.3, 0.4, 0.4)]
    with_cup, without = score_frames(frames, [cup, []], KIND, 20.0)
    assert with_cup.score > 2 * without.score
    assert with_cup.scores["product"] == with_cup.shown == pytest.approx(1)
    assert without.scores["product"] == 0
    assert with_cup.found == tuple(cup)


def test_without_a_detector_nothing_is_said_of_products() -> None:
    (plain,) = score_frames([measured_frame()], None, KIND, 20.0)
    assert "product" not in plain.scores
    assert plain.score == quality(plain.scores)
    assert plain.found == ()


def test_enough_is_as_many_good_frames_with_a_product_as_are_wanted() -> None:
    good, person, dull = (
        candidate(0.9, shown=GOOD_PRODUCT),
        candidate(0.9, shown=0.0),
        candidate(0.9, shown=0.9, sharpness=0.0),
    )
    assert enough_products([good, good], 2)
    assert not enough_products([good, person], 2)
    assert not enough_products([good, dull], 2)


@given(st.floats(0, 5000), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_scores_are_shares(detail: float, exposure: float, text: float, steadiness: float) -> None:
    measures = measured_frame(detail=detail, exposure=exposure, text=text, steadiness=steadiness).measures
    every = qualities(measures, max(detail, 1.0))
    assert set(every) == set(WEIGHTS)
    assert all(0 <= value <= 1 for value in every.values())
    assert math.isfinite(quality(every))
