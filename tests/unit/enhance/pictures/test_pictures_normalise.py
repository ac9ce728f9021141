"""A stranger's picture becomes a Photo: upright, in sRGB, on white, without metadata; or an error with a cause."""

import io
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from libs.pictures.opening import FORMATS, PictureLimits
from services.enhance.pictures.decode import decoded
from services.enhance.pictures.errors import (
    NotAnImage,
    PictureError,
    TooCostly,
    TooLarge,
    TooSmall,
    Undecodable,
)
from services.enhance.pictures.normalise import InputLimits, normalise
from services.enhance.providers.provider import Photo
from tests.unit.enhance.pictures.troubles import GPS_MARK, bomb, grey_gamma, p3, press, saved, scene, textured, with_gps
from tests.unit.pictures.decoding import QUARTER_COLOURS, WHITE, corners, near, quartered
from tests.unit.pictures.test_pictures_opening import UNTURNED

LIMITS = InputLimits(PictureLimits(50_000_000, 64), 2048)


def made(data: bytes, limits: InputLimits = LIMITS) -> tuple[Photo, Image.Image]:
    photo = normalise(data, limits)
    image = Image.open(io.BytesIO(photo.data))
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (photo.width, photo.height))
    assert photo.media_type == "image/jpeg"
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}, "nothing but the picture"
    return photo, image


