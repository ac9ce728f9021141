"""Why a picture cannot be used: a product's raw image, a reference, or the output of an image model."""

from libs.retry import Failure


class PictureError(Failure):
    """Base. The message is one line for people. `cause` is a short, stable code for machines."""

    cause = "undecodable"


class BadAddress(PictureError):
    """Neither an object below STORAGE_URI nor a usable http(s) URL: invalid, not public, or not to be trusted."""

    cause = "bad-address"


class Gone(PictureError):
    """There is nothing at the address."""

    cause = "gone"


class AccessDenied(PictureError):
    """The host does not let us read it."""

    cause = "access-denied"


class NotAnImage(PictureError):
    """A web page, or a file of another kind."""

    cause = "not-an-image"


class TooSmall(PictureError):
    """Width or height below ENHANCE_MIN_SIDE."""

    cause = "too-small"


class TooLarge(PictureError):
    """More bytes than ENHANCE_MAX_IMAGE_MB, or more pixels than ENHANCE_MAX_PIXELS."""

    cause = "too-large"


class Undecodable(PictureError):
    """Truncated or damaged; an output that is not a picture at all."""

    cause = "undecodable"


class TooCostly(PictureError):
    """Needs more processor time or memory than allowed."""

    cause = "too-costly"


class Blank(PictureError):
    """An output of one colour, or of nothing but a gradient."""

    cause = "blank"


class Unchanged(PictureError):
    """An output with the pixels of an input."""

    cause = "unchanged"


class NotDecoded(PictureError):
    """The process failed, not the picture: another attempt may succeed."""

    cause = "not-decoded"
    transient = True
