"""Opening a model on onnxruntime, for detectors and other models of pictures."""

from pathlib import Path
from typing import Any

from libs.detect.errors import DetectorError
from libs.extras import install_command


def open_session(path: Path, threads: int) -> Any:
    """The session of the `.onnx` file `path` on the CPU, with `threads` for one run. Raises `DetectorError`."""
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
