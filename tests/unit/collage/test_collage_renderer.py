"""Pictures are fetched so many at a time, and a page ends in time whatever hosts do."""

import asyncio
import hashlib
from pathlib import Path
from typing import BinaryIO

import pytest

from fixtures.waiting import until
from libs.bus import Retryable
from libs.events import Layout
from libs.fetch.http.body import Received
from services.collage.worker.decoding.fair_share import Share
from services.collage.worker.decoding.tile import Pixels
from services.collage.worker.renderer import Missing, Source
from tests.unit.collage.pages import COLOURS, plain, renderer_with

LAYOUT = Layout(rows=5, columns=7, tile_width=16, tile_height=16)
DATA = plain(COLOURS["red"])


class CountedPictures:
    """Counts how many are fetched at a time; address `never` never comes."""

    def __init__(self) -> None:
        self.now = self.most = 0
        self.given_up = False

    async def save(self, url: str, into: BinaryIO) -> Received:
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            await asyncio.sleep(0)
            if url == "never":
                await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.given_up = True
            raise
        finally:
            self.now -= 1
        into.write(DATA)
        return Received(url, len(DATA), None, hashlib.sha256(DATA).hexdigest())


@pytest.mark.parametrize("downloads", [1, 8])
async def test_so_many_at_a_time(downloads: int) -> None:
    pictures = CountedPictures()
    with renderer_with(pictures, downloads) as renderer:
        async with renderer.page(LAYOUT) as canvas:
            outcomes = await renderer.draw(canvas, {slot: str(slot) for slot in range(35)})
    assert pictures.most == downloads
    assert len(outcomes) == 35
    assert all(isinstance(outcome, Source) for outcome in outcomes.values())


async def test_a_page_ends_in_time() -> None:
    pictures = CountedPictures()
    with renderer_with(pictures, 2, 0.5) as renderer:
        async with renderer.page(LAYOUT) as canvas:
            outcomes = await renderer.draw(canvas, {0: "a", 1: "never", 2: "b"})
    late = outcomes[1]
    assert isinstance(late, Missing)
    assert (late.reason, late.transient) == ("out-of-time", True)
    assert late.message == "not ready after 0.5 s (COLLAGE_PAGE_SECONDS)"
    assert isinstance(outcomes[0], Source)
    assert isinstance(outcomes[2], Source)
    assert pictures.given_up


async def test_a_page_that_is_given_up_gives_up_its_downloads() -> None:
    pictures = CountedPictures()
    with renderer_with(pictures, 2) as renderer:
        async with renderer.page(LAYOUT) as canvas:
            drawing = asyncio.create_task(renderer.draw(canvas, {0: "never"}))
            await until(lambda: pictures.now == 1, "the download began")
            drawing.cancel()
            with pytest.raises(asyncio.CancelledError):
                await drawing
    assert pictures.given_up
    assert pictures.now == 0


class ShrinkingPictures:
    """Each picture is written over the one before, which was longer."""

    async def save(self, url: str, into: BinaryIO) -> Received:
        data = DATA + bytes(int(url))
        into.write(data)
        return Received(url, len(data), None, hashlib.sha256(data).hexdigest())


class Sizes:
    """Notes how many bytes come to be decoded."""

    def __init__(self) -> None:
        self.seen: list[int] = []

    async def tile(self, path: Path, size: tuple[int, int], share: Share) -> Pixels:
        self.seen.append(path.stat().st_size)
        return Pixels(bytes(3 * size[0] * size[1]), 64, 64, "PNG")


async def test_nothing_of_an_earlier_picture_stays_in_the_file() -> None:
    sizes, longer = Sizes(), [3_000_000, 500_000, 1000, 0, 20]
    with renderer_with(ShrinkingPictures(), downloads=1, decoders=sizes) as renderer:
        async with renderer.page(LAYOUT) as canvas:
            await renderer.draw(canvas, {slot: str(more) for slot, more in enumerate(longer)})
    assert sizes.seen == [len(DATA) + more for more in longer]


class FullPictures:
    """The disk takes a part of the picture."""

    async def save(self, url: str, into: BinaryIO) -> Received:
        into.write(DATA[:-1])
        return Received(url, len(DATA), None, hashlib.sha256(DATA).hexdigest())


async def test_a_picture_that_was_not_written_whole_is_retried_with_its_page() -> None:
    with renderer_with(FullPictures()) as renderer:
        async with renderer.page(LAYOUT) as canvas:
            with pytest.raises(Retryable, match="No space left on device"):
                await renderer.draw(canvas, {0: "a"})
