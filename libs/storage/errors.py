"""What can go wrong with objects. One base; the message says what, where and what to do, and holds no secret."""

from libs.retry import Failure, Fault


class StorageError(Failure):
    """Base of all errors of storage; as itself: the store refused for a reason that has no class of its own."""

    fault = Fault.SETUP


class NotFound(StorageError):
    """There is no such object, bucket or folder."""


class NoBucket(NotFound):
    """The bucket itself is missing, not just an object in it."""


class Denied(StorageError):
    """The store knows us not, or does not let us: keys, permissions, an archived object, a symbolic link."""


class Unavailable(StorageError):
    """The store could not be reached, was too slow, overloaded or broken (5xx), or changed under our hands."""

    transient = True


class Interrupted(Unavailable):
    """The transfer broke off in the middle of an object: this object may be asked for again at once."""


class ObjectTooLarge(StorageError):
    """The object has more bytes than the caller allows."""

    def __init__(self, uri: str, size: int | None, limit: int) -> None:
        super().__init__(f"{uri} has {'more' if size is None else size} bytes; at most {limit} are allowed")


class BadUri(StorageError):
    """This URI or key cannot name an object of this store."""
