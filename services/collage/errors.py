"""Why a picture that came cannot be placed. One base; `reason` is a short, stable code, as FetchError has one."""


class PictureError(Exception):
    """Base. The message says what is wrong with the picture."""

    reason = "broken"


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
    """Made to take long: a JPEG of more scans than any camera or site writes."""

    reason = "too-costly"


class Broken(PictureError):
    """Cut short or damaged."""

    reason = "broken"


class OutOfTime(PictureError):
    """The page had to be finished before its turn came, or before it was done."""

    reason = "out-of-time"
