"""The thumbnail service as a process on a broker: the whole path, hostile hosts, and what stops it at the start."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image

from fixtures.loop_time import assert_loop_held
from fixtures.media import clips, hostile, stills
from fixtures.models import yolov3_tiny
from fixtures.waiting import until
from libs.bus import KafkaBus
from libs.events import Thumbnail, ThumbnailGenerated
from libs.events.envelope import header
from libs.storage import Storage, open_storage
from libs.storage.s3.client import s3_client
from services.thumbnail.keys import CACHE_CONTROL
from tests.integration.processes import Process, running
from tests.integration.thumbnail.driving import (
    DEAD,
    GENERATED,
    PICTURES,
    committed,
    events,
    has_ended,
    left_in,
    metric,
    post,
    records,
    settings_for,
    with_topics,
)
from tests.support.hostile import HostileServer, hostile_server
from tests.support.s3 import S3Env, moto_server, new_bucket, s3_settings


@pytest.fixture
async def bus(own_broker: str) -> KafkaBus:
    return await with_topics(own_broker)


@pytest.fixture
async def server() -> AsyncIterator[HostileServer]:
    async with hostile_server() as server:
        yield server


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A good video."""
    return clips.pan(tmp_path_factory.mktemp("clips") / "good.mp4", seconds=3, gop=10)


# ---- the whole path -----------------------------------------------------------------------------


class Store(NamedTuple):
    """Where pictures go, and whether there is a detector."""

    kind: str
    env: S3Env
    root: str
    clip: Path
    outside: str
    """The URI of a video that is there, but not below the root."""


@pytest.fixture(params=["s3", "folder"])
def store(request: pytest.FixtureRequest, tmp_path: Path, clip: Path) -> Iterator[Store]:
    if request.param == "folder":
        yield Store("folder", {}, (tmp_path / "objects").as_uri(), clip, clip.as_uri())
        return
    with moto_server() as env, new_bucket(env) as bucket:
        yield Store("s3", env, f"s3://{bucket}/shop", clip, f"s3://{bucket}/elsewhere/video.mp4")


async def test_from_a_posted_video_to_stored_pictures(
    own_broker: str, bus: KafkaBus, store: Store, server: HostileServer, tmp_path: Path
) -> None:
    """With a detector where objects are in S3, without one where they are in a folder."""
    weights = {"YOLO_MODEL_PATH": str(yolov3_tiny())} if store.kind == "s3" else {}
    env = settings_for(tmp_path / "work", store.root, store.env, FETCH_ALLOW_PRIVATE=server.address, **weights)
    storage_settings = s3_settings(store.env, store.root)
    async with open_storage(storage_settings) as storage, running(own_broker, "services.thumbnail", env=env) as service:
        ours = storage.uri("uploads/video.mp4")
        await storage.put(ours, store.clip, content_type="video/mp4")
        if store.kind == "s3":
            await storage.put(store.outside, store.clip, content_type="video/mp4")
        await service.ready()
        videos = {
            "from the web 🔥": server.file(store.clip),
            "from-our-store": ours,
            "outside": store.outside,
            "gone": storage.uri("uploads/none.mp4"),
        }
        await post(bus, videos)
        await until(lambda: has_ended(service, len(videos)), "all have ended")
        service.process.terminate()
        assert await service.ended() == 0, service.stderr
        found = await events(bus)
        assert found.keys() == videos.keys()
        for video_id in ("from the web 🔥", "from-our-store"):
            check_event(found[video_id], store.clip, detector=bool(weights))
            for picture in found[video_id].thumbnails:
                assert picture.uri.startswith(f"{store.root}/thumbnails/")
                await check_picture(storage, picture)
            await check_headers(store, found[video_id].thumbnails)
        web, own = found["from the web 🔥"], found["from-our-store"]
        assert [one.sha256 for one in web.thumbnails] == [one.sha256 for one in own.thumbnails], "the same video"
        assert (found["outside"].status, found["outside"].cause) == ("failed", "bad-address"), "it could be any bucket"
        assert (found["gone"].status, found["gone"].cause) == ("failed", "gone")
        stored = {info.uri async for info in storage.list(f"{store.root}/thumbnails/")}
        assert stored == {one.uri for event in (web, own) for one in event.thumbnails}
    for record in await records(bus, GENERATED):
        assert record.key.decode() == json.loads(record.value)["video_id"]
        assert header(record.headers, "ce_type") == f"reelbus.{GENERATED}.v1"
    assert await committed(bus) == len(videos)
    assert not list((tmp_path / "work").iterdir())
    told = [line for line in service.lines if "no detector" in line]
    assert len(told) == (0 if weights else 1), "said once, at the start, not for each video"
    assert not any('"level": "error"' in line for line in service.lines), service.stderr


