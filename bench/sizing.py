"""What an event costs each service: processor time, and memory of its processes together.

Each runs as it is deployed, on the embedded broker, with objects in a folder and files of a server on this machine. The
figures are those of docs/scaling.md#sizing, from which requests and thresholds of the manifests follow.
"""

import asyncio
import functools
import http.server
import json
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import psutil
from aiokafka import TopicPartition

from bench.report import Row
from fixtures.media.clips import pan
from fixtures.media.covers import cover
from fixtures.media.marked import marked
from fixtures.models import u2netp, yolov3_tiny
from libs.bus import Announcer, BusSettings, KafkaBus
from libs.bus.kafka.admin import create, partition_numbers
from libs.bus.lag import lags
from libs.bus.reading import bounds, read_range
from libs.events import (
    TOPICS,
    CollageBatchPlanned,
    CollageBatchSubmitted,
    CollageGenerated,
    ImageGenerationRequested,
    ListingPart,
    ListingParts,
    ListingUpdated,
    NewVideoPosted,
    Payload,
    VideoMergeRequested,
)
from libs.events.specs import topic_specs
from libs.registry import BY_NAME
from reelbus.stack.broker import embedded_broker
from reelbus.stack.services import objects_uri, settings_here, start

MOST_SECONDS = 1800.0
LOOK_SECONDS = 0.2
CORPUS = Path("tests/corpus/captions.jsonl")
COVERS = 50
"""Different ones, as JPEGs of up to 1080×1920."""


class Load(NamedTuple):
    """What a service is given: one event in `small` runs."""

    service: str
    events: Sequence[Payload]
    """Nothing: it handles what the service before it has emitted."""
    unit: str
    """What one event is."""
    handled: int
    """Events, of those that the service reads."""


class Cost(NamedTuple):
    """Of a service."""

    cpu: float
    """Seconds of processor."""
    memory: float
    """MB at most, of all its processes together; shared memory counts once."""


def run(*, small: bool = False) -> list[Row]:
    """Two rows a service: events a second and core, and memory. `small`: few events."""
    with tempfile.TemporaryDirectory() as name, embedded_broker() as address:
        folder = Path(name)
        with _served(folder / "files") as host:
            costs = asyncio.run(_all(address, folder, _loads(folder, host, small=small)))
    rows = []
    for load, cost in costs:
        bench = f"sizing, {load.service}"
        rows.append(Row.alone(bench, load.unit, load.handled / cost.cpu, "events/s and core"))
        rows.append(Row.alone(bench, load.unit, cost.memory, "MB", higher_is_better=False))
    return rows


def _loads(folder: Path, host: str, *, small: bool) -> list[Load]:
    files, objects = folder / "files", folder / "objects"
    objects.mkdir()
    captions = [json.loads(line)["caption"] for line in CORPUS.read_text().splitlines()]
    number = 50 if small else 20_000
    posted = [NewVideoPosted(video_id=f"c{n}", caption=captions[n % len(captions)]) for n in range(number)]
    pan(files / "clip.mp4", size=(720, 1280), seconds=2 if small else 30, fps=30)
    videos = 2 if small else 40
    shown = [NewVideoPosted(video_id=f"v{n}", video_url=f"{host}/clip.mp4?{n}") for n in range(videos)]
    pages = 2 if small else 100
    _covers(objects / "covers.csv", files, host, pages)
    batch = CollageBatchSubmitted(batch_id="sizing", csv_uri=(objects / "covers.csv").absolute().as_uri())
    tallied = 20 if small else 2000
    counted: list[Payload] = [
        CollageBatchPlanned(
            batch_id="tally", status="planned", csv_uri=batch.csv_uri, submitted_at=datetime.now(UTC), pages=tallied
        ),
        *(
            CollageGenerated(batch_id="tally", creator=f"creator{n}", page=1, status="generated", placed=35)
            for n in range(tallied)
        ),
    ]
    images = 1 if small else 20
    (objects / "photo.jpg").write_bytes(cover(0))
    photo = [(objects / "photo.jpg").absolute().as_uri()]
    prompts = [
        ImageGenerationRequested(job_id=f"i{n}", prompt=f"on sand, {n}", reference_images=photo) for n in range(images)
    ]
    merges = 1 if small else 10
    uris = [
        marked(objects / f"{n}.mp4", n, frames=50 if small else 500, size=(720, 1280)).absolute().as_uri()
        for n in (1, 2, 3)
    ]
    merged = [
        VideoMergeRequested(input_videos=uris, output_key=f"out/{n}.mp4", pipeline_id=f"m{n}") for n in range(merges)
    ]
    return [
        Load("listings", _listings(captions, tallied), "a listing, with SQLite", tallied),
        Load("thumbnail", shown, "a video of 30 s, 720×1280, with a detector", videos),
        Load("caption", posted, "a caption, by rules", number),
        Load("tagger", [], "a caption, by rules", number),
        # Post, caption and tags of each, and of each video its thumbnails too.
        Load("catalog", [], "a post or part of a video, states in RocksDB", 3 * number + 4 * videos),
        Load("collage-planner", [batch], "a CSV of 3,500 covers", 1),
        Load("collage", [], "a page of 35 covers", pages),
        Load("collage-tally", counted, "a page", tallied),
        Load("enhance", prompts, "an image of a photo, 1024×1024, local provider", images),
        Load("merge", merged, "three videos of 20 s, 720×1280, copied", merges),
    ]


