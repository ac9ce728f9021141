"""More that spoils a frame, for the second set only, so that what was tuned on the first meets something new."""

from itertools import pairwise

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from tests.media import photos
from tests.media.shots import Curve, Effect, View, look


def dull(part: Curve) -> Effect:
    """Colour and contrast drained: 1 is flat grey."""

    def apply(picture: Image.Image, t: float) -> Image.Image:
        left = 1 - part(t)
        if left >= 1:
            return picture
        return ImageEnhance.Contrast(ImageEnhance.Color(picture).enhance(left)).enhance(0.3 + 0.7 * left)

    return apply


def tilted(degrees: Curve) -> Effect:
    """The phone turned, anticlockwise; zoomed in so that no corner is empty at most angles."""

    def apply(picture: Image.Image, t: float) -> Image.Image:
        angle = degrees(t)
        if abs(angle) < 0.5:
            return picture
        width, height = picture.size
        larger = picture.resize((width * 3 // 2, height * 3 // 2)).rotate(angle, Image.Resampling.BILINEAR)
        return larger.crop((width // 4, height // 4, width // 4 + width, height // 4 + height))

    return apply


def ghost(photo: str, view: View, part: Curve) -> Effect:
    """Another photo shines through, as in a cross-fade that stops half-way."""
    cached: dict[tuple[int, int], Image.Image] = {}

    def apply(picture: Image.Image, t: float) -> Image.Image:
        if part(t) <= 0:
            return picture
        if picture.size not in cached:
            cached[picture.size] = look(photos.image(photo), view, picture.size)
        return Image.blend(picture, cached[picture.size], part(t))

    return apply


def pixelated(blocks: Curve) -> Effect:
    """`blocks` across the width, as censors do; 0 leaves it as it is."""

    def apply(picture: Image.Image, t: float) -> Image.Image:
        count = round(blocks(t))
        if count <= 0:
            return picture
        small = picture.resize((count, max(1, count * picture.height // picture.width)), Image.Resampling.BOX)
        return small.resize(picture.size, Image.Resampling.NEAREST)

    return apply


def torn(part: Curve, seed: int = 3) -> Effect:
    """Bands of rows shifted sideways, by up to `part` of the width, other ones each frame; colours drift apart."""

    def apply(picture: Image.Image, t: float) -> Image.Image:
        if part(t) <= 0:
            return picture
        random = np.random.default_rng([seed, int(t * 1000)])
        pixels = np.array(picture)
        reach = int(part(t) * picture.width)
        edges = np.sort(random.integers(0, picture.height, 12))
        for top, bottom in pairwise(edges.tolist()):
            pixels[top:bottom] = np.roll(pixels[top:bottom], int(random.integers(-reach, reach + 1)), 1)
        pixels[..., 0] = np.roll(pixels[..., 0], reach // 4, 1)
        return Image.fromarray(pixels)

    return apply


def passer_by(place: Curve, width: float = 0.7, colour: str = "#181820") -> Effect:
    """Someone in a dark coat, close and out of focus, centred at `place` of the picture's width."""

    def apply(picture: Image.Image, t: float) -> Image.Image:
        centre = place(t)
        if not -width / 2 - 0.1 < centre < 1.1 + width / 2:
            return picture
        mask = Image.new("L", (picture.width // 8, picture.height // 8))
        left, right = (centre - width / 2) * mask.width, (centre + width / 2) * mask.width
        ImageDraw.Draw(mask).rounded_rectangle((left, 0.08 * mask.height, right, 1.5 * mask.height), 8, fill=255)
        mask = mask.filter(ImageFilter.GaussianBlur(2)).resize(picture.size)
        return Image.composite(Image.new("RGB", picture.size, colour), picture, mask)

    return apply
