"""A store in memory, as far as the merge service needs it."""

import hashlib

from libs.storage import NotFound, ObjectInfo, StorageError
from libs.storage.uri import checked_key


class MemoryStore:
    """Objects by URI. `failing`: URIs, or `probe`, whose use raises."""

    def __init__(self, root: str = "s3://own") -> None:
        self.root = root
        self.objects: dict[str, bytes] = {}
        self.failing: dict[str, StorageError] = {}
        self.writes: list[str] = []
        self.aborted: list[str] = []

    def uri(self, key: str) -> str:
        return f"{self.root}/{checked_key(key)}"

    async def probe(self) -> None:
        self._fail("probe")

    async def head(self, uri: str) -> ObjectInfo:
        self._fail(uri)
        if uri not in self.objects:
            raise NotFound(f"{uri}: the object does not exist")
        data = self.objects[uri]
        return ObjectInfo(uri, len(data), etag=hashlib.sha256(data).hexdigest()[:8])

    async def read(self, uri: str, *, limit: int) -> bytes:
        await self.head(uri)
        return self.objects[uri]

    async def put(self, uri: str, body: bytes, *, content_type: str, cache_control: str | None = None) -> ObjectInfo:
        self._fail(uri)
        self.writes.append(uri)
        self.objects[uri] = body
        return await self.head(uri)

    async def abort_uploads(self, uri: str) -> int:
        self._fail(uri)
        self.aborted.append(uri)
        return 0

    def _fail(self, uri: str) -> None:
        if uri in self.failing:
            raise self.failing[uri]