def _listings(captions: Sequence[str], number: int) -> list[Payload]:
    """Complete ones, of different videos."""
    now = datetime.now(UTC)
    ready = ListingPart(status="ready", produced_at=now)
    return [
        ListingUpdated(
            video_id=f"l{n}", version=4, complete=True, parts=ListingParts(caption=ready, tags=ready, thumbnail=ready),
            title="Red heels", price=55000, currency="TZS", sizes=["37", "38"], category="apparel.shoes.heels",
            caption=captions[n % len(captions)], updated_at=now,
        )
        for n in range(number)
    ]  # fmt: skip


def _covers(path: Path, files: Path, host: str, pages: int) -> None:
    for number in range(COVERS):
        (files / f"{number}.jpg").write_bytes(cover(number))
    rows = (
        f"creator{page},{host}/{number % COVERS}.jpg?{page}-{number},2026-10-01T12:00:00Z\n"
        for page in range(pages)
        for number in range(35)
    )
    path.write_text("creator_name,cover_url,created_at\n" + "".join(rows))


async def _all(address: str, folder: Path, loads: Sequence[Load]) -> list[tuple[Load, Cost]]:
    bus = KafkaBus(BusSettings(bootstrap_servers=address, security_protocol="PLAINTEXT"))
    await create(bus, list(topic_specs(TOPICS)))
    env = settings_here(
        {
            "FETCH_ALLOW_PRIVATE": "127.0.0.1",
            "YOLO_MODEL_PATH": str(yolov3_tiny()),
            "ENHANCE_MASK_MODEL_PATH": str(u2netp()),
            "CATALOG_STATE_FOLDER": str(folder / "states"),
        },
        folder,
    )
    assert env["STORAGE_URI"] == objects_uri(folder)
    return [(load, await _cost(load, bus, address, folder, env)) for load in loads]


async def _cost(load: Load, bus: KafkaBus, address: str, folder: Path, env: Mapping[str, str]) -> Cost:
    """From when the service is ready until it has no lag."""
    service = start(BY_NAME[load.service], address, folder, env)
    try:
        family = _Family(service.process.pid)
        if load.events:
            await service.until_ready()
            family.look()
            before = family.cpu
            async with Announcer(bus, "bench") as announcer:
                await announcer.announce(load.events)
        else:
            before = 0.0  # its events wait: it begins before it is ready
        pairs = [(topic.name, load.service) for topic in BY_NAME[load.service].consumes]
        async with asyncio.timeout(MOST_SECONDS):
            while sum(each.lag for each in await lags(bus, pairs)) or family.cpu == before:
                service.check()
                family.look()
                await asyncio.sleep(LOOK_SECONDS)
        family.look()
        await _check(bus, load)
        return Cost(family.cpu - before, family.most_memory)
    finally:
        service.process.terminate()
        service.process.wait()


async def _check(bus: KafkaBus, load: Load) -> None:
    """Raise RuntimeError if a result is a failure: it cost something else."""
    numbers = await partition_numbers(bus)
    names = [topic.name for topic in BY_NAME[load.service].emits]
    async with bus.reader() as reader:
        found = await bounds(reader, [TopicPartition(name, number) for name in names for number in numbers[name]])
        first, end = ({tp: both[side] for tp, both in found.items()} for side in (0, 1))
        async for record in read_range(reader, first, end):
            result = json.loads(record.value or b"{}")
            if result.get("status") in ("failed", "partial"):
                raise RuntimeError(f"{load.service}: {result}")


class _Family:
    """A process and its descendants, also those that have ended."""

    def __init__(self, number: int) -> None:
        self._process = psutil.Process(number)
        self._times: dict[tuple[int, float], float] = {}
        self.most_memory = 0.0

    @property
    def cpu(self) -> float:
        """Seconds, as of the last look."""
        return sum(self._times.values())

    def look(self) -> None:
        """Note times and memory."""
        memory = 0
        for each in [self._process, *self._process.children(recursive=True)]:
            with suppress(psutil.Error):
                times = each.cpu_times()
                self._times[each.pid, each.create_time()] = times.user + times.system
                memory += each.memory_full_info().pss
        self.most_memory = max(self.most_memory, memory / 1e6)


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """The address of a server of the files in `folder`."""
    folder.mkdir()
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Nothing."""


if __name__ == "__main__":
    for row in run(small="--small" in sys.argv):
        print(f"{row.bench}: {row.ours:,.1f} {row.unit} ({row.against})")
