"""From what the operating system says to our errors."""

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
    """Turn an OSError of the block into ours. Only around our own calls, never around a caller's code."""
    try:
        yield
    except OSError as error:
        if writing and error.errno in _CLASHES:
            raise BadUri(f"{uri}: a folder cannot keep both an object and others below its name") from error
        kind = _KINDS.get(error.errno or 0, StorageError)
        raise kind(f"{uri}: {_said(error)}") from error


def _said(error: OSError) -> str:
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return "there is no such object"
    return error.strerror or str(error)
