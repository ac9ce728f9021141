"""How good a picture a frame is: each measure tells the thing that it is for."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from fixtures.media import photos
from fixtures.media.effects import smear
from fixtures.media.overlays import banner
from libs.detect import Box
from services.thumbnail.rank.bars import content_of
from services.thumbnail.rank.measure import SIGNATURE, Measures, measure, signature

WHOLE = Box(0, 0, 1, 1)
PHOTO_NAMES = ("coffee", "motorcycle", "cat", "flowers", "armchair")


def measured(picture: Image.Image) -> Measures:
    return measure(np.asarray(picture.convert("L")), np.asarray(picture))


def photo(name: str) -> Image.Image:
    picture = photos.image(name).copy()
    picture.thumbnail((480, 480))
    return picture


def brighter(gain: float) -> Callable[[int], float]:
    return lambda value: value * gain


def noise(height: int, width: int) -> NDArray[np.uint8]:
    return np.random.default_rng(1).integers(60, 200, (height, width), dtype=np.uint8)


@pytest.mark.parametrize("name", PHOTO_NAMES)
def test_the_sharp_photo_beats_the_blurred_one(name: str) -> None:
    sharp = photo(name)
    details = [measured(sharp.filter(ImageFilter.GaussianBlur(radius))).detail for radius in (0, 1, 2, 4)]
    assert details == sorted(details, reverse=True)
    assert details[0] > 2 * details[2]


@pytest.mark.parametrize("name", PHOTO_NAMES)
def test_a_photo_that_is_smeared_sideways_is_less_steady(name: str) -> None:
    sharp = photo(name)
    assert measured(smear(lambda t: 80.0)(sharp, 0)).steadiness < 0.95 * measured(sharp).steadiness


def test_detail_along_one_direction_is_not_steady() -> None:
    grain = Image.fromarray(noise(300, 300)).convert("RGB")
    assert measured(grain).steadiness > 0.9
    for way in ((lambda t: 60.0, lambda t: 0.0), (lambda t: 0.0, lambda t: 60.0)):
        assert measured(smear(*way)(grain, 0)).steadiness < 0.4


@pytest.mark.parametrize("colour", ["black", "white", "#808080", "#c02020"])
def test_plain_frames_have_nothing(colour: str) -> None:
    plain = measured(Image.new("RGB", (270, 480), colour))
    assert plain.detail == plain.contrast == plain.steadiness == plain.text == 0
    assert plain.content == WHOLE
    assert plain.focus == pytest.approx((0.5, 0.5), abs=0.01)
    if colour in ("black", "white"):
        assert plain.exposure == 0


@pytest.mark.parametrize("name", PHOTO_NAMES)
def test_night_and_glare_are_badly_exposed(name: str) -> None:
    well = photo(name)
    values = [measured(well.point(brighter(gain))).exposure for gain in (0.1, 1, 4)]
    assert values[1] > 0.6
    assert values[0] < 0.4 * values[1]
    assert values[2] < 0.4 * values[1]


def test_colour_and_contrast() -> None:
    cup = photo("coffee")
    assert measured(cup.convert("L").convert("RGB")).colour < 0.01 < 0.5 < measured(cup).colour
    flat = cup.point(lambda value: 110 + value / 10)
    assert measured(flat).contrast < 0.2 < 0.7 < measured(cup).contrast


@pytest.mark.parametrize("level", [0, 255, 90])
@pytest.mark.parametrize(
    ("top", "bottom", "left", "right"), [(60, 60, 0, 0), (0, 0, 50, 50), (40, 60, 0, 0), (30, 30, 20, 20)]
)
def test_bars_are_found_to_the_pixel(level: int, top: int, bottom: int, left: int, right: int) -> None:
    grey = np.full((480, 270), level, dtype=np.uint8)
    grey[top : 480 - bottom, left : 270 - right] = noise(480 - top - bottom, 270 - left - right)
    found = content_of(grey)
    assert found.y * 480 == pytest.approx(top, abs=0.01)
    assert found.height * 480 == pytest.approx(480 - top - bottom, abs=0.01)
    assert found.x * 270 == pytest.approx(left, abs=0.01)
    assert found.width * 270 == pytest.approx(270 - left - right, abs=0.01)


def test_bars_are_left_out_of_the_measures() -> None:
    cup = photo("coffee")
    boxed = Image.new("RGB", (cup.width, cup.height + 120))
    boxed.paste(cup, (0, 60))
    whole, inside = measured(cup), measured(boxed)
    assert inside.bordered == pytest.approx(120 / boxed.height, abs=0.02)
    assert (inside.detail, inside.exposure) == pytest.approx((whole.detail, whole.exposure), rel=0.05)


def test_a_plain_wall_is_no_bar() -> None:
    """Behind a product: on one side only, or with a soft end, or with something standing on it."""
    wall = np.full((480, 270), 200, dtype=np.uint8)
    wall[300:] = noise(180, 270)
    assert content_of(wall) == WHOLE
    soft = np.full((480, 270), 200, dtype=np.uint8)
    soft[160:320] = noise(160, 270)
    for row in range(30):
        part = row / 30
        soft[130 + row] = 200 * (1 - part) + soft[165] * part
        soft[349 - row] = 200 * (1 - part) + soft[315] * part
    assert content_of(soft) == WHOLE
    product = np.full((480, 270), 230, dtype=np.uint8)
    product[180:300, 90:180] = noise(120, 90)
    assert content_of(product) == WHOLE


def test_lettering_is_told_from_photos() -> None:
    board = banner(("SUMMER SALE", "everything", "-50 %", "only today"), (0.05, 0.1, 0.95, 0.9), colour="#203060")
    slide = measured(board(Image.new("RGB", (270, 480), "#203060"), 0)).text
    assert slide > 0.05
    assert max(measured(photo(name)).text for name in PHOTO_NAMES) < slide / 2


def test_the_focus_is_where_the_detail_is() -> None:
    grey = np.full((300, 300), 120, dtype=np.uint8)
    grey[20:80, 220:280] = noise(60, 60)
    x, y = measure(grey, np.repeat(grey[..., None], 3, axis=2)).focus
    assert x > 0.6
    assert y < 0.4


@settings(max_examples=150)
@given(arrays.arrays(np.uint8, st.tuples(st.integers(1, 60), st.integers(1, 60))), st.integers(0, 3))
def test_any_shape_is_measured(grey: NDArray[np.uint8], flat: int) -> None:
    if flat == 0:
        grey = np.full_like(grey, grey.flat[0])
    rgb = np.repeat(grey[..., None], 3, axis=2)
    found = measure(grey, rgb)
    for value in (found.steadiness, found.exposure, found.contrast, found.colour, found.text, *found.focus):
        assert 0 <= value <= 1
    assert 0 <= found.detail < 3000
    assert found.content.width > 0 < found.content.height
    assert signature(rgb).shape == (SIGNATURE, SIGNATURE, 3)


def test_signatures_are_mean_colours() -> None:
    rgb = np.zeros((130, 67, 3), dtype=np.uint8)
    rgb[:, 40:] = (200, 100, 50)
    small = signature(rgb)
    assert small[5, 0].tolist() == [0, 0, 0]
    assert small[5, 11].tolist() == [200, 100, 50]
