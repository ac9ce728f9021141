"""Why a downloaded picture cannot be placed. `reason` is a short, stable code, like that of FetchError."""


class PictureError(Exception):
    """Base. The message says what is wrong with the picture."""

    reason = "broken"
    transient = False
    """Whether a later attempt may succeed."""


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


class OutOfTime(PictureError):
    """The page's time limit ended before the picture was decoded."""

    reason = "out-of-time"
    transient = True


class Unexpected(PictureError):
    """A bug in Reelbus; the log has the traceback."""

    reason = "unexpected"
    transient = True
