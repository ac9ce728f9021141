"""What can be wrong with a video. One base; the message says what, where and what to do."""


class VideoError(Exception):
    """Base: this video gives no thumbnails, now or later. `cause` is short and stable, for machines."""

    cause = "undecodable"


class NoAddress(VideoError):
    """The event names no video: a caption may come without one."""

    cause = "no-address"


class Gone(VideoError):
    """It is not where the event says."""

    cause = "gone"


class VideoTooLarge(VideoError):
    """The file has more bytes than MAX_VIDEO_SIZE_MB."""

    cause = "too-large"


class NotAVideo(VideoError):
    """The file is of no format that is accepted: a page, a playlist, a picture, or noise."""

    cause = "not-a-video"


class NoPicture(VideoError):
    """The file has no video track, or not one frame in it that decodes."""

    cause = "no-picture"


class TooLong(VideoError):
    """It runs longer than MAX_VIDEO_DURATION_SECONDS."""

    cause = "too-long"


class FrameTooLarge(VideoError):
    """Its frames have more pixels than THUMBNAIL_MAX_PIXELS."""

    cause = "frame-too-large"


class TooCostly(VideoError):
    """Decoding takes more processor time or memory than a video may cost."""

    cause = "too-costly"
