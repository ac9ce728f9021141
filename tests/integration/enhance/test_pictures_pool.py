"""Pictures in and out through confined processes, from the storage and from a web server."""

import asyncio
import io
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path

import psutil
import pytest
from PIL import Image

from fixtures.loop_time import loop_held_under
from fixtures.waiting import until
from libs.confined.limits import ProcessLimits
from libs.fetch import FetchSettings
from libs.storage.files.storage import FileStorage
from services.enhance.pictures.errors import NotDecoded, PictureError, TooCostly, Unchanged
from services.enhance.pictures.factory import Pictures, open_pictures
from services.enhance.pictures.pool import PicturePool
from services.enhance.pictures.settings import PictureSettings
from services.enhance.providers.provider import ImageRequest
from tests.support.hostile import hostile_server
from tests.unit.enhance.pictures.troubles import GPS_MARK, bomb, saved, scene, textured, with_gps


@asynccontextmanager
async def pictures(tmp_path: Path, **limits: float) -> AsyncIterator[tuple[Pictures, FileStorage]]:
    settings = PictureSettings.model_validate(
        {"decoders": 1, "fetch": FetchSettings(allow_private="127.0.0.1", attempts=1), **limits}
    )
    storage = FileStorage(tmp_path.as_uri())
    async with open_pictures(settings, storage) as opened:
        yield opened, storage


async def test_from_the_storage_to_a_photo_to_a_checked_output(tmp_path: Path) -> None:
    data, output = (
        saved(textured((3000, 2000)), "JPEG", exif=with_gps(6)),
        saved(scene((900, 900)), "WEBP", exif=with_gps()),
    )
    assert GPS_MARK in data
    async with pictures(tmp_path) as (one, storage), loop_held_under():
        await storage.put(storage.uri("raw.png"), data, content_type="image/png")
        photo = await one.raw.photo(storage.uri("raw.png"))
        assert (photo.width, photo.height, photo.media_type) == (1365, 2048, "image/jpeg")
        assert GPS_MARK not in photo.data
        asked = ImageRequest("a bottle", (photo,), aspect=(4, 5), size=1000)
        found = await one.pool.check(output, photo, asked)
        assert (found.width, found.height, found.format) == (800, 1000, "jpeg")
        assert Image.open(io.BytesIO(found.data)).size == (800, 1000)
        assert GPS_MARK not in found.data
        with pytest.raises(Unchanged):
            await one.pool.check(photo.data, photo, asked)


async def test_from_the_web(tmp_path: Path) -> None:
    (tmp_path / "shoe.png").write_bytes(saved(scene(), "JPEG"))
    (tmp_path / "bomb.png").write_bytes(bomb())
    (tmp_path / "dot.png").write_bytes(saved(Image.new("RGB", (1, 1)), "PNG"))
    half = saved(textured(), "JPEG")
    (tmp_path / "half.jpg").write_bytes(half[: len(half) // 2])
    async with pictures(tmp_path / "objects", max_image_mb=1) as (one, _), hostile_server() as server:
        photo = await one.raw.photo(server.file(tmp_path / "shoe.png"))
        assert (photo.width, photo.height) == (400, 300)
        causes = {
            server.url("/status/404"): "gone",
            server.url("/status/403"): "access-denied",
            server.url("/html"): "not-an-image",
            server.url("/endless?type=image/png"): "too-large",
            server.url("/loop"): "bad-address",
            "http://169.254.169.254/latest/meta-data": "bad-address",
            server.file(tmp_path / "bomb.png"): "too-large",
            server.file(tmp_path / "dot.png"): "too-small",
            server.file(tmp_path / "half.jpg"): "undecodable",
        }
        for url, cause in causes.items():
            with pytest.raises(PictureError) as raised:
                await one.raw.photo(url)
            assert (raised.value.cause, raised.value.transient) == (cause, False), raised.value


async def test_too_little_processor_time_or_memory(tmp_path: Path) -> None:
    large = saved(Image.new("RGBA", (6900, 6900)), "PNG", compress_level=1)
    settings = PictureSettings()
    hasty = ProcessLimits(cpu_seconds=0.05, wall_seconds=240, memory_bytes=1500 << 20)
    with (
        closing(PicturePool(1, hasty, settings.input_limits, settings.output_limits)) as pool,
        pytest.raises(TooCostly, match=r"takes more than 0.05 s of processor time \(ENHANCE_DECODE_SECONDS\)"),
    ):
        await pool.normalise(large)
    async with pictures(tmp_path, decode_memory_mb=300) as (one, _):
        with pytest.raises(TooCostly, match=r"takes more than 300 MB \(ENHANCE_DECODE_MEMORY_MB\)"):
            await one.pool.normalise(large)
        assert (await one.pool.normalise(saved(scene(), "PNG"))).width == 400, "the next process works"


async def test_a_process_that_is_killed_is_no_fault_of_the_picture(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    async with pictures(tmp_path / "objects") as (one, _):
        work = asyncio.create_task(one.pool.normalise(tmp_path / "pipe"))
        held: list[int] = []

        def is_read() -> bool:
            with suppress(OSError):  # ENXIO: nobody reads it yet
                held.append(os.open(tmp_path / "pipe", os.O_WRONLY | os.O_NONBLOCK))
            return bool(held)

        await until(is_read, "the process reads")
        (pid,) = one.pool.pool.pids
        psutil.Process(pid).kill()
        with pytest.raises(NotDecoded, match="ended with status -9") as raised:
            await work
        os.close(held[0])
        assert raised.value.transient
        assert (await one.pool.normalise(saved(scene(), "PNG"))).width == 400


async def test_nothing_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    async with pictures(tmp_path / "objects") as (one, storage):
        await storage.put(storage.uri("raw"), saved(scene(), "PNG"), content_type="image/png")
        await one.raw.photo(storage.uri("raw"))
    assert [path.name for path in tmp_path.iterdir()] == ["objects"]
