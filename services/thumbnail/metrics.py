"""Metrics of the thumbnail service."""

from prometheus_client import Counter

from libs.fetch.errors import KINDS
from libs.telemetry.series import kinds, present
from services.thumbnail.errors import DEAD_LETTER, VideoError

VIDEOS = Counter("reelbus_thumbnail_videos", "Videos that ended", ["outcome"])
"""`outcome`: generated, or the cause of the failure as in the event."""
present(
    VIDEOS,
    (
        "generated",
        DEAD_LETTER,
        *(error.cause for error in kinds(VideoError)),
        *(error.reason for error in KINDS.values() if not error.transient),
    ),
)
