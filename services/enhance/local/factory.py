"""Makes the local provider from settings."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from libs.confined.heap import trim
from libs.detect.errors import DetectorError
from libs.detect.open import open_detector
from libs.settings import fail
from services.enhance.local.masking.saliency import Saliency
from services.enhance.local.provider import LocalModel
from services.enhance.local.settings import LocalSettings

log = logging.getLogger(__name__)


@asynccontextmanager
async def open_local(settings: LocalSettings) -> AsyncIterator[LocalModel]:
    """The local provider, closed when the block ends. Exits with status 2 and one line if weights cannot be loaded."""
    saliency = detector = None
    if settings.mask_model is None:
        log.warning("no mask: backgrounds stay; set ENHANCE_MASK_MODEL_PATH, such as to `reelbus models get u2netp`")
    else:
        try:
            saliency = Saliency(settings.mask_model)
        except DetectorError as error:
            fail(f"bad setting ENHANCE_MASK_MODEL_PATH: {error}")
        if settings.detector.weights is not None:
            try:
                detector = open_detector(settings.detector)
            except DetectorError as error:
                fail(f"bad setting YOLO_MODEL_PATH: {error}")
    trim()
    model = LocalModel(
        saliency, detector=detector, is_product=lambda label: settings.detector.kind(label) == "product",
        threads=settings.workers,
    )  # fmt: skip
    try:
        yield model
    finally:
        await model.aclose()
        if detector is not None:
            detector.close()
