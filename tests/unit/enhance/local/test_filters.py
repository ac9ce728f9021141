"""Box means, the guided filter and regions, against slow and simple definitions."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from services.enhance.local.masking.filters import box_mean, dilated, eroded, guided, resized
from services.enhance.local.masking.regions import chosen, filled, regions

masks = arrays(np.bool_, st.tuples(st.integers(1, 12), st.integers(1, 12)))


@given(
    arrays(np.float64, st.tuples(st.integers(1, 9), st.integers(1, 9)), elements=st.floats(0, 1)), st.integers(0, 12)
)
@settings(max_examples=60, deadline=None)
def test_a_box_mean_is_the_mean_of_what_is_inside(plane: np.ndarray, radius: int) -> None:
    result = box_mean(plane, radius)
    for y, x in np.ndindex(plane.shape):
        around = plane[max(0, y - radius) : y + radius + 1, max(0, x - radius) : x + radius + 1]
        assert result[y, x] == pytest.approx(around.mean(), abs=1e-9)


def test_planes_are_averaged_one_by_one() -> None:
    planes = np.random.default_rng(1).random((7, 8, 3))
    together = box_mean(planes, 2)
    assert np.allclose(together, np.stack([box_mean(planes[..., number], 2) for number in range(3)], axis=-1))


def test_erosion_and_dilation() -> None:
    region = np.zeros((9, 9), dtype=np.bool_)
    region[3:6, 3:6] = True
    assert np.argwhere(eroded(region, 1)).tolist() == [[4, 4]]
    assert dilated(region, 1).sum() == 25
    assert eroded(np.ones((4, 4), dtype=np.bool_), 3).all()  # the picture's border does not eat into a region


def test_the_guided_filter_moves_a_soft_edge_to_that_of_the_guide() -> None:
    guide = np.zeros((40, 40, 3), dtype=np.float32)
    guide[:, 20:] = (0.8, 0.2, 0.3)
    soft = np.tile(np.clip((np.arange(40, dtype=np.float32) - 16) / 8, 0, 1), (40, 1))
    coefficients = guided(guide, soft, 4, 1e-4)
    result = (coefficients[..., :3] * guide).sum(axis=-1) + coefficients[..., 3]
    # Half of the step is at column 20, where the plane took eight columns for it.
    assert (result[:, 20] - result[:, 19]).min() > 0.5
    assert (soft[:, 20] - soft[:, 19]).max() < 0.2


def test_a_plain_guide_leaves_means() -> None:
    plane = np.random.default_rng(2).random((20, 20)).astype(np.float32)
    coefficients = guided(np.full((20, 20, 3), 0.5, dtype=np.float32), plane, 3, 1e-3)
    result = coefficients[..., :3].sum(axis=-1) * 0.5 + coefficients[..., 3]
    assert np.allclose(result, box_mean(box_mean(plane, 3), 3), atol=1e-5)


def test_planes_are_resized_without_a_shift() -> None:
    ramp = np.tile(np.arange(8, dtype=np.float32), (4, 1))
    enlarged = resized(np.stack([ramp, -ramp], axis=-1), 32, 16)
    assert enlarged.shape == (16, 32, 2)
    assert enlarged[..., 0].mean() == pytest.approx(3.5, abs=0.01)
    assert np.array_equal(enlarged[..., 0], -enlarged[..., 1])


def labels_by_flooding(mask: np.ndarray) -> list[frozenset[tuple[int, int]]]:
    left = {(int(y), int(x)) for y, x in np.argwhere(mask)}
    found = []
    while left:
        region, front = set(), [left.pop()]
        while front:
            y, x = front.pop()
            region.add((y, x))
            near = {(y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)} & left
            left -= near
            front += near
        found.append(frozenset(region))
    return found


@given(masks)
@settings(max_examples=200, deadline=None)
def test_regions_are_those_that_flooding_finds(mask: np.ndarray) -> None:
    found = regions(mask)
    ours = {
        frozenset((int(y), int(x)) for y, x in np.argwhere(found.labels == number))
        for number in range(1, len(found.areas))
    }
    assert ours == set(labels_by_flooding(mask))
    assert [int((found.labels == number).sum()) for number in range(1, len(found.areas))] == found.areas[1:].tolist()


def drawn(*rows: str) -> np.ndarray:
    return np.array([[character == "#" for character in row] for row in rows])


def test_the_other_shoe_is_kept_and_dust_is_not() -> None:
    mask = drawn("..........", ".####.###.", ".####.###.", "..........", ".#........", "..........")
    assert np.array_equal(chosen(mask, 0.4), drawn("..........", ".####.###.", ".####.###.", *[".........."] * 3))


def test_what_is_cut_by_the_border_gives_way_to_what_is_whole() -> None:
    mask = drawn("####......", "####......", "..........", "....####..", "..........")
    assert np.array_equal(chosen(mask, 0.1), drawn(*[".........."] * 3, "....####..", ".........."))
    only = drawn("####......", "####......", "..........", "....#.....", "..........")
    assert chosen(only, 0.2)[0, 0]


def test_small_holes_are_filled_and_handles_are_not() -> None:
    mask = drawn("........", ".#######", ".#.##..#", ".####..#", ".#######", "........")
    assert filled(mask, 1)[2, 2]
    assert not filled(mask, 1)[2, 5]
    assert not filled(mask, 1)[0, 0]


def test_an_empty_mask_has_no_regions() -> None:
    empty = np.zeros((3, 3), dtype=np.bool_)
    assert regions(empty).areas.tolist() == [0]
    assert not chosen(empty, 0.1).any()
