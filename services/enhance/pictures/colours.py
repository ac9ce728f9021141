"""Converts pixels of any mode to sRGB by the embedded colour profile (ICC). Pure."""

import io
from functools import cache

from PIL import Image, ImageCms

_SPACES = {"RGB": "RGB ", "CMYK": "CMYK", "L": "GRAY"}
"""ICC's name of the colour space, by Pillow's mode."""
_FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION
_NAME = "sRGB"
"""How the names of the usual profiles of sRGB begin. Converting these would only add rounding errors."""


def srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """`image` (L, RGB, RGBA or CMYK) as RGB or RGBA in sRGB.

    Without a profile, or with one that is damaged or of another kind of colours, values are taken as sRGB.
    """
    if image.mode == "RGBA":
        converted = srgb(image.convert("RGB"), profile)
        converted.putalpha(image.getchannel("A"))
        return converted
    return (_by_profile(image, profile) if profile else None) or image.convert("RGB")


def _by_profile(image: Image.Image, data: bytes) -> Image.Image | None:
    try:
        found = ImageCms.ImageCmsProfile(io.BytesIO(data))
        if ImageCms.getProfileName(found).startswith(_NAME):
            return None
        space = found.profile.xcolor_space
        if space == "RGB " and image.mode == "L":
            image = image.convert("RGB")
        if space != _SPACES.get(image.mode):
            return None
        intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
        transform = ImageCms.buildTransform(found, _target(), image.mode, "RGB", intent, _FLAGS)
        return ImageCms.applyTransform(image, transform)
    except (ImageCms.PyCMSError, OSError, ValueError):
        # Browsers ignore damaged profiles too.
        return None


@cache
def _target() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
