"""The protocol of object detectors."""

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
    """Detects objects, outside of the event loop. One per process."""

    name: str
    """Weights and engine, for the event, such as `yolov8n.onnx (onnxruntime)`."""
    size: int
    """Pixels of the model input's longer side: larger pictures give no better results."""

    async def detect(self, pictures: Sequence[Picture]) -> list[list[Detection]]:
        """The objects in each picture, most confident first, boxes clipped to the picture."""
        ...

    def close(self) -> None:
        """Free the model."""
        ...
