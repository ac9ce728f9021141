"""Pictures of strangers in confined processes: each one's failure is its own."""

import asyncio
import hashlib
import io
import os
import struct
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO

import psutil
import pytest
from PIL import Image

from fixtures.waiting import until
from libs.confined.limits import ProcessLimits
from libs.events import Layout
from libs.fetch.http.body import Received
from libs.pictures.errors import TooCostly
from libs.pictures.opening import PictureLimits
from libs.scratch import Scratch
from services.collage.worker.decoding.fair_share import Share
from services.collage.worker.decoding.files import Files
from services.collage.worker.decoding.group import TASK_SECONDS, Group, tiles
from services.collage.worker.decoding.pool import Decoders
from services.collage.worker.decoding.tile import LARGE_PIXELS, tile
from services.collage.worker.renderer import Missing, Outcome, PageRenderer, RenderLimits, Source
from tests.unit.collage.pages import COLOURS, pixels_of, plain, png

LIMITS = PictureLimits()
LAYOUT = Layout(rows=5, columns=7, tile_width=16, tile_height=16)
TILE = (60, 100)
MEMORY = 1000 << 20
FINE = plain(COLOURS["red"])


def slow(side: int, run: int) -> bytes:
    """A BMP in runs of so many pixels, each of which takes a microsecond of processor time."""
    row = bytes([run, 0x15]) * (side // run) + bytes([side % run, 0x15]) + b"\0\0"
    header = struct.pack("<IiiHHIIiiII", 40, side, side, 1, 4, 2, len(row) * side, 0, 0, 16, 0)
    head = b"BM" + struct.pack("<IHHI", 118 + len(row) * side, 0, 0, 118) + header
    return head + bytes(64) + row * side + b"\0\1"


SLOW = slow(7000, 255)
"""Of 400 kB, more than a second; it comes alone, for it is large."""
TARDY = slow(1999, 3)
"""Of 3 MB, about a second; it comes with others."""


@contextmanager
def decoders(cpu_seconds: float = 60, memory_bytes: int = MEMORY, processes: int = 1) -> Iterator[Decoders]:
    confined = ProcessLimits(cpu_seconds, 240, memory_bytes)
    with tempfile.TemporaryDirectory() as folder:
        with closing(Decoders(processes, LIMITS, confined, Scratch(Path(folder)))) as made:
            yield made
        assert not list(Path(folder).iterdir()), "no tile stays behind"


class Pictures:
    """Pictures by address."""

    def __init__(self, known: Mapping[str, bytes]) -> None:
        self._known = known

    async def save(self, url: str, into: BinaryIO) -> Received:
        data = self._known[url]
        into.write(data)
        return Received(url, len(data), None, hashlib.sha256(data).hexdigest())


@contextmanager
def renderer(decoders: Decoders, seconds: float = 300) -> Iterator[PageRenderer]:
    pictures = Pictures({"fine": FINE, "slow": SLOW, "tardy": TARDY, "broken": b"no picture"})
    limits = RenderLimits(LIMITS, 8, seconds)
    with (
        ThreadPoolExecutor(1) as finishing,
        tempfile.TemporaryDirectory() as folder,
        closing(Files(Scratch(Path(folder)))) as files,
    ):
        yield PageRenderer(pictures, decoders, files, finishing, limits=limits, max_open_pixels=10_000_000)


async def drawn(renderer: PageRenderer, *urls: str) -> list[Outcome]:
    async with renderer.page(LAYOUT) as canvas:
        outcomes = await renderer.draw(canvas, dict(enumerate(urls)))
    return [outcomes[slot] for slot in range(len(urls))]


def reason(outcome: Outcome) -> str:
    return outcome.reason if isinstance(outcome, Missing) else "placed"


def rgb(size: tuple[int, int]) -> Image.Image:
    return Image.linear_gradient("L").resize(size).convert("RGB")


@pytest.mark.parametrize("size", [(300, 500), (5000, 3000)])
async def test_a_tile_is_the_same_as_one_made_here(size: tuple[int, int], tmp_path: Path) -> None:
    assert (size[0] * size[1] > LARGE_PIXELS) == (size[0] == 5000)
    data = png(rgb(size))
    path = tmp_path / "picture"
    path.write_bytes(data)
    with decoders() as made:
        seen = await made.tile(path, TILE, Share())
    wanted = tile(io.BytesIO(data), TILE, LIMITS)
    assert seen == pixels_of(wanted)
    assert seen[1:] == (*size, "PNG")


async def test_what_takes_too_much_processor_time_or_memory_is_missing_alone(tmp_path: Path) -> None:
    with decoders(cpu_seconds=0.3) as made, renderer(made) as one:
        found = await drawn(one, "fine", "slow", "fine")
    assert [reason(outcome) for outcome in found] == ["placed", "too-costly", "placed"]
    late = found[1]
    assert isinstance(late, Missing)
    assert late.message == "decoding it takes more than 0.3 s of processor time (COLLAGE_DECODE_SECONDS)"
    large = tmp_path / "large.png"
    Image.new("RGBA", (7000, 7000)).save(large, compress_level=1)
    with decoders(memory_bytes=300 << 20) as made:
        with pytest.raises(TooCostly, match=r"takes more than 300 MB \(COLLAGE_DECODE_MEMORY_MB\)"):
            await made.tile(large, TILE, Share())
        large.write_bytes(FINE)
        assert (await made.tile(large, TILE, Share())).width == 64


async def test_a_process_that_is_killed_costs_one_picture() -> None:
    with decoders() as made, renderer(made) as one:
        assert reason((await drawn(one, "fine"))[0]) == "placed"
        page = asyncio.create_task(drawn(one, "slow", "fine", "fine"))
        (process,) = (psutil.Process(pid) for pid in made.pool.pids)
        spent = process.cpu_times().user
        await until(lambda: process.cpu_times().user > spent + 0.1, "it is at work")
        process.kill()
        found = [reason(outcome) for outcome in await page]
    assert found == ["broken", "placed", "placed"]


class Watched:
    """Counts the pictures of each task that a process is given, and the tasks that ended."""

    def __init__(self, made: Decoders, monkeypatch: pytest.MonkeyPatch) -> None:
        self.given: list[int] = []
        self.ended = 0
        run = made.pool.run

        async def watched(work: Callable[..., object], group: Group, sheet: Path, *, trim: bool) -> object:
            self.given.append(len(group.paths))
            try:
                return await run(work, group, sheet, trim=trim)
            finally:
                self.ended += 1

        monkeypatch.setattr(made.pool, "run", watched)


async def test_of_pictures_that_come_together_one_that_takes_too_long_is_missing_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with decoders(cpu_seconds=0.3) as made, renderer(made) as one:
        watched = Watched(made, monkeypatch)
        found = await drawn(one, "tardy", "fine", "tardy", "fine", "broken")
    assert [reason(outcome) for outcome in found] == ["too-costly", "placed", "too-costly", "placed", "not-an-image"]
    assert watched.given == [1, 4, 1, 1, 1], "it is not tried again, the others are"


async def test_pictures_whose_process_ends_are_each_tried_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    with decoders() as made, renderer(made) as one:
        watched = Watched(made, monkeypatch)
        page = asyncio.create_task(drawn(one, "tardy", "fine", "tardy", "fine", "fine"))
        await until(lambda: watched.ended == 1, "the first is done")
        (process,) = (psutil.Process(pid) for pid in made.pool.pids)
        spent = process.cpu_times().user
        await until(lambda: process.cpu_times().user > spent + 0.1, "it is at work on the next slow one")
        process.kill()
        found = [reason(outcome) for outcome in await page]
    assert found == ["placed"] * 5
    assert watched.given == [1, 4, 1, 1, 1, 1]


async def test_what_would_wait_for_a_slow_picture_is_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    with decoders() as made, renderer(made) as one:
        watched = Watched(made, monkeypatch)
        found = await drawn(one, "tardy", "tardy", "fine", "fine", "fine")
    assert [reason(outcome) for outcome in found] == ["placed"] * 5
    assert watched.given == [1, 4, 1, 1, 1]


async def test_a_task_that_is_delayed_but_uses_no_processor_is_not_cut_short(tmp_path: Path) -> None:
    fine, pipe = tmp_path / "fine", tmp_path / "pipe"
    fine.write_bytes(FINE)
    os.mkfifo(pipe)
    with decoders() as made, made._sheets.sheet(2 * TILE[0] * TILE[1] * 3) as sheet:
        group = Group([str(pipe), str(fine)], TILE, LIMITS, 60, alone=False)
        sheet.begin(len(group.paths))
        task = asyncio.create_task(made.pool.run(tiles, group, str(sheet.path)))
        await until(lambda: sheet.in_work == 0, "the first is in work: it waits until this end of the pipe is opened")
        started = time.monotonic()
        await until(lambda: time.monotonic() > started + 2 * TASK_SECONDS, "more time has passed than a task may use")
        (await asyncio.to_thread(pipe.open, "wb")).close()
        assert len(await task) == 2


async def test_a_page_that_is_out_of_time_leaves_the_next_one_alone() -> None:
    with decoders() as made:
        with renderer(made, seconds=0.5) as hasty:
            found = {reason(outcome) for outcome in await drawn(hasty, *["slow"] * 35)}
            assert found <= {"out-of-time", "placed"}
            assert "out-of-time" in found
        with renderer(made) as patient:
            honest = await drawn(patient, *["fine"] * 35)
    assert all(isinstance(outcome, Source) for outcome in honest)


async def test_a_page_of_slow_pictures_does_not_hold_up_another() -> None:
    with decoders() as made, renderer(made) as one:
        hostile = asyncio.create_task(drawn(one, *["slow"] * 35))
        await until(lambda: made._turns.free == 0, "the first is at work")
        honest = await drawn(one, *["fine"] * 35)
        assert not hostile.done()
        hostile.cancel()
        await asyncio.gather(hostile, return_exceptions=True)
    assert all(isinstance(outcome, Source) for outcome in honest)
