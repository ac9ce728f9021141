"""Why a picture that may be fine is missing on a page, in addition to `libs.pictures.errors`."""

from libs.pictures.errors import PictureError


class OutOfTime(PictureError):
    """The page's time limit ended before the picture was decoded."""

    reason = "out-of-time"
    transient = True


class Unexpected(PictureError):
    """A bug in Reelbus; the log has the traceback."""

    reason = "unexpected"
    transient = True
