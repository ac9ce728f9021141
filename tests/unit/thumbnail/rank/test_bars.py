"""Bars that a video's frames have in common: on one side, of different depths, lettered; and what is none."""

import numpy as np
import pytest
from numpy.typing import NDArray

from libs.detect import Box
from services.thumbnail.rank.bars import Bars, Grey, common_bars
from services.thumbnail.rank.measure import measure

HEIGHT, WIDTH = 320, 180
Sides = tuple[int, int, int, int]
"""Depths of bars at the top, bottom, left and right, in pixels."""


def shot(seed: int) -> Grey:
    """Something with edges everywhere that looks different for each seed."""
    coarse = np.random.default_rng(seed).integers(40, 256, (HEIGHT // 8 + 1, WIDTH // 8 + 1)).astype(np.uint8)
    return np.ascontiguousarray(np.kron(coarse, np.ones((8, 8), np.uint8))[:HEIGHT, :WIDTH])


def barred(grey: Grey, sides: Sides, level: int = 0, letters: bool = False) -> Grey:
    top, bottom, left, right = sides
    out = np.full_like(grey, level)
    out[top : HEIGHT - bottom, left : WIDTH - right] = grey[top : HEIGHT - bottom, left : WIDTH - right]
    if letters and top:
        for x in range(30, WIDTH - 30, 12):
            out[top // 3 : 2 * top // 3, x : x + 6] = 255 - level
    return out


def frames(sides: Sides, level: int = 0, letters: bool = False, count: int = 6) -> list[Grey]:
    return [barred(shot(seed), sides, level, letters) for seed in range(count)]


def content(sides: Sides) -> Box:
    top, bottom, left, right = sides
    return Box(left / WIDTH, top / HEIGHT, (WIDTH - left - right) / WIDTH, (HEIGHT - top - bottom) / HEIGHT)


def noisy(grey: Grey, seed: int) -> Grey:
    """What compression leaves of a plain bar."""
    noise = np.random.default_rng(seed).integers(-2, 3, grey.shape)
    return np.clip(grey.astype(int) + noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    "sides",
    [(0, 80, 0, 0), (80, 0, 0, 0), (12, 70, 0, 0), (0, 0, 30, 0), (0, 0, 8, 40), (60, 20, 30, 10), (60, 60, 0, 0)],
)
@pytest.mark.parametrize("level", [0, 90, 255])
def test_bars_of_any_depth_on_any_side(sides: Sides, level: int) -> None:
    found = common_bars([noisy(frame, seed) for seed, frame in enumerate(frames(sides, level))])
    assert found is not None
    assert found.content == content(sides)


@pytest.mark.parametrize("level", [0, 255])
def test_bars_with_lettering(level: int) -> None:
    sides = (90, 30, 0, 0)
    found = common_bars(frames(sides, level, letters=True))
    assert found is not None
    assert found.content == content(sides)


def test_a_title_that_fills_the_screen_has_none() -> None:
    title = np.full((HEIGHT, WIDTH), 120, np.uint8)
    found = common_bars([title, *frames((0, 80, 0, 0))])
    assert found is not None
    assert not found.are_in(title)
    assert measure(title, np.stack([title] * 3, axis=2), found).content == Box(0, 0, 1, 1)
    with_bars = frames((0, 80, 0, 0))[0]
    assert measure(with_bars, np.stack([with_bars] * 3, axis=2), found).content == content((0, 80, 0, 0))


def test_a_shot_with_bars_of_its_own_between_them() -> None:
    inner = barred(barred(shot(9), (0, 0, 40, 40)), (0, 80, 0, 0))
    found = Bars(content((0, 80, 0, 0)), (None, 0, None, None))
    cut = measure(inner, np.stack([inner] * 3, axis=2), found).content
    assert cut == pytest.approx(content((0, 80, 40, 40)))


def test_no_bars() -> None:
    assert common_bars([]) is None
    assert common_bars(frames((0, 0, 0, 0))) is None
    assert common_bars([np.zeros((HEIGHT, WIDTH), np.uint8)] * 4) is None
    assert common_bars([np.full((3, 3), level, np.uint8) for level in range(9)]) is None


def test_a_plain_wall_above_what_moves_is_none() -> None:
    """It ends where the thing before it does, which is not in a straight line from side to side."""

    def before_a_wall(at: int) -> Grey:
        wall = np.full((HEIGHT, WIDTH), 230, np.uint8)
        wall[200:, :] = 150  # a table
        wall[100:260, 60 + at : 120 + at] = shot(at)[100:260, 60 + at : 120 + at]
        return wall

    assert common_bars([before_a_wall(4 * number) for number in range(6)]) is None


def test_a_still_scene_has_none_but_black_ones() -> None:
    scene = shot(1)
    grey, black = (barred(scene, (0, 80, 0, 0), level) for level in (120, 0))
    assert common_bars([grey] * 6) is None
    found = common_bars([black] * 6)
    assert found is not None
    assert found.content == content((0, 80, 0, 0))


def test_bars_that_come_and_go_are_none() -> None:
    with_bars, without = frames((0, 80, 0, 0)), frames((0, 0, 0, 0))
    assert common_bars([*with_bars[:3], *without]) is None


def test_frames_of_several_sizes() -> None:
    others: list[NDArray[np.uint8]] = [np.ascontiguousarray(shot(7).T)]
    found = common_bars([*others, *frames((0, 80, 0, 0))])
    assert found is not None
    assert found.content == content((0, 80, 0, 0))