def check_event(event: ThumbnailGenerated, clip: Path, *, detector: bool) -> None:
    assert (event.status, event.cause) == ("generated", None), event.reason
    if detector:
        assert (event.detector, event.reason) == ("yolov3-tiny.onnx (onnxruntime)", None)
    else:
        assert event.detector is None
        assert "YOLO_MODEL_PATH is not set" in (event.reason or "")
    assert event.video is not None
    assert (event.video.width, event.video.height, event.video.codec) == (*clips.SMALL, "h264")
    assert (event.video.duration, event.video.bytes) == (3, clip.stat().st_size)
    assert len(event.thumbnails) == PICTURES
    assert {one.rank for one in event.thumbnails} == {1, 2, 3} == {f.rank for f in event.frames if f.chosen}
    assert {one.aspect for one in event.thumbnails} == {"1:1", "4:5", "16:9"}


async def check_picture(storage: Storage, picture: Thumbnail) -> None:
    """The object is what the event says of it, and nothing beside the pixels is in it."""
    data = await storage.read(picture.uri, limit=1_000_000)
    assert (len(data), hashlib.sha256(data).hexdigest()) == (picture.bytes, picture.sha256)
    with Image.open(BytesIO(data)) as image:
        image.load()
        assert (*image.size, (image.format or "").lower()) == (picture.width, picture.height, picture.format)
        assert not image.getexif()
        assert not image.info.keys() & {"exif", "icc_profile", "xmp", "comment", "photoshop"}
    across, down = map(int, picture.aspect.split(":"))
    assert picture.width / picture.height == pytest.approx(across / down, rel=0.02)
    assert (await storage.head(picture.uri)).content_type == f"image/{picture.format}"


async def check_headers(store: Store, pictures: Sequence[Thumbnail]) -> None:
    """What a folder does not keep."""
    if store.kind == "folder":
        return
    async with s3_client(s3_settings(store.env, store.root)) as client:
        for picture in pictures:
            bucket, _, key = picture.uri.removeprefix("s3://").partition("/")
            answer = await client.head_object(Bucket=bucket, Key=key)
            assert (answer["CacheControl"], answer["Metadata"]) == (CACHE_CONTROL, {})


# ---- hostile hosts ------------------------------------------------------------------------------

DOWNLOAD_SECONDS = 5
"""Each attempt at a slow host takes so long; the others end before, on a busy machine too."""
WITHIN = "15.0"
"""Seconds that no attempt exceeds, by the bounds of the service's histogram: its deadline, and much for a busy machine."""

PERMANENT = {
    "/endless": "too-large",
    "/large": "too-large",
    "/loop": "bad-redirect",
    "/to-metadata": "address-refused",
    "/to-file": "bad-redirect",
    "/gzip-bomb": "wrong-content",
    "/html": "wrong-content",
    "/html-as-video": "wrong-content",
    "/empty": "wrong-content",
    "/garbage": "wrong-content",
    "/status/403": "blocked",
    "/status/404": "gone",
    "/status/410": "gone",
}
"""Path → cause in the event, at once."""
TRANSIENT = {
    "/drip": "TooSlow",
    "/silent": "TooSlow",
    "/short": "Truncated",
    "/chunked-cut": "Truncated",
    "/reset": "Unreachable",
    "/hang-up": "Unreachable",
    "/status/503": "Busy",
    "/busy?after=30": "Busy",
}
"""Path → what it is; a dead letter after all attempts."""
ATTEMPTS = 3
"""One, and one for each delay of WORKER_RETRY_DELAYS."""


def posing(server: HostileServer, victim: HostileServer, folder: Path) -> dict[str, tuple[str, str]]:
    """Files that pose as videos, name → address and cause."""
    playlist = folder / "playlist.mp4"
    playlist.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{victim.url('/ok')}\n#EXT-X-ENDLIST\n")
    concat = folder / "concat.mp4"
    concat.write_text(f"ffconcat version 1.0\nfile '{victim.url('/ok')}'\n")
    files = {
        "playlist": (playlist, "not-a-video"),
        "concat": (concat, "not-a-video"),
        "noise": (hostile.random_bytes(folder / "noise.mp4"), "not-a-video"),
        "no-picture": (hostile.audio_only(folder / "tone.mp4"), "no-picture"),
        "too-long": (clips.long(folder / "long.mp4"), "too-long"),
        "half": (hostile.truncated(folder / "half.mp4"), "not-a-video"),
        "photo": (stills.heic(folder / "photo.mp4"), "not-a-video"),
    }
    addresses = {name: (server.file(path, "video/mp4"), cause) for name, (path, cause) in files.items()}
    return addresses | {"slideshow": ("https://www.tiktok.com/@shop/photo/731", "wrong-content")}


def forbidden(server: HostileServer, victim: HostileServer) -> dict[str, str]:
    """Ways to what is not open: names → addresses."""
    targets = [f"http://{host}:{victim.port}/ok" for host in ("localhost", "127.0.0.1", "127.0.0.2", "[::1]", "0")]
    return {f"redirect to {target}": server.url(f"/redirect?to={target}") for target in targets} | {
        f"straight to {target}": target for target in targets
    }


