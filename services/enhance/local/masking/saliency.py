"""U²-Net: how much each pixel belongs to what a picture shows."""

import threading
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from libs.detect.errors import DetectorError
from libs.detect.runtime import open_session

Plane = NDArray[np.float32]
"""Height × width, usually in 0..1."""

MEAN = np.array([0.485, 0.456, 0.406], dtype=np.float32)
DEVIATION = np.array([0.229, 0.224, 0.225], dtype=np.float32)
"""Of the pictures that U²-Net was trained on, ImageNet's."""


class Saliency:
    """A U²-Net in one session. Its method may be called from several threads at once."""

    def __init__(self, path: Path, *, threads: int = 1) -> None:
        """Load the weights; takes about 0.1 s. `threads`: for one map. Raises `DetectorError`."""
        self._session = open_session(path, threads)
        self.name = path.stem
        inputs, outputs = self._session.get_inputs(), self._session.get_outputs()
        shape = inputs[0].shape if len(inputs) == 1 else []
        known = len(shape) == 4 and shape[1] == 3 and all(isinstance(side, int) and side >= 32 for side in shape[2:])
        if not known or inputs[0].type != "tensor(float)" or len(outputs[0].shape) != 4 or outputs[0].shape[1] != 1:
            raise DetectorError(
                f"{path} is not a saliency model: it must have one input (1, 3, height, width) and give (1, 1, height, "
                "width), as U²-Net does"
            )
        self.height, self.width = int(shape[2]), int(shape[3])
        # A run takes 280 MB while it lasts: one at a time.
        self._alone = threading.Lock()
        self._input, self._output = inputs[0].name, outputs[0].name

    def map(self, picture: Image.Image) -> Plane:
        """The saliency of `picture` (RGB) in 0..1, in the model's size: it squeezes pictures of any aspect ratio."""
        small = picture.resize((self.width, self.height), Image.Resampling.BILINEAR, reducing_gap=3.0)
        values = np.asarray(small, dtype=np.float32)
        # As in training: by the brightest value, so that a dark photo is read as a bright one.
        values = (values / max(float(values.max()), 1.0) - MEAN) / DEVIATION
        given = np.ascontiguousarray(values.transpose(2, 0, 1)[None])
        with self._alone:
            found: NDArray[Any] = self._session.run([self._output], {self._input: given})[0]
        result: Plane = np.clip(found[0, 0], 0.0, 1.0).astype(np.float32, copy=False)
        return result
