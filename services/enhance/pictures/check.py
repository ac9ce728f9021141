"""Checks an output of an image model and fits it to what was asked for. Runs in a confined process."""

import hashlib
import io
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from PIL import Image

from libs.pictures.opening import PictureLimits
from services.enhance.pictures.decode import decoded, flat
from services.enhance.pictures.encode import jpeg, png
from services.enhance.pictures.errors import Blank, NotAnImage, Unchanged, Undecodable
from services.enhance.pictures.fitting import fitted, plan
from services.enhance.pictures.likeness import match
from services.enhance.pictures.sameness import is_blank, is_same
from services.enhance.providers.provider import ImageRequest, Photo

UNLIKE = "unlike-product"
"""The flag of an image that may show another product."""


class OutputLimits(NamedTuple):
    """Limits of an output, and the likeness below which it is flagged."""

    picture: PictureLimits
    likeness: float


@dataclass(frozen=True, slots=True)
class Checked:
    """An output that may be stored. `flags` are notes for the reviewer: see docs/enhance.md."""

    data: bytes = field(repr=False)
    width: int
    height: int
    format: Literal["jpeg", "png"]
    sha256: str
    flags: tuple[str, ...] = ()


def check(data: bytes, photo: Photo | None, request: ImageRequest, mask: bytes | None, limits: OutputLimits) -> Checked:
    """The output `data` of `request`, fitted and encoded; the same input gives the same bytes.

    `photo` is the product's, `mask` a grey picture of the same proportions that is white on the product.
    Raises PictureError (Undecodable, TooSmall, TooLarge, Blank, Unchanged), MemoryError.
    """
    try:
        image = decoded(data, limits.picture)
    except NotAnImage as error:
        raise Undecodable(f"the output is {error}") from None
    if is_blank(image):
        raise Blank(f"the output shows nothing: {image.width}×{image.height} pixels of one colour or gradient")
    inputs = [one for one in dict.fromkeys((photo, *request.photos)) if one is not None]
    shown = flat(image)
    if any(one.data == data or is_same(shown, _pixels(one.data)) for one in inputs):
        raise Unchanged("the output has the same pixels as an input")
    flags = (UNLIKE,) if photo is not None and _likeness(photo, mask, shown) < limits.likeness else ()
    fit = plan(image.size, request.aspect, request.size)
    result = fitted(image, fit)
    encoded = png(result) if result.mode == "RGBA" else jpeg(result)
    return Checked(
        encoded, *result.size, format="png" if result.mode == "RGBA" else "jpeg",
        sha256=hashlib.sha256(encoded).hexdigest(), flags=(*fit.flags, *flags),
    )  # fmt: skip


def _likeness(photo: Photo, mask: bytes | None, image: Image.Image) -> float:
    if mask is None:
        return match(_pixels(photo.data), None, image).likeness
    with Image.open(io.BytesIO(mask)) as opened:
        return match(_pixels(photo.data), opened.convert("L"), image).likeness


def _pixels(data: bytes) -> Image.Image:
    """Our own encoded picture, which needs no checks."""
    with Image.open(io.BytesIO(data)) as image:
        return image.convert("RGB")
