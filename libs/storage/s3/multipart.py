"""Multipart uploads: several parts at a time; all are deleted if one fails."""

import asyncio
import logging
from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

from libs.storage.errors import ObjectTooLarge, StorageError
from libs.storage.s3.calls import Calls
from libs.storage.s3.errors import unsupported
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
    started = await calls.object("create_multipart_upload", uri, **headers)
    number = {"UploadId": started["UploadId"]}
    try:
        size, sent = await _send(calls, uri, number, begun, rest)
        done = await calls.object(
            "complete_multipart_upload",
            uri,
            MultipartUpload={"Parts": sorted(sent, key=lambda part: int(part["PartNumber"]))},
            **number,
        )
    except BaseException:
        await finish(_abort(calls, uri, number))
        raise
    return size, done.get("ETag")


async def _send(
    calls: Calls, uri: str, number: dict[str, str], begun: list[bytes], rest: AsyncIterator[bytes]
) -> tuple[int, list[dict[str, Any]]]:
    own = asyncio.Semaphore(PARTS_AT_A_TIME)
    sent: list[dict[str, Any]] = []
    place = parse_s3(uri)
    size = 0

    async def upload_part(part: bytes, index: int) -> None:
        answer = await calls.in_slot(
            "upload_part", uri, Bucket=place.bucket, Key=place.key, PartNumber=index, Body=BytesIO(part), **number
        )
        sent.append({"ETag": answer["ETag"], "PartNumber": index})

    def release(_: object) -> None:
        own.release()
        calls.slots.release()

    async with task_group() as group:
        index = 0
        async for part in _chain(begun, rest):
            index += 1
            size += len(part)
            if index > MAX_PARTS:
                raise ObjectTooLarge(uri, None, size - len(part))
            # Acquired here and not in the task, so that at most one part of an object waits in memory.
            await own.acquire()
            try:
                await calls.slots.acquire()
            except BaseException:
                own.release()
                raise
            # Released by callback: a task that is cancelled before its first step would not release them.
            group.create_task(upload_part(part, index)).add_done_callback(release)
    return size, sent


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
