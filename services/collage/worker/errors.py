"""Why a picture that came cannot be placed. One base; `reason` is a short, stable code, as FetchError has one."""


class PictureError(Exception):
    """Base. The message says what is wrong with the picture."""

    reason = "broken"
    transient = False
    """Whether it may be otherwise at another time."""


class NotAnImage(PictureError):
    """No picture of a format that is taken."""

    reason = "not-an-image"


class TooSmall(PictureError):
    """Fewer pixels in width or height than a tile of it would be worth."""

    reason = "too-small"


class TooManyPixels(PictureError):
    """More pixels than are decoded."""

    reason = "too-large-picture"


class TooCostly(PictureError):
    """Made to take long or much memory: a file of more parts than any camera or site writes."""

    reason = "too-costly"


class Broken(PictureError):
    """Cut short or damaged."""

    reason = "broken"


class OutOfTime(PictureError):
    """The page had to be finished before its turn came, or before it was done."""

    reason = "out-of-time"
    transient = True


class Unexpected(PictureError):
    """A bug of ours that this picture brought to light; the log has its traceback."""

    reason = "unexpected"
    transient = True
