"""The detector on onnxruntime, for `.onnx` weights."""

import ast
import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from libs.detect import labels as names
from libs.detect.detector import Box, Detection, Picture
from libs.detect.errors import DetectorError
from libs.detect.layout import Found, decode, layout_of
from libs.detect.letterbox import GREY, Placement, Shape, canvas, letterbox, onto_picture
from libs.detect.nms import nms
from libs.detect.session import Session


class OnnxDetector:
    """One model in one session, called in one thread outside of the event loop."""

    def __init__(
        self, path: Path, *, threads: int = 1, confidence: float = 0.25, iou: float = 0.45, size: int | None = None
    ) -> None:
        """Load the weights, and run them once on a grey picture to find the output's shape. Takes about 0.1 s.

        `threads`: for one detection; `size`: for models with a dynamic input. Raises `DetectorError`.
        """
        self._session = Session(path, threads=threads, size=size)
        metadata = self._session.metadata
        labels = names.metadata_labels(metadata)
        shape = self._session.run(self._input(np.full((*self._session.shape, 3), GREY, dtype=np.uint8))).shape
        try:
            self._layout, classes = layout_of(shape, len(labels) if labels else None, selects=_selects(metadata))
        except DetectorError as error:
            raise DetectorError(f"{path} is not a supported detector: {error}") from None
        self.labels = labels or names.labels_for(classes)
        self.name = f"{path.name} (onnxruntime)"
        self.size = max(self._session.shape)
        self._confidence, self._iou = confidence, iou
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="detector")

    async def detect(self, pictures: Sequence[Picture]) -> list[list[Detection]]:
        """The objects in each picture, most confident first, boxes clipped to the picture."""
        loop = asyncio.get_running_loop()
        # One by one: on a CPU a batch takes longer per picture, and more memory (measured).
        return [await loop.run_in_executor(self._thread, self._detect, picture) for picture in pictures]

    def close(self) -> None:
        """Wait for the running detection, cancel waiting ones, and free the model."""
        self._thread.shutdown(cancel_futures=True)

    def _detect(self, picture: Picture) -> list[Detection]:
        whole = Shape(*picture.shape[:2])
        shape = self._session.shape if self._session.fixed else canvas(whole, self.size)
        boxed, placement = letterbox(picture, shape)
        return self._read(self._session.run(self._input(boxed))[0], placement)

    def _input(self, boxed: NDArray[np.uint8]) -> NDArray[Any]:
        """(height, width, 3) in 0..255 → (1, 3, height, width) in 0..1, in the model's precision."""
        values = np.multiply(boxed.transpose(2, 0, 1)[None], 1 / 255, dtype=np.float32, order="C")
        return values.astype(self._session.precision, copy=False)

    def _read(self, output: NDArray[np.floating], placement: Placement) -> list[Detection]:
        # Also for models that select boxes themselves: they sometimes return two for one object.
        found: Found = nms(decode(output, self._layout, self._confidence), self._iou)
        corners = onto_picture(found.boxes, placement)
        return [
            Detection(names.label(self.labels, int(number)), min(1.0, float(score)), Box(x1, y1, x2 - x1, y2 - y1))
            for (x1, y1, x2, y2), score, number in zip(corners.tolist(), found.scores, found.classes, strict=True)
            if x2 > x1 and y2 > y1
        ]


def _selects(metadata: dict[str, str]) -> bool:
    """Whether the metadata of an export by ultralytics says that the model selects boxes itself."""
    try:
        arguments = ast.literal_eval(metadata.get("args", "{}"))
    except (ValueError, SyntaxError):
        arguments = {}
    selects = isinstance(arguments, dict) and arguments.get("nms") is True
    return selects or metadata.get("end2end", "False") == "True"
