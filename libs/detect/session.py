"""An onnxruntime session of a detector, and its metadata."""

import ast
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from libs.detect.errors import DetectorError
from libs.detect.letterbox import STRIDE, Shape
from libs.extras import install_command

DEFAULT_SIZE = 640
"""The default training size of YOLO models."""

PRECISIONS = {"tensor(float)": np.float32, "tensor(float16)": np.float16}


class Session:
    """The model in `path`, ready to run on the CPU. Raises `DetectorError` for an unsupported model."""

    def __init__(self, path: Path, *, threads: int, size: int | None) -> None:
        self._session = _open(path, threads)
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


def _open(path: Path, threads: int) -> Any:
    try:
        import onnxruntime
    except ImportError:
        raise DetectorError(
            f"{path} needs onnxruntime, which is not installed: run {install_command('detect')}"
        ) from None
    if not path.is_file():
        raise DetectorError(f"weights {path} do not exist: download some with `reelbus models get`")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Waiting threads must not spin: other services share the cores.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3  # errors only: they are raised too
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # noqa: BLE001 - onnxruntime's errors have no common base class
        reason = " ".join(str(error).split())[:200]
        raise DetectorError(f"{path} cannot be loaded: {reason}") from None


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
