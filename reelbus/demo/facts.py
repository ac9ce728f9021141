"""The results of the demo as text, for terminal, pipe and page. Pure."""

from typing import TYPE_CHECKING

from reelbus.console import output
from reelbus.demo.clips import STAND_INS

if TYPE_CHECKING:
    from libs.events import CaptionParsed, RankedFrame, ThumbnailGenerated

FIELDS = ("title", "price", "sizes", "hashtags", "sure", "by", "notes")
"""Facts of a caption."""
PICTURE_FIELDS = ("picture", "score", "stored")
"""Facts of the thumbnails of a video: the best frame, its score, and the number of stored pictures."""
NOTHING = "–"
MAX_LABELS = 2


def facts(result: "CaptionParsed") -> dict[str, str]:
    """The facts of a caption, by `FIELDS`."""
    notes = [f"{field}: {reason}" for field, reason in result.reasons.items()]
    if result.needs_review:
        notes.append("to review: " + ", ".join(result.needs_review))
    if result.degraded:
        notes.append("degraded")
    # The confidence of the price, which matters most; without a price, that of the least certain fact.
    proofs = [result.evidence["price"]] if "price" in result.evidence else result.evidence.values()
    sure = min((proof.confidence for proof in proofs), default=None)
    return {
        "title": output.clean(result.title or NOTHING),
        "price": _price(result),
        "sizes": " ".join(filter(None, [result.size_system, ", ".join(result.sizes)])) or NOTHING,
        "hashtags": output.clean(" ".join(f"#{tag}" for tag in result.hashtags)) or NOTHING,
        "sure": NOTHING if sure is None else f"{sure:.0%}",
        "by": result.method,
        "notes": output.clean("; ".join(notes)) or NOTHING,
    }


def picture_facts(result: "ThumbnailGenerated") -> dict[str, str]:
    """The facts of the thumbnails of a video, by `PICTURE_FIELDS`."""
    if result.status == "failed" or not result.frames:
        return {"picture": output.clean(f"failed: {result.reason}"), "score": NOTHING, "stored": "0"}
    best = result.frames[0]
    parts = [f"{best.time:.1f} s", detections(best) if result.detector else ""]
    stand_in = " (stand-in footage)" if result.video_id in STAND_INS else ""
    return {
        "picture": output.clean(": ".join(filter(None, parts)) + stand_in),
        "score": f"{best.score:.2f}",
        "stored": str(len(result.thumbnails)),
    }


def detections(frame: "RankedFrame") -> str:
    """The labels that the detector found in a frame, each with its highest confidence."""
    sure: dict[str, float] = {}
    for box in frame.boxes:
        sure[box.label] = max(box.confidence, sure.get(box.label, 0.0))
    best = sorted(sure.items(), key=lambda item: -item[1])[:MAX_LABELS]
    return ", ".join(f"{label} {confidence:.0%}" for label, confidence in best) or "nothing found"


def _price(result: "CaptionParsed") -> str:
    currency = result.currency or "(currency?)"
    if result.price_range is not None:
        low, high = result.price_range
        return f"{_amount(low)}–{_amount(high)} {currency}"
    if result.price is None:
        return NOTHING
    was = "" if result.original_price is None else f", was {_amount(result.original_price)}"
    return f"{_amount(result.price)} {currency}{was}"


def _amount(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
