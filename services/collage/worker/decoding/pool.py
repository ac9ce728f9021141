"""Decoding in confined processes: a picture that crashes a codec, or keeps it busy, is missing, and that is all."""

import asyncio
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from libs.bus import Retryable
from libs.confined.errors import Ended, NotStarted, OutOfMemory, OutOfProcessor, TimedOut
from libs.confined.heap import run_and_trim
from libs.confined.limits import ProcessLimits
from libs.confined.pool import ConfinedPool
from libs.scratch import Scratch
from services.collage.worker.decoding.fair_share import FairShare, Share
from services.collage.worker.decoding.group import Group, Seen, tiles
from services.collage.worker.decoding.sheet import Sheet
from services.collage.worker.decoding.sheets import SHEET_BYTES, Sheets
from services.collage.worker.decoding.tile import Large, PictureLimits, Pixels
from services.collage.worker.errors import Broken, OutOfTime, PictureError, TooCostly
from services.collage.worker.metrics import DECODE_SECONDS

TASKS_PER_PROCESS = 2000
"""Then a fresh process takes over: codecs leak."""
TOGETHER = 4
"""Pictures in one task at most. More save nothing, and would leave other processes without work."""


class _Picture:
    """One that waits for its turn or is in work. `done` gets what became of it, None where it must come alone."""

    def __init__(self, path: Path, size: tuple[int, int], large: bool) -> None:
        self.path, self.size, self.large = path, size, large
        self.done: asyncio.Future[Pixels | Large | None] = asyncio.get_running_loop().create_future()


class Decoders:
    """A few decoding processes, each held to `confined`."""

    def __init__(self, processes: int, limits: PictureLimits, confined: ProcessLimits, scratch: Scratch) -> None:
        self._limits, self._confined = limits, confined
        self.pool = ConfinedPool(processes, confined, (tiles.__module__,), tasks=TASKS_PER_PROCESS)
        self._sheets = Sheets(scratch)
        self._turns: FairShare[_Picture] = FairShare(processes, TOGETHER, ahead=True)
        self._one_large = asyncio.Semaphore(1)
        self._running: set[asyncio.Task[None]] = set()

    async def tile(self, path: Path, size: tuple[int, int], share: Share) -> Pixels:
        """The picture in the file `path` as a tile of `size` (width, height). Raises PictureError.

        Raises Retryable where no process could be started, OSError where there is no room for tiles.
        """
        made = await self._made(path, size, share, together=True)
        if made is None:
            made = await self._made(path, size, share)
        if isinstance(made, Large):
            async with self._one_large:
                made = await self._made(path, size, share, large=True)
        if not isinstance(made, Pixels):
            raise TypeError("a picture that came alone was not decoded")
        return made

    async def _made(
        self, path: Path, size: tuple[int, int], share: Share, *, together: bool = False, large: bool = False
    ) -> Pixels | Large | None:
        picture = _Picture(path, size, large)
        together &= TOGETHER * _length(size) < SHEET_BYTES
        self._turns.add(share, picture, size if together else None)
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
                picture.done.add_done_callback(partial(_end_unwanted, task, pictures))

    def _ended(self, share: Share, started: float, task: asyncio.Task[None]) -> None:
        # Called of a task that was cancelled before it began, too.
        self._running.discard(task)
        self._turns.end(share, time.perf_counter() - started)
        self._begin()

    async def _decode(self, pictures: Sequence[_Picture]) -> None:
        """Let `pictures`, of tiles of one size, know what became of them."""
        started = time.perf_counter()
        found: Sequence[Pixels | Large | Exception | None]
        try:
            found = await self._found(pictures)
        except Exception as error:  # noqa: BLE001 - the boundary: those that wait raise it
            DECODE_SECONDS.observe(time.perf_counter() - started)
            found = [error] * len(pictures)
        for picture, one in zip(pictures, found, strict=True):
            if picture.done.done():
                continue
            if isinstance(one, Exception):
                picture.done.set_exception(one)
            else:
                picture.done.set_result(one)

    async def _found(self, pictures: Sequence[_Picture]) -> list[Pixels | Large | Exception | None]:
        length, in_work = _length(pictures[0].size), 0
        try:
            with self._sheets.sheet(length * len(pictures)) as sheet:
                sheet.begin(0)
                try:
                    made = await self._made_by_process(pictures, sheet)
                finally:
                    in_work = sheet.in_work
                found = [_result(one, sheet, number, length) for number, one in enumerate(made)]
                return found + [None] * (len(pictures) - len(found))
        except NotStarted:
            raise Retryable("no decoding process could be started: out of memory?") from None
        except Exception as error:  # noqa: BLE001 - the boundary: what failed with others is tried alone
            if len(pictures) == 1:
                raise _meant(error) from None
            # Each is tried alone, but for one that has had all the time that it may take.
            timed = isinstance(error, OutOfProcessor | TimedOut)
            return [_meant(error) if timed and number == in_work else None for number in range(len(pictures))]

    async def _made_by_process(self, pictures: Sequence[_Picture], sheet: Sheet) -> list[Seen | Large | PictureError]:
        first = pictures[0]
        paths = [picture.path for picture in pictures]
        group = Group(paths, first.size, self._limits, self._confined.cpu_seconds, first.large)
        if first.large:
            return await self.pool.run(run_and_trim, tiles, group, sheet.path)
        return await self.pool.run(tiles, group, sheet.path)

    def close(self) -> None:
        """End the processes, whatever they do."""
        self.pool.close()
        self._sheets.close()


def _end_unwanted(task: asyncio.Task[None], pictures: Sequence[_Picture], _: object) -> None:
    if all(picture.done.cancelled() for picture in pictures):
        task.cancel()


def _result(
    made: Seen | Large | PictureError, sheet: Sheet, number: int, length: int
) -> Pixels | Large | Exception | None:
    if isinstance(made, Seen):
        DECODE_SECONDS.observe(made.seconds)
        return Pixels(sheet.tile(number, length), made.width, made.height, made.format)
    return made


def _meant(error: Exception) -> Exception:
    """What `error` of a process means for the one picture that it had, or had in work."""
    match error:
        case OutOfMemory():
            return TooCostly(f"decoding it {error} (COLLAGE_DECODE_MEMORY_MB)")
        case OutOfProcessor():
            return TooCostly(f"decoding it {error} of processor time (COLLAGE_DECODE_SECONDS)")
        case TimedOut():
            return OutOfTime(f"decoding it {error} and was ended: too little processor?")
        case Ended():
            return Broken(f"cannot be decoded: the decoding process ended with status {error.status}")
    return error


def _length(size: tuple[int, int]) -> int:
    """Bytes of a tile of `size`."""
    return size[0] * size[1] * 3
