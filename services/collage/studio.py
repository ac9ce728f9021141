"""From addresses to a page: pictures are fetched several at a time, and each is on the page as soon as it is there."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from typing import Any, BinaryIO, NamedTuple, Protocol, TypeVar, cast

from libs.events import Layout
from libs.fetch import FetchError
from libs.fetch.body import Received
from services.collage.canvas import Canvas, Stored
from services.collage.decode import PictureLimits, Tile, tile
from services.collage.errors import OutOfTime, PictureError
from services.collage.gate import Gate
from services.collage.layout import size
from services.collage.metrics import DECODE_SECONDS, PICTURES

T = TypeVar("T")

IN_MEMORY = 1_000_000
"""Bytes of a picture; a larger one waits on disk for its decoding."""


class Pictures(Protocol):
    """Where pictures come from."""

    async def save(self, url: str, into: BinaryIO) -> Received:
        """Write the picture at `url` to `into`. Raises FetchError."""
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


class Wanted(NamedTuple):
    """What pictures are taken, how many are fetched at a time for a page, and how long a page may take, in seconds."""

    limits: PictureLimits
    downloads: int
    seconds: float


class Studio:
    """Makes pages. `decoders` are its threads; `pixels` the most that pages in work may have together."""

    def __init__(self, pictures: Pictures, wanted: Wanted, decoders: Executor, pixels: int) -> None:
        self._pictures = pictures
        self._wanted = wanted
        self._decoders = decoders
        self._gate = Gate(pixels)

    @asynccontextmanager
    async def page(self, layout: Layout, like: Stored | None = None) -> AsyncIterator[Canvas]:
        """An empty page, once there is room for it in memory; to be encoded `like` an earlier one if there is one."""
        width, height = size(layout)
        async with self._gate.passed(width * height):
            yield Canvas(layout, like)

    async def draw(self, canvas: Canvas, addresses: Mapping[int, str]) -> dict[int, Outcome]:
        """Fetch `addresses`, slot → URL, and put the pictures on `canvas`. What became of each; none of them raises."""
        turns = asyncio.Semaphore(self._wanted.downloads)
        tasks = {slot: asyncio.create_task(self._one(turns, canvas, slot, url)) for slot, url in addresses.items()}
        try:
            if tasks:
                await asyncio.wait(tasks.values(), timeout=self._wanted.seconds)
        finally:
            await _ended(tasks.values())
        outcomes = {slot: self._outcome(task) for slot, task in tasks.items()}
        for outcome in outcomes.values():
            PICTURES.labels(outcome.reason if isinstance(outcome, Missing) else "placed").inc()
        return outcomes

    async def run(self, work: Callable[[], T]) -> T:
        """The result of `work`, done by one of the decoding threads: what takes milliseconds is not for the loop."""
        return await asyncio.get_running_loop().run_in_executor(self._decoders, work)

    def _outcome(self, task: "asyncio.Task[Outcome]") -> Outcome:
        if task.cancelled():
            seconds = self._wanted.seconds
            return Missing(OutOfTime.reason, f"not there after {seconds:g} s (COLLAGE_PAGE_SECONDS)", transient=True)
        return task.result()

    async def _one(self, turns: asyncio.Semaphore, canvas: Canvas, slot: int, url: str) -> Outcome:
        try:
            # The turn ends with the decoding: downloads never get far ahead of the processors.
            async with turns:
                with tempfile.SpooledTemporaryFile(IN_MEMORY) as spooled:
                    file = cast("BinaryIO", spooled)
                    received = await self._pictures.save(url, file)
                    found = await self.run(lambda: self._decoded(file, canvas.tile_size))
        except FetchError as error:
            return Missing(error.reason, str(error), error.transient)
        except PictureError as error:
            return Missing(error.reason, str(error))
        # Here and not by the thread: a picture that came too late must not appear on a page that is finished.
        canvas.put(slot, found.image)
        return Source(received.sha256, received.bytes, found.width, found.height, found.format)

    def _decoded(self, file: BinaryIO, tile_size: tuple[int, int]) -> Tile:
        started = time.perf_counter()
        try:
            return tile(file, tile_size, self._wanted.limits)
        finally:
            DECODE_SECONDS.observe(time.perf_counter() - started)


async def _ended(tasks: "Iterable[asyncio.Task[Any]]") -> None:
    """Cancel what still runs, and wait for it."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
