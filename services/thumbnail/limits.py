"""Limits of decoding one video."""

from typing import NamedTuple


class VideoLimits(NamedTuple):
    """Limits for the decoding processes."""

    duration: float
    """Of the video, in seconds."""
    pixels: int
    """Of one frame, as stored."""
    cpu_seconds: float
    """Processor time of one task."""
    memory_bytes: int
    """Address space of a decoding process."""
