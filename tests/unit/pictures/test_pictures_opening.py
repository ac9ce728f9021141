"""Any picture is decoded upright on white, or refused with a reason."""

import io
import re
import struct
from typing import Any

import pytest
from PIL import Image

from libs.pictures.errors import Broken, NotAnImage, PictureError, TooCostly, TooManyPixels, TooSmall
from libs.pictures.headers.jpeg import MAX_SCANS
from libs.pictures.opening import FORMATS, PictureLimits, opened
from tests.unit.pictures.decoding import (
    COLOURS,
    LIMITS,
    QUARTER_COLOURS,
    SIZE,
    WHITE,
    corners,
    decoded,
    near,
    quartered,
    saved,
)


def png(image: Image.Image, **options: Any) -> bytes:
    return saved(image, "PNG", **options)


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
    found = decoded(saved(quartered(), kind, **options))
    near(corners(found.image), QUARTER_COLOURS)
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
    found = decoded(data)
    near(corners(found.image), QUARTER_COLOURS)
    assert (found.width, found.height) == (960, 1600), "upright"


@pytest.mark.parametrize("exif", [b"Exif\0\0garbage", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\xff" * 60, b""])
def test_damaged_exif_is_no_harm(exif: bytes) -> None:
    near(corners(decoded(saved(quartered(), "JPEG", exif=exif)).image), QUARTER_COLOURS)


def grey(colours: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    return [(g, g, g) for g in (round((299 * r + 587 * g + 114 * b) / 1000) for r, g, b in colours)]


def test_grey_palette_and_cmyk() -> None:
    near(corners(decoded(png(quartered().convert("L"))).image), grey(QUARTER_COLOURS))
    near(corners(decoded(png(quartered().quantize(8))).image), QUARTER_COLOURS)
    near(corners(decoded(saved(quartered().convert("CMYK"), "JPEG", quality=95)).image), QUARTER_COLOURS, 10)
    checks = Image.new("1", SIZE)
    checks.paste(1, (0, 0, SIZE[0] // 2, SIZE[1]))
    near(corners(decoded(png(checks)).image), [WHITE, (0, 0, 0), WHITE, (0, 0, 0)])


SIXTEEN = (1000, 20_000), (40_000, 65_535)


def test_16_bits_are_scaled_and_not_clipped() -> None:
    across = SIZE[0] // 2
    rows = [struct.pack("<H", left) * across + struct.pack("<H", right) * across for left, right in SIXTEEN]
    ramp = Image.frombytes("I;16", SIZE, b"".join(row * (SIZE[1] // 2) for row in rows))
    seen = [pixel[0] for pixel in corners(decoded(png(ramp)).image)]
    assert seen == pytest.approx([value / 257 for row in SIXTEEN for value in row], abs=2)


def test_transparency_is_white() -> None:
    half = quartered().convert("RGBA")
    half.paste((0, 0, 0, 0), (0, 0, SIZE[0], SIZE[1] // 2))
    wanted = [WHITE, WHITE, *QUARTER_COLOURS[2:]]
    near(corners(decoded(png(half)).image), wanted)
    if "WEBP" in FORMATS:
        near(corners(decoded(saved(half, "WEBP", lossless=True)).image), wanted)
    faint = Image.new("RGBA", SIZE, (0, 0, 0, 128))
    near(corners(decoded(png(faint)).image), [(127, 127, 127)] * 4)
    near(corners(decoded(png(Image.new("LA", SIZE, (0, 128)))).image), [(127, 127, 127)] * 4)
    paletted = quartered().quantize(8)
    red = paletted.getpixel((5, 5))
    near(corners(decoded(png(paletted, transparency=red)).image), [WHITE, *QUARTER_COLOURS[1:]])
    near(corners(decoded(png(quartered(), transparency=COLOURS["red"])).image), [WHITE, *QUARTER_COLOURS[1:]])


REFUSED: list[tuple[bytes, type[PictureError], str, str]] = [
    (
        png(Image.new("RGB", (1, 1))),
        TooSmall,
        "too-small",
        "1×1 is too small: at least 50×50 pixels",
    ),
    (png(Image.new("RGB", (49, 400))), TooSmall, "too-small", "49×400"),
    (b"", NotAnImage, "not-an-image", "JPEG, PNG"),
    (b"<!doctype html><html>", NotAnImage, "not-an-image", "not a picture of a supported format"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NotAnImage, "not-an-image", "not a picture"),
    (saved(quartered(), "TIFF"), NotAnImage, "not-an-image", "not a picture"),
    (saved(quartered(), "JPEG")[:900], Broken, "broken", "truncated"),
    (png(quartered())[:-300], Broken, "broken", "cannot be decoded"),
    (png(Image.new("1", (8000, 8000))), TooManyPixels, "too-large-picture", "at most 50,000,000 pixels"),
    (png(Image.new("1", (20_000, 20_000))), TooManyPixels, "too-large-picture", "at most 50,000,000 pixels"),
]


@pytest.mark.parametrize(("data", "kind", "reason", "message"), REFUSED)
def test_what_is_refused(data: bytes, kind: type[PictureError], reason: str, message: str) -> None:
    with pytest.raises(kind, match=re.escape(message)) as raised:
        decoded(data)
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
        decoded(bad)
    decoded(data[:at] + scan * 3 + data[-2:])


def test_the_limits_are_those_that_were_set() -> None:
    data = png(quartered())
    with pytest.raises(TooManyPixels, match="240×400 is too large: at most 95,999 pixels"):
        decoded(data, PictureLimits(pixels=240 * 400 - 1))
    with pytest.raises(TooSmall):
        decoded(data, PictureLimits(side=241))


@pytest.mark.parametrize("options", [{}, {"progressive": True}])
def test_a_jpeg_is_decoded_at_a_smaller_scale(options: dict[str, Any]) -> None:
    data = saved(quartered((999, 1333)), "JPEG", **options)
    with opened(io.BytesIO(data), LIMITS) as picture:
        assert picture.draft(200, 300) == (249.75, 333.25)
        assert picture.pixels == (999 * 1333 if options else 250 * 334)
        assert picture.loaded().size == (250, 334)
        assert picture.size == (999, 1333)
