"""Metrics of the merge service."""

from prometheus_client import Counter

from libs.telemetry.series import kinds, present
from services.merge.errors import MergeError
from services.merge.merger import Made

MERGES = Counter("reelbus_merge_merges", "Requests that ended", ["outcome"])
"""`outcome`: merged, repeated (found done), or the cause of the failure as in the event."""
VIDEO_SECONDS = Counter("reelbus_merge_video_seconds", "Seconds of merged videos", ["picture"])
"""`picture`: what became of it, as in the event."""
BYTES = Counter("reelbus_merge_bytes", "Bytes of inputs and of results of merges that succeeded", ["direction"])
"""`direction`: read, written."""
STEP_SECONDS = Counter("reelbus_merge_step_seconds", "Time in the steps of merges", ["step"])
"""`step`: as in the status object."""

STEPS = ("inspect", "encode", "join", "check")
present(
    MERGES,
    dict.fromkeys(["merged", "repeated", *(error.cause for error in kinds(MergeError)), "not-merged", "bad-request"]),
)
present(VIDEO_SECONDS, ("copied", "encoded", "edges encoded"))
present(BYTES, ("read", "written"))
present(STEP_SECONDS, STEPS)


def count(made: Made, read: int) -> None:
    """Count a merge that succeeded. `read`: bytes of its inputs."""
    for each in made.plan:
        VIDEO_SECONDS.labels(each.picture).inc(each.seconds)
    BYTES.labels("read").inc(read)
    BYTES.labels("written").inc(made.size)
