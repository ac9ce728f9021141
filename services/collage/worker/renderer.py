"""From addresses to a page: pictures are fetched several at a time, and each is on the page as soon as it is there."""

import asyncio
import errno
import logging
import os
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Protocol, TypeVar

from libs.bus import Retryable
from libs.events import Layout
from libs.fetch import FetchError
from libs.fetch.http.body import Received
from services.collage.worker.admission import Gate
from services.collage.worker.decoding.fair_share import Share
from services.collage.worker.decoding.files import Files
from services.collage.worker.decoding.tile import PictureLimits, Pixels
from services.collage.worker.errors import OutOfTime, PictureError, Unexpected
from services.collage.worker.metrics import PICTURES
from services.collage.worker.page.canvas import Canvas, Stored
from services.collage.worker.page.layout import size

log = logging.getLogger(__name__)

T = TypeVar("T")

NO_ROOM = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM))
"""Errors of this machine and not of a picture."""


class Pictures(Protocol):
    """Where pictures come from."""

    async def save(self, url: str, into: BinaryIO) -> Received:
        """Write the picture at `url` to `into`. Raises FetchError."""
        ...


class TileMaker(Protocol):
    """What makes tiles of files."""

    async def tile(self, path: Path, size: tuple[int, int], share: Share) -> Pixels:
        """The picture in `path` as a tile of `size`, in a turn of `share`. Raises PictureError, Retryable, OSError."""
        ...


class Source(NamedTuple):
    """A picture as it came: its bytes, and its size upright in pixels."""

    sha256: str
    bytes: int
    width: int
    height: int
    format: str


class Missing(NamedTuple):
    """Why there is none: a short stable code, words for people, and whether it may pass."""

    reason: str
    message: str
    transient: bool = False


Outcome = Source | Missing


class RenderLimits(NamedTuple):
    """What pictures are taken, how many are fetched at a time for a page, and how long a page may take, in seconds."""

    limits: PictureLimits
    downloads: int
    seconds: float


class PageRenderer:
    """Makes pages. `finishing` is the thread that composes and encodes; `pixels` the most that pages in work may have
    together.
    """

    def __init__(
        self,
        pictures: Pictures,
        decoders: TileMaker,
        files: Files,
        finishing: Executor,
        *,
        wanted: RenderLimits,
        pixels: int,
    ) -> None:
        self._pictures, self._decoders, self._files = pictures, decoders, files
        self._finishing = finishing
        self._wanted = wanted
        self._gate = Gate(pixels)

    @asynccontextmanager
    async def page(self, layout: Layout, like: Stored | None = None) -> AsyncIterator[Canvas]:
        """An empty page, once there is room for it in memory; to be encoded `like` an earlier one if there is one."""
        width, height = size(layout)
        async with self._gate.passed(width * height):
            yield Canvas(layout, like)

    async def draw(self, canvas: Canvas, addresses: Mapping[int, str]) -> dict[int, Outcome]:
        """Fetch `addresses`, slot → URL, and put the pictures on `canvas`. What became of each.

        No picture fails another one; raises Retryable where this machine cannot go on.
        """
        turns, share = asyncio.Semaphore(self._wanted.downloads), Share()
        tasks = {
            slot: asyncio.create_task(self._one(turns, share, canvas, slot, url)) for slot, url in addresses.items()
        }
        try:
            if tasks:
                await asyncio.wait(tasks.values(), timeout=self._wanted.seconds, return_when=asyncio.FIRST_EXCEPTION)
        finally:
            await _ended(tasks.values())
        failed = (task.exception() for task in tasks.values() if not task.cancelled())
        for error in failed:
            if error is not None:
                raise error
        outcomes = {slot: self._outcome(task) for slot, task in tasks.items()}
        for outcome in outcomes.values():
            PICTURES.labels(outcome.reason if isinstance(outcome, Missing) else "placed").inc()
        return outcomes

    async def run(self, work: Callable[[], T]) -> T:
        """The result of `work`, done by the finishing thread: what takes milliseconds is not for the loop."""
        return await asyncio.get_running_loop().run_in_executor(self._finishing, work)

    def _outcome(self, task: "asyncio.Task[Outcome]") -> Outcome:
        if task.cancelled():
            seconds = self._wanted.seconds
            return Missing(OutOfTime.reason, f"not there after {seconds:g} s (COLLAGE_PAGE_SECONDS)", transient=True)
        return task.result()

    async def _one(self, turns: asyncio.Semaphore, share: Share, canvas: Canvas, slot: int, url: str) -> Outcome:
        try:
            # The turn ends with the decoding: downloads never get far ahead of the processors.
            async with turns:
                received, found = await self._made(url, canvas.tile_size, share)
        except FetchError as error:
            return Missing(error.reason, str(error), error.transient)
        except PictureError as error:
            return Missing(error.reason, str(error), error.transient)
        except Retryable:
            raise
        except Exception as error:
            # The boundary: one picture's error is no reason to lose a page.
            if isinstance(error, OSError) and error.errno in NO_ROOM:
                raise Retryable(f"a picture cannot be kept for its decoding: {error.strerror}") from error
            log.exception("a picture of slot %d failed", slot)
            return Missing(Unexpected.reason, type(error).__name__, Unexpected.transient)
        # Here and not by the process: a picture that came too late must not appear on a page that is finished.
        canvas.put(slot, found.data)
        return Source(received.sha256, received.bytes, found.width, found.height, found.format)

    async def _made(self, url: str, size: tuple[int, int], share: Share) -> tuple[Received, Pixels]:
        with self._files.file() as (path, file):
            received = await self._pictures.save(url, file)
            if file.tell() != received.bytes:
                # Of a write that finds little room left, a part is done.
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            file.truncate()
            return received, await self._decoders.tile(path, size, share)


async def _ended(tasks: "Iterable[asyncio.Task[Any]]") -> None:
    """Cancel what still runs, and wait for it."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
