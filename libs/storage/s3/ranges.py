"""Large downloads in ranges: several at a time, all of the same version, each asked for again where it broke off."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from libs.storage.body import PIECE
from libs.storage.errors import Interrupted, StorageError
from libs.storage.files.replacing import replacing, write_at
from libs.storage.s3.calls import Calls
from libs.storage.storage import ObjectInfo
from libs.storage.tasks import in_thread, task_group

RANGES_AT_A_TIME = 4
"""Of one object."""
ATTEMPTS = 3
PAUSE_SECONDS = 0.5
"""After the first broken transfer; longer after each further one."""

T = TypeVar("T")


async def download(calls: Calls, info: ObjectInfo, to: Path, part_bytes: int) -> None:
    """The object that `info` describes as the file `to`. Raises StorageError, Unavailable if it changed meanwhile."""
    starts = iter(range(0, info.size, part_bytes))
    async with replacing(to) as file, task_group() as group:
        for _ in range(min(RANGES_AT_A_TIME, -(-info.size // part_bytes))):
            group.create_task(_fetch(calls, info, file, starts, part_bytes))


async def again(attempt: Callable[[], Awaitable[T]]) -> T:
    """What `attempt` gives. Where its transfer breaks off, which botocore leaves to us, it is made again."""
    for failures in range(1, ATTEMPTS):
        try:
            return await attempt()
        except Interrupted:
            await asyncio.sleep(PAUSE_SECONDS * failures)
    return await attempt()


async def _fetch(calls: Calls, info: ObjectInfo, file: BinaryIO, starts: Iterator[int], part_bytes: int) -> None:
    for start in starts:
        end = min(start + part_bytes, info.size)
        await again(lambda start=start, end=end: _range(calls, info, file, start, end))  # type: ignore[misc]


async def _range(calls: Calls, info: ObjectInfo, file: BinaryIO, start: int, end: int) -> None:
    """Write bytes `start` to `end` (exclusive) to their place in `file`."""
    asked: dict[str, Any] = {} if (start, end) == (0, info.size) else {"Range": f"bytes={start}-{end - 1}"}
    if info.etag:
        asked["IfMatch"] = info.etag  # else two versions could be mixed
    offset = start
    async with calls.slots, calls.body(info.uri, **asked) as (answer, content):
        # Before any byte: a store that knows no ranges would give all of the object to each of us.
        if answer.get("ContentLength", end - start) != end - start:
            raise StorageError(
                f"{info.uri}: the store knows no ranges ({end - start} bytes asked, {answer['ContentLength']} told)"
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
        raise Interrupted(f"the store gives more bytes than the range has ({offset + len(piece) - end} more)")
    await in_thread(write_at, file, bytes(piece), offset)
    return len(piece)
