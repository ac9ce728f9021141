"""Shadows lie where the product touches the ground, and nowhere else."""

import numpy as np

from services.enhance.local.shadow import shadow


def frame(*boxes: tuple[int, int, int, int]) -> np.ndarray:
    alpha = np.zeros((300, 300), dtype=np.float32)
    for left, top, right, bottom in boxes:
        alpha[top:bottom, left:right] = 1
    return alpha


def test_the_darkest_rows_are_at_the_lower_edge() -> None:
    dark = shadow(frame((100, 60, 200, 240)))
    rows = dark[:, 100:200].mean(axis=1)
    assert abs(int(rows.argmax()) - 239) <= 4
    assert dark[:150].max() == 0
    assert dark[239, 150] > 4 * max(dark[239, 40], 0.01)


def test_what_is_lifted_throws_none_at_its_edge() -> None:
    table = shadow(frame((50, 100, 250, 120), (60, 120, 70, 240), (230, 120, 240, 240)))
    assert table[239, 65] > 0.2
    assert table[239, 235] > 0.2
    assert table[120, 150] == 0


def test_a_jug_behind_a_cup_stands_on_its_own_ground() -> None:
    both = shadow(frame((40, 150, 110, 250), (150, 60, 260, 235)))
    assert both[249, 75] > 0.3
    assert both[234, 205] > 0.3


def test_an_empty_picture_has_no_shadow() -> None:
    assert not shadow(frame()).any()
