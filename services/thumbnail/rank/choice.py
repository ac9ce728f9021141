"""Scores frames, and ranks them by score and diversity. Pure."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from libs.detect import Detection
from services.thumbnail.rank.frame import MeasuredFrame
from services.thumbnail.rank.measure import Measures
from services.thumbnail.rank.product import KindOf, product_score, product_shown

WEIGHTS = {
    "sharpness": 0.34,
    "contrast": 0.18,
    "exposure": 0.2,
    "steadiness": 0.08,
    "colour": 0.06,
    "text": 0.08,
    "borders": 0.06,
}
"""Weights of the picture quality, a geometric mean: one very low score makes the quality low."""
MIN_SCORE = 0.03
GOOD_PRODUCT, GOOD_QUALITY = 0.3, 0.6
"""Scores of a frame that shows a product well."""
DIVERSITY = 0.35
"""Share of the score that a frame loses if it is equal to a chosen one."""


class Candidate(NamedTuple):
    """A frame with its detections and scores."""

    frame: MeasuredFrame
    found: tuple[Detection, ...]
    scores: Mapping[str, float]
    """Parts of the score; `product` only with a detector."""
    score: float
    shown: float
    """0..1: how well the best product is shown; people do not count."""


def qualities(measures: Measures, best_detail: float) -> dict[str, float]:
    """A frame's measures as 0..1. `best_detail` is the highest detail of all frames of the video."""
    relative = min(1.0, measures.detail / max(0.7 * best_detail, 1e-6))
    absolute = measures.detail / (measures.detail + 6)
    return {
        "sharpness": relative * math.sqrt(absolute),
        "contrast": measures.contrast,
        "exposure": measures.exposure,
        "steadiness": min(1.0, measures.steadiness / 0.6),
        "colour": 0.4 + 0.6 * measures.colour,
        "text": max(0.0, 1 - 4 * measures.text),
        "borders": 1 - measures.bordered,
    }


def quality(scores: Mapping[str, float]) -> float:
    """0..1: the picture quality, without the product."""
    return math.exp(sum(weight * math.log(max(MIN_SCORE, scores[name])) for name, weight in WEIGHTS.items()))


def max_detail(frames: Sequence[MeasuredFrame]) -> float:
    """The highest detail of all frames."""
    return max((frame.measures.detail for frame in frames), default=0.0)


def shortlist(frames: Sequence[MeasuredFrame], count: int) -> list[MeasuredFrame]:
    """The `count` best and diverse frames for the detector, ordered by time."""
    best = max_detail(frames)
    values = [quality(qualities(frame.measures, best)) for frame in frames]
    return [frames[index] for index in sorted(_diverse(values, frames, count))]


def score_frames(
    frames: Sequence[MeasuredFrame], found: Sequence[Sequence[Detection]] | None, kind_of: KindOf, best_detail: float
) -> list[Candidate]:
    """Score each frame. `found` are the detections in each, None without a detector."""
    candidates = []
    for index, frame in enumerate(frames):
        scores = qualities(frame.measures, best_detail)
        score = quality(scores)
        objects: tuple[Detection, ...] = ()
        shown = 0.0
        if found is not None:
            objects = tuple(found[index])
            scores["product"] = product_score(objects, kind_of, frame.measures.content)
            shown = product_shown(objects, kind_of, frame.measures.content)
            score *= 0.45 + 0.55 * scores["product"]
        candidates.append(Candidate(frame, objects, scores, score, shown))
    return candidates


def ranked(candidates: Sequence[Candidate], best: int) -> list[Candidate]:
    """All candidates: first the `best` good and diverse ones, then the others by score."""
    order = _diverse([c.score for c in candidates], [c.frame for c in candidates], best)
    rest = sorted(set(range(len(candidates))) - set(order), key=lambda index: -candidates[index].score)
    return [candidates[index] for index in [*order, *rest]]


def enough_products(candidates: Sequence[Candidate], frames: int) -> bool:
    """Whether at least `frames` candidates show a product well."""
    good = [c for c in candidates if c.shown >= GOOD_PRODUCT and quality(c.scores) >= GOOD_QUALITY]
    return len(good) >= frames


def similarity(first: MeasuredFrame, second: MeasuredFrame) -> float:
    """0..1: how similar two frames are, by their signatures."""
    difference = np.abs(first.signature.astype(np.int16) - second.signature.astype(np.int16)).mean() / 255
    return float(max(0.0, 1 - 4 * difference))


def _diverse(values: Sequence[float], frames: Sequence[MeasuredFrame], count: int) -> list[int]:
    """Indices of up to `count` frames. Each has the highest value, reduced by its similarity to those before it.

    Source: Carbonell and Goldstein 1998, maximal marginal relevance.
    """
    chosen: list[int] = []
    similarities = [0.0] * len(frames)
    while len(chosen) < min(count, len(frames)):
        rest = [index for index in range(len(frames)) if index not in chosen]
        best = max(rest, key=lambda index: values[index] * (1 - DIVERSITY * similarities[index]))
        chosen.append(best)
        for index in rest:
            similarities[index] = max(similarities[index], similarity(frames[index], frames[best]))
    return chosen
