"""Why a picture of a stranger cannot be used. `reason` is a short, stable code, like that of FetchError."""

from libs.retry import Failure


class PictureError(Failure):
    """Base. The message says what is wrong with the picture; callers add the names of their settings."""

    reason = "broken"


class NotAnImage(PictureError):
    """Not a picture of a supported format."""

    reason = "not-an-image"


class TooSmall(PictureError):
    """The width or height is below the minimum."""

    reason = "too-small"


class TooManyPixels(PictureError):
    """More pixels than the limit."""

    reason = "too-large-picture"


class TooCostly(PictureError):
    """Takes too long or too much memory: a file of more parts than any camera or site writes."""

    reason = "too-costly"


class Broken(PictureError):
    """Truncated or damaged."""

    reason = "broken"
