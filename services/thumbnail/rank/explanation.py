"""Describes the ranking of frames, for the event and for people. Pure."""

from collections.abc import Sequence

from libs.detect import Box
from libs.events import DetectedObject, RankedFrame
from services.thumbnail.rank.choice import Candidate

GOOD, BAD = 0.75, 0.4
WORDS = {
    "sharpness": ("sharp", "soft"),
    "contrast": ("rich in contrast", "flat"),
    "exposure": ("well exposed", "badly exposed"),
    "steadiness": ("", "motion blur"),
    "colour": ("colourful", ""),
    "text": ("", "covered by text"),
    "borders": ("", "bars at its edges"),
}
"""Words for a score of at least GOOD, and for one below BAD."""
MAX_OBJECTS = 3


def ranked_frames(candidates: Sequence[Candidate], chosen: int) -> list[RankedFrame]:
    """All scored frames, best first."""
    return [
        RankedFrame(
            rank=number,
            chosen=number <= chosen,
            time=candidate.frame.time,
            score=round(candidate.score, 3),
            scores={name: round(value, 3) for name, value in candidate.scores.items()},
            boxes=[
                DetectedObject(
                    label=found.label,
                    confidence=round(found.confidence, 3),
                    box=pixels(found.box, candidate.frame.width, candidate.frame.height),
                )
                for found in candidate.found
            ],
            why=why(candidate),
        )
        for number, candidate in enumerate(candidates, start=1)
    ]


def why(candidate: Candidate) -> str:
    """A short text: the objects in the frame, and its strengths and weaknesses."""
    objects = [f"{found.label} {found.confidence:.0%}" for found in candidate.found[:MAX_OBJECTS]]
    parts = [", ".join(objects)] if objects else (["no object found"] if "product" in candidate.scores else [])
    for name, (good, bad) in WORDS.items():
        score = candidate.scores[name]
        parts.append(good if score >= GOOD else bad if score < BAD else "")
    return "; ".join(filter(None, parts))


def pixels(box: Box, width: int, height: int) -> tuple[int, int, int, int]:
    """`box` in pixels of a frame of that size: x, y, width, height."""
    left, top = round(box.x * width), round(box.y * height)
    return left, top, round((box.x + box.width) * width) - left, round((box.y + box.height) * height) - top
