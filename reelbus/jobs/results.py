"""Results of jobs: what is printed of them, and the exit status."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reelbus.calls.listing import dollars
from reelbus.console import output
from reelbus.console.errors import NOT_COMPLETE, UserError
from reelbus.console.progress import Progress

if TYPE_CHECKING:
    from libs.events import ImageGenerated, ProductImagesEnhanced
    from libs.ledger.call import Call
    from services.enhance.jobs import Job


def progress(job: "Job", calls: "Sequence[Call]") -> Progress:
    """How far a job is: `calls` are its calls of providers."""
    from libs.ledger.call import State

    images = [call for call in calls if call.kind == "image"]
    made = sum(call.has_result for call in images)
    missing = sum(
        call.state in (State.BLOCKED, State.UNKNOWN) or (call.state is State.REFUSED and not call.again)
        for call in images
    )
    total = job.request.get("count") or len(images) or None
    amount = f"{made + missing}/{total or '?'} {output.plural('picture', total or 0)}"
    stage = f"{made} made" if images else "prompts" if calls else "not begun"
    more = [f"{missing} missing"] if missing else []
    cost = sum(call.cost_usd for call in calls)
    return Progress(
        job.status, job.ended, made + missing, total, amount, (stage, *more, *([usd(cost)] if cost else []))
    )


def usd(amount: float) -> str:
    """An amount of money."""
    return f"${dollars(amount)}"


def result_of(job: "Job") -> "ProductImagesEnhanced | ImageGenerated | None":
    """The payload of the job's result; None if it has not ended."""
    from libs.events import ImageGenerated, ProductImagesEnhanced

    if job.result is None:
        return None
    return (ProductImagesEnhanced if job.kind == "product" else ImageGenerated).model_validate(job.result)


def print_result(job: "Job") -> None:
    """Print the pictures of an ended job, the missing ones with reasons, and what it cost."""
    result = result_of(job)
    output.line(job.status, *([job.reason] if job.reason else []))
    for picture in result.images if result else ():
        size, flags = f"{picture.width}x{picture.height}", ", ".join(picture.flags)
        output.line("picture", picture.ordinal, picture.uri, size, flags or None)
    for gap in result.missing if result else ():
        output.line("missing", gap.ordinal, gap.cause, gap.reason)
    output.line("cost", usd(job.cost_usd))
    if job.unknown:
        output.line(
            "unknown", job.unknown, f"at most {usd(result.unknown_usd if result else 0)}", "`reelbus calls list`"
        )


def check_complete(job: "Job") -> None:
    """Raises UserError unless all requested pictures were made: status 1 if none was, else 3."""
    result = result_of(job)
    if job.status == "failed" or result is None:
        raise UserError(f"{job.job} failed: {job.reason or 'no picture was made'}")
    if job.status == "needs_attention":
        raise UserError(f"{job.job} needs attention: {job.reason or 'see `reelbus calls list`'}", status=NOT_COMPLETE)
    if result.missing:
        count = len(result.missing)
        raise UserError(
            f"{job.job}: {count} {output.plural('picture', count)} missing: {result.missing[0].reason}",
            status=NOT_COMPLETE,
        )
