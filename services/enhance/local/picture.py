"""One picture: a photo's bytes and a recipe in, a JPEG out. Runs in a thread; the same input gives the same bytes."""

import io
import logging
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from libs.detect import Box
from services.enhance.local.clean import cleaned
from services.enhance.local.colour import Light, by_strips, light_of, lit
from services.enhance.local.masking.cutout import Cutout, cut
from services.enhance.local.masking.filters import resized
from services.enhance.local.masking.gate import Verdict, judge
from services.enhance.local.masking.mask import Frame, Product, find
from services.enhance.local.masking.saliency import Plane, Saliency
from services.enhance.local.recipes import Clean, Recipe, White
from services.enhance.local.scenes import in_studio, on_white

log = logging.getLogger(__name__)

DEGRADED, ENLARGED, PADDED = "degraded", "enlarged", "padded"
"""Flags: the background stayed though the preset takes it away; the product was enlarged; the edges were continued."""
LARGEST = 4096
"""Pixels of a photo's longer side that are used."""
MUCH = 1.6
"""An enlargement that shows."""
LIGHT_SIDE = 384
"""Pixels of the longer side of the reduced photo that light is measured on."""
MASK_SIDE = 512
"""Pixels of the longer side of a mask for others."""
QUALITY = 95


class Reading(NamedTuple):
    """What was found in a photo, before any picture is made of it."""

    product: Product | None
    verdict: Verdict | None
    light: Light

    @property
    def reason(self) -> str | None:
        """Why the background has to stay; None if it need not."""
        if self.product is None or self.verdict is None:
            return "nothing stands out"
        return self.verdict.reason


class Made(NamedTuple):
    """A picture's bytes, and its flags."""

    data: bytes
    flags: tuple[str, ...]


def opened(data: bytes, side: int = LARGEST) -> Image.Image:
    """The photo in `data` as RGB, its longer side at most `side` pixels. Raises OSError if it cannot be decoded."""
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as image:
        image.draft("RGB", (side, side))
        photo = image.convert("RGB")
    if max(photo.size) > side:
        photo.thumbnail((side, side), Image.Resampling.BILINEAR, reducing_gap=3.0)
    return photo


def read(photo: Image.Image, saliency: Saliency | None, box: Box | None) -> Reading:
    """Find the product in `photo`, and measure its light. Without `saliency` there is no mask."""
    product = None if saliency is None else find(photo, saliency, box)
    scale = min(1.0, LIGHT_SIDE / max(photo.size))
    size = max(1, round(photo.width * scale)), max(1, round(photo.height * scale))
    colours = np.asarray(
        photo.resize(size, Image.Resampling.BILINEAR, reducing_gap=3.0), dtype=np.float32
    ) / np.float32(255)
    alpha = _whole(product, photo.size, size) if product is not None else _middle(size)
    verdict = judge(product, photo.size) if product is not None else None
    return Reading(product, verdict, light_of(colours, alpha))


def mask(reading: Reading, size: tuple[int, int]) -> bytes | None:
    """Where the product is in a photo of `size`, as a small grey PNG; None if the mask is not sure enough."""
    if reading.product is None or reading.reason is not None:
        return None
    scale = min(1.0, MASK_SIDE / max(size))
    small = max(1, round(size[0] * scale)), max(1, round(size[1] * scale))
    alpha = _whole(reading.product, size, small)
    target = io.BytesIO()
    Image.fromarray((alpha.clip(0, 1) * 255).astype(np.uint8)).save(target, "PNG")
    return target.getvalue()


def make(photo: Image.Image, reading: Reading, look: Recipe, instead: Clean, size: tuple[int, int]) -> Made:
    """The picture of `size` (width, height) that `look` describes, or `instead` if the background has to stay."""
    width, height = size
    flags: list[str] = []
    if reading.reason is not None and not isinstance(look, Clean):
        look = instead
        flags.append(DEGRADED)
    if isinstance(look, Clean):
        picture = cleaned(photo, _shown(reading), size, reading.light, look)
        if picture.padded:
            flags.append(PADDED)
        return Made(encoded(picture.pixels), tuple(flags))
    assert reading.product is not None
    cutout = in_light(cut(photo, reading.product, round(width * look.part), round(height * look.part)), reading.light)
    if cutout.scale > MUCH:
        flags.append(ENLARGED)
    pixels = (
        on_white(cutout, width, height, look) if isinstance(look, White) else in_studio(cutout, width, height, look)
    )
    return Made(encoded(pixels), tuple(flags))


def in_light(cutout: Cutout, light: Light) -> Cutout:
    """`cutout` as it looks in `light`."""
    return cutout._replace(colours=by_strips(cutout.colours, lambda colours: lit(colours, light)))


def encoded(pixels: NDArray[np.uint8]) -> bytes:
    """A JPEG without metadata, colours at full resolution."""
    target = io.BytesIO()
    # Not `optimize`: Pillow then encodes all at once, which stops the event loop, and fails on grainy pictures.
    Image.fromarray(pixels).save(target, "JPEG", quality=QUALITY, subsampling=0)
    return target.getvalue()


def _whole(product: Product, size: tuple[int, int], small: tuple[int, int]) -> Plane:
    """The product's alpha in the whole photo, at the size `small`."""
    frame, across, down = product.frame, small[0] / size[0], small[1] / size[1]
    left, top = round(frame.left * across), round(frame.top * down)
    right, bottom = max(left + 1, round(frame.right * across)), max(top + 1, round(frame.bottom * down))
    alpha: Plane = np.zeros((small[1], small[0]), dtype=np.float32)
    alpha[top:bottom, left:right] = resized(product.alpha, right - left, bottom - top)
    return alpha


def _middle(size: tuple[int, int]) -> Plane:
    """Without a mask, the product is probably in the middle: neither its colours nor what is near it are measured."""
    x, y = np.linspace(-1, 1, size[0], dtype=np.float32), np.linspace(-1, 1, size[1], dtype=np.float32)
    near = (np.abs(y)[:, None] < 0.75) & (np.abs(x)[None, :] < 0.75)
    return near.astype(np.float32)


def _shown(reading: Reading) -> Frame | None:
    """What a crop has to contain: the product, if it was found at all."""
    product = reading.product
    if product is not None and product.agreement > 0.3:
        rows, columns = (np.flatnonzero((product.alpha > 0.5).any(axis=axis)) for axis in (1, 0))
        if len(rows) and len(columns):
            frame = product.frame
            down, across = frame.height / product.alpha.shape[0], frame.width / product.alpha.shape[1]
            return Frame(
                round(frame.left + columns[0] * across), round(frame.top + rows[0] * down),
                round(frame.left + (columns[-1] + 1) * across), round(frame.top + (rows[-1] + 1) * down),
            )  # fmt: skip
    return None
