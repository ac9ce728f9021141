"""Frames with given measures, and candidates with given scores."""

from collections.abc import Mapping

import numpy as np

from libs.detect import Box, Detection
from services.thumbnail.rank.choice import WEIGHTS, Candidate
from services.thumbnail.rank.frame import MeasuredFrame
from services.thumbnail.rank.measure import Measures, signature

WHOLE = Box(0, 0, 1, 1)
GOOD = Measures(20.0, 0.8, 1.0, 0.9, 0.8, 0.0, WHOLE, (0.5, 0.5))


def measured_frame(
    level: int = 128, /, *, time: float = 0.0, size: tuple[int, int] = (90, 160), **measures: object
) -> MeasuredFrame:
    """A frame of one colour, of `size` (width, height), with good measures except for the given ones."""
    picture = np.full((size[1], size[0], 3), level, dtype=np.uint8)
    given = GOOD._replace(**measures)  # type: ignore[arg-type]
    return MeasuredFrame(round(time * 1000), time, *size, given, signature(picture), picture)


def candidate(score: float, level: int = 128, /, *, shown: float = 0.0, found: tuple[Detection, ...] = (), **scores: float) -> Candidate:  # fmt: skip
    """A frame with that score; `scores` in place of 0.9 each."""
    every: Mapping[str, float] = dict.fromkeys(WEIGHTS, 0.9) | scores
    return Candidate(measured_frame(level, time=level / 100), found, every, score, shown)


def found(label: str, x: float, y: float, width: float, height: float, confidence: float = 0.9) -> Detection:
    return Detection(label, confidence, Box(x, y, width, height))
