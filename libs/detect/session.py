"""An onnxruntime session of a detector, and its metadata."""

import ast
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from libs.detect.errors import DetectorError
from libs.detect.letterbox import STRIDE, Shape
from libs.detect.runtime import open_session

DEFAULT_SIZE = 640
"""The default training size of YOLO models."""

PRECISIONS = {"tensor(float)": np.float32, "tensor(float16)": np.float16}


class Session:
    """The model in `path`, ready to run on the CPU. Raises `DetectorError` for an unsupported model."""

    def __init__(self, path: Path, *, threads: int, size: int | None) -> None:
        self._session = open_session(path, threads)
        self.metadata: dict[str, str] = dict(self._session.get_modelmeta().custom_metadata_map)
        task = self.metadata.get("task", "detect")
        inputs, outputs = self._session.get_inputs(), self._session.get_outputs()
        given = inputs[0].shape if len(inputs) == 1 else []
        if task != "detect" or len(given) != 4 or given[1] != 3 or inputs[0].type not in PRECISIONS:
            what = f"task {task}, inputs {[(i.name, i.shape, i.type) for i in inputs]}"
            raise DetectorError(f"{path} is not a supported detector: {what}; it must have one float (B, 3, H, W)")
        self._input, self._output = inputs[0].name, outputs[0].name
        self.precision: Any = PRECISIONS[inputs[0].type]
        if isinstance(given[0], int) and given[0] != 1:
            raise DetectorError(f"{path} has a batch size of {given[0]}: export it with batch 1, or dynamic")
        self.fixed = isinstance(given[2], int) and isinstance(given[3], int)
        """Whether its input has a fixed size."""
        self.shape = Shape(given[2], given[3]) if self.fixed else _dynamic_shape(size, self.metadata)
        if self.fixed and size not in (None, max(self.shape)):
            raise DetectorError(f"YOLO_INPUT_SIZE is {size}, but {path} has a fixed size of {max(self.shape)}")

    def run(self, pictures: NDArray[Any]) -> NDArray[Any]:
        """(B, 3, H, W) in `precision` → the model's first output."""
        output: NDArray[Any] = self._session.run([self._output], {self._input: pictures})[0]
        return output


def _dynamic_shape(size: int | None, metadata: dict[str, str]) -> Shape:
    """A square of `size`, else of the export's size, else of the default size."""
    return Shape(*[size or _exported_size(metadata) or DEFAULT_SIZE] * 2)


def _exported_size(metadata: dict[str, str]) -> int | None:
    try:
        value = ast.literal_eval(metadata["imgsz"])
        pixels = max(value) if isinstance(value, list | tuple) else value
        return int(pixels) if 0 < pixels <= 4096 and pixels % STRIDE == 0 else None
    except (KeyError, ValueError, SyntaxError, TypeError):
        return None
