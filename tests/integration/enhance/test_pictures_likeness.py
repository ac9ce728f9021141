"""How well images of a product are told from others, on photos: the threshold is chosen on one half of the products, and
measured on the other.
"""

from typing import NamedTuple

import numpy as np
import pytest

from fixtures.media import photos
from fixtures.media.products import Labelled, labelled
from services.enhance.pictures.likeness import match
from services.enhance.pictures.settings import PictureSettings

NAMES = sorted(photos.PHOTOS)
HALVES = NAMES[::2], NAMES[1::2]
SEEDS = 2


class Scores(NamedTuple):
    """Likeness of images of the same product, and of others."""

    same: list[float]
    other: list[float]

    def flagged(self, threshold: float) -> tuple[float, float, float]:
        """Precision and recall of the flag, and the share of images of the same product that it spares."""
        right = sum(score < threshold for score in self.other)
        wrong = sum(score < threshold for score in self.same)
        return right / max(1, right + wrong), right / len(self.other), 1 - wrong / len(self.same)

    def best(self) -> float:
        """The threshold with the best mean of recall and spared share."""
        thresholds = [round(float(one), 2) for one in np.arange(0.05, 0.95, 0.01)]
        return max(thresholds, key=lambda one: sum(self.flagged(one)[1:]))


def scores(names: list[str], *, masked: bool) -> Scores:
    found = Scores([], [])
    for seed in range(SEEDS):
        for one in labelled(names, seed):
            (found.same if one.same else found.other).append(_likeness(one, masked=masked))
    return found


def _likeness(one: Labelled, *, masked: bool) -> float:
    return match(one.photo, one.mask if masked else None, one.image).likeness


@pytest.mark.long
@pytest.mark.parametrize("masked", [True, False])
def test_precision_and_recall(masked: bool) -> None:
    chosen, measured = (scores(half, masked=masked) for half in HALVES)
    default = PictureSettings().likeness
    for threshold in (chosen.best(), default):
        precision, recall, spared = measured.flagged(threshold)
        print(
            f"likeness {'with' if masked else 'without'} a mask, below {threshold:.2f}: precision {precision:.2f},"
            f" recall {recall:.2f}, {spared:.0%} of the same product spared"
            f" ({len(measured.same)} images of it, {len(measured.other)} others)"
        )
    assert abs(chosen.best() - default) <= 0.15
    precision, recall, spared = measured.flagged(default)
    assert precision >= 0.9
    assert recall >= 0.9
    assert spared >= 0.85
