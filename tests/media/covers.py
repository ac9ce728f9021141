"""Cover images as sellers post them: real photos, cropped and saved as phones and apps save them. And unusual ones."""

import io
from functools import cache

from PIL import Image

from tests.media.photos import path

SIZES = ((720, 1280), (1080, 1920), (750, 1334), (900, 1600), (1080, 1440), (810, 1440), (1080, 1920))
"""Of covers, width × height in pixels."""
NAMES = ("armchair", "easychair", "chair", "flowers", "basket", "laptop", "couch", "book", "glass-vase")
"""Photos that are large enough to be cropped, not enlarged."""


@cache
def _photo(name: str) -> Image.Image:
    with Image.open(path(name)) as opened:
        return opened.convert("RGB")


def picture(number: int) -> Image.Image:
    """Cover `number`, its size and detail by its number; the same each time. Another for every number below 63."""
    photo, (width, height) = _photo(NAMES[number % len(NAMES)]), SIZES[number % len(SIZES)]
    most = min(photo.width / width, photo.height / height)
    scale = max(1.0, most * (1.0, 0.85, 0.7)[number % 3])
    across, down = width * scale, height * scale
    left = (photo.width - across) * (number * 37 % 100) / 100
    top = (photo.height - down) * (number * 61 % 100) / 100
    box = (left, top, left + across, top + down)
    return photo.resize((width, height), Image.Resampling.LANCZOS, box)


def jpeg(image: Image.Image, quality: int = 87, **options: object) -> bytes:
    """`image` as a JPEG; options are Pillow's."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, **options)
    return out.getvalue()


def cover(number: int) -> bytes:
    """Cover `number` as a JPEG of quality 85 to 90; one in four is progressive, one in seven without subsampling."""
    sampling = "4:4:4" if number % 7 == 3 else "4:2:0"
    return jpeg(picture(number), 85 + number % 6, progressive=number % 4 == 1, subsampling=sampling)
