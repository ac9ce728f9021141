"""Decodes pictures in confined processes: a picture that crashes or blocks a codec affects no other."""

import asyncio
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from libs.bus import Retryable
from libs.confined.errors import NotStarted, OutOfMemory, OutOfProcessor, ProcessFailed, TimedOut, decoding_failed
from libs.confined.limits import ProcessLimits
from libs.confined.pool import ConfinedPool
from libs.pictures.errors import Broken, PictureError, TooCostly
from libs.pictures.opening import PictureLimits
from libs.scratch import Scratch
from services.collage.worker.decoding.fair_share import FairShare, Share
from services.collage.worker.decoding.group import Decoded, Group, tiles
from services.collage.worker.decoding.sheet import Sheet
from services.collage.worker.decoding.sheets import SHEET_BYTES, Sheets
from services.collage.worker.decoding.tile import Large, Pixels
from services.collage.worker.errors import OutOfTime
from services.collage.worker.metrics import DECODE_SECONDS

TASKS_PER_PROCESS = 2000
"""A process is replaced after so many tasks, because codecs leak memory."""
GROUP_SIZE = 4
"""Maximum number of pictures in a task. More save no time, and would leave other processes without work."""


class _Picture:
    """A picture in the queue or in work. `done` gets its result; None if it must be decoded again, alone."""

    def __init__(self, path: Path, size: tuple[int, int], large: bool) -> None:
        self.path, self.size, self.large = path, size, large
        self.done: asyncio.Future[Pixels | Large | None] = asyncio.get_running_loop().create_future()


class Decoders:
    """A pool of decoding processes, each with the limits `confined`."""

    def __init__(self, processes: int, limits: PictureLimits, confined: ProcessLimits, scratch: Scratch) -> None:
        self._limits, self._confined = limits, confined
        self.pool = ConfinedPool(
            processes, confined, (tiles.__module__,), tasks=TASKS_PER_PROCESS, errors=(PictureError,)
        )
        self._sheets = Sheets(scratch)
        self._turns: FairShare[_Picture] = FairShare(processes, GROUP_SIZE, ahead=True)
        self._one_large = asyncio.Semaphore(1)
        self._running: set[asyncio.Task[None]] = set()

    async def tile(self, path: Path, size: tuple[int, int], share: Share) -> Pixels:
        """The picture in the file `path` as a tile of `size` (width, height). Raises PictureError.

        Raises Retryable if no process could be started, and OSError if there is no disk space for tiles.
        """
        result = await self._queue(path, size, share, grouped=True)
        if result is None:
            result = await self._queue(path, size, share)
        if isinstance(result, Large):
            async with self._one_large:
                result = await self._queue(path, size, share, large=True)
        if not isinstance(result, Pixels):
            raise TypeError("a picture that was alone in its task was not decoded")
        return result

    async def _queue(
        self, path: Path, size: tuple[int, int], share: Share, *, grouped: bool = False, large: bool = False
    ) -> Pixels | Large | None:
        picture = _Picture(path, size, large)
        grouped &= GROUP_SIZE * _length(size) < SHEET_BYTES
        self._turns.add(share, picture, size if grouped else None)
        self._begin()
        try:
            return await picture.done
        finally:
            self._turns.remove(share, picture)

    def _begin(self) -> None:
        while (turn := self._turns.begin()) is not None:
            share, pictures = turn
            task = asyncio.get_running_loop().create_task(self._decode(pictures))
            task.add_done_callback(partial(self._ended, share, time.perf_counter()))
            self._running.add(task)
            for picture in pictures:
                picture.done.add_done_callback(partial(_cancel_unused, task, pictures))

    def _ended(self, share: Share, started: float, task: asyncio.Task[None]) -> None:
        # Also called for a task that was cancelled before it began.
        self._running.discard(task)
        self._turns.end(share, time.perf_counter() - started)
        self._begin()

    async def _decode(self, pictures: Sequence[_Picture]) -> None:
        """Decode `pictures`, all with tiles of one size, and set their results."""
        started = time.perf_counter()
        results: Sequence[Pixels | Large | Exception | None]
        try:
            results = await self._results(pictures)
        except Exception as error:  # noqa: BLE001 - the boundary: the callers raise it
            DECODE_SECONDS.observe(time.perf_counter() - started)
            results = [error] * len(pictures)
        for picture, result in zip(pictures, results, strict=True):
            if picture.done.done():
                continue
            if isinstance(result, Exception):
                picture.done.set_exception(result)
            else:
                picture.done.set_result(result)

    async def _results(self, pictures: Sequence[_Picture]) -> list[Pixels | Large | Exception | None]:
        length, in_work = _length(pictures[0].size), 0
        try:
            with self._sheets.sheet(length * len(pictures)) as sheet:
                sheet.begin(0)
                try:
                    decoded = await self._run_in_process(pictures, sheet)
                finally:
                    in_work = sheet.in_work
                results = [_result(one, sheet, number, length) for number, one in enumerate(decoded)]
                return results + [None] * (len(pictures) - len(results))
        except NotStarted as error:
            raise Retryable(decoding_failed(error)) from None
        except Exception as error:  # noqa: BLE001 - the boundary: pictures of a failed group are decoded alone
            if len(pictures) == 1:
                raise _picture_error(error) from None
            # Each is decoded again alone, except for the one that exceeded its time limit.
            timed_out = isinstance(error, OutOfProcessor | TimedOut)
            return [
                _picture_error(error) if timed_out and number == in_work else None for number in range(len(pictures))
            ]

    async def _run_in_process(self, pictures: Sequence[_Picture], sheet: Sheet) -> list[Decoded | Large | PictureError]:
        first = pictures[0]
        paths = [str(picture.path) for picture in pictures]
        group = Group(paths, first.size, self._limits, self._confined.cpu_seconds, first.large)
        return await self.pool.run(tiles, group, str(sheet.path), trim=first.large)

    def close(self) -> None:
        """Terminate the processes."""
        self.pool.close()
        self._sheets.close()


def _cancel_unused(task: asyncio.Task[None], pictures: Sequence[_Picture], _: object) -> None:
    if all(picture.done.cancelled() for picture in pictures):
        task.cancel()


def _result(
    decoded: Decoded | Large | PictureError, sheet: Sheet, number: int, length: int
) -> Pixels | Large | Exception | None:
    if isinstance(decoded, Decoded):
        DECODE_SECONDS.observe(decoded.seconds)
        return Pixels(sheet.tile(number, length), decoded.width, decoded.height, decoded.format)
    return decoded


def _picture_error(error: Exception) -> Exception:
    """The error of the picture that was in work when a process failed with `error`."""
    match error:
        case OutOfMemory():
            return TooCostly(f"decoding it {error} (COLLAGE_DECODE_MEMORY_MB)")
        case OutOfProcessor():
            return TooCostly(f"decoding it {error} of processor time (COLLAGE_DECODE_SECONDS)")
        case TimedOut():
            return OutOfTime(f"decoding it {error} and was ended: too little processor?")
        case ProcessFailed():
            return Broken(f"cannot be decoded: {error}")
    return error


def _length(size: tuple[int, int]) -> int:
    """Bytes of a tile of `size`."""
    return size[0] * size[1] * 3
