"""The studio that the settings ask for: its detector loaded, its decoding processes to be started."""

from collections.abc import Iterator
from contextlib import contextmanager

from libs.confined.heap import trim
from libs.settings import fail
from services.thumbnail.detect.errors import DetectorError
from services.thumbnail.detect.open import open_detector
from services.thumbnail.maker import Studio, Wanted
from services.thumbnail.pool import Decoders
from services.thumbnail.settings import ThumbnailSettings


@contextmanager
def open_studio(settings: ThumbnailSettings) -> Iterator[Studio]:
    """A studio, closed at the end. Exits with status 2 and one line where the weights cannot be used."""
    try:
        detector = open_detector(settings.detector)
    except DetectorError as error:
        fail(f"bad setting YOLO_MODEL_PATH: {error}")
    trim()
    wanted = Wanted(settings.count, settings.aspects, settings.widths, settings.encoding, settings.detect_frames)
    decoders = Decoders(settings.processes, settings.limits)
    try:
        yield Studio(decoders, detector, settings.detector.kind, wanted)
    finally:
        decoders.close()
        if detector is not None:
            detector.close()
