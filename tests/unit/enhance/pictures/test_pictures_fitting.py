"""An output has exactly the aspect, and is scaled by the same factor in both directions."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from services.enhance.pictures.fitting import MAX_CROP, MAX_ENLARGEMENT, Fit, fitted, plan, target

SIDES = st.integers(64, 4096)
SQUARE = (1, 1)


@settings(max_examples=300)
@given(SIDES, SIDES, st.tuples(st.integers(1, 21), st.integers(1, 21)), st.integers(256, 4096))
def test_never_stretched(wide: int, high: int, aspect: tuple[int, int], longest: int) -> None:
    fit = plan((wide, high), aspect, longest)
    left, top, right, bottom = fit.box
    assert 0 <= left < right <= wide
    assert 0 <= top < bottom <= high
    across, down = fit.inner[0] / (right - left), fit.inner[1] / (bottom - top)
    # At most a pixel of the result, and one more for what is cut off.
    assert (
        abs((right - left) * down - fit.inner[0]) <= 1 + down
        or abs((bottom - top) * across - fit.inner[1]) <= 1 + across
    )
    assert max(across, down) <= MAX_ENLARGEMENT + 1 / min(fit.inner)
    assert fit.inner[0] <= fit.canvas[0]
    assert fit.inner[1] <= fit.canvas[1]
    assert 1 - (right - left) / wide <= MAX_CROP + 1 / wide
    assert 1 - (bottom - top) / high <= MAX_CROP + 1 / high


@settings(max_examples=300)
@given(SIDES, SIDES, st.tuples(st.integers(1, 21), st.integers(1, 21)), st.integers(256, 4096))
def test_the_aspect_is_exact_to_a_pixel(wide: int, high: int, aspect: tuple[int, int], longest: int) -> None:
    across, down = plan((wide, high), aspect, longest).canvas
    assert max(across, down) <= longest
    if aspect[0] >= aspect[1]:
        assert down == max(1, round(across * aspect[1] / aspect[0])) or abs(across * aspect[1] / aspect[0] - down) <= 1
    else:
        assert abs(down * aspect[0] / aspect[1] - across) <= 1
    if "small" not in plan((wide, high), aspect, longest).flags:
        assert (across, down) == target(aspect, longest)


@pytest.mark.parametrize(
    ("size", "aspect", "longest", "canvas", "flags"),
    [
        ((1024, 1024), SQUARE, 1024, (1024, 1024), ()),
        ((2048, 2048), SQUARE, 1024, (1024, 1024), ("resized",)),
        ((1000, 1000), SQUARE, 1024, (1024, 1024), ("resized",)),
        ((512, 512), SQUARE, 1024, (512, 512), ("small",)),
        ((1536, 1024), SQUARE, 1024, (1024, 1024), ("resized", "padded")),
        ((1024, 1010), SQUARE, 1024, (1024, 1024), ("resized", "cropped")),
        ((1024, 1023), SQUARE, 1024, (1024, 1024), ()),
        ((1024, 990), SQUARE, 1024, (1024, 1024), ("padded",)),
        ((1344, 768), (16, 9), 1344, (1344, 756), ("cropped",)),
        ((896, 1152), (4, 5), 1024, (819, 1024), ("resized", "padded")),
        ((512, 1024), SQUARE, 2048, (1024, 1024), ("small", "padded")),
    ],
)  # fmt: skip
def test_flags(
    size: tuple[int, int], aspect: tuple[int, int], longest: int, canvas: tuple[int, int], flags: tuple[str, ...]
) -> None:
    fit = plan(size, aspect, longest)
    assert (fit.canvas, set(fit.flags)) == (canvas, set(flags))


def disc(size: tuple[int, int], ground: tuple[int, int, int] = (200, 210, 220)) -> Image.Image:
    """A round disc in the middle."""
    image = Image.new("RGB", size, ground)
    radius, x, y = min(size) // 4, size[0] // 2, size[1] // 2
    ImageDraw.Draw(image).ellipse((x - radius, y - radius, x + radius, y + radius), (180, 20, 20))
    return image


@settings(max_examples=30, deadline=None)
@given(st.integers(64, 300), st.integers(64, 300), st.tuples(st.integers(1, 16), st.integers(1, 16)))
def test_what_is_round_stays_round(wide: int, high: int, aspect: tuple[int, int]) -> None:
    fit = plan((wide, high), aspect, 256)
    image = fitted(disc((wide, high)), fit)
    assert image.size == fit.canvas
    red = np.asarray(image)[:, :, 0].astype(int) - np.asarray(image)[:, :, 1] > 80
    across, down = red.any(axis=0).sum(), red.any(axis=1).sum()
    if min(across, down) > 8:
        assert abs(int(across) - int(down)) <= 3


def test_what_is_added_has_the_colour_of_the_border_if_it_has_one() -> None:
    image = disc((300, 200))
    page = fitted(image, plan(image.size, SQUARE, 300))
    assert [page.getpixel((150, y)) for y in (0, 49, 250, 299)] == [(200, 210, 220)] * 4
    assert page.getpixel((150, 150)) == (180, 20, 20)
    image.paste((40, 50, 60), (0, 150, 300, 200))
    page = fitted(image, plan(image.size, SQUARE, 300))
    assert [page.getpixel((150, y)) for y in (0, 49, 250, 299)] == [(200, 210, 220)] * 2 + [(40, 50, 60)] * 2
    for x in range(0, 300, 20):
        image.paste((0, 0, 0), (x, 0, x + 10, 200))
    page = fitted(image, plan(image.size, SQUARE, 300))
    assert [page.getpixel((150, y)) for y in (0, 299)] == [(255, 255, 255)] * 2


def test_upright_images_are_padded_at_the_sides() -> None:
    image = disc((200, 300))
    page = fitted(image, plan(image.size, SQUARE, 300))
    assert page.size == (300, 300)
    assert [page.getpixel((x, 150)) for x in (0, 49, 250, 299)] == [(200, 210, 220)] * 4


def test_transparency_stays_and_what_is_added_is_transparent() -> None:
    image = disc((300, 200)).convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 300, 40))
    page = fitted(image, plan(image.size, SQUARE, 150))
    assert (page.mode, page.size) == ("RGBA", (150, 150))
    assert [page.getpixel((75, y))[3] for y in (0, 30, 149)] == [0, 0, 0]  # type: ignore[index]
    assert page.getpixel((75, 75)) == (180, 20, 20, 255)


def test_an_image_that_fits_is_not_changed() -> None:
    image = disc((256, 256))
    fit = plan(image.size, SQUARE, 256)
    assert fit == Fit((0, 0, 256, 256), (256, 256), (256, 256), ())
    assert fitted(image, fit).tobytes() == image.tobytes()
