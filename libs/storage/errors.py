"""Errors of storage, with one base class. Messages contain no secrets."""

from libs.retry import Failure, Fault


class StorageError(Failure):
    """Base of all errors of storage. Raised itself for a rejected request without a class of its own."""

    fault = Fault.SETUP


class NotFound(StorageError):
    """The object, bucket or folder does not exist."""


class NoBucket(NotFound):
    """The bucket itself does not exist."""


class Denied(StorageError):
    """Authentication failed or access denied: keys, permissions, an archived object, a symbolic link."""


class Unavailable(StorageError):
    """The store could not be reached, was too slow, overloaded or failed (5xx), or the object changed meanwhile."""

    transient = True


class Interrupted(Unavailable):
    """The transfer of an object was interrupted. It can be repeated at once."""


class BehindEnd(StorageError):
    """A range begins behind the end of the object."""


class ObjectTooLarge(StorageError):
    """The object is larger than the caller's limit."""

    def __init__(self, uri: str, size: int | None, limit: int) -> None:
        super().__init__(f"{uri} has {'more' if size is None else size} bytes; the limit is {limit}")


class BadUri(StorageError):
    """The URI or key is not valid for this store."""
