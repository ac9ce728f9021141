"""Objects in an S3-compatible store."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from libs.storage.body import parts
from libs.storage.errors import Denied, NoBucket, NotFound, ObjectTooLarge
from libs.storage.s3 import multipart, ranges
from libs.storage.s3.calls import Calls
from libs.storage.settings import StorageSettings
from libs.storage.storage import Body, ObjectInfo, Upload
from libs.storage.tasks import task_group
from libs.storage.uri import checked_key, key_below, parse_s3

PROBE = "reelbus-probe"
PROBE_BYTES = 1024
MAX_PRESIGN_SECONDS = 7 * 86_400
"""SigV4's own limit."""


class S3Storage:
    """Objects in the bucket of `root`, and in other buckets that the keys may access."""

    def __init__(self, client: Any, settings: StorageSettings, *, page_size: int = 1000) -> None:
        self.root = settings.root
        self._calls = Calls(client, settings)
        self._page_size = page_size
        self._streams = asyncio.Semaphore(settings.concurrency)
        self._part_bytes = settings.part_size_mb * 1024 * 1024

    async def probe(self) -> None:
        uri = self.uri(PROBE)
        try:
            await self.read(uri, limit=PROBE_BYTES)
        except NoBucket:
            raise
        except NotFound:
            return
        except Denied:
            # Without permission to list, stores deny access to missing objects. So try to write: wrong keys fail here.
            await self._calls.put(uri, b"", ContentType="text/plain")

    def uri(self, key: str) -> str:
        return f"{self.root}/{checked_key(key)}"

    def contains(self, uri: str) -> bool:
        return key_below(self.root, uri) is not None

    async def put(self, uri: str, body: Body, *, content_type: str, cache_control: str | None = None) -> ObjectInfo:
        place = parse_s3(uri)
        checked_key(place.key)
        headers = {"ContentType": content_type} | ({"CacheControl": cache_control} if cache_control else {})
        async with aclosing(parts(body, self._part_bytes)) as content:
            first = await anext(content, b"")
            second = await anext(content, None)
            if second is None:
                answer = await self._calls.put(uri, first, **headers)
                return ObjectInfo(uri, len(first), content_type, answer.get("ETag"))
            begun = [first, second]
            del first, second  # so that their memory is freed when they are sent
            size, etag = await multipart.upload(self._calls, uri, begun, content, headers)
            return ObjectInfo(uri, size, content_type, etag)

    @asynccontextmanager
    async def get(self, uri: str, *, limit: int | None = None) -> AsyncIterator[AsyncIterator[bytes]]:
        async with self._streams, self._calls.body(uri, limit=limit) as (_, content):
            yield content

    async def read(self, uri: str, *, limit: int) -> bytes:
        async def whole() -> bytes:
            async with self._calls.slots, self._calls.body(uri, limit=limit) as (_, content):
                return b"".join([piece async for piece in content])

        return await ranges.retry_interrupted(whole)

    async def read_range(self, uri: str, start: int, size: int, *, etag: str | None = None) -> bytes:
        return await ranges.retry_interrupted(lambda: ranges.read(self._calls, uri, start, size, etag))

    @asynccontextmanager
    async def upload(self, uri: str, *, content_type: str, part_bytes: int) -> AsyncIterator[Upload]:
        checked_key(parse_s3(uri).key)
        async with multipart.uploading(self._calls, uri, {"ContentType": content_type}) as upload:
            yield upload

    async def download(self, uri: str, to: Path, *, limit: int) -> ObjectInfo:
        info = await self.head(uri)
        if info.size > limit:
            raise ObjectTooLarge(uri, info.size, limit)
        await ranges.download(self._calls, info, to, self._part_bytes)
        return info

    async def head(self, uri: str) -> ObjectInfo:
        return _info(uri, await self._calls.object("head_object", uri), "ContentLength")

    async def list(self, prefix_uri: str) -> AsyncIterator[ObjectInfo]:
        place = parse_s3(f"{self.root}/" if prefix_uri == self.root else prefix_uri, prefix=True)
        parameters: dict[str, Any] = {"Bucket": place.bucket, "Prefix": place.key, "MaxKeys": self._page_size}
        while True:
            page = await self._calls.call("list_objects_v2", prefix_uri, **parameters)
            for item in page.get("Contents", ()):
                yield _info(f"s3://{place.bucket}/{item['Key']}", item, "Size")
            if not page.get("IsTruncated"):
                return
            parameters["ContinuationToken"] = page["NextContinuationToken"]

    async def delete(self, *uris: str) -> None:
        # One by one: not every store has DeleteObjects, and its errors are inside a successful response.
        for uri in uris:
            parse_s3(uri)
        async with task_group() as group:
            for uri in uris:
                group.create_task(self._delete(uri))

    async def abort_uploads(self, uri: str) -> int:
        checked_key(parse_s3(uri).key)
        return await multipart.abort_all(self._calls, uri)

    async def presign(self, uri: str, *, seconds: int = 3600) -> str:
        if not 1 <= seconds <= MAX_PRESIGN_SECONDS:
            raise ValueError(f"presigned URLs must be valid for 1 to {MAX_PRESIGN_SECONDS} seconds, not {seconds}")
        return await self._calls.presign(uri, seconds)

    async def _delete(self, uri: str) -> None:
        try:
            await self._calls.object("delete_object", uri)
        except NoBucket:
            raise
        except NotFound:
            pass  # AWS reports no error for a missing object, other stores do


def _info(uri: str, answer: dict[str, Any], size: str) -> ObjectInfo:
    modified: datetime | None = answer.get("LastModified")
    return ObjectInfo(uri, int(answer[size]), answer.get("ContentType"), answer.get("ETag"), modified)
