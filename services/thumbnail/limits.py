"""What decoding one video may cost."""

from typing import NamedTuple


class VideoLimits(NamedTuple):
    """Passed to the decoding processes."""

    duration: float
    """Seconds the video may run."""
    pixels: int
    """Of one frame, as stored."""
    cpu_seconds: float
    """Processor time that one task may take."""
    memory_bytes: int
    """Address space of a decoding process."""
