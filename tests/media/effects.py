"""What spoils a frame: each function makes an effect for a shot, driven by curves over the seconds since it began."""

from io import BytesIO

import numpy as np
from PIL import Image, ImageFilter

from tests.media.shots import Curve, Effect


def exposure(gain: Curve) -> Effect:
    """Light times `gain`, clipped as a sensor clips: 0.1 is night, 3 burns out."""

    def apply(picture: Image.Image, t: float) -> Image.Image:
        factor = gain(t)
        return picture if factor == 1 else picture.point([min(255, round(value * factor)) for value in range(256)] * 3)

    return apply


def fade(part: Curve, colour: str = "black") -> Effect:
    """Mixed with `colour`: 1 is all of it."""

    def apply(picture: Image.Image, t: float) -> Image.Image:
        share = part(t)
        return picture if share <= 0 else Image.blend(picture, Image.new("RGB", picture.size, colour), min(share, 1.0))

    return apply


def defocus(radius: Curve) -> Effect:
    """Out of focus by `radius`, in thousandths of the picture's height."""

    def apply(picture: Image.Image, t: float) -> Image.Image:
        amount = radius(t) * picture.height / 1000
        if amount < 0.2:
            return picture
        # A wide blur leaves no detail, so a smaller picture will do: several times as quick.
        less = max(1, int(amount / 1.5))
        return (
            picture.reduce(less)
            .filter(ImageFilter.GaussianBlur(amount / less))
            .resize(picture.size, Image.Resampling.BILINEAR)
        )

    return apply


def smear(across: Curve, down: Curve = lambda t: 0.0) -> Effect:
    """The blur of a moving camera, in thousandths of the picture's height."""

    def apply(picture: Image.Image, t: float) -> Image.Image:
        amounts = tuple(abs(curve(t)) * picture.height / 2000 for curve in (across, down))
        if max(amounts) < 0.3:
            return picture
        across_less, down_less = (max(1, int(amount / 3)) for amount in amounts)
        smaller = picture.reduce((across_less, down_less))
        blurred = smaller.filter(ImageFilter.BoxBlur((amounts[0] / across_less, amounts[1] / down_less)))
        return blurred.resize(picture.size, Image.Resampling.BILINEAR)

    return apply


def noise(sigma: Curve, seed: int = 1) -> Effect:
    """Grain of a dark room, in grey levels."""
    grain: dict[tuple[int, int], np.ndarray] = {}

    def apply(picture: Image.Image, t: float) -> Image.Image:
        if sigma(t) <= 0:
            return picture
        width, height = picture.size
        if picture.size not in grain:
            grain[picture.size] = np.random.default_rng(seed).normal(0, 1, (height, width, 1)).astype(np.float32)
        shift = int(t * 997) % height, int(t * 1999) % width
        noisy = np.asarray(picture) + np.roll(grain[picture.size], shift, (0, 1)) * sigma(t)
        return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))

    return apply


def squeezed(quality: Curve) -> Effect:
    """The blocks of a bad connection: through JPEG at half size with `quality`; 100 and over leaves it as it is."""

    def apply(picture: Image.Image, t: float) -> Image.Image:
        if quality(t) >= 100:
            return picture
        stored = BytesIO()
        picture.resize((picture.width // 3, picture.height // 3)).save(stored, "JPEG", quality=round(quality(t)))
        with Image.open(stored) as opened:
            return opened.resize(picture.size, Image.Resampling.NEAREST)

    return apply
