"""Decodes a picture: upright, in sRGB, scaled down to a limit. Runs in a confined process."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil

from PIL import Image

from libs.pictures import errors
from libs.pictures.opening import Opened, PictureLimits, confine, opened
from libs.pictures.profile import profile
from libs.pictures.rgb import on_white, scalable
from services.enhance.pictures.colours import srgb
from services.enhance.pictures.errors import NotAnImage, TooCostly, TooLarge, TooSmall, Undecodable

MARGIN = 1.15
"""A JPEG is decoded at a smaller scale if it is still so much larger than the result: see the collage's tiles."""
REDUCING_GAP = 3.0
"""Other pictures are first reduced by averaging to this many times the result: the result is nearly the filter's."""


def decoded(data: bytes, limits: PictureLimits, longest: int | None = None) -> Image.Image:
    """The picture as RGB, or RGBA if a pixel is transparent, without metadata. Of an animation it is the first frame.

    `longest` limits its longer side, in pixels. Raises our PictureError, MemoryError.
    """
    confine(limits)
    with _our_errors(), opened(io.BytesIO(data), limits) as picture:
        colours = profile(data, picture)
        image = _scaled(picture, longest, keep_cmyk=colours is not None)
        return picture.upright(_opaque(srgb(image, colours)))


def flat(image: Image.Image) -> Image.Image:
    """A decoded image as RGB on white."""
    return on_white(scalable(image))


def _scaled(picture: Opened, longest: int | None, *, keep_cmyk: bool) -> Image.Image:
    """The picture as stored, in the mode L, RGB, RGBA or CMYK, with its longer side at most `longest`."""
    across, down = picture.size[::-1] if picture.sideways else picture.size
    factor = min(1.0, (longest or max(across, down)) / max(across, down))
    if factor < 1:
        exact = picture.draft(ceil(across * factor * MARGIN), ceil(down * factor * MARGIN))
    image = picture.loaded()
    if not (keep_cmyk and image.mode == "CMYK"):
        image = scalable(image)
    if factor < 1:
        size = max(1, round(across * factor)), max(1, round(down * factor))
        image = image.resize(size, Image.Resampling.LANCZOS, (0, 0, *exact), REDUCING_GAP)
    return image.convert("RGBA") if image.mode == "RGBa" else image


def _opaque(image: Image.Image) -> Image.Image:
    """`image` without its metadata, and without an alpha channel in which nothing is transparent."""
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    image.info = {}
    return image


@contextmanager
def _our_errors() -> Iterator[None]:
    """Errors of `libs.pictures` become ours, with the names of our settings."""
    try:
        yield
    except errors.NotAnImage as error:
        raise NotAnImage(str(error)) from None
    except errors.TooSmall as error:
        raise TooSmall(f"{error} (ENHANCE_MIN_SIDE)") from None
    except errors.TooManyPixels as error:
        raise TooLarge(f"{error} (ENHANCE_MAX_PIXELS)") from None
    except errors.TooCostly as error:
        raise TooCostly(str(error)) from None
    except errors.PictureError as error:
        raise Undecodable(str(error)) from None
