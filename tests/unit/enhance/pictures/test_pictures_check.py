"""Outputs of image models: what is broken, blank or unchanged is refused; the rest is fitted, without metadata."""

import hashlib
import io
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageEnhance

from libs.pictures.opening import PictureLimits
from services.enhance.pictures.check import UNLIKE, Checked, OutputLimits, check
from services.enhance.pictures.errors import Blank, PictureError, TooLarge, TooSmall, Unchanged, Undecodable
from services.enhance.pictures.normalise import InputLimits, normalise
from services.enhance.pictures.sameness import is_blank, is_same
from services.enhance.providers.provider import ImageRequest
from tests.unit.enhance.pictures.test_pictures_likeness import BLUE, bottle, cup, placed
from tests.unit.enhance.pictures.troubles import GPS_MARK, bomb, p3, saved, scene, textured, with_gps
from tests.unit.pictures.decoding import near

LIMITS = OutputLimits(PictureLimits(50_000_000, 64), 0.0)
ASKED = ImageRequest("a bottle", aspect=(1, 1), size=512)
PHOTO = normalise(saved(textured((512, 512)), "PNG"), InputLimits(LIMITS.picture, 2048))


def made(data: bytes, request: ImageRequest = ASKED, **more: Any) -> tuple[Checked, Image.Image]:
    found = check(data, more.get("photo"), request, None, LIMITS)
    image = Image.open(io.BytesIO(found.data))
    assert (image.format or "").lower() == found.format
    assert image.size == (found.width, found.height)
    assert found.sha256 == hashlib.sha256(found.data).hexdigest()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    return found, image


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_the_format_is_that_of_the_bytes(kind: str) -> None:
    found, image = made(saved(scene((512, 512)), kind))
    assert (found.format, image.mode, found.width, found.height, found.flags) == ("jpeg", "RGB", 512, 512, ())


def test_metadata_is_gone_the_image_upright_and_in_srgb() -> None:
    turned = scene((512, 512)).transpose(Image.Transpose.ROTATE_90)
    data = saved(turned, "JPEG", exif=with_gps(6), quality=95)
    assert GPS_MARK in data
    found, image = made(data)
    assert GPS_MARK not in found.data
    assert b"Exif" not in found.data
    assert np.abs(np.asarray(image, float) - np.asarray(scene((512, 512)), float)).mean() < 3
    flat = scene((512, 512), product=(200, 120, 90))
    near([made(saved(flat, "PNG", icc_profile=p3()))[1].getpixel((256, 210))], [(213, 118, 85)], 5)


def test_transparency_stays() -> None:
    image = scene((512, 512)).convert("RGBA")
    image.putalpha(Image.new("L", image.size, 255))
    assert made(saved(image, "PNG"))[0].format == "jpeg", "nothing is transparent"
    image.paste((0, 0, 0, 0), (0, 0, 100, 512))
    found, seen = made(saved(image, "PNG", exif=with_gps()))
    assert (found.format, seen.mode) == ("png", "RGBA")
    assert GPS_MARK not in found.data
    assert seen.getpixel((10, 10))[3] == 0  # type: ignore[index]


def test_colours_are_not_subsampled() -> None:
    image = scene((512, 512))
    image.paste((255, 0, 0), (100, 100, 101, 400))
    _, seen = made(saved(image, "PNG"))
    red, green, _ = seen.getpixel((100, 200))  # type: ignore[misc]
    assert red - green > 120, "a red line of one pixel stays red"


def test_the_same_output_gives_the_same_bytes() -> None:
    data = saved(scene((700, 512)), "WEBP")
    assert made(data)[0] == made(data)[0]


def test_what_drifted_is_fitted_and_flagged() -> None:
    found, _ = made(saved(scene((1536, 1024)), "PNG"))
    assert (found.width, found.height, set(found.flags)) == (512, 512, {"resized", "padded"})
    found, _ = made(saved(scene((1344, 768)), "PNG"), ImageRequest("a bottle", aspect=(16, 9), size=1344))
    assert (found.width, found.height, found.flags) == (1344, 756, ("cropped",))
    found, _ = made(saved(scene((256, 256)), "PNG"))
    assert (found.width, found.height, found.flags) == (256, 256, ("small",))


def gradient(size: int = 512) -> Image.Image:
    """A studio's background: bright in the middle, darker below."""
    down, across = np.mgrid[:size, :size] / size - 0.5
    light = 235 - 90 * (across**2 + (down + 0.1) ** 2) - 25 * down
    return Image.fromarray(np.stack([light, light * 0.98, light * 0.95], axis=2).astype(np.uint8))


