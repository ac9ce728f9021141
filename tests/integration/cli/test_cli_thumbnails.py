"""`reelbus thumbnails`, as its user runs it."""

import asyncio
import hashlib
import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from PIL import Image

from fixtures.media import clips, hostile
from libs.events import ThumbnailGenerated
from tests.integration.conftest import reelbus_in, reelbus_on
from tests.support.hostile import hostile_server

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    reelbus = reelbus_on("127.0.0.1:1")  # no broker is there, and none is needed
    # A cache without weights: no detector, whatever this machine has.
    settings = {"THUMBNAIL_DECODERS": "1", "XDG_CACHE_HOME": str(tmp_path_factory.mktemp("cache"))}
    return lambda *args, **more: reelbus("thumbnails", *map(str, args), **(settings | more))


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clips.pan(tmp_path_factory.mktemp("cli") / "my clip.mp4", seconds=2)


def made(done: "subprocess.CompletedProcess[str]") -> ThumbnailGenerated:
    """The payload on stdout; checks that each picture in it exists and has the stated properties."""
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") == 1
    result = ThumbnailGenerated.model_validate_json(done.stdout)
    for one in result.thumbnails:
        data = Path(unquote(urlsplit(one.uri).path)).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (one.bytes, one.sha256)
        picture = Image.open(io.BytesIO(data))
        assert picture.size == (one.width, one.height)
        assert picture.format is not None
        assert picture.format.lower() == one.format
        across, down = map(int, one.aspect.split(":"))
        x, y, width, height = one.crop
        assert width / height == pytest.approx(across / down, rel=0.02)
        assert one.width / one.height == pytest.approx(width / height, rel=0.02)
        assert x + width <= 270
        assert y + height <= 480
    return result


def test_make_a_files_thumbnails_twice(run: Run, clip: Path, tmp_path: Path) -> None:
    done = run("make", clip, "--to", tmp_path / "out")
    result = made(done)
    assert (result.video_id, result.status, result.detector) == ("my clip", "generated", None)
    assert sorted({(one.rank, one.aspect, one.format) for one in result.thumbnails}) == sorted(
        (rank, aspect, kind) for rank in (1, 2, 3) for aspect in ("1:1", "4:5", "16:9") for kind in ("jpeg", "webp")
    )
    assert "no detector" in done.stderr
    assert result.video is not None
    assert (result.video.codec, result.video.width, result.video.height, result.video.duration) == ("h264", 270, 480, 2)
    files = sorted((tmp_path / "out").rglob("*.*"))
    assert made(run("make", clip, "--to", tmp_path / "out")) == result
    assert sorted((tmp_path / "out").rglob("*.*")) == files, "the same names"


def test_make_by_settings(run: Run, clip: Path, tmp_path: Path) -> None:
    settings = {
        "THUMBNAIL_COUNT": "1",
        "THUMBNAIL_ASPECTS": "9:16",
        "THUMBNAIL_WIDTHS": "90,180",
        "THUMBNAIL_FORMATS": "webp",
    }
    result = made(run("make", clip, "--to", tmp_path, **settings))
    assert [(one.width, one.height, one.format, one.aspect) for one in result.thumbnails] == [
        (180, 320, "webp", "9:16"), (90, 160, "webp", "9:16"),
    ]  # fmt: skip
    assert [frame.chosen for frame in result.frames].count(True) == 1


def test_explain(run: Run, clip: Path, tmp_path: Path) -> None:
    done = run("explain", clip, "--to", tmp_path / "new" / "sheet.png", "--frames", "5")
    assert done.returncode == 0, done.stderr
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert [row[:2] for row in rows] == [["1", "chosen"], ["2", "chosen"], ["3", "chosen"], ["4", "-"], ["5", "-"]]
    assert all(0 <= float(row[2]) <= 2 and 0 <= float(row[3]) <= 1 for row in rows)
    assert "sheet.png: 5 frames, best first" in done.stderr
    assert Image.open(tmp_path / "new" / "sheet.png").format == "PNG"


@pytest.mark.parametrize(("judged", "asked", "shown"), [(6, 1, 1), (6, 4, 4), (6, 24, 6), (2, 8, 2)])
def test_explain_tells_what_make_does(
    run: Run, clip: Path, tmp_path: Path, judged: int, asked: int, shown: int
) -> None:
    settings = {"THUMBNAIL_DETECT_FRAMES": str(judged)}
    frames = made(run("make", clip, "--to", tmp_path / "out", **settings)).frames
    done = run("explain", clip, "--to", tmp_path / "sheet.png", "--frames", asked, **settings)
    assert done.returncode == 0, done.stderr
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert len(frames) == judged
    assert rows == [
        [str(frame.rank), "chosen" if frame.chosen else "-", f"{frame.time:.2f}", f"{frame.score:.3f}", frame.why]
        for frame in frames[:shown]
    ]


