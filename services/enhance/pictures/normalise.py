"""A stranger's picture becomes a Photo: upright, sRGB, on white, without metadata. Runs in a confined process."""

from pathlib import Path
from typing import NamedTuple

from libs.pictures.opening import PictureLimits
from services.enhance.pictures.decode import decoded, flat
from services.enhance.pictures.encode import jpeg
from services.enhance.providers.provider import Photo


class InputLimits(NamedTuple):
    """Limits of an input picture, and of the longer side of its Photo, in pixels."""

    picture: PictureLimits
    longest: int


def normalise(source: Path | bytes, limits: InputLimits) -> Photo:
    """The Photo of the picture `source`; the same bytes give the same Photo. Raises PictureError, MemoryError, OSError.

    Transparency becomes white: image models take it as a mask, or as black.
    """
    data = source if isinstance(source, bytes) else source.read_bytes()
    image = flat(decoded(data, limits.picture, limits.longest))
    return Photo(jpeg(image), "image/jpeg", *image.size)
