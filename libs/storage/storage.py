"""The interface of a store, implemented by `files.FileStorage` and `s3.S3Storage`. One test suite runs on both."""

from collections.abc import AsyncIterable, AsyncIterator
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

Body = bytes | Path | AsyncIterable[bytes]
"""What can be stored: bytes, a file's content, or a stream of any length."""


class ObjectInfo(NamedTuple):
    """Metadata of an object. `size` is in bytes; `etag` changes with the content."""

    uri: str
    size: int
    content_type: str | None = None
    etag: str | None = None
    modified: datetime | None = None


class Upload(Protocol):
    """An object that is stored in parts. It appears when it is complete, or not at all."""

    async def part(self, number: int, data: bytes | bytearray) -> None:
        """Store part `number`. Parts may come in any order and at the same time.

        Numbers begin at 1; a store has at most 10,000.
        """
        ...

    async def complete(self) -> ObjectInfo:
        """Make the object of all parts, replacing an existing one."""
        ...


class Storage(Protocol):
    """Objects by URI. All methods but `contains` raise StorageError; its `transient` is whether a retry may help."""

    root: str
    """STORAGE_URI without a trailing slash."""

    async def probe(self) -> None:
        """Check that the store answers and that objects below `root` can be stored. Raises StorageError."""
        ...

    def uri(self, key: str) -> str:
        """The URI of the object `key` below `root`. Raises BadUri for an invalid key (see `checked_key`)."""
        ...

    def contains(self, uri: str) -> bool:
        """Whether `uri` is an object below `root`. Check it before using an untrusted URI.

        S3 allows any bucket that the keys may read. A folder never allows URIs outside of it.
        """
        ...

    async def put(self, uri: str, body: Body, *, content_type: str, cache_control: str | None = None) -> ObjectInfo:
        """Store `body` as `uri`, replacing an existing object. Atomic, also if reading `body` fails."""
        ...

    def get(self, uri: str, *, limit: int | None = None) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """A stream of the object's content. At most STORAGE_CONCURRENCY streams are open at a time; others wait.

        Raises NotFound, and ObjectTooLarge before the first byte if the object is larger than `limit` bytes.
        """
        ...

    async def read(self, uri: str, *, limit: int) -> bytes:
        """The object's content. Raises NotFound, ObjectTooLarge."""
        ...

    async def read_range(self, uri: str, start: int, size: int, *, etag: str | None = None) -> bytes:
        """At most `size` bytes from offset `start`; fewer at the end of the object, none behind it.

        Raises NotFound; Unavailable if the object has another `etag` by now.
        """
        ...

    def upload(self, uri: str, *, content_type: str, part_bytes: int) -> AbstractAsyncContextManager[Upload]:
        """An upload in parts of `part_bytes`, 5 MiB or more; the last may be shorter.

        Without `complete`, and after an error, its parts are deleted when the block ends.
        """
        ...

    async def download(self, uri: str, to: Path, *, limit: int) -> ObjectInfo:
        """Save the object as the file `to`, atomically. Large objects are fetched in parallel ranges.

        Raises NotFound, ObjectTooLarge (before data is fetched), and OSError if `to` cannot be written.
        """
        ...

    async def head(self, uri: str) -> ObjectInfo:
        """The object's metadata. Raises NotFound."""
        ...

    def list(self, prefix_uri: str) -> AsyncIterator[ObjectInfo]:
        """All objects whose URI starts with `prefix_uri`, ordered by UTF-8 bytes; `root` lists all below it.

        `.../thumbnails/` is a folder, `.../thumbnails/ab` also matches `abc.jpg`. Without content types.
        """
        ...

    async def delete(self, *uris: str) -> None:
        """Delete these objects. Missing ones are not an error."""
        ...

    async def abort_uploads(self, uri: str) -> int:
        """Delete the parts of unfinished uploads of this object, which a killed process has left; returns their number.

        An upload that is still running fails by that. Some stores do not list them.
        """
        ...

    async def presign(self, uri: str, *, seconds: int = 3600) -> str:
        """A URL by which anyone can read the object for `seconds` (1 to 604800). Never put it into logs or events.

        For a folder it is the `file:///` URL, which does not expire. Whether the object exists is not checked.
        """
        ...