def retouched() -> Image.Image:
    """A spot of a twentieth of the side is removed."""
    image = textured((512, 512))
    image.paste(image.crop((0, 0, 25, 25)), (260, 260))
    return image


JPEG = saved(textured((512, 512)), "JPEG")


@pytest.mark.parametrize(
    ("data", "kind", "cause", "message"),
    [
        (b"<html>502 Bad Gateway</html>", Undecodable, "undecodable", "the output is not a picture of a supported format"),
        (b"", Undecodable, "undecodable", "the output is not a picture"),
        (JPEG[: len(JPEG) // 2], Undecodable, "undecodable", "truncated"),
        (bomb(), TooLarge, "too-large", "(ENHANCE_MAX_PIXELS)"),
        (saved(Image.new("RGB", (1, 1)), "PNG"), TooSmall, "too-small", "(ENHANCE_MIN_SIDE)"),
        (saved(Image.new("RGB", (512, 512), (255, 255, 255)), "PNG"), Blank, "blank", "512×512 pixels of one colour"),
        (saved(Image.new("RGB", (512, 512), (3, 3, 3)), "JPEG"), Blank, "blank", "shows nothing"),
        (saved(Image.new("RGBA", (512, 512), (200, 10, 10, 0)), "PNG"), Blank, "blank", "shows nothing"),
        (PHOTO.data, Unchanged, "unchanged", "the same pixels as an input"),
        (saved(textured((512, 512)), "PNG"), Unchanged, "unchanged", "the same pixels"),
        (saved(textured((512, 512)), "JPEG", quality=75), Unchanged, "unchanged", "the same pixels"),
        (saved(textured((512, 512)).resize((1024, 1024)), "WEBP", quality=90), Unchanged, "unchanged", "the same pixels"),
    ],
)  # fmt: skip
def test_what_is_refused(data: bytes, kind: type[PictureError], cause: str, message: str) -> None:
    for photo, photos in ((PHOTO, ()), (None, (PHOTO,))):
        with pytest.raises(kind) as raised:
            check(data, photo, ImageRequest("a bottle", photos, size=512), None, LIMITS)
        assert message in str(raised.value)
        assert (raised.value.cause, raised.value.transient) == (cause, False)


@pytest.mark.parametrize(
    "image",
    [
        retouched(),
        ImageEnhance.Brightness(textured((512, 512))).enhance(1.02),
        ImageEnhance.Contrast(textured((512, 512))).enhance(1.04),
        ImageEnhance.Color(textured((512, 512))).enhance(1.08),
        textured((512, 512)).crop((6, 6, 506, 506)),
        textured((512, 512), seed=2),
    ],
)
def test_a_small_improvement_is_a_change(image: Image.Image) -> None:
    made(saved(image, "PNG"), ImageRequest("a bottle", (PHOTO,), size=512), photo=PHOTO)


def test_blank() -> None:
    assert is_blank(gradient())
    noise = np.random.default_rng(1).integers(120, 128, (512, 512, 3), dtype=np.uint8)
    assert is_blank(Image.fromarray(noise)), "no more than grain"
    for image in (Image.new("RGB", (512, 512), (250, 250, 250)), gradient()):
        image.paste((235, 235, 230), (220, 220, 300, 300))
        assert not is_blank(image), "a pale product"
    cut_out = Image.new("RGBA", (512, 512), (255, 255, 255, 0))
    cut_out.paste((255, 255, 255, 255), (200, 200, 300, 300))
    assert not is_blank(cut_out), "a white product without a background"


def test_images_of_other_aspects_are_not_the_same() -> None:
    image = textured((512, 512))
    assert is_same(image, image)
    assert not is_same(image.resize((512, 400)), image)


def test_another_product_is_flagged_for_the_reviewer() -> None:
    limits = OutputLimits(LIMITS.picture, 0.4)
    photo, mask = placed(bottle(), ground="grey")
    taken, asked = normalise(saved(photo, "PNG"), InputLimits(LIMITS.picture, 2048)), ImageRequest("a bottle", size=480)
    shown = saved(mask.resize((240, 240)), "PNG")
    for product, flags in ((bottle(), ()), (bottle(BLUE), (UNLIKE,)), (cup(), (UNLIKE,))):
        image, _ = placed(product, height=360)
        assert check(saved(image, "PNG"), taken, asked, shown, limits).flags == flags
    assert check(saved(placed(cup())[0], "PNG"), None, asked, None, limits).flags == (), "no product was asked for"