@pytest.mark.parametrize("command", ["make", "explain"])
def test_a_colon_in_a_files_name(tmp_path: Path, clip: Path, command: str) -> None:
    # As it is given here, FFmpeg would take it for an address of a protocol "10".
    shutil.copy(clip, tmp_path / "10:30.mp4")
    settings = {"THUMBNAIL_DECODERS": "1", "XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = reelbus_in(tmp_path, "thumbnails")(command, "10:30.mp4", "--to", str(tmp_path / "out"), **settings)
    assert done.returncode == 0, done.stderr


async def test_no_query_of_an_address_is_told(run: Run, clip: Path, tmp_path: Path) -> None:
    ids = []
    for secret, seconds in (("SECRET1", 2.0), ("SECRET2", 2.0), ("SECRET3", 1.0)):
        (tmp_path / secret).mkdir()
        video = clip if seconds == 2 else clips.pan(tmp_path / secret / clip.name, seconds=seconds)
        async with hostile_server() as server:
            allowed = {"FETCH_ALLOW_PRIVATE": server.address}
            address = f"{server.file(video)}?token={secret}#{secret}"
            done = await asyncio.to_thread(run, "make", address, "--to", tmp_path / "out", **allowed)
            assert "SECRET" not in done.stdout + done.stderr
            ids.append(made(done).video_id)
    assert all(re.fullmatch("my clip-[0-9a-f]{12}", one) for one in ids)
    assert ids[0] == ids[1], "one video, signed anew"
    assert ids[1] != ids[2], "another video behind the same path"
    assert not [path for path in (tmp_path / "out").rglob("*") if "SECRET" in str(path)]


async def test_no_query_of_an_address_is_on_the_sheet(run: Run, clip: Path, tmp_path: Path) -> None:
    async with hostile_server() as server:
        address, allowed = server.file(clip), {"FETCH_ALLOW_PRIVATE": server.address}
        for number, query in enumerate(("", "?token=SECRET")):
            to = tmp_path / f"{number}.png"
            done = await asyncio.to_thread(run, "explain", address + query, "--to", to, **allowed)
            assert done.returncode == 0, done.stderr
            assert "SECRET" not in done.stdout + done.stderr
    assert (tmp_path / "0.png").read_bytes() == (tmp_path / "1.png").read_bytes(), "the same title"


@pytest.mark.parametrize(
    ("before", "path", "message"),
    [
        ("", "/status/404", "404"),
        ("", "/ok", "not a video"),
        ("someone:SECRET@", "/ok", "user or password"),
    ],
)
async def test_no_query_of_an_address_is_in_errors(run: Run, before: str, path: str, message: str) -> None:
    async with hostile_server() as server:
        address = f"http://{before}{server.address}{path}?token=SECRET#SECRET"
        done = await asyncio.to_thread(run, "explain", address, FETCH_ALLOW_PRIVATE=server.address)
    assert done.returncode == 1
    assert "SECRET" not in done.stderr
    assert refusal(done).count(path) == 1
    assert message in refusal(done)


async def test_over_http(run: Run, clip: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    async with hostile_server() as server:
        allowed = {"FETCH_ALLOW_PRIVATE": server.address, "THUMBNAIL_WORK_FOLDER": str(work)}
        done = await asyncio.to_thread(run, "make", server.file(clip), "--to", tmp_path / "out", **allowed)
        assert made(done).status == "generated"
        for address, message in (
            (server.url("/html"), "web page"),
            (server.url("/status/404"), "404"),
            (server.url("/ok"), "not a video"),
        ):
            done = await asyncio.to_thread(run, "make", address, "--to", tmp_path / "none", **allowed)
            assert done.returncode == 1
            assert message in refusal(done)
        done = await asyncio.to_thread(run, "make", server.file(clip), "--to", tmp_path / "none")
        assert done.returncode == 1
        assert "127.0.0.1" in refusal(done)
    assert list(work.iterdir()) == []
    assert not (tmp_path / "none").exists()


def refusal(done: "subprocess.CompletedProcess[str]") -> str:
    """The one line that says why, beside the word that there is no detector."""
    assert done.stdout == ""
    (line,) = [line for line in done.stderr.splitlines() if "no detector" not in line]
    return line


@pytest.mark.parametrize(
    ("command", "make", "message"),
    [
        ("make", hostile.empty, "not a video"),
        ("explain", hostile.audio_only, "no video track"),
        ("make", lambda path: hostile.playlist(path, "hls-http"), "not a video"),
        ("explain", clips.long, "MAX_VIDEO_DURATION_SECONDS"),
    ],
)
def test_what_is_no_video_is_one_line(
    run: Run, tmp_path: Path, command: str, make: Callable[[Path], Path], message: str
) -> None:
    path = make(tmp_path / "bad.mp4")
    done = run(command, path, "--to", tmp_path / "out")
    assert done.returncode == 1
    assert refusal(done).startswith(f"reelbus: {path}: ")
    assert message in refusal(done)


def test_wrong_use_is_one_line_and_2(run: Run, clip: Path, tmp_path: Path) -> None:
    for args, message, more in (
        (("make", tmp_path / "none.mp4"), "no such file", {}),
        (("make", tmp_path), "no such file", {}),
        (("make", "a" * 5000), "aaa…: File name too long", {}),
        (("explain", "a" * 5000), "aaa…: File name too long", {}),
        (("make", clip), "bad setting THUMBNAIL_WIDTHS", {"THUMBNAIL_WIDTHS": "0"}),
        (("explain", clip), "bad setting YOLO_MODEL_PATH", {"YOLO_MODEL_PATH": "/none.onnx"}),
    ):
        done = run(*args, "--to", tmp_path / "out", **more)
        assert done.returncode == 2
        assert message in refusal(done)
    assert run("explain", clip, "--frames", "0").returncode == 2
    done = run("make", clip, "--to", "a" * 5000)
    assert done.returncode == 2
    assert "is not a valid folder name" in refusal(done)
