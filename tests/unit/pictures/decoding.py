"""What tests of opening pictures use: a picture of four colours, and decoding it here."""

import io
from typing import Any, NamedTuple

import pytest
from PIL import Image

from libs.pictures.errors import PictureError
from libs.pictures.opening import PictureLimits, opened
from libs.pictures.rgb import on_white, scalable

LIMITS = PictureLimits()
SIZE = (240, 400)
WHITE = (255, 255, 255)
COLOURS = {"red": (220, 20, 20), "green": (20, 160, 40), "blue": (30, 40, 200), "black": (0, 0, 0)}
QUARTERS = ("red", "green", "blue", "black")
"""From the top left, row by row."""
QUARTER_COLOURS = [COLOURS[name] for name in QUARTERS]


def quartered(size: tuple[int, int] = SIZE) -> Image.Image:
    """A picture of four colours, which show its orientation."""
    image = Image.new("RGB", size)
    width, height = size[0] // 2, size[1] // 2
    for number, name in enumerate(QUARTERS):
        image.paste(COLOURS[name], (number % 2 * width, number // 2 * height, size[0], size[1]))
        if number % 2 == 0:
            image.paste(COLOURS[name], (0, number // 2 * height, width, size[1]))
    return image


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    """`image` in the format `kind`."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


class Decoded(NamedTuple):
    """`image` is upright RGB on white."""

    image: Image.Image
    width: int
    height: int
    format: str


def decoded(data: bytes, limits: PictureLimits = LIMITS) -> Decoded:
    """The picture, decoded at full size. Raises PictureError."""
    with opened(io.BytesIO(data), limits) as picture:
        image = picture.upright(on_white(scalable(picture.loaded())))
        return Decoded(image, *picture.size, picture.format)


def refused(data: bytes) -> PictureError:
    """The error of decoding `data`."""
    with pytest.raises(PictureError) as raised:
        decoded(data)
    return raised.value


def corners(image: Image.Image) -> list[Any]:
    """The colours in the middle of the four quarters."""
    w, h = image.size
    return [image.getpixel((w * x // 4, h * y // 4)) for y in (1, 3) for x in (1, 3)]


def near(seen: list[Any], wanted: list[tuple[int, int, int]], tolerance: int = 6) -> None:
    """Assert that the colours differ by at most `tolerance` in each band."""
    for a, b in zip(seen, wanted, strict=True):
        assert all(abs(x - y) <= tolerance for x, y in zip(a, b, strict=True)), (seen, wanted)
