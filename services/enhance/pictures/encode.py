"""Encodes pictures: the same pixels give the same bytes, and nothing but pixels is written (no EXIF, GPS, profile)."""

import io

from PIL import Image

QUALITY = 92
"""Of JPEGs, without colour subsampling, which would blur red edges and lettering."""


def jpeg(image: Image.Image) -> bytes:
    """An RGB `image` as JPEG.

    Without `optimize`, for which Pillow needs room for the whole file and reserves too little for grainy pictures.
    """
    return _saved(image, "JPEG", quality=QUALITY, subsampling=0)


def png(image: Image.Image) -> bytes:
    """An RGBA `image` as PNG."""
    return _saved(image, "PNG", compress_level=6)


def _saved(image: Image.Image, kind: str, **options: int) -> bytes:
    out = io.BytesIO()
    # Pillow writes what it finds in `info`, such as comments.
    plain = image.copy()
    plain.info = {}
    plain.save(out, kind, **options)
    return out.getvalue()
