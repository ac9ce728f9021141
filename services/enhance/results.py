"""The result of a job, by its calls and pictures. Pure."""

from collections.abc import Sequence

from libs.events import ImageGenerated, MissingPicture, ProductImagesEnhanced, StoredPicture
from libs.ledger.call import Call, State, totals
from services.enhance.jobs import Job

Result = ProductImagesEnhanced | ImageGenerated

LONGEST_REASON = 300


def missing(call: Call) -> MissingPicture:
    """Why a call gave no picture."""
    cause, reason = call.cause or call.state.value, call.reason or call.state.value
    if call.given_up:
        cause, reason = "given-up", f"given up: {reason}"
    elif call.state is State.UNKNOWN:
        cause, reason = "unknown", f"{reason}; `reelbus calls show {call.call_id}`"
    return MissingPicture(ordinal=call.ordinal, cause=cause, reason=reason[:LONGEST_REASON])


def result_of(
    job: Job, calls: Sequence[Call], images: Sequence[StoredPicture], gaps: Sequence[MissingPicture]
) -> Result:
    """The payload of a job whose calls have ended: `calls` are all of them, that for prompts too."""
    sums = totals(calls)
    undecided = any(call.undecided for call in calls)
    common = {
        "run": job.run,
        "reason": _reason(len(images), gaps, undecided=undecided),
        "images": list(images),
        "missing": list(gaps),
        "cost_usd": round(sums.cost_usd, 6),
        "unknown": sums.unknown,
        "unknown_usd": round(sums.unknown_usd, 6),
    }
    if job.kind == "product":
        status = "needs_attention" if undecided else "pending_review" if images else "failed"
        return ProductImagesEnhanced.model_validate({"product_id": job.subject, "status": status, **common})
    made = "failed" if not images else "partial" if gaps else "generated"
    status = "needs_attention" if undecided else made
    return ImageGenerated.model_validate({"job_id": job.subject, "status": status, **common})


def failed(kind: str, subject: str, run: str, reason: str) -> Result:
    """The result of a job of which nothing was sent."""
    reason = reason[:LONGEST_REASON]
    if kind == "product":
        return ProductImagesEnhanced(product_id=subject, run=run, status="failed", reason=reason)
    return ImageGenerated(job_id=subject, run=run, status="failed", reason=reason)


def _reason(made: int, gaps: Sequence[MissingPicture], *, undecided: bool) -> str | None:
    if not gaps:
        return "a paid call needs a decision: `reelbus calls list`" if undecided else None
    causes = dict.fromkeys(gap.cause for gap in gaps)
    first = gaps[0].reason
    text = f"{len(gaps)} of {made + len(gaps)} pictures missing ({', '.join(causes)}): {first}"
    return text[:LONGEST_REASON]
