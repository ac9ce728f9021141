"""What the thumbnail service tells Prometheus."""

from prometheus_client import Counter

VIDEOS = Counter("reelbus_thumbnail_videos", "Videos that ended", ["outcome"])
"""`outcome`: generated, or the cause of the failure as in the event."""