def colour(data: bytes) -> Any:
    _, image = made(data)
    return image.getpixel((image.width // 2, image.height // 2))


@pytest.mark.parametrize("orientation", UNTURNED)
def test_a_turned_photo_is_upright(orientation: int) -> None:
    data = saved(quartered((480, 800)).transpose(UNTURNED[orientation]), "JPEG", exif=with_gps(orientation), quality=95)
    photo, image = made(data)
    near(corners(image), QUARTER_COLOURS)
    assert (photo.width, photo.height) == (480, 800)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", *(["AVIF"] if "AVIF" in FORMATS else [])])
def test_where_it_was_taken_is_not_in_the_photo(kind: str) -> None:
    data = saved(scene(), kind, exif=with_gps(), icc_profile=p3())
    assert GPS_MARK in data
    assert b"Reelbus-Kamera" in data
    photo, _ = made(data)
    for mark in (GPS_MARK, b"Reelbus-Kamera", b"Exif", b"ICC_PROFILE", b"http"):
        assert mark not in photo.data


def test_comments_and_xmp_are_not_in_the_photo() -> None:
    data = saved(scene(), "JPEG", comment=b"by Jane Doe", xmp=b"<x:xmpmeta>Jane Doe</x:xmpmeta>")
    assert data.count(b"Jane Doe") == 2
    assert b"Jane" not in made(data)[0].data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", *(["AVIF"] if "AVIF" in FORMATS else [])])
def test_colours_of_display_p3_become_srgb(kind: str) -> None:
    image = Image.new("RGB", (128, 128), (200, 120, 90))
    options = {"quality": 100} if kind != "PNG" else {}
    plain, wide = colour(saved(image, kind, **options)), colour(saved(image, kind, icc_profile=p3(), **options))
    near([plain], [(200, 120, 90)], 4)
    near([wide], [(213, 118, 85)], 5)


def test_cmyk_by_its_profile_and_without() -> None:
    image = Image.new("CMYK", (128, 128), (255, 0, 0, 0))
    near([colour(saved(image, "JPEG", quality=95))], [(0, 255, 255)], 6)
    red, green, blue = colour(saved(image, "JPEG", quality=95, icc_profile=press()))
    assert red < 100
    assert 130 < green < 200, "the profile's cyan is dull"
    assert abs(green - blue) < 60


def test_grey_by_its_profile() -> None:
    image = Image.new("L", (128, 128), 128)
    near([colour(saved(image, "JPEG", quality=95))], [(128, 128, 128)], 3)
    linear = colour(saved(image, "JPEG", quality=95, icc_profile=grey_gamma(1.0)))
    near([linear], [(188, 188, 188)], 3)


@pytest.mark.parametrize(
    ("image", "profile"),
    [
        (Image.new("RGB", (128, 128), (200, 120, 90)), b"no profile at all"),
        (Image.new("RGB", (128, 128), (200, 120, 90)), press()),
        (Image.new("RGB", (128, 128), (200, 120, 90)), p3()[:200]),
        (Image.new("RGB", (128, 128), (200, 120, 90)), grey_gamma(1.0)),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_profile_that_does_not_fit_is_ignored(image: Image.Image, profile: bytes, kind: str) -> None:
    near([colour(saved(image, kind, icc_profile=profile))], [(200, 120, 90)], 5)


def test_16_bits() -> None:
    left, right = struct.pack("<H", 9000) * 64, struct.pack("<H", 60_000) * 64
    image = Image.frombytes("I;16", (128, 128), (left + right) * 128)
    _, seen = made(saved(image, "PNG"))
    near([seen.getpixel((20, 64)), seen.getpixel((100, 64))], [(35,) * 3, (233,) * 3], 3)  # type: ignore[list-item]


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_frame(kind: str) -> None:
    other = Image.new("RGB", (240, 400), (255, 0, 255))
    data = saved(quartered(), kind, save_all=True, append_images=[other, other], duration=40, quality=95)
    near(corners(made(data)[1]), QUARTER_COLOURS, 9)


def test_of_several_pictures_in_a_jpeg_the_first() -> None:
    data = saved(quartered(), "MPO", save_all=True, append_images=[Image.new("RGB", (240, 400))], quality=95)
    near(corners(made(data)[1]), QUARTER_COLOURS)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_transparency_is_white_also_with_a_profile(kind: str) -> None:
    half = quartered().convert("RGBA")
    half.paste((0, 0, 0, 0), (0, 0, 240, 200))
    near(corners(made(saved(half, kind, lossless=True))[1]), [WHITE, WHITE, *QUARTER_COLOURS[2:]])
    seen = corners(made(saved(half, kind, lossless=True, icc_profile=p3()))[1])
    near(seen[:2], [WHITE, WHITE], 3)
    assert seen[2] != QUARTER_COLOURS[2]


@pytest.mark.parametrize("size", [(3000, 2000), (2000, 3000), (2049, 65), (2048, 2048), (640, 480)])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_the_longer_side_is_limited_and_nothing_is_enlarged(size: tuple[int, int], kind: str) -> None:
    photo, _ = made(saved(scene(size), kind))
    factor = min(1, 2048 / max(size))
    assert (photo.width, photo.height) == (round(size[0] * factor), round(size[1] * factor))


def test_a_photo_that_is_scaled_while_decoding_is_as_good_as_one_scaled_afterwards() -> None:
    image = textured((1800, 1350))
    data = saved(image, "JPEG", quality=97, subsampling=0)
    wanted = np.asarray(image.resize((400, 300), Image.Resampling.LANCZOS), dtype=float)
    assert np.abs(np.asarray(decoded(data, LIMITS.picture, 400), dtype=float) - wanted).mean() < 1


def test_the_name_does_not_matter_and_the_result_is_always_the_same(tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(saved(scene(), "JPEG"))
    photo = normalise(path, LIMITS)
    assert (photo.width, photo.height) == (400, 300)
    assert photo == normalise(path.read_bytes(), LIMITS)


JPEG = saved(textured(), "JPEG")


@pytest.mark.parametrize(
    ("data", "kind", "cause", "message"),
    [
        (saved(Image.new("RGB", (1, 1)), "PNG"), TooSmall, "too-small", "1×1 is too small: at least 64×64 pixels (ENHANCE_MIN_SIDE)"),
        (bomb(), TooLarge, "too-large", "50000×50000 is too large: at most 50,000,000 pixels (ENHANCE_MAX_PIXELS)"),
        (JPEG[: len(JPEG) // 2], Undecodable, "undecodable", "truncated after"),
        (JPEG[: len(JPEG) // 2] + b"\xff\xd9", Undecodable, "undecodable", "truncated after"),
        (saved(textured(), "PNG")[:5000], Undecodable, "undecodable", "cannot be decoded"),
        (b"<!doctype html><html>404</html>", NotAnImage, "not-an-image", "not a picture of a supported format (JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NotAnImage, "not-an-image", "not a picture"),
        (b"%PDF-1.7", NotAnImage, "not-an-image", "not a picture"),
        (saved(scene(), "TIFF"), NotAnImage, "not-an-image", "not a picture"),
        (b"", NotAnImage, "not-an-image", "not a picture"),
        (JPEG[:2] + b"\xff\xe1\0\x02" * 6000 + JPEG[2:], TooCostly, "too-costly", "segments of a JPEG"),
    ],
)  # fmt: skip
def test_what_is_refused(data: bytes, kind: type[PictureError], cause: str, message: str) -> None:
    with pytest.raises(kind) as raised:
        normalise(data, LIMITS)
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)
    assert (raised.value.cause, raised.value.transient) == (cause, False)
