"""Decoding in confined processes: a picture that crashes a codec, or keeps it busy, is missing, and that is all."""

import asyncio
import time
from pathlib import Path

from libs.bus import Retryable
from libs.confined.errors import Ended, NotStarted, OutOfMemory, OutOfProcessor, TimedOut
from libs.confined.heap import tidied
from libs.confined.limits import ProcessLimits
from libs.confined.pool import ConfinedPool
from services.collage.worker.decoding.fair_share import Share, Turns
from services.collage.worker.decoding.tile import Large, PictureLimits, Pixels, Tile, tile_of_file
from services.collage.worker.errors import Broken, OutOfTime, TooCostly
from services.collage.worker.metrics import DECODE_SECONDS

PICTURES_PER_PROCESS = 5000
"""Then a fresh process takes over: codecs leak."""


class Decoders:
    """A few decoding processes, each held to `confined`."""

    def __init__(self, processes: int, limits: PictureLimits, confined: ProcessLimits) -> None:
        self._limits = limits
        self.pool = ConfinedPool(processes, confined, (tile_of_file.__module__,), tasks=PICTURES_PER_PROCESS)
        # One more than can be at work, so that no process waits for its next picture.
        self._turns = Turns(processes + 1)
        self._one_large = asyncio.Semaphore(1)

    async def tile(self, path: Path, size: tuple[int, int], share: Share) -> Tile:
        """The picture in the file `path` as a tile of `size` (width, height). Raises PictureError.

        Raises Retryable where no process could be started.
        """
        made = await self._made(path, size, share, alone=False)
        if isinstance(made, Large):
            async with self._one_large:
                made = await self._made(path, size, share, alone=True)
        if isinstance(made, Large):
            raise TypeError("a picture that came alone was not decoded")
        return made.tile(size)

    async def _made(self, path: Path, size: tuple[int, int], share: Share, *, alone: bool) -> Pixels | Large:
        task = (path, size, self._limits, alone)
        async with self._turns.turn(share):
            started = time.perf_counter()
            try:
                if alone:
                    return await self.pool.run(tidied, tile_of_file, *task)
                return await self.pool.run(tile_of_file, *task)
            except OutOfMemory as error:
                raise TooCostly(f"decoding it {error} (COLLAGE_DECODE_MEMORY_MB)") from None
            except OutOfProcessor as error:
                raise TooCostly(f"decoding it {error} of processor time (COLLAGE_DECODE_SECONDS)") from None
            except TimedOut as error:
                raise OutOfTime(f"decoding it {error} and was ended: too little processor?") from None
            except NotStarted:
                raise Retryable("no decoding process could be started: out of memory?") from None
            except Ended as error:
                raise Broken(f"cannot be decoded: the decoding process ended with status {error.status}") from None
            finally:
                DECODE_SECONDS.observe(time.perf_counter() - started)

    def close(self) -> None:
        """End the processes, whatever they do."""
        self.pool.close()
