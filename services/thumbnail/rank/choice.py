"""Which frames sell the video: the best ones that are not alike. Pure."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from services.thumbnail.detect import Detection
from services.thumbnail.rank.look import Look
from services.thumbnail.rank.measure import Measures
from services.thumbnail.rank.product import KindOf, likeness, product_shown

WEIGHTS = {
    "sharpness": 0.34,
    "contrast": 0.18,
    "exposure": 0.2,
    "steadiness": 0.08,
    "colour": 0.06,
    "text": 0.08,
    "borders": 0.06,
}
"""Of the picture's quality, a weighted geometric mean: one thing that is very wrong spoils a frame."""
FLOOR = 0.03
SHOWN, WELL = 0.3, 0.6
"""How well a product is shown, and the quality of a frame that will do."""
DIVERSITY = 0.35
"""What a full likeness to a chosen frame costs."""


class Candidate(NamedTuple):
    """A frame with all that is known of it."""

    look: Look
    found: tuple[Detection, ...]
    scores: Mapping[str, float]
    """What the score is made of; `product` only where there is a detector."""
    score: float
    shown: float
    """0..1: how well the best product in it is shown, people left out."""


def qualities(measures: Measures, finest: float) -> dict[str, float]:
    """A frame's measures as 0..1, where `finest` is the most detail of any frame of the video."""
    relative = min(1.0, measures.detail / max(0.7 * finest, 1e-6))
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
    """0..1: how good a picture it is, whatever it shows."""
    return math.exp(sum(weight * math.log(max(FLOOR, scores[name])) for name, weight in WEIGHTS.items()))


def finest(looks: Sequence[Look]) -> float:
    """The most detail of any frame."""
    return max((look.measures.detail for look in looks), default=0.0)


def shortlist(looks: Sequence[Look], most: int) -> list[Look]:
    """The frames worth showing to the detector, in order of time: good ones that are not alike."""
    best = finest(looks)
    values = [quality(qualities(look.measures, best)) for look in looks]
    return [looks[index] for index in sorted(_diverse(values, looks, most))]


def judged(
    looks: Sequence[Look], found: Sequence[Sequence[Detection]] | None, kind_of: KindOf, best_detail: float
) -> list[Candidate]:
    """Score each frame; `found` is what the detector saw in each, None without a detector."""
    candidates = []
    for index, look in enumerate(looks):
        scores = qualities(look.measures, best_detail)
        score = quality(scores)
        objects: tuple[Detection, ...] = ()
        shown = 0.0
        if found is not None:
            objects = tuple(found[index])
            scores["product"] = likeness(objects, kind_of, look.measures.content)
            shown = product_shown(objects, kind_of, look.measures.content)
            score *= 0.45 + 0.55 * scores["product"]
        candidates.append(Candidate(look, objects, scores, score, shown))
    return candidates


def ranked(candidates: Sequence[Candidate], best: int) -> list[Candidate]:
    """All candidates: first the `best` that are good and different, then the others by score."""
    order = _diverse([c.score for c in candidates], [c.look for c in candidates], best)
    rest = sorted(set(range(len(candidates))) - set(order), key=lambda index: -candidates[index].score)
    return [candidates[index] for index in [*order, *rest]]


def enough(candidates: Sequence[Candidate], frames: int) -> bool:
    """Whether so many of them show a product, well, that there is no need to look further."""
    good = [candidate for candidate in candidates if candidate.shown >= SHOWN and quality(candidate.scores) >= WELL]
    return len(good) >= frames


def alike(first: Look, second: Look) -> float:
    """0..1: how alike two frames look at a glance."""
    difference = np.abs(first.signature.astype(np.int16) - second.signature.astype(np.int16)).mean() / 255
    return float(max(0.0, 1 - 4 * difference))


def _diverse(values: Sequence[float], looks: Sequence[Look], most: int) -> list[int]:
    """Indices of up to `most`, each the best of what is left less its likeness to those before it.

    Source: Carbonell and Goldstein 1998, maximal marginal relevance.
    """
    chosen: list[int] = []
    likeness_to_chosen = [0.0] * len(looks)
    while len(chosen) < min(most, len(looks)):
        rest = [index for index in range(len(looks)) if index not in chosen]
        taken = max(rest, key=lambda index: values[index] * (1 - DIVERSITY * likeness_to_chosen[index]))
        chosen.append(taken)
        for index in rest:
            likeness_to_chosen[index] = max(likeness_to_chosen[index], alike(looks[index], looks[taken]))
    return chosen
