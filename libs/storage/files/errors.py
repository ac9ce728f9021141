"""Converting the operating system's errors to StorageError."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from libs.storage.errors import BadUri, Denied, NotFound, StorageError, Unavailable

_KINDS: dict[int, type[StorageError]] = {
    errno.ENOENT: NotFound,
    errno.ENOTDIR: NotFound,
    errno.EACCES: Denied,
    errno.EPERM: Denied,
    errno.EROFS: Denied,
    errno.ELOOP: Denied,
    errno.ENAMETOOLONG: BadUri,
    errno.EINVAL: BadUri,
    errno.EILSEQ: BadUri,
    errno.ENOSPC: Unavailable,
    errno.EDQUOT: Unavailable,
    errno.EIO: Unavailable,
    errno.ESTALE: Unavailable,
    errno.EMFILE: Unavailable,
    errno.ENFILE: Unavailable,
}

_CLASHES = frozenset({errno.EISDIR, errno.EEXIST, errno.ENOTDIR, errno.ENOTEMPTY})


@contextmanager
def file_errors(uri: str, *, writing: bool = False) -> Iterator[None]:
    """Convert an OSError of the block to a StorageError. Only for our own calls, not for a caller's code."""
    try:
        yield
    except OSError as error:
        if writing and error.errno in _CLASHES:
            raise BadUri(f"{uri}: a folder cannot contain both an object and objects below its name") from error
        kind = _KINDS.get(error.errno or 0, StorageError)
        raise kind(f"{uri}: {_message(error)}") from error


def _message(error: OSError) -> str:
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return "the object does not exist"
    return error.strerror or str(error)
