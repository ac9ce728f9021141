"""Opens the detector of the settings."""

import logging
from collections.abc import Sequence

from libs.detect.detector import Detector
from libs.detect.labels import normalized
from libs.detect.onnx import OnnxDetector
from libs.detect.settings import EVERY, DetectorSettings
from libs.detect.ultralytics import UltralyticsDetector

log = logging.getLogger(__name__)


def open_detector(settings: DetectorSettings) -> Detector | None:
    """The detector with its weights loaded; None without YOLO_MODEL_PATH. Logs the detector and `warnings`.

    Blocks for 0.1 s (`.onnx`) or some seconds. Raises `DetectorError` for missing, damaged or unsupported weights.
    """
    path = settings.weights
    if path is None:
        log.warning("no detector: frames are ranked by picture quality only; set YOLO_MODEL_PATH to use a detector")
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
    """Mismatches between the classes of the settings and the labels of a model."""
    known = {normalized(label) for label in labels}
    if not known:
        return []
    found = [
        f"{kind.upper()}_CLASSES: the model has no class {', '.join(unknown)}"
        for kind, names in settings.configured().items()
        if (unknown := [name for name in names if name not in known and name != EVERY])
    ]
    if not any(settings.kind(label) == "product" for label in labels):
        some = ", ".join(list(labels)[:10])
        found.append(f"the model has no class of PRODUCT_CLASSES: its classes are {some}; use * for all")
    return found
