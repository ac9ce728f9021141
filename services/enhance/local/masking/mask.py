"""Where a photo shows its product, and how sure that is: saliency, the detector's box, guided filter, regions."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from libs.detect import Box
from services.enhance.local.masking.filters import box_mean, dilated, eroded, guided, resized
from services.enhance.local.masking.regions import chosen, filled
from services.enhance.local.masking.saliency import Plane, Saliency

LONG_SIDE = 512
"""Pixels of the longer side of the part of a photo in which edges are looked for."""
RADIUS, EPSILON = 4, 4e-4
"""Of the guided filter: a step of U²-Net's map is 2 or 3 pixels there. Differences of 2 % are texture, not an edge."""
SECOND_LOOK = 0.7
"""A product that fills less than this of the photo's area is looked at again, larger."""
MARGIN = 0.14
"""Around a product, as a part of its longer side."""
PARTS = 0.12
"""Regions of at least this part of the largest one's area belong to the product: the other shoe of a pair."""
HOLE = 0.004
"""Holes of at most this part of the product's area are flaws of the mask."""


class Frame(NamedTuple):
    """A rectangle of a photo in pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """In pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """In pixels."""
        return self.bottom - self.top


class Product(NamedTuple):
    """A product in a photo, as it was found in `frame` at a reduced size (height × width of the planes)."""

    frame: Frame
    raw: Plane
    """The saliency in `frame`."""
    coefficients: NDArray[np.float32]
    """Of the guided filter: with them and the photo's colours, alpha at any size."""
    inside: Plane
    """1 where it surely is the product."""
    near: Plane
    """0 where it surely is not."""
    alpha: Plane
    agreement: float
    """IoU of the first look at the whole photo and the second, closer one; 1 without a second one."""
    peak: float
    """The highest saliency in the whole photo, 0..1."""


def find(photo: Image.Image, saliency: Saliency, box: Box | None) -> Product | None:
    """The product of `photo` (RGB); None if nothing stands out. `box`: where the detector sees it."""
    first = saliency.map(photo)
    peak = float(first.max())
    first = _stretched(first) * _inside_box(first.shape, box)
    product = chosen(first > 0.5, PARTS)
    if not product.any():
        return None
    frame = _frame(product, photo.size)
    seen = _part(first, frame, photo.size)
    agreement = 1.0
    if frame.width * frame.height < SECOND_LOOK * photo.width * photo.height:
        second = _stretched(saliency.map(photo.crop(frame)))
        wide, tall = second.shape[1], second.shape[0]
        agreement = _iou(resized(seen, wide, tall) > 0.5, second > 0.5)
        if agreement > 0.5:
            seen = second
    return _refined(photo, frame, seen, agreement, peak)


def alpha_of(coefficients: NDArray[np.float32], inside: Plane, near: Plane, colours: NDArray[np.float32]) -> Plane:
    """Alpha of `colours` (RGB in 0..1): all planes of the same size."""
    value = (coefficients[..., :3] * colours).sum(axis=-1) + coefficients[..., 3]
    # The filter leaves a haze on both sides of an edge, and threads of a textured background.
    value = np.clip((value - 0.3) / 0.5, 0.0, 1.0)
    result: Plane = np.minimum(np.maximum(value, inside), near)
    return result


def _refined(photo: Image.Image, frame: Frame, seen: Plane, agreement: float, peak: float) -> Product:
    scale = LONG_SIDE / max(frame.width, frame.height)
    size = max(8, round(frame.width * scale)), max(8, round(frame.height * scale))
    part = photo.resize(size, Image.Resampling.BILINEAR, box=frame, reducing_gap=3.0)
    colours = np.asarray(part, dtype=np.float32) / np.float32(255)
    raw = np.clip(resized(seen, *size), 0.0, 1.0)
    kept = chosen(raw > 0.5, PARTS)
    kept = filled(kept, round(HOLE * np.count_nonzero(kept)))
    raw = np.where(kept, np.maximum(raw, 0.5), np.where(dilated(kept, RADIUS), np.minimum(raw, 0.5), 0.0))
    raw = raw.astype(np.float32)
    inside = _soft(eroded(raw > 0.9, RADIUS))
    near = _soft(dilated(raw > 0.25, RADIUS // 2))
    coefficients = guided(colours, raw, RADIUS, EPSILON)
    alpha = alpha_of(coefficients, inside, near, colours)
    return Product(frame, raw, coefficients, inside, near, alpha, agreement, peak)


def _soft(region: NDArray[np.bool_]) -> Plane:
    return box_mean(region, 1).astype(np.float32)


def _stretched(plane: Plane) -> Plane:
    low, high = float(plane.min()), float(plane.max())
    result: Plane = (plane - low) / max(high - low, 1e-6)
    return result


def _inside_box(shape: tuple[int, ...], box: Box | None) -> NDArray[np.float32]:
    inside = np.ones(shape[:2], dtype=np.float32)
    if box is not None:
        y, x = (np.arange(side) + 0.5 for side in shape[:2])
        y, x = y / shape[0], x / shape[1]
        inside *= np.outer((y >= box.y) & (y <= box.y + box.height), (x >= box.x) & (x <= box.x + box.width))
    return inside


def _frame(region: NDArray[np.bool_], size: tuple[int, int]) -> Frame:
    """The part of a photo of `size` around `region`, with a margin."""
    rows, columns = np.flatnonzero(region.any(axis=1)), np.flatnonzero(region.any(axis=0))
    across, down = size[0] / region.shape[1], size[1] / region.shape[0]
    left, right = columns[0] * across, (columns[-1] + 1) * across
    top, bottom = rows[0] * down, (rows[-1] + 1) * down
    margin = MARGIN * max(right - left, bottom - top)
    return Frame(
        max(0, int(left - margin)), max(0, int(top - margin)),
        min(size[0], int(right + margin) + 1), min(size[1], int(bottom + margin) + 1),
    )  # fmt: skip


def _part(plane: Plane, frame: Frame, size: tuple[int, int]) -> Plane:
    """`frame` of a plane that shows a whole photo of `size`, in the plane's own size."""
    across, down = plane.shape[1] / size[0], plane.shape[0] / size[1]
    box = (frame.left * across, frame.top * down, frame.right * across, frame.bottom * down)
    image = Image.fromarray(plane).resize((plane.shape[1], plane.shape[0]), Image.Resampling.BILINEAR, box=box)
    return np.asarray(image, dtype=np.float32)


def _iou(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> float:
    return float((one & other).sum()) / max(1.0, float((one | other).sum()))
