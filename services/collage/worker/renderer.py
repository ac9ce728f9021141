"""Fetches the pictures of a page, several at a time, and places each on the page when it is decoded."""

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
from libs.pictures.errors import PictureError
from libs.pictures.opening import PictureLimits
from services.collage.worker.admission import WeightedSemaphore
from services.collage.worker.decoding.fair_share import Share
from services.collage.worker.decoding.files import Files
from services.collage.worker.decoding.tile import Pixels
from services.collage.worker.errors import OutOfTime, Unexpected
from services.collage.worker.metrics import PICTURES
from services.collage.worker.page.canvas import Canvas, StoredCollage
from services.collage.worker.page.layout import size

log = logging.getLogger(__name__)

T = TypeVar("T")

LOCAL_ERRORS = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM))
"""Error numbers of this machine's disk and memory, not of a picture."""


class Pictures(Protocol):
    """A source of pictures."""

    async def save(self, url: str, into: BinaryIO) -> Received:
        """Write the picture at `url` to `into`. Raises FetchError."""
        ...


class TileMaker(Protocol):
    """Decodes files to tiles."""

    async def tile(self, path: Path, size: tuple[int, int], share: Share) -> Pixels:
        """The picture in `path` as a tile of `size`, in a turn of `share`. Raises PictureError, Retryable, OSError."""
        ...


class Source(NamedTuple):
    """A downloaded picture: its size in bytes, and its upright width and height in pixels."""

    sha256: str
    bytes: int
    width: int
    height: int
    format: str


class Missing(NamedTuple):
    """Why a picture is missing: a stable code, a message for people, and whether a later attempt may succeed."""

    reason: str
    message: str
    transient: bool = False


Outcome = Source | Missing


class RenderLimits(NamedTuple):
    """Limits of a picture, downloads at a time for a page, and the time limit of a page in seconds."""

    limits: PictureLimits
    downloads: int
    seconds: float


class PageRenderer:
    """Draws pages. `finishing` is the thread that composes and encodes; `max_open_pixels` limits the total size of the
    pages in work.
    """

    def __init__(
        self,
        pictures: Pictures,
        decoders: TileMaker,
        files: Files,
        finishing: Executor,
        *,
        limits: RenderLimits,
        max_open_pixels: int,
    ) -> None:
        self._pictures, self._decoders, self._files = pictures, decoders, files
        self._finishing = finishing
        self._limits = limits
        self._open_pixels = WeightedSemaphore(max_open_pixels)

    @asynccontextmanager
    async def page(self, layout: Layout, like: StoredCollage | None = None) -> AsyncIterator[Canvas]:
        """An empty page, as soon as memory allows. It is encoded `like` an earlier one if there is one."""
        width, height = size(layout)
        async with self._open_pixels.acquired(width * height):
            yield Canvas(layout, like)

    async def draw(self, canvas: Canvas, addresses: Mapping[int, str]) -> dict[int, Outcome]:
        """Fetch `addresses` (slot → URL) and put the pictures on `canvas`. Returns the outcome of each.

        Pictures fail independently. Raises Retryable for errors of this machine.
        """
        downloads, share = asyncio.Semaphore(self._limits.downloads), Share()
        tasks = {
            slot: asyncio.create_task(self._place(downloads, share, canvas, slot, url))
            for slot, url in addresses.items()
        }
        try:
            if tasks:
                await asyncio.wait(tasks.values(), timeout=self._limits.seconds, return_when=asyncio.FIRST_EXCEPTION)
        finally:
            await _cancel(tasks.values())
        failed = (task.exception() for task in tasks.values() if not task.cancelled())
        for error in failed:
            if error is not None:
                raise error
        outcomes = {slot: self._outcome(task) for slot, task in tasks.items()}
        for outcome in outcomes.values():
            PICTURES.labels(outcome.reason if isinstance(outcome, Missing) else "placed").inc()
        return outcomes

    async def run(self, work: Callable[[], T]) -> T:
        """Call `work` in the finishing thread, so that it does not block the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self._finishing, work)

    def _outcome(self, task: "asyncio.Task[Outcome]") -> Outcome:
        if task.cancelled():
            seconds = self._limits.seconds
            return Missing(OutOfTime.reason, f"not ready after {seconds:g} s (COLLAGE_PAGE_SECONDS)", transient=True)
        return task.result()

    async def _place(self, downloads: asyncio.Semaphore, share: Share, canvas: Canvas, slot: int, url: str) -> Outcome:
        try:
            # Held until the picture is decoded, so that downloads do not get far ahead of decoding.
            async with downloads:
                received, pixels = await self._fetch_tile(url, canvas.tile_size, share)
        except FetchError as error:
            return Missing(error.reason, str(error), error.transient)
        except PictureError as error:
            return Missing(error.reason, str(error), error.transient)
        except Retryable:
            raise
        except Exception as error:
            # The boundary: an error with one picture must not fail the page.
            if isinstance(error, OSError) and error.errno in LOCAL_ERRORS:
                raise Retryable(f"cannot write a picture to a temporary file: {error.strerror}") from error
            log.exception("a picture of slot %d failed", slot)
            return Missing(Unexpected.reason, type(error).__name__, Unexpected.transient)
        # Here and not in the process: a late picture must not appear on a finished page.
        canvas.put(slot, pixels.data)
        return Source(received.sha256, received.bytes, pixels.width, pixels.height, pixels.format)

    async def _fetch_tile(self, url: str, size: tuple[int, int], share: Share) -> tuple[Received, Pixels]:
        with self._files.file() as (path, file):
            received = await self._pictures.save(url, file)
            if file.tell() != received.bytes:
                # On a nearly full disk, a write may write only a part without an error.
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            file.truncate()
            return received, await self._decoders.tile(path, size, share)


async def _cancel(tasks: "Iterable[asyncio.Task[Any]]") -> None:
    """Cancel the tasks that still run, and wait for them."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
