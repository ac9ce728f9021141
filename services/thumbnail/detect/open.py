"""The detector that the settings ask for."""

import logging
from collections.abc import Sequence

from services.thumbnail.detect.detector import Detector
from services.thumbnail.detect.labels import plain
from services.thumbnail.detect.onnx import OnnxDetector
from services.thumbnail.detect.settings import EVERY, DetectorSettings
from services.thumbnail.detect.ultralytics import UltralyticsDetector

log = logging.getLogger(__name__)


def open_detector(settings: DetectorSettings) -> Detector | None:
    """The detector with its weights loaded, or None without YOLO_MODEL_PATH; which of them, and what is odd, is logged.

    Blocks for 0.1 s (`.onnx`) or some seconds. Raises `DetectorError`: missing, damaged or unfit weights.
    """
    path = settings.weights
    if path is None:
        log.warning("no detector: frames are ranked by picture quality alone; YOLO_MODEL_PATH names weights")
        return None
    engine = OnnxDetector if path.suffix.lower() == ".onnx" else UltralyticsDetector
    detector = engine(
        path, threads=settings.threads, confidence=settings.confidence, iou=settings.iou, size=settings.input_size
    )
    log.info("detector: %s, %d classes, %d pixels", detector.name, len(detector.labels), detector.size)
    for warning in warnings(settings, detector.labels):
        log.warning(warning)
    return detector


def warnings(settings: DetectorSettings, labels: Sequence[str]) -> list[str]:
    """What does not fit between the classes of the settings and those of a model."""
    known = {plain(label) for label in labels}
    if not known:
        return []
    said = [
        f"{kind.upper()}_CLASSES: the model has no class {', '.join(unknown)}"
        for kind, named in settings.told().items()
        if (unknown := [name for name in named if name not in known and name != EVERY])
    ]
    if not any(settings.kind(label) == "product" for label in labels):
        some = ", ".join(list(labels)[:10])
        said.append(f"the model has no class of PRODUCT_CLASSES: it knows {some}; * takes all")
    return said
