"""An onnxruntime session on weights that take pictures, and what it says of itself."""

import ast
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from libs.extras import install_command
from services.thumbnail.detect.errors import DetectorError
from services.thumbnail.detect.letterbox import STRIDE, Shape

DEFAULT_SIZE = 640
"""What YOLO models are trained on unless somebody says otherwise."""

PRECISIONS = {"tensor(float)": np.float32, "tensor(float16)": np.float16}


class Session:
    """The model in `path`, ready to run on the CPU. Raises `DetectorError` for a file that is no such model."""

    def __init__(self, path: Path, *, threads: int, size: int | None) -> None:
        self._session = _open(path, threads)
        self.metadata: dict[str, str] = dict(self._session.get_modelmeta().custom_metadata_map)
        task = self.metadata.get("task", "detect")
        inputs, outputs = self._session.get_inputs(), self._session.get_outputs()
        given = inputs[0].shape if len(inputs) == 1 else []
        if task != "detect" or len(given) != 4 or given[1] != 3 or inputs[0].type not in PRECISIONS:
            what = f"task {task}, inputs {[(i.name, i.shape, i.type) for i in inputs]}"
            raise DetectorError(f"{path} is no detector that we can read: {what}; wanted is one float (B, 3, H, W)")
        self._input, self._output = inputs[0].name, outputs[0].name
        self.precision: Any = PRECISIONS[inputs[0].type]
        if isinstance(given[0], int) and given[0] != 1:
            raise DetectorError(f"{path} takes {given[0]} pictures at a time: export it with batch 1, or dynamic")
        self.fixed = isinstance(given[2], int) and isinstance(given[3], int)
        """Whether its input has one size only."""
        self.shape = Shape(given[2], given[3]) if self.fixed else _open_shape(size, self.metadata)
        if self.fixed and size not in (None, max(self.shape)):
            raise DetectorError(f"YOLO_INPUT_SIZE is {size}, but {path} takes {max(self.shape)} and nothing else")

    def run(self, pictures: NDArray[Any]) -> NDArray[Any]:
        """(B, 3, H, W) in `precision` → the first output, as the model gives it."""
        output: NDArray[Any] = self._session.run([self._output], {self._input: pictures})[0]
        return output


def _open(path: Path, threads: int) -> Any:
    try:
        import onnxruntime
    except ImportError:
        raise DetectorError(
            f"{path} needs onnxruntime, which is not installed: run {install_command('thumbnail')}"
        ) from None
    if not path.is_file():
        raise DetectorError(f"there are no weights at {path}; `reelbus models get` fetches some")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Threads that wait do so asleep: other services share the cores.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3  # what matters is raised
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # noqa: BLE001 - its errors have no base of their own
        reason = " ".join(str(error).split())[:200]
        raise DetectorError(f"{path} cannot be loaded: {reason}") from None


def _open_shape(size: int | None, metadata: dict[str, str]) -> Shape:
    """A square of what was asked for, else of what the model was exported for, else of what is usual."""
    return Shape(*[size or _told_size(metadata) or DEFAULT_SIZE] * 2)


def _told_size(metadata: dict[str, str]) -> int | None:
    try:
        told = ast.literal_eval(metadata["imgsz"])
        pixels = max(told) if isinstance(told, list | tuple) else told
        return int(pixels) if 0 < pixels <= 4096 and pixels % STRIDE == 0 else None
    except (KeyError, ValueError, SyntaxError, TypeError):
        return None
