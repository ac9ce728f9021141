"""Why frames rank as they do, for the event and for people. Pure."""

from collections.abc import Sequence

from libs.events import DetectedObject, RankedFrame
from services.thumbnail.detect import Box
from services.thumbnail.rank.choice import Candidate

GOOD, BAD = 0.75, 0.4
WORDS = {
    "sharpness": ("sharp", "soft"),
    "contrast": ("rich in contrast", "flat"),
    "exposure": ("well exposed", "badly exposed"),
    "steadiness": ("", "smeared by motion"),
    "colour": ("colourful", ""),
    "text": ("", "covered by lettering"),
    "borders": ("", "has bars around it"),
}
"""What is said of a score above GOOD, and of one below BAD."""
TOLD_OBJECTS = 3


def ranked_frames(candidates: Sequence[Candidate], chosen: int) -> list[RankedFrame]:
    """All frames that were judged, best first."""
    return [
        RankedFrame(
            rank=number,
            chosen=number <= chosen,
            time=candidate.look.time,
            score=round(candidate.score, 3),
            scores={name: round(value, 3) for name, value in candidate.scores.items()},
            boxes=[
                DetectedObject(
                    label=found.label,
                    confidence=round(found.confidence, 3),
                    box=pixels(found.box, candidate.look.width, candidate.look.height),
                )
                for found in candidate.found
            ],
            why=why(candidate),
        )
        for number, candidate in enumerate(candidates, start=1)
    ]


def why(candidate: Candidate) -> str:
    """In a few words: what is in the frame, and what is good or bad about the picture."""
    objects = [f"{found.label} {found.confidence:.0%}" for found in candidate.found[:TOLD_OBJECTS]]
    told = [", ".join(objects)] if objects else (["nothing found in it"] if "product" in candidate.scores else [])
    for name, (good, bad) in WORDS.items():
        score = candidate.scores[name]
        told.append(good if score >= GOOD else bad if score < BAD else "")
    return "; ".join(filter(None, told))


def pixels(box: Box, width: int, height: int) -> tuple[int, int, int, int]:
    """A box in whole pixels of a frame of that size."""
    left, top = round(box.x * width), round(box.y * height)
    return left, top, round((box.x + box.width) * width) - left, round((box.y + box.height) * height) - top