async def test_whatever_hosts_do_each_video_ends_and_the_service_goes_on(
    own_broker: str, bus: KafkaBus, server: HostileServer, clip: Path, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    env = settings_for(
        work, (tmp_path / "objects").as_uri(), FETCH_ALLOW_PRIVATE=server.address, WORKER_CONCURRENCY="24",
        MAX_VIDEO_SIZE_MB="2", THUMBNAIL_DOWNLOAD_SECONDS=str(DOWNLOAD_SECONDS), THUMBNAIL_DECODERS="2",
    )  # fmt: skip
    async with hostile_server() as victim, running(own_broker, "services.thumbnail", env=env) as service:
        await service.ready()
        files, closed = posing(server, victim, tmp_path), forbidden(server, victim)
        bad = {path: server.url(path) for path in (*PERMANENT, *TRANSIENT)} | closed
        bad |= {name: address for name, (address, _) in files.items()}
        expected = (
            PERMANENT | dict.fromkeys(closed, "address-refused") | {name: why for name, (_, why) in files.items()}
        )
        async with watched(service) as answers:
            await post(bus, bad)
            await until(lambda: has_ended(service, len(bad)), f"{len(bad)} have ended")
            await post(bus, {"good": server.file(clip)})
            await until(lambda: has_ended(service, len(bad) + 1), "the good one has ended")
        assert set(answers) == {200}, "alive throughout"
        assert not left_in(work)
        await check_deadlines(service, len(expected) + 1 + ATTEMPTS * len(TRANSIENT))
        assert_loop_held((await service.get("/metrics"))[1])
        service.process.terminate()
        assert await service.ended() == 0, service.stderr
        assert (victim.connections, victim.requests) == (0, [])

    found = await events(bus)
    assert found.pop("good").status == "generated"
    assert {event.status for event in found.values()} == {"failed"}
    assert {name: event.cause for name, event in found.items()} == expected | dict.fromkeys(TRANSIENT, "dead-letter")
    assert "is a slideshow: photos with audio" in (found["slideshow"].reason or "")
    assert found["photo"].reason == "it is a HEIC picture, not a video"
    assert not any(words in (event.reason or "") for event in found.values() for words in ("token=", str(work)))
    letters = {json.loads(letter.value)["video_id"]: letter for letter in await records(bus, DEAD)}
    assert letters.keys() == TRANSIENT.keys()
    for letter in letters.values():
        assert header(letter.headers, "reelbus-error-class") == "Retryable"
        assert header(letter.headers, "reelbus-attempts") == str(ATTEMPTS)
    assert await committed(bus) == len(bad) + 1
    assert not list(work.iterdir())
    # Giving up is an error; nothing else is.
    errors = [line for line in service.lines if '"level": "error"' in line and '"dead_lettered"' not in line]
    assert not errors, service.stderr
    assert not any("Traceback" in line for line in service.lines), service.stderr


@asynccontextmanager
async def watched(service: Process) -> AsyncIterator[list[int]]:
    """What /livez answers meanwhile."""
    answers: list[int] = []

    async def watch() -> None:
        while True:
            answers.append((await service.get("/livez"))[0])
            await asyncio.sleep(0.1)

    watching = asyncio.create_task(watch())
    try:
        yield answers
        assert not watching.done(), f"/livez: {watching.exception()!r}"
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)


async def check_deadlines(service: Process, attempts: int) -> None:
    counts = [
        await metric(service, f"reelbus_handler_seconds_{part}", **labels)
        for part, labels in (("count", {}), ("bucket", {"le": WITHIN}))
    ]
    assert counts == [attempts, attempts]


# ---- what stops it at the start -----------------------------------------------------------------


def starts_with(folder: Path) -> list[tuple[Mapping[str, str], str]]:
    """Settings, and how the line begins that says what is wrong with them."""
    file = folder / "file"
    file.write_text("no folder")
    return [
        ({"YOLO_MODEL_PATH": str(folder / "none.onnx")}, "bad setting YOLO_MODEL_PATH: weights "),
        ({"YOLO_MODEL_PATH": str(file.rename(file.with_suffix(".onnx")))}, "bad setting YOLO_MODEL_PATH: "),
        ({"STORAGE_URI": "ftp://somewhere"}, "bad setting STORAGE_URI: must be s3://bucket"),
        (
            {"THUMBNAIL_WORK_FOLDER": str(file.with_suffix(".onnx") / "work")},
            "bad setting THUMBNAIL_WORK_FOLDER: ",
        ),
        ({"FETCH_ALLOW_PRIVATE": "http://here"}, "bad setting FETCH_ALLOW_PRIVATE: must be host"),
    ]


async def test_a_bad_setting_is_one_line_and_exit_status_2(tmp_path: Path) -> None:
    async def ended(env: Mapping[str, str]) -> tuple[int, list[str]]:
        async with running("127.0.0.1:1", "services.thumbnail", env=env) as service:
            status = await service.ended()
        return status, [line for line in service.lines if not line.startswith("{")]

    cases = starts_with(tmp_path)
    ends = await asyncio.gather(*(ended(env) for env, _ in cases))
    for (status, said), (_, begins) in zip(ends, cases, strict=True):
        assert (status, len(said)) == (2, 1), said
        assert said[0].startswith(begins), said
