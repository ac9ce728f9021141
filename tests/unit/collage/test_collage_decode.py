"""Any picture becomes an upright RGB tile on white, or a reason."""

import io
import re
import struct
from typing import Any

import pytest
from PIL import Image

from services.collage.worker.decoding.headers.jpeg import MAX_SCANS
from services.collage.worker.decoding.tile import FORMATS, PictureLimits, Tile, tile
from services.collage.worker.errors import Broken, NotAnImage, PictureError, TooCostly, TooManyPixels, TooSmall
from tests.unit.collage.pages import COLOURS, WHITE, png

LIMITS = PictureLimits()
SIZE = (240, 400)
TILE = (60, 100)
QUARTERS = ("red", "green", "blue", "black")
"""From the top left, row by row."""


def quartered(size: tuple[int, int] = SIZE) -> Image.Image:
    """A picture of four colours, by which its orientation is told."""
    image = Image.new("RGB", size)
    width, height = size[0] // 2, size[1] // 2
    for number, name in enumerate(QUARTERS):
        image.paste(COLOURS[name], (number % 2 * width, number // 2 * height, size[0], size[1]))
        if number % 2 == 0:
            image.paste(COLOURS[name], (0, number // 2 * height, width, size[1]))
    return image


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def made(data: bytes, size: tuple[int, int] = TILE, limits: PictureLimits = LIMITS) -> Tile:
    found = tile(io.BytesIO(data), size, limits)
    assert (found.image.size, found.image.mode) == (size, "RGB")
    return found


def corners(image: Image.Image) -> list[Any]:
    w, h = image.size
    return [image.getpixel((w * x // 4, h * y // 4)) for y in (1, 3) for x in (1, 3)]


def near(seen: list[Any], wanted: list[tuple[int, int, int]], tolerance: int = 6) -> None:
    for a, b in zip(seen, wanted, strict=True):
        assert all(abs(x - y) <= tolerance for x, y in zip(a, b, strict=True)), (seen, wanted)


WANTED = [COLOURS[name] for name in QUARTERS]


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {}), ("JPEG", {"progressive": True}), ("PNG", {}), ("WEBP", {"quality": 95}), ("GIF", {}),
        ("BMP", {}), ("AVIF", {"quality": 95}), ("MPO", {"save_all": True, "append_images": [Image.new("RGB", SIZE)]}),
    ],
)  # fmt: skip
def test_formats(kind: str, options: dict[str, Any]) -> None:
    if kind not in (*FORMATS, "MPO"):
        pytest.skip(f"this Pillow has no {kind}")
    found = made(saved(quartered(), kind, **options))
    near(corners(found.image), WANTED)
    assert (found.width, found.height, found.format) == (*SIZE, kind)


UNTURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How a camera that was held so stores an upright picture."""


@pytest.mark.parametrize("orientation", UNTURNED)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_exif_orientation(kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = saved(quartered((960, 1600)).transpose(UNTURNED[orientation]), kind, exif=exif)
    found = made(data)
    near(corners(found.image), WANTED)
    assert (found.width, found.height) == (960, 1600), "upright"


@pytest.mark.parametrize("exif", [b"Exif\0\0garbage", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\xff" * 60, b""])
def test_damaged_exif_is_no_harm(exif: bytes) -> None:
    near(corners(made(saved(quartered(), "JPEG", exif=exif)).image), WANTED)


def grey(colours: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    return [(g, g, g) for g in (round((299 * r + 587 * g + 114 * b) / 1000) for r, g, b in colours)]


def test_grey_palette_and_cmyk() -> None:
    near(corners(made(png(quartered().convert("L"))).image), grey(WANTED))
    near(corners(made(png(quartered().quantize(8))).image), WANTED)
    near(corners(made(saved(quartered().convert("CMYK"), "JPEG", quality=95)).image), WANTED, 10)
    checks = Image.new("1", SIZE)
    checks.paste(1, (0, 0, SIZE[0] // 2, SIZE[1]))
    near(corners(made(png(checks)).image), [WHITE, (0, 0, 0), WHITE, (0, 0, 0)])


SIXTEEN = (1000, 20_000), (40_000, 65_535)


def test_16_bits_are_scaled_and_not_clipped() -> None:
    across = SIZE[0] // 2
    rows = [struct.pack("<H", left) * across + struct.pack("<H", right) * across for left, right in SIXTEEN]
    ramp = Image.frombytes("I;16", SIZE, b"".join(row * (SIZE[1] // 2) for row in rows))
    seen = [pixel[0] for pixel in corners(made(png(ramp)).image)]
    assert seen == pytest.approx([value / 257 for row in SIXTEEN for value in row], abs=2)


def test_transparency_is_white() -> None:
    half = quartered().convert("RGBA")
    half.paste((0, 0, 0, 0), (0, 0, SIZE[0], SIZE[1] // 2))
    wanted = [WHITE, WHITE, *WANTED[2:]]
    near(corners(made(png(half)).image), wanted)
    if "WEBP" in FORMATS:
        near(corners(made(saved(half, "WEBP", lossless=True)).image), wanted)
    faint = Image.new("RGBA", SIZE, (0, 0, 0, 128))
    near(corners(made(png(faint)).image), [(127, 127, 127)] * 4)
    near(corners(made(png(Image.new("LA", SIZE, (0, 128)))).image), [(127, 127, 127)] * 4)
    paletted = quartered().quantize(8)
    red = paletted.getpixel((5, 5))
    near(corners(made(png(paletted, transparency=red)).image), [WHITE, *WANTED[1:]])
    near(corners(made(png(quartered(), transparency=COLOURS["red"])).image), [WHITE, *WANTED[1:]])


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


REFUSED: list[tuple[bytes, type[PictureError], str, str]] = [
    (
        png(Image.new("RGB", (1, 1))),
        TooSmall,
        "too-small",
        "1×1 is too small: at least 50×50 pixels (COLLAGE_MIN_SIDE)",
    ),
    (png(Image.new("RGB", (49, 400))), TooSmall, "too-small", "49×400"),
    (b"", NotAnImage, "not-an-image", "JPEG, PNG"),
    (b"<!doctype html><html>", NotAnImage, "not-an-image", "not a picture of a supported format"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NotAnImage, "not-an-image", "not a picture"),
    (saved(quartered(), "TIFF"), NotAnImage, "not-an-image", "not a picture"),
    (saved(quartered(), "JPEG")[:900], Broken, "broken", "truncated"),
    (png(quartered())[:-300], Broken, "broken", "cannot be decoded"),
    (png(Image.new("1", (8000, 8000))), TooManyPixels, "too-large-picture", "COLLAGE_MAX_PIXELS"),
    (png(Image.new("1", (20_000, 20_000))), TooManyPixels, "too-large-picture", "COLLAGE_MAX_PIXELS"),
]


@pytest.mark.parametrize(("data", "kind", "reason", "message"), REFUSED)
def test_what_is_refused(data: bytes, kind: type[PictureError], reason: str, message: str) -> None:
    with pytest.raises(kind, match=re.escape(message)) as raised:
        tile(io.BytesIO(data), TILE, LIMITS)
    assert raised.value.reason == reason
    assert len(str(raised.value)) < 160
    assert "\n" not in str(raised.value)


def test_a_jpeg_of_endless_scans_is_not_decoded() -> None:
    """Each scan of a few bytes costs a pass over all pixels."""
    data = saved(quartered(), "JPEG", progressive=True)
    at = data.rindex(b"\xff\xda")
    scan = data[at:-2]
    bad = data[:at] + scan * (MAX_SCANS + 1) + data[-2:]
    with pytest.raises(TooCostly, match=rf"more than {MAX_SCANS} scans"):
        tile(io.BytesIO(bad), TILE, LIMITS)
    tile(io.BytesIO(data[:at] + scan * 3 + data[-2:]), TILE, LIMITS)


def test_the_limits_are_those_that_were_set() -> None:
    data = png(quartered())
    with pytest.raises(TooManyPixels, match="240×400 is too large: at most 95,999 pixels"):
        tile(io.BytesIO(data), TILE, PictureLimits(pixels=240 * 400 - 1))
    with pytest.raises(TooSmall):
        tile(io.BytesIO(data), TILE, PictureLimits(side=241))
