"""What a worker takes with four large videos in its hands: memory of all its processes together, and time."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import psutil
import pytest

from fixtures.media import clips
from fixtures.media.photos import PHOTOS
from fixtures.models import yolov3_tiny
from fixtures.waiting import until
from tests.integration.processes import Process, running
from tests.integration.thumbnail.driving import events, has_ended, metric, post, settings_for, with_topics
from tests.support.hostile import hostile_server

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads memory from /proc")

VIDEOS, AT_A_TIME = 24, 4
LIMIT_MB = 600.0
"""With all that it depends on set: the number of cores does not matter."""
SAMPLE_SECONDS = 0.05
LARGE_BYTES = 40_000_000


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """What phones record and sites serve: H.264 and HEVC, one with few bytes, one near the limit of 50 MB."""
    folder = tmp_path_factory.mktemp("clips")
    names = tuple(PHOTOS)[:8]
    large = {
        "preset": "ultrafast",
        "b": "15000000",
        "minrate": "14000000",
        "maxrate": "15000000",
        "bufsize": "15000000",
    }
    return [
        clips.pan(folder / "h264.mp4", names, size=clips.PHONE, seconds=20, fps=25),
        clips.pan(folder / "hevc.mp4", names, size=clips.PHONE, seconds=20, fps=25, codec="hevc"),
        clips.pan(folder / "large.mp4", names, size=clips.PHONE, seconds=25, fps=30, options=large),
    ]


@pytest.mark.long
@pytest.mark.measures
async def test_memory_with_four_videos_in_work(
    own_broker: str, files: list[Path], tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    assert files[-1].stat().st_size > LARGE_BYTES
    bus = await with_topics(own_broker)
    async with hostile_server() as web:
        env = settings_for(
            tmp_path / "work", (tmp_path / "objects").as_uri(), FETCH_ALLOW_PRIVATE=web.address,
            WORKER_CONCURRENCY=str(AT_A_TIME), THUMBNAIL_DECODERS=str(AT_A_TIME), YOLO_MODEL_PATH=str(yolov3_tiny()),
            YOLO_THREADS="1",
        )  # fmt: skip
        async with running(own_broker, "services.thumbnail", env=env) as service:
            await service.ready()
            begun = asyncio.get_running_loop().time()
            async with sampled(service) as samples:
                addresses = [web.file(path) for path in files]
                await post(bus, {f"v{number}": addresses[number % len(files)] for number in range(VIDEOS)})
                for count in range(1, VIDEOS + 1):
                    await until(lambda count=count: has_ended(service, count), f"{count} are done")
            took = asyncio.get_running_loop().time() - begun
            each = await metric(service, "reelbus_handler_seconds_sum") / VIDEOS
            service.process.terminate()
            assert await service.ended() == 0, service.stderr
    assert {event.status for event in (await events(bus)).values()} == {"generated"}
    peak = max(samples, key=lambda sample: sample[0])
    figures = {
        "PSS peak MB": peak[0],
        "RSS peak MB": max(rss for _, rss, _ in samples),
        "videos a minute": VIDEOS / took * 60,
        "seconds per video": each,
        "samples": len(samples),
    }
    for name, value in figures.items():
        record_property(name, round(value, 1))
    print("\n" + ", ".join(f"{name} {value:.1f}" for name, value in figures.items()) + f"\nat the peak: {peak[2]}")
    assert peak[0] <= LIMIT_MB, peak


Sample = tuple[float, float, dict[str, float]]
"""PSS and RSS of the process tree in MB, and each process's PSS."""


@asynccontextmanager
async def sampled(service: Process) -> AsyncIterator[list[Sample]]:
    """The memory of the service's processes, meanwhile."""
    samples: list[Sample] = []

    async def watch() -> None:
        while True:
            samples.append(await asyncio.to_thread(memory, service.process.pid))
            # A rate, not a wait.
            await asyncio.sleep(SAMPLE_SECONDS)

    watching = asyncio.create_task(watch())
    try:
        yield samples
        assert not watching.done(), repr(watching.exception())
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)


def memory(pid: int) -> Sample:
    """Of a process and all below it. Pages that several share count once in PSS, and for each of them in RSS."""
    each: dict[str, float] = {}
    rss = 0
    root = psutil.Process(pid)
    for process in (root, *root.children(recursive=True)):
        try:
            found = process.memory_full_info()
            label = "main" if process.pid == pid else (process.cmdline() or ["-"])[-1][-40:]
        except (psutil.NoSuchProcess, psutil.ZombieProcess):
            continue
        rss += found.rss
        each[f"{label} {process.pid}"] = round(found.pss / 1e6, 1)
    return sum(each.values()), rss / 1e6, each
