"""Pictures of strangers in confined processes: each one's failure is its own."""

import asyncio
import hashlib
import io
import struct
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO

import psutil
import pytest
from PIL import Image

from libs.confined.limits import ProcessLimits
from libs.events import Layout
from libs.fetch.http.body import Received
from libs.scratch import Scratch
from services.collage.worker.decoding.fair_share import Share
from services.collage.worker.decoding.files import Files
from services.collage.worker.decoding.pool import Decoders
from services.collage.worker.decoding.tile import LARGE_PIXELS, PictureLimits, tile
from services.collage.worker.errors import TooCostly
from services.collage.worker.renderer import Missing, Outcome, Source, Studio, Wanted
from tests.support.waiting import until
from tests.unit.collage.pages import COLOURS, plain, png

LIMITS = PictureLimits()
LAYOUT = Layout(rows=5, columns=7, tile_width=16, tile_height=16)
TILE = (60, 100)
MEMORY = 1000 << 20
FINE = plain(COLOURS["red"])


def slow() -> bytes:
    """A BMP of 49 million pixels in run lengths, some 400 kB: more than a second of processor time."""
    side = 7000
    row = b"\xff\x15" * (side // 255) + bytes([side % 255, 0x15]) + b"\0\0"
    header = struct.pack("<IiiHHIIiiII", 40, side, side, 1, 4, 2, len(row) * side, 0, 0, 16, 0)
    head = b"BM" + struct.pack("<IHHI", 118 + len(row) * side, 0, 0, 118) + header
    return head + bytes(64) + row * side + b"\0\1"


SLOW = slow()


@contextmanager
def decoders(cpu_seconds: float = 60, memory_bytes: int = MEMORY, processes: int = 1) -> Iterator[Decoders]:
    with closing(Decoders(processes, LIMITS, ProcessLimits(cpu_seconds, 240, memory_bytes))) as made:
        yield made


class Pictures:
    """Pictures by address."""

    def __init__(self, known: Mapping[str, bytes]) -> None:
        self._known = known

    async def save(self, url: str, into: BinaryIO) -> Received:
        data = self._known[url]
        into.write(data)
        return Received(url, len(data), None, hashlib.sha256(data).hexdigest())


@contextmanager
def studio(decoders: Decoders, seconds: float = 300) -> Iterator[Studio]:
    pictures = Pictures({"fine": FINE, "slow": SLOW})
    wanted = Wanted(LIMITS, 8, seconds)
    with (
        ThreadPoolExecutor(1) as finishing,
        tempfile.TemporaryDirectory() as folder,
        closing(Files(Scratch(Path(folder)))) as files,
    ):
        yield Studio(pictures, decoders, files, finishing, wanted=wanted, pixels=10_000_000)


async def drawn(studio: Studio, *urls: str) -> list[Outcome]:
    async with studio.page(LAYOUT) as canvas:
        outcomes = await studio.draw(canvas, dict(enumerate(urls)))
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
    assert seen.image.tobytes() == wanted.image.tobytes()
    assert seen[1:] == wanted[1:] == (*size, "PNG")
    assert seen.image.info == {}


async def test_what_takes_too_much_processor_time_or_memory_is_missing_alone(tmp_path: Path) -> None:
    with decoders(cpu_seconds=0.3) as made, studio(made) as one:
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
    with decoders() as made, studio(made) as one:
        assert reason((await drawn(one, "fine"))[0]) == "placed"
        page = asyncio.create_task(drawn(one, "slow", "fine", "fine"))
        (process,) = (psutil.Process(pid) for pid in list(made.pool._pool._pool_manager.worker_manager.workers))
        spent = process.cpu_times().user
        await until(lambda: process.cpu_times().user > spent + 0.1, "it is at work")
        process.kill()
        found = [reason(outcome) for outcome in await page]
    assert found == ["broken", "placed", "placed"]


async def test_a_page_that_is_out_of_time_leaves_the_next_one_alone() -> None:
    with decoders() as made:
        with studio(made, seconds=0.5) as hasty:
            found = {reason(outcome) for outcome in await drawn(hasty, *["slow"] * 35)}
            assert found <= {"out-of-time", "placed"}
            assert "out-of-time" in found
        with studio(made) as patient:
            honest = await drawn(patient, *["fine"] * 35)
    assert all(isinstance(outcome, Source) for outcome in honest)


async def test_a_page_of_slow_pictures_does_not_hold_up_another() -> None:
    with decoders() as made, studio(made) as one:
        hostile = asyncio.create_task(drawn(one, *["slow"] * 35))
        await until(lambda: made._turns._free == 0, "the first is at work")
        honest = await drawn(one, *["fine"] * 35)
        assert not hostile.done()
        hostile.cancel()
        await asyncio.gather(hostile, return_exceptions=True)
    assert all(isinstance(outcome, Source) for outcome in honest)
