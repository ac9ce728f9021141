"""A frame with its measures."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from libs.detect import Picture
from services.thumbnail.rank.measure import Measures


class MeasuredFrame(NamedTuple):
    """`time` is in seconds; `width` and `height` are of the upright frame in square pixels; `picture` is smaller."""

    pts: int
    time: float
    width: int
    height: int
    measures: Measures
    signature: NDArray[np.uint8]
    picture: Picture
