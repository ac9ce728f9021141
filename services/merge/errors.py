"""Why videos are not joined. The message is for people."""

from collections.abc import Iterator
from contextlib import contextmanager


class MergeError(Exception):
    """Base: a permanent failure. `cause` is a short, stable code for machines."""

    cause = "failed"


class NotAVideo(MergeError):
    """An input is a playlist, a script, a picture, a document, or of a format that is not read."""

    cause = "not-a-video"


class Damaged(MergeError):
    """An input is cut off, or its packets contradict its header."""

    cause = "damaged"


class NoPicture(MergeError):
    """An input has no video track that can be decoded."""

    cause = "no-picture"


class BadOption(MergeError):
    """An option is unknown, or its value is invalid."""

    cause = "bad-option"


class NotAllowed(MergeError):
    """A bucket, folder or key that an event must not name."""

    cause = "not-allowed"


class NoInputs(MergeError):
    """The request names no input."""

    cause = "no-inputs"


class TooCostly(MergeError):
    """The merge takes more memory or time than the settings allow."""

    cause = "too-costly"


class TooMany(MergeError):
    """More inputs, or a longer result, than the settings allow."""

    cause = "too-many"


class NoObject(MergeError):
    """An input, its bucket, or the bucket of the result does not exist, or access to it is denied."""

    cause = "no-object"


class NoSound(MergeError):
    """A sound that is added has no track that can be decoded."""

    cause = "no-sound"


class WrongResult(MergeError):
    """The result does not have the frames that its inputs have."""

    cause = "wrong-result"


class NotWritten(MergeError):
    """The result or an intermediate file cannot be written."""

    cause = "not-written"


class BadOutput(MergeError):
    """The name of a result that is an input, or lies in no folder."""

    cause = "bad-output"


class NoRoom(MergeError):
    """The index of the result is larger than the room that was reserved for it."""

    cause = "no-room"


@contextmanager
def named(name: str) -> Iterator[None]:
    """Put the name of an input before the message of its error; one of writing is not the input's."""
    try:
        yield
    except (NotWritten, NoRoom):
        raise
    except MergeError as error:
        raise type(error)(f"{name}: {error}") from None
