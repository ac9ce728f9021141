"""Fits a picture into a model's input, and maps boxes back to the picture."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from libs.detect.detector import Picture

GREY = 114
"""The padding colour with which YOLO models were trained."""

STRIDE = 32
"""Sides of an input are multiples of this: the coarsest grid of YOLO models."""


class Shape(NamedTuple):
    """Height and width in pixels."""

    height: int
    width: int


class Placement(NamedTuple):
    """The position of a picture in an input, in input pixels."""

    left: int
    top: int
    width: int
    height: int


def canvas(picture: Shape, size: int) -> Shape:
    """The smallest input, in whole strides, for a picture whose longer side is scaled to `size` pixels.

    For models with a dynamic input: a 9:16 frame takes 0.6 of the time of a square.
    """
    scale = size / max(picture)
    return Shape(_strides(picture.height * scale), _strides(picture.width * scale))


def letterbox(picture: Picture, shape: Shape) -> tuple[NDArray[np.uint8], Placement]:
    """`picture` scaled to fit into `shape`, centred on grey (height × width × 3), and its position there."""
    width, height = _fitted(Shape(*picture.shape[:2]), shape)
    left, top = (shape.width - width) // 2, (shape.height - height) // 2
    scaled = picture
    if picture.shape[:2] != (height, width):
        # reducing_gap: large pictures are first reduced by averaging, which is several times faster.
        image = Image.fromarray(picture).resize((width, height), Image.Resampling.BILINEAR, reducing_gap=2.0)
        scaled = np.asarray(image)
    boxed = np.full((shape.height, shape.width, 3), GREY, dtype=np.uint8)
    boxed[top : top + height, left : left + width] = scaled
    return boxed, Placement(left, top, width, height)


def onto_picture(boxes: NDArray[np.float32], placement: Placement) -> NDArray[np.float64]:
    """Boxes (K, 4: x1 y1 x2 y2) from input pixels to fractions of the picture, clipped to it."""
    offset = np.array([placement.left, placement.top] * 2, dtype=np.float64)
    extent = np.array([placement.width, placement.height] * 2, dtype=np.float64)
    return np.clip((boxes - offset) / extent, 0.0, 1.0)


def _fitted(picture: Shape, shape: Shape) -> tuple[int, int]:
    """Width and height of `picture` scaled to fit into `shape`, at least one pixel each."""
    scale = min(shape.height / picture.height, shape.width / picture.width)
    return max(1, round(picture.width * scale)), max(1, round(picture.height * scale))


def _strides(pixels: float) -> int:
    """`pixels` rounded up to whole strides. An excess of less than a millionth is a rounding error."""
    return max(1, math.ceil(pixels / STRIDE - 1e-6)) * STRIDE
