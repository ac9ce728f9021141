"""The result of a job, by its calls and pictures. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from libs.events import ImageGenerated, MissingPicture, ProductImagesEnhanced, StoredPicture
from libs.ledger.call import Call, State, totals
from services.enhance.jobs import Job, job_name
from services.enhance.keys import Kind

Result = ProductImagesEnhanced | ImageGenerated

LONGEST_REASON = 300
NOT_SENT = "not-sent"
"""The cause of a picture whose call was never sent, because the job's photo cannot be used any more."""


def missing(call: Call, problem: str | None = None) -> MissingPicture:
    """Why a call gave no picture. `problem`: why it cannot be sent any more, if it was not."""
    cause, reason = call.cause or call.state.value, call.reason or call.state.value
    if call.given_up:
        cause, reason = "given-up", f"given up: {reason}"
    elif call.state is State.UNKNOWN:
        cause, reason = "unknown", f"{reason}; `reelbus calls show {call.call_id}`"
    elif problem is not None and call.again and call.state in (State.PLANNED, State.REFUSED):
        cause, reason = NOT_SENT, problem
    return MissingPicture(ordinal=call.ordinal, cause=cause, reason=reason[:LONGEST_REASON])


def result_of(
    job: Job, calls: Sequence[Call], outcomes: Sequence[StoredPicture | MissingPicture], problem: str | None = None
) -> Result:
    """The payload of a job as its calls are: `calls` are all of them, that for prompts too.

    `outcomes` are those of its pictures; without any, `problem` says why none was planned.
    """
    images = [one for one in outcomes if isinstance(one, StoredPicture)]
    gaps = [one for one in outcomes if isinstance(one, MissingPicture)]
    sums = totals(calls)
    undecided = any(call.undecided for call in calls)
    common = {
        "run": job.run,
        "reason": _reason(len(images), gaps, undecided=undecided) or (problem if not outcomes else None),
        "images": images,
        "missing": gaps,
        "cost_usd": round(sums.cost_usd, 6),
        "unknown": sums.unknown,
        "unknown_usd": round(sums.unknown_usd, 6),
    }
    if undecided:
        status = "needs_attention"
    elif not images:
        status = "failed"
    elif job.kind == "product":
        status = "pending_review"
    else:
        status = "partial" if gaps else "generated"
    return _result(job.kind, job.subject, common | {"status": status})


def stored_result(job: Job) -> Result:
    """The result that a job ended with."""
    return _result(job.kind, job.subject, job.result or {})


def in_dead_letters(kind: Kind, subject: str, run: str, error: Exception) -> Result:
    """The result of a message that became a dead letter. Its calls, if there are any, are not part of it."""
    error_text = (str(error) or type(error).__name__)[:LONGEST_REASON]
    calls = f"`reelbus calls list --state all --job {job_name(kind, subject, run)}`"
    reason = f"in the dead letters: {error_text}; its calls: {calls}"
    return _result(kind, subject, {"run": run, "status": "failed", "reason": reason})


def _result(kind: Kind, subject: str, fields: Mapping[str, Any]) -> Result:
    if kind == "product":
        return ProductImagesEnhanced.model_validate({"product_id": subject, **fields})
    return ImageGenerated.model_validate({"job_id": subject, **fields})


def _reason(made: int, gaps: Sequence[MissingPicture], *, undecided: bool) -> str | None:
    if not gaps:
        return "a paid call needs a decision: `reelbus calls list`" if undecided else None
    causes = dict.fromkeys(gap.cause for gap in gaps)
    text = f"{len(gaps)} of {made + len(gaps)} pictures missing ({', '.join(causes)}): {gaps[0].reason}"
    return text[:LONGEST_REASON]
