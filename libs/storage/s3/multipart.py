"""Multipart uploads: several parts at a time; all are deleted if one fails."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from io import BytesIO
from typing import Any

from libs.storage.errors import ObjectTooLarge, StorageError
from libs.storage.s3.calls import Calls
from libs.storage.s3.errors import unsupported
from libs.storage.storage import ObjectInfo
from libs.storage.tasks import finish, task_group
from libs.storage.uri import parse_s3

log = logging.getLogger(__name__)

PARTS_AT_A_TIME = 4
"""Per object. With one more that is being read, they are the memory of an upload."""
MAX_PARTS = 10_000
ABORT_SECONDS = 30


async def upload(
    calls: Calls, uri: str, begun: list[bytes], rest: AsyncIterator[bytes], headers: dict[str, str]
) -> tuple[int, str | None]:
    """Store the parts in `begun` (which is emptied) and then in `rest` as one object; returns its size and ETag.

    Raises StorageError, and the errors of `rest`; then the parts are deleted.
    """
    async with uploading(calls, uri, headers) as made:
        own = asyncio.Semaphore(PARTS_AT_A_TIME)
        async with task_group() as group:
            index = 0
            async for part in _chain(begun, rest):
                index += 1
                # Acquired here and not in the task, so that at most one part of an object waits in memory.
                await made.reserve(own, index)
                # Released by callback: a task that is cancelled before its first step would not release them.
                group.create_task(made.send(index, part)).add_done_callback(partial(made.release, own))
        info = await made.complete()
        return info.size, info.etag


@asynccontextmanager
async def uploading(calls: Calls, uri: str, headers: dict[str, str]) -> AsyncIterator["S3Upload"]:
    """An upload. Unless it was completed, its parts are deleted when the block ends. Raises StorageError."""
    started = await calls.object("create_multipart_upload", uri, **headers)
    made = S3Upload(calls, uri, started["UploadId"], headers.get("ContentType"))
    try:
        yield made
    finally:
        if not made.completed:
            await finish(_abort(calls, uri, made.number))


class S3Upload:
    """A multipart upload, of which parts are sent in any order."""

    def __init__(self, calls: Calls, uri: str, identifier: str, content_type: str | None) -> None:
        self.number = {"UploadId": identifier}
        self.completed = False
        self._calls, self._uri, self._type, self._place = calls, uri, content_type, parse_s3(uri)
        self._sent: dict[int, tuple[str, int]] = {}

    async def part(self, number: int, data: bytes | bytearray) -> None:
        """As in the protocol."""
        async with self._calls.slots:
            await self.send(number, data)

    async def reserve(self, own: asyncio.Semaphore, number: int) -> None:
        """Wait until part `number` may be sent. Raises ObjectTooLarge if a store cannot have so many."""
        self._check(number)
        await own.acquire()
        try:
            await self._calls.slots.acquire()
        except BaseException:
            own.release()
            raise

    def release(self, own: asyncio.Semaphore, _: object) -> None:
        """End what `reserve` began."""
        own.release()
        self._calls.slots.release()

    async def send(self, number: int, data: bytes | bytearray) -> None:
        """Send a part in a slot that the caller holds."""
        self._check(number)
        answer = await self._calls.in_slot(
            "upload_part", self._uri, Bucket=self._place.bucket, Key=self._place.key, PartNumber=number,
            Body=BytesIO(data), **self.number,
        )  # fmt: skip
        self._sent[number] = (answer["ETag"], len(data))

    async def complete(self) -> ObjectInfo:
        """As in the protocol."""
        parts = [{"ETag": etag, "PartNumber": number} for number, (etag, _) in sorted(self._sent.items())]
        done = await self._calls.object(
            "complete_multipart_upload", self._uri, MultipartUpload={"Parts": parts}, **self.number
        )
        self.completed = True
        return ObjectInfo(self._uri, self._size, self._type, done.get("ETag"))

    @property
    def _size(self) -> int:
        return sum(size for _, size in self._sent.values())

    def _check(self, number: int) -> None:
        if number > MAX_PARTS:
            raise ObjectTooLarge(self._uri, None, self._size)


async def _chain(begun: list[bytes], rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    while begun:
        yield begun.pop(0)
    async for part in rest:
        yield part


async def abort_all(calls: Calls, uri: str) -> int:
    """Delete the parts of all unfinished uploads of the object `uri`; returns the number of uploads.

    Raises StorageError, but not if the store does not list uploads.
    """
    place = parse_s3(uri)
    count = 0
    # Listed by prefix: keys that begin with this one are others'.
    parameters: dict[str, Any] = {"Bucket": place.bucket, "Prefix": place.key}
    while True:
        try:
            page = await calls.call("list_multipart_uploads", uri, **parameters)
        except StorageError as error:
            if not unsupported(error):
                raise
            log.debug("%s: the store does not list unfinished uploads: %s", uri, error)
            return count
        for one in page.get("Uploads", ()):
            if one["Key"] == place.key:
                await _abort(calls, uri, {"UploadId": one["UploadId"]})
                count += 1
        if not page.get("IsTruncated"):
            return count
        parameters |= {"KeyMarker": page["NextKeyMarker"], "UploadIdMarker": page["NextUploadIdMarker"]}


async def _abort(calls: Calls, uri: str, number: dict[str, str]) -> None:
    try:
        async with asyncio.timeout(ABORT_SECONDS):
            await calls.object("abort_multipart_upload", uri, **number)
    except (StorageError, TimeoutError) as error:
        log.warning("%s: could not abort the upload; lifecycle rules will delete its parts: %s", uri, error)
