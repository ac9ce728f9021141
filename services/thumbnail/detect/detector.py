"""What an object detector is to this service."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""RGB, height × width × 3."""


class Box(NamedTuple):
    """A rectangle as fractions of a picture's width and height; x, y is the upper left corner."""

    x: float
    y: float
    width: float
    height: float


class Detection(NamedTuple):
    """An object of class `label`; `confidence` is in 0..1."""

    label: str
    confidence: float
    box: Box


class Detector(Protocol):
    """Finds objects. One per process; the work is done off the event loop."""

    name: str
    """Weights and engine, for the event, such as `yolov8n.onnx (onnxruntime)`."""
    size: int
    """Pixels of the longer side of what it looks at: larger pictures gain nothing."""

    async def detect(self, pictures: Sequence[Picture]) -> list[list[Detection]]:
        """The objects in each picture, most confident first, boxes clipped to the picture."""
        ...

    def close(self) -> None:
        """Free what it holds."""
        ...
