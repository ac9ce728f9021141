"""HDR to SDR: exact below white, in order and in hue above it."""

import numpy as np
import pytest

from services.thumbnail.decode.tonemap import Colours, Deep, to_sdr

PQ_CODES = {0.1: 0.0623, 1: 0.1499, 100: 0.5081, 203: 0.5807, 1000: 0.7518, 10_000: 1.0}
"""Signal by cd/m², after ITU-R BT.2408, table 1, and SMPTE ST 2084."""


def flat(code: float, size: tuple[int, int] = (8, 8)) -> Deep:
    return np.full((*size, 3), round(code * 65535), np.uint16)


def test_white_is_203_candela_in_pq_and_three_quarters_of_the_signal_in_hlg() -> None:
    assert abs(int(to_sdr(flat(PQ_CODES[203]), Colours("pq", "bt2020")).min()) - 255) <= 1
    assert abs(int(to_sdr(flat(0.75), Colours("hlg", "bt2020")).min()) - 255) <= 1
    assert to_sdr(flat(0), Colours("pq", "bt2020")).max() == 0
    assert to_sdr(flat(0), Colours("hlg", "bt2020")).max() == 0


def test_half_of_white_is_where_a_screen_shows_half() -> None:
    shown = to_sdr(flat(PQ_CODES[100]), Colours("pq", "bt2020"))
    assert np.abs(shown - 255 * (100 / 203) ** (1 / 2.4)).max() <= 2


@pytest.mark.parametrize("colours", [Colours("pq", "bt2020"), Colours("hlg", "bt2020"), Colours("pq", "bt709")])
def test_highlights_are_rolled_off_and_stay_apart(colours: Colours) -> None:
    codes = np.linspace(0, 0.75, 64)
    ramp = np.repeat(np.round(codes * 65535).astype(np.uint16)[None, :, None], 3, axis=2).repeat(16, axis=0)
    shown = to_sdr(ramp.repeat(4, axis=1), colours)[0, ::4, 0].astype(int)
    assert (np.diff(shown) >= 0).all()
    assert shown[-1] >= 250
    if colours.curve == "pq":  # 1000 cd/m² at the end
        white, bright = np.searchsorted(codes, (0.58, 0.70))
        assert 200 < shown[white] < shown[bright] < shown[-1]


def test_a_glint_does_not_darken_the_picture() -> None:
    picture = flat(PQ_CODES[100], (200, 200))
    alone = to_sdr(picture, Colours("pq", "bt2020"))
    picture[0, 0] = 65535
    glinting = to_sdr(picture, Colours("pq", "bt2020"))
    assert (glinting[1:] == alone[1:]).all()
    assert glinting[0, 0].min() == 255


def test_a_bright_colour_keeps_its_hue() -> None:
    """Orange of 203 and of 600 cd/m²: clipping each channel alone would make it yellow."""
    orange = np.array([1.0, 0.4, 0.05])
    light = orange[None, :] * np.array([[203], [600]])
    power = np.power(light / 10_000, 0.1593017578125)
    codes = np.power((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power), 78.84375)
    picture = np.repeat(np.round(codes * 65535).astype(np.uint16)[:, None, :], 16, axis=1).repeat(8, axis=0)
    shown = to_sdr(picture, Colours("pq", "bt709")).astype(float)
    ratios = np.power(shown[[0, -1], 0] / 255, 2.4)
    assert np.allclose(ratios[0, 1] / ratios[0, 0], 0.4, atol=0.02)
    assert np.allclose(ratios[1, 1] / ratios[1, 0], 0.4, atol=0.02)


def test_colours_that_bt709_does_not_have_are_clipped() -> None:
    green = flat(0, (4, 4))
    green[..., 1] = round(PQ_CODES[203] * 65535)
    assert to_sdr(green, Colours("pq", "bt2020"))[0, 0].tolist()[0] == 0


def test_any_height() -> None:
    for rows in (1, 127, 128, 129):
        assert to_sdr(flat(0.3, (rows, 3)), Colours("pq", "bt2020")).shape == (rows, 3, 3)
