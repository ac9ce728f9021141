"""White balance from the background alone, bounded by the product; exposure; CIELAB."""

import numpy as np
import pytest

from services.enhance.local.colour import MOST_SHIFT, Light, light_of, lit
from services.enhance.local.lab import difference, lab

RED, GREY = (0.75, 0.1, 0.1), (0.8, 0.8, 0.8)


def scene(product: tuple[float, float, float], behind: tuple[float, float, float]) -> tuple[np.ndarray, np.ndarray]:
    colours = np.empty((60, 60, 3), dtype=np.float32)
    colours[:] = behind
    colours[20:40, 20:40] = product
    alpha = np.zeros((60, 60), dtype=np.float32)
    alpha[20:40, 20:40] = 1
    return colours, alpha


def test_known_colours_in_lab() -> None:
    assert lab(np.array([1.0, 1.0, 1.0])) == pytest.approx([100, 0, 0], abs=0.02)
    assert lab(np.array([1.0, 0.0, 0.0])) == pytest.approx([53.24, 80.09, 67.20], abs=0.05)
    assert lab(np.array([0.0, 0.0, 0.0])) == pytest.approx([0, 0, 0], abs=1e-6)
    assert difference(np.array([[1.0, 1.0, 1.0]]), np.array([[0.0, 0.0, 0.0]])) == pytest.approx([100], abs=0.02)


def test_a_red_product_on_grey_keeps_its_red() -> None:
    assert light_of(*scene(RED, GREY)).gains == pytest.approx((1.0, 1.0, 1.0), abs=1e-3)


def test_a_warm_light_on_a_grey_wall_is_taken_back_in_part() -> None:
    colours, alpha = scene((0.6, 0.5, 0.42), (0.88, 0.82, 0.74))
    light = light_of(colours, alpha)
    red, _, blue = light.gains
    assert red < 1 < blue
    assert 0.8 <= red <= blue <= 1.25
    changed = lit(colours, light)
    assert np.ptp(changed[0, 0]) < np.ptp(colours[0, 0])
    assert difference(changed[30, 30], colours[30, 30]) <= MOST_SHIFT + 0.01


@pytest.mark.parametrize("behind", [(0.8, 0.45, 0.2), (0.1, 0.4, 0.15), (0.15, 0.15, 0.14)])
def test_wood_leaves_and_darkness_are_no_measure_of_light(behind: tuple[float, float, float]) -> None:
    assert light_of(*scene(RED, behind)).gains == (1.0, 1.0, 1.0)


def test_a_dark_photo_is_exposed_and_a_bright_one_is_left() -> None:
    assert light_of(*scene(RED, GREY)).exposure == 1.0
    dark = light_of(*scene((0.3, 0.1, 0.1), (0.4, 0.4, 0.4))).exposure
    assert 1.3 < dark <= 1.6


def test_light_rolls_highlights_off_and_keeps_their_order() -> None:
    ramp = np.repeat(np.linspace(0, 1, 101, dtype=np.float32)[:, None], 3, axis=1)
    brighter = lit(ramp, Light((1.0, 1.0, 1.0), 1.5))[:, 0]
    assert (np.diff(brighter) > 0).all()
    assert brighter[0] == pytest.approx(0, abs=1e-6)
    assert brighter[-1] == pytest.approx(1, abs=1e-6)
    assert (brighter >= ramp[:, 0] - 1e-6).all()


def test_no_correction_is_no_change() -> None:
    colours = np.random.default_rng(3).random((5, 5, 3)).astype(np.float32)
    assert lit(colours, Light((1.0, 1.0, 1.0), 1.0)) is colours
