"""Decoding processes that the tests of this folder share, and a way to judge a clip and to cut it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from libs.detect import Detector
from libs.detect.settings import DetectorSettings
from services.thumbnail.limits import VideoLimits
from services.thumbnail.maker import ThumbnailMaker, ThumbnailSpec
from services.thumbnail.pool import Decoders
from services.thumbnail.rank.crop import Aspect
from services.thumbnail.render import Encoding

LIMITS = VideoLimits(duration=60, pixels=50_000_000, cpu_seconds=30, memory_bytes=1500 << 20)
WANTED = ThumbnailSpec(3, (Aspect(1, 1), Aspect(4, 5), Aspect(16, 9)), (160,), Encoding(("jpeg", "webp"), 85, 80), 6)


@contextmanager
def decoders(limits: VideoLimits = LIMITS, processes: int = 1) -> Iterator[Decoders]:
    """Decoding processes that end with the block."""
    pool = Decoders(processes, limits)
    try:
        yield pool
    finally:
        pool.close()


@pytest.fixture(scope="session")
def shared() -> Iterator[Decoders]:
    """With the usual limits."""
    with decoders() as pool:
        yield pool


def maker_of(pool: Decoders, detector: Detector | None = None, wanted: ThumbnailSpec = WANTED) -> ThumbnailMaker:
    return ThumbnailMaker(pool, detector, DetectorSettings().kind, wanted)
