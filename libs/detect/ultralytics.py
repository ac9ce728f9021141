"""The detector on ultralytics, for formats that onnxruntime does not support: `.pt`, OpenVINO, TorchScript and others.

ultralytics is AGPL-3.0 and requires torch. It is installed by the extra `ultralytics` and imported when needed.
A `.pt` file is a pickle, which can run code: load only weights that you trust.
"""

import asyncio
import os
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from libs.detect.detector import Box, Detection, Picture
from libs.detect.errors import DetectorError
from libs.extras import install_command

DEFAULT_SIZE = 640


class UltralyticsDetector:
    """One model, called in one thread outside of the event loop."""

    def __init__(
        self, path: Path, *, threads: int = 1, confidence: float = 0.25, iou: float = 0.45, size: int | None = None
    ) -> None:
        """Load the weights, and run them once on a grey picture. Takes seconds, most of them for torch.

        `threads`: for one detection. Raises `DetectorError`.
        """
        if not path.exists():
            # ultralytics would try to download a missing file.
            raise DetectorError(f"weights {path} do not exist: download some with `reelbus models get`")
        self._folder = tempfile.TemporaryDirectory(prefix="reelbus-ultralytics-")
        self._threads = threads
        self._options: dict[str, Any] = {"conf": confidence, "iou": iou, "verbose": False, "device": "cpu"}
        try:
            model_class = load_ultralytics(Path(self._folder.name))
            self._model = model_class(str(path), task="detect")
            self.size = size or _size(getattr(self._model, "overrides", {}).get("imgsz")) or DEFAULT_SIZE
            self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="detector")
            # In the thread, because torch's number of threads is set per calling thread.
            self._thread.submit(self._detect, np.full((64, 64, 3), 114, dtype=np.uint8)).result()
            # The size of exports is known after they are loaded.
            self.size = size or _size(getattr(self._model.predictor.model, "imgsz", None)) or self.size
        except DetectorError as error:
            self._folder.cleanup()
            raise DetectorError(f"YOLO_MODEL_PATH={path} {error}, or export it: reelbus models export") from None
        except Exception as error:  # noqa: BLE001 - torch, pickle and ultralytics raise errors of any class
            self._folder.cleanup()
            reason = " ".join(str(error).split())[:200] or type(error).__name__
            raise DetectorError(f"{path} cannot be loaded by ultralytics: {reason}") from None
        if getattr(self._model, "task", "detect") != "detect":
            self.close()
            raise DetectorError(f"{path} is a model for {self._model.task}, not a detector")
        self.labels = tuple(str(name) for _, name in sorted(self._model.names.items()))
        self.name = f"{path.name} (ultralytics)"

    async def detect(self, pictures: Sequence[Picture]) -> list[list[Detection]]:
        """The objects in each picture, most confident first, boxes clipped to the picture."""
        loop = asyncio.get_running_loop()
        return [await loop.run_in_executor(self._thread, self._detect, picture) for picture in pictures]

    def close(self) -> None:
        """Wait for the running detection, cancel waiting ones, and free the model."""
        self._thread.shutdown(cancel_futures=True)
        self._folder.cleanup()

    def _detect(self, picture: Picture) -> list[Detection]:
        import torch

        # Each time: ultralytics changes it when it prepares a model.
        torch.set_num_threads(self._threads)
        bgr = np.ascontiguousarray(picture[:, :, ::-1])
        (result,) = self._model.predict(bgr, imgsz=self.size, **self._options)
        corners = np.clip(result.boxes.xyxyn.numpy().astype(np.float64), 0.0, 1.0).tolist()
        found = zip(corners, result.boxes.conf.tolist(), result.boxes.cls.tolist(), strict=True)
        detections = [
            Detection(result.names.get(int(number), f"class {int(number)}"), score, Box(x1, y1, x2 - x1, y2 - y1))
            for (x1, y1, x2, y2), score, number in found
            if x2 > x1 and y2 > y1
        ]
        return sorted(detections, key=lambda detection: -detection.confidence)


def load_ultralytics(folder: Path, *, verbose: bool = False) -> Any:
    """The class `YOLO` of ultralytics, with its settings in `folder`, without installing packages.

    It connects to nothing, and logs to stdout only if `verbose`. Raises `DetectorError` if the extra is missing.
    """
    os.environ["YOLO_AUTOINSTALL"] = "false"
    os.environ.setdefault("YOLO_CONFIG_DIR", str(folder))
    os.environ.setdefault("YOLO_OFFLINE", "true")
    if not verbose:
        os.environ.setdefault("YOLO_VERBOSE", "false")
    try:
        from ultralytics import YOLO
    except ImportError as error:
        raise DetectorError(
            f"needs ultralytics, which is not installed: run {install_command('ultralytics')} ({error})"
        ) from None
    return YOLO


def _size(value: object) -> int | None:
    """The longer side in pixels, from ultralytics' `imgsz`: a number or two."""
    pixels = max(value) if isinstance(value, list | tuple) and value else value
    return int(pixels) if isinstance(pixels, int | float) and pixels > 0 else None
