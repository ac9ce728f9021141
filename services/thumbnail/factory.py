"""Builds a thumbnail maker from the settings."""

from collections.abc import Iterator
from contextlib import contextmanager

from libs.confined.heap import trim
from libs.detect.errors import DetectorError
from libs.detect.open import open_detector
from libs.settings import fail
from services.thumbnail.maker import ThumbnailMaker, ThumbnailSpec
from services.thumbnail.pool import Decoders
from services.thumbnail.settings import ThumbnailSettings


@contextmanager
def open_maker(settings: ThumbnailSettings) -> Iterator[ThumbnailMaker]:
    """A maker, closed when the block ends. Exits with status 2 and one line if the weights cannot be loaded."""
    try:
        detector = open_detector(settings.detector)
    except DetectorError as error:
        fail(f"bad setting YOLO_MODEL_PATH: {error}")
    trim()
    spec = ThumbnailSpec(settings.count, settings.aspects, settings.widths, settings.encoding, settings.detect_frames)
    decoders = Decoders(settings.processes, settings.limits)
    try:
        yield ThumbnailMaker(decoders, detector, settings.detector.kind, spec)
    finally:
        decoders.close()
        if detector is not None:
            detector.close()
