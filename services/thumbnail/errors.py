"""Why a video has no thumbnails. The message is for people."""

DEAD_LETTER = "dead-letter"
"""Cause of a failure that may have been temporary: retries did not help, and the message is a dead letter."""


class VideoError(Exception):
    """Base: a permanent failure. `cause` is a short, stable code for machines."""

    cause = "undecodable"


class NoAddress(VideoError):
    """The event has no video_url: it may be a caption only."""

    cause = "no-address"


class Gone(VideoError):
    """The video does not exist at its address."""

    cause = "gone"


class VideoTooLarge(VideoError):
    """The file is larger than MAX_VIDEO_SIZE_MB."""

    cause = "too-large"


class NotAVideo(VideoError):
    """Not a video of a supported format: a page, a playlist, a picture, or a damaged file."""

    cause = "not-a-video"


class NoPicture(VideoError):
    """The file has no video track, or no frame that can be decoded."""

    cause = "no-picture"


class TooLong(VideoError):
    """The video is longer than MAX_VIDEO_DURATION_SECONDS."""

    cause = "too-long"


class FrameTooLarge(VideoError):
    """The frames have more pixels than THUMBNAIL_MAX_PIXELS."""

    cause = "frame-too-large"


class TooCostly(VideoError):
    """Decoding exceeds the limit of processor time or memory."""

    cause = "too-costly"
