"""Downloads in ranges: several at a time, all of the same version; an interrupted range is requested again."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from libs.storage.body import PIECE
from libs.storage.errors import BehindEnd, Interrupted, StorageError
from libs.storage.files.replacing import replacing, write_at
from libs.storage.s3.calls import Calls
from libs.storage.storage import ObjectInfo
from libs.storage.tasks import in_thread, task_group

RANGES_AT_A_TIME = 4
"""Per object."""
ATTEMPTS = 3
PAUSE_SECONDS = 0.5
"""After the first interrupted transfer; longer after each further one."""

T = TypeVar("T")


async def download(calls: Calls, info: ObjectInfo, to: Path, part_bytes: int) -> None:
    """Save the object of `info` as the file `to`. Raises StorageError; Unavailable if the object changed meanwhile."""
    starts = iter(range(0, info.size, part_bytes))
    async with replacing(to) as file, task_group() as group:
        for _ in range(min(RANGES_AT_A_TIME, -(-info.size // part_bytes))):
            group.create_task(_fetch(calls, info, file, starts, part_bytes))


async def read(calls: Calls, uri: str, start: int, size: int, etag: str | None) -> bytes:
    """At most `size` bytes of an object from `start` on. Raises StorageError, Interrupted if it breaks off."""
    parameters: dict[str, Any] = {"Range": f"bytes={start}-{start + size - 1}"} | ({"IfMatch": etag} if etag else {})
    async with calls.slots:
        try:
            async with calls.body(uri, **parameters) as (answer, content):
                # Before the first byte: a store without ranges would send the whole object for each range.
                if "ContentRange" not in answer:
                    raise StorageError(f"{uri}: the store does not support ranges")
                expected = answer.get("ContentLength")
                data = b"".join([piece async for piece in content])
        except BehindEnd:
            return b""
    if expected is not None and len(data) < expected:
        raise Interrupted(f"{uri}: {expected - len(data)} bytes of a range are missing")
    return data


async def retry_interrupted(attempt: Callable[[], Awaitable[T]]) -> T:
    """The result of `attempt`, which is repeated after an interrupted transfer: botocore does not retry those."""
    for failures in range(1, ATTEMPTS):
        try:
            return await attempt()
        except Interrupted:
            await asyncio.sleep(PAUSE_SECONDS * failures)
    return await attempt()


async def _fetch(calls: Calls, info: ObjectInfo, file: BinaryIO, starts: Iterator[int], part_bytes: int) -> None:
    for start in starts:
        end = min(start + part_bytes, info.size)
        await retry_interrupted(lambda start=start, end=end: _range(calls, info, file, start, end))  # type: ignore[misc]


async def _range(calls: Calls, info: ObjectInfo, file: BinaryIO, start: int, end: int) -> None:
    """Fetch bytes `start` to `end` (exclusive) and write them to the same offsets in `file`."""
    parameters: dict[str, Any] = {} if (start, end) == (0, info.size) else {"Range": f"bytes={start}-{end - 1}"}
    if info.etag:
        parameters["IfMatch"] = info.etag  # otherwise two versions could be mixed
    offset = start
    async with calls.slots, calls.body(info.uri, **parameters) as (answer, content):
        # Before the first byte: a store without ranges would send the whole object for each range.
        if answer.get("ContentLength", end - start) != end - start:
            raise StorageError(
                f"{info.uri}: the store does not support ranges: {end - start} bytes requested, "
                f"{answer['ContentLength']} announced"
            )
        held = bytearray()
        async for piece in content:
            held += piece
            if len(held) >= PIECE:
                offset += await _write(file, held, offset, end)
                held = bytearray()
        offset += await _write(file, held, offset, end)
    if offset != end:
        raise Interrupted(f"{info.uri}: {end - offset} bytes of a range are missing")


async def _write(file: BinaryIO, piece: bytearray, offset: int, end: int) -> int:
    if offset + len(piece) > end:
        raise Interrupted(f"the store sent {offset + len(piece) - end} bytes more than the range has")
    await in_thread(write_at, file, bytes(piece), offset)
    return len(piece)
