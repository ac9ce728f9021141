"""What a store can do. Two keep to it: `files.FileStorage` and `s3.S3Storage`; one test suite runs on both."""

from collections.abc import AsyncIterable, AsyncIterator
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

Body = bytes | Path | AsyncIterable[bytes]
"""What can be stored: bytes, a file's content, or a stream of any length."""


class ObjectInfo(NamedTuple):
    """What is known of an object without reading it. `size` is in bytes; `etag` changes with the content."""

    uri: str
    size: int
    content_type: str | None = None
    etag: str | None = None
    modified: datetime | None = None


class Storage(Protocol):
    """Objects by URI. All methods but `contains` raise StorageError: `.transient` says whether to try again."""

    root: str
    """STORAGE_URI without a trailing slash."""

    async def probe(self) -> None:
        """See that the store answers and that objects below `root` can be stored. Raises StorageError."""
        ...

    def uri(self, key: str) -> str:
        """The URI of our object `key`. Raises BadUri for empty, `.` and `..` segments, controls, over 1024 bytes."""
        ...

    def contains(self, uri: str) -> bool:
        """Whether `uri` names an object below `root`: ask before using a URI that a stranger named.

        S3 serves any bucket that the keys may read; a folder serves nothing outside itself anyway.
        """
        ...

    async def put(self, uri: str, body: Body, *, content_type: str, cache_control: str | None = None) -> ObjectInfo:
        """Store `body` as `uri`, in place of what was there. Whole or not at all, also when `body` fails."""
        ...

    def get(self, uri: str, *, limit: int | None = None) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """The object's bytes as they come. At most STORAGE_CONCURRENCY are open at a time; others wait.

        Raises NotFound, and ObjectTooLarge before the first byte if there are more than `limit`.
        """
        ...

    async def read(self, uri: str, *, limit: int) -> bytes:
        """The whole object. Raises NotFound, ObjectTooLarge."""
        ...

    async def download(self, uri: str, to: Path, *, limit: int) -> ObjectInfo:
        """The object as the file `to`, which appears whole or not at all. Large ones come in parallel ranges.

        Raises NotFound, ObjectTooLarge before anything is fetched, and OSError if `to` cannot be written.
        """
        ...

    async def head(self, uri: str) -> ObjectInfo:
        """What is known of the object. Raises NotFound."""
        ...

    def list(self, prefix_uri: str) -> AsyncIterator[ObjectInfo]:
        """All objects whose URI starts with `prefix_uri`, in the order of their UTF-8; `root` means all below it.

        `.../thumbnails/` is a folder, `.../thumbnails/ab` also finds `abc.jpg`. Content types are not told.
        """
        ...

    async def delete(self, *uris: str) -> None:
        """Remove these objects. Absent ones are fine."""
        ...

    async def presign(self, uri: str, *, seconds: int = 3600) -> str:
        """An address that gives the object to anyone for `seconds` (1 to 604800): never into logs or kept events.

        A folder gives the `file:///` URL, which does not expire. Does not ask whether the object exists.
        """
        ...
