"""Any picture becomes an upright RGB tile on white, or a reason that names the setting."""

import io
import re

import pytest
from PIL import Image

from libs.pictures.errors import NotAnImage, PictureError, TooManyPixels, TooSmall
from libs.pictures.opening import PictureLimits
from services.collage.worker.decoding.tile import Tile, tile
from tests.unit.collage.pages import COLOURS, WHITE, png
from tests.unit.pictures.decoding import QUARTER_COLOURS, SIZE, corners, near, quartered, saved
from tests.unit.pictures.test_pictures_opening import UNTURNED

LIMITS = PictureLimits()
TILE = (60, 100)


def made(data: bytes, size: tuple[int, int] = TILE, limits: PictureLimits = LIMITS) -> Tile:
    found = tile(io.BytesIO(data), size, limits)
    assert (found.image.size, found.image.mode) == (size, "RGB")
    return found


@pytest.mark.parametrize("orientation", UNTURNED)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_tile_is_upright(kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    found = made(saved(quartered((960, 1600)).transpose(UNTURNED[orientation]), kind, exif=exif))
    near(corners(found.image), QUARTER_COLOURS)
    assert (found.width, found.height, found.format) == (960, 1600, kind)
    assert found.image.info == {}


def test_transparency_is_white() -> None:
    half = quartered().convert("RGBA")
    half.paste((0, 0, 0, 0), (0, 0, SIZE[0], SIZE[1] // 2))
    near(corners(made(png(half)).image), [WHITE, WHITE, *QUARTER_COLOURS[2:]])


def test_a_transparent_edge_brings_no_dark_fringe() -> None:
    """What is hidden below full transparency is black in most files."""
    image = Image.new("RGBA", SIZE, (0, 0, 0, 0))
    image.paste((*WHITE, 255), (0, 0, SIZE[0], SIZE[1] // 2))
    found = made(png(image)).image
    darkest = found.convert("L").getextrema()[0]
    assert isinstance(darkest, int)
    assert darkest >= 252


@pytest.mark.parametrize("size", [(50, 50), (50, 4000), (4000, 50), (51, 73), (1334, 750)])
def test_every_shape_fills_the_tile(size: tuple[int, int]) -> None:
    for data in (png(Image.new("RGB", size, COLOURS["blue"])), saved(Image.new("RGB", size, COLOURS["blue"]), "JPEG")):
        extremes = made(data).image.getextrema()
        assert all(high - low <= 2 for low, high in extremes), "no edge shows"  # type: ignore[misc, operator]


@pytest.mark.parametrize(
    ("data", "limits", "kind", "message"),
    [
        (png(quartered()), PictureLimits(side=241), TooSmall,
         "240×400 is too small: at least 241×241 pixels (COLLAGE_MIN_SIDE)"),
        (png(quartered()), PictureLimits(pixels=240 * 400 - 1), TooManyPixels,
         "240×400 is too large: at most 95,999 pixels (COLLAGE_MAX_PIXELS)"),
        (png(Image.new("1", (20_000, 20_000))), LIMITS, TooManyPixels,
         "at most 50,000,000 pixels (COLLAGE_MAX_PIXELS)"),
        (b"<!doctype html><html>", LIMITS, NotAnImage, "not a picture of a supported format"),
    ],
)  # fmt: skip
def test_a_reason_names_its_setting(data: bytes, limits: PictureLimits, kind: type[PictureError], message: str) -> None:
    with pytest.raises(kind, match=f"{re.escape(message)}"):
        tile(io.BytesIO(data), TILE, limits)


@pytest.mark.parametrize("share", [0.3, 0.9])
@pytest.mark.parametrize("size", [SIZE, (1200, 2000)])
def test_a_part_of_a_jpeg_is_no_tile(size: tuple[int, int], share: float) -> None:
    """At every scale of decoding."""
    data = saved(Image.linear_gradient("L").rotate(30).resize(size).convert("RGB"), "JPEG", quality=90)
    with pytest.raises(PictureError, match="truncated after"):
        tile(io.BytesIO(data[: round(share * len(data))] + b"\xff\xd9"), TILE, LIMITS)
