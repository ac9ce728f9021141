"""`reelbus demo` and `reelbus up` as processes: output, exit status, and no process left."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import av
import pytest
from PIL import Image

from fixtures.media.clips import pan
from reelbus.models.weights import u2netp, yolov3_tiny
from reelbus.stack.broker import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 600
MARK = "REELBUS_TEST_MARK"

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for processes in /proc")


class Terminal:
    """Runs commands, and finds their processes by a mark in their environment."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mark = uuid.uuid4().hex
        self.port = free_port()
        self.output: list[str] = []
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
        self.environment = kept | {
            MARK: self.mark,
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "KAFKA_BOOTSTRAP_SERVERS": f"127.0.0.1:{self.port}",
        }

    def command(self, *args: str) -> dict[str, Any]:
        return {
            "args": [sys.executable, "-m", "reelbus", *args],
            "env": self.environment,
            "cwd": self.folder,
            "text": True,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
        }

    def run(self, *args: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(**self.command(*args), input=given, timeout=PATIENCE, check=False)

    @contextmanager
    def up(self, *args: str) -> Iterator["subprocess.Popen[str]"]:
        """`reelbus up`, ready."""
        process = subprocess.Popen(**self.command("up", "--port", str(self.port), *args), stdin=subprocess.DEVNULL)
        try:
            for line in process.stderr or ():
                self.output.append(line)
                if line.startswith("ready"):
                    break
            else:
                pytest.fail(f"up ended with {process.wait()}")
            yield process
        finally:
            process.kill()
            process.communicate()

    def processes(self, word: str = "") -> list[int]:
        """Processes of this terminal whose command line contains `word`. The broker does not inherit the environment."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                marked = self.mark in (entry / "environ").read_text(errors="replace")
                line = (entry / "cmdline").read_text(errors="replace")
            except OSError:
                continue
            if (marked or ("tansu" in line and f":{self.port}" in line)) and word in line:
                found.append(int(entry.name))
        return found

    def broker_answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


def until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail(f"not reached: {what}")
        time.sleep(0.05)


@linux
@pytest.mark.long
def test_the_demo_shows_the_results_of_six_videos_three_products_and_a_merge(terminal: Terminal) -> None:
    yolov3_tiny()  # as `make demo` does
    u2netp()
    # The demo does not use these settings: with them it would fail.
    terminal.environment |= {"STORAGE_URI": "s3://not-ours", "AWS_ACCESS_KEY_ID": "half", "FETCH_ALLOW_PRIVATE": "x"}
    with paid_server() as (address, called):
        terminal.environment |= {
            "MERGE_MAX_SECONDS": "1", "IMAGE_PROVIDER": "gemini", "GEMINI_API_KEY": "k", "GEMINI_BASE_URL": address, "OPENAI_API_KEY": "k",
            "OPENAI_BASE_URL": f"{address}/v1", "REDIS_URL": "redis://127.0.0.1:1", "ENHANCE_PRODUCTS_TABLE": "theirs",
            "LLM_PROVIDER": "none",  # captions may use such a key
        }  # fmt: skip
        done = terminal.run("demo")
        assert called() == 0, "no picture of the demo is paid"
    assert done.returncode == 0, done.stderr
    rows: dict[str, dict[str, str]] = {}
    for line in done.stdout.splitlines():
        name, *cells = line.split("\t")
        if cells:
            rows.setdefault(name, {}).update(cell.split("=", 1) for cell in cells)
    merged = {name: rows.pop(f"merged/{name}") for name in ("test123", "jakarta-1", "riyadh-1")}
    assert [row["picture"].partition(":")[0] for row in merged.values()] == ["copied", "encoded", "encoded"]
    assert [row["sound"].partition(":")[0] for row in merged.values()] == ["copied", "silence", "encoded"]
    products = {name: rows.pop(name) for name in ("basket-1", "lamp-1", "candle-1")}
    assert {(row["enhanced"], row["provider"]) for row in products.values()} == {("3 pictures", "local (u2netp)")}
    assert not [row for row in products.values() if "degraded" in row["flags"]]
    assert len(rows) == 6
    assert rows["test123"]["price"] == "55,000 (currency?)"
    assert rows["test123"]["sizes"] == "37, 38, 39, 40, 41"
    assert rows["test123"]["hashtags"] == "#TRACK"
    assert {row["listing"] for row in rows.values()} == {"complete"}
    assert rows["test123"]["category"].startswith("apparel › shoes › heels")
    assert "currency" in rows["test123"]["notes"]
    assert rows["jakarta-1"]["price"] == "1,490,000 IDR, was 1,890,000"
    assert rows["saopaulo-1"]["price"] == "1,499.90 BRL, was 2,199.90"
    assert (rows["riyadh-1"]["price"], rows["riyadh-1"]["sizes"]) == ("250 SAR", "S, M, L")
    assert (rows["hanoi-1"]["price"], rows["hanoi-1"]["by"]) == ("–", "rules")
    assert "direct message" in rows["hanoi-1"]["notes"]

    assert "stand-in footage" in rows["test123"]["picture"]
    assert "chair" in rows["jakarta-1"]["picture"]
    assert "couch" in rows["saopaulo-1"]["picture"]
    assert {row["stored"] for row in rows.values()} == {"18"}
    assert all(0 < float(row["score"]) <= 1 for row in rows.values())
    assert "108 pictures in .reelbus/demo/objects" in done.stdout
    assert ".reelbus/demo/demo.html" in done.stdout
    check_pictures(terminal.folder / ".reelbus/demo")
    assert "3 product photos: 9 enhanced pictures" in done.stdout
    check_products(terminal.folder / ".reelbus/demo")
    assert "a CSV of 36 covers: 2 collages, 1 missing" in done.stdout
    check_collages(terminal.folder / ".reelbus/demo")
    assert "3 videos merged to one of 15.0 s: 1 copied, the others encoded" in done.stdout
    check_merged(terminal.folder / ".reelbus/demo")

    assert "make up" in done.stdout
    assert terminal.processes() == []


@contextmanager
def paid_server() -> Iterator[tuple[str, Callable[[], int]]]:
    """In place of a provider: its address, and how many connections came so far."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)

        def called() -> int:
            number = 0
            with suppress(BlockingIOError):
                while True:
                    server.accept()[0].close()
                    number += 1
            return number

        yield f"http://127.0.0.1:{server.getsockname()[1]}", called


def check_products(folder: Path) -> None:
    """Three pictures of each product, none the same as another, without metadata, on the page beside the raw photo."""
    page = (folder / "demo.html").read_text(encoding="utf-8")
    raw = sorted((folder / "objects/raw").iterdir())
    made = sorted((folder / "objects/products").rglob("*.jpg"))
    assert (len(raw), len(made), len({path.read_bytes() for path in made})) == (3, 9, 9)
    for path in made:
        with Image.open(path) as picture:
            picture.load()
            assert (picture.format, picture.size) == ("JPEG", (1024, 1024))
            assert not picture.getexif()
            assert not picture.info.keys() & {"exif", "xmp", "comment"}
    shown = {folder / unquote(place) for place in re.findall(r'src="(objects/(?:raw|products)/[^"]+)"', page)}
    assert shown == {*raw, *made}


def check_collages(folder: Path) -> None:
    """Two collages, one with a labelled blank; both are on the page, with their summary."""
    made = sorted((folder / "objects/collages").rglob("*.jpg"))
    assert [path.name.partition("_")[0] for path in made] == ["casa-verde", "rumah-kita"]
    for path in made:
        with Image.open(path) as image:
            assert image.size == (7 * 224, 5 * 400)
    tiles = json.loads(made[0].with_suffix(".json").read_text())["tiles"]
    assert [tile["reason"] for tile in tiles if tile["status"] == "missing"] == ["gone"]
    page = (folder / "demo.html").read_text(encoding="utf-8")
    shown = [unquote(place) for place in re.findall(r'src="(objects/collages/[^"]+)"', page)]
    assert sorted(folder / place for place in shown) == made
    (summary,) = re.findall(r'href="(objects/results/[^"]+)"', page)
    assert "casa-verde" in (folder / unquote(summary)).read_text(encoding="utf-8")


def check_merged(folder: Path) -> None:
    """One video of fifteen seconds, on the page with a player and what became of its parts."""
    (made,) = (folder / "objects/merged").glob("*.mp4")
    with av.open(str(made)) as file:
        shown, heard = file.streams.video[0], file.streams.audio[0]
        assert (shown.codec_context.name, shown.width, shown.height, shown.frames) == ("h264", 432, 768, 150)
        assert float(heard.duration * heard.time_base) == pytest.approx(15, abs=0.05)
    page = (folder / "demo.html").read_text(encoding="utf-8")
    ((place, poster),) = re.findall(r'<video src="([^"]+)" poster="([^"]+)"', page)
    assert folder / unquote(place) == made
    with Image.open(folder / unquote(poster)) as picture:
        assert picture.size == (432, 768)
    assert "codec hevc, not h264" in page


def check_pictures(folder: Path) -> None:
    """All stored pictures and those on the page: format, size, no metadata."""
    stored = sorted((folder / "objects/thumbnails").rglob("*.*"))
    assert len(stored) == 108
    for path in stored:
        with Image.open(path) as picture:
            assert (picture.format, path.suffix) in {("JPEG", ".jpg"), ("WEBP", ".webp")}
            assert round(picture.width / picture.height, 1) in {1.0, 0.8, 1.8}
            picture.load()
            assert not picture.getexif()
            assert not picture.info.keys() & {"exif", "xmp", "icc_profile", "comment"}
    page = (folder / "demo.html").read_text(encoding="utf-8")
    shown = re.findall(r'<img src="([^"]+)" width="(\d+)" height="(\d+)"', page)
    assert len(shown) >= 6 * 4
    for name, width, height in shown:
        with Image.open(folder / unquote(name)) as picture:
            assert picture.size == (int(width), int(height))
    assert "<script" not in page
    assert "stand-in" in page
    assert "<mark" in page


@linux
def test_up_serves_a_second_terminal_and_leaves_no_process(terminal: Terminal) -> None:
    # No weights in the cache: the stack runs without a detector, and reports it.
    terminal.environment["XDG_CACHE_HOME"] = str(terminal.folder / "cache")
    with terminal.up() as stack:
        taken = terminal.run("up", "--port", str(terminal.port), "--folder", "other")
        assert taken.returncode == 1
        assert taken.stderr.startswith(f"reelbus: port {terminal.port} is taken")
        assert "--port" in taken.stderr
        assert taken.stderr.count("\n") == 1

        watching = subprocess.Popen(**terminal.command("watch", "caption-parsed", "--count", "1", "--json"))
        assert watching.stderr is not None
        assert watching.stderr.readline().startswith("watching")
        sent = terminal.run("produce", "new-video-posted", given='{"video_id": "v1", "caption": "Only KSh 500"}\n')
        assert sent.returncode == 0, sent.stderr
        seen, _ = watching.communicate(timeout=PATIENCE)
        assert json.loads(seen)["payload"]["price"] == 500
        assert json.loads(seen)["key"] == "v1"
        check_thumbnails_of_stored_video(terminal)
        check_second_stack(terminal)

        stack.send_signal(signal.SIGINT)
        _, output = stack.communicate(timeout=PATIENCE)
        assert stack.returncode == 0, output
        assert "services drain" in output
    assert terminal.processes() == []
    assert not terminal.broker_answers()
    assert "drained" in (terminal.folder / ".reelbus/logs/caption.log").read_text()


def check_second_stack(terminal: Terminal) -> None:
    logs = terminal.folder / ".reelbus/logs"
    before = {path.name: path.read_bytes() for path in logs.glob("*.log")}
    second = terminal.run("up", "--port", str(free_port()))
    assert (second.returncode, second.stdout) == (2, "")
    assert second.stderr.startswith("reelbus: a stack is already running in .reelbus (process ")
    assert f"broker at 127.0.0.1:{terminal.port})" in second.stderr
    assert second.stderr.count("\n") == 1
    assert all((logs / name).read_bytes().startswith(content) for name, content in before.items())
    assert terminal.broker_answers()


def check_thumbnails_of_stored_video(terminal: Terminal) -> None:
    """The video_url of an event may be a file in the object store of `up`."""
    objects = terminal.folder / ".reelbus/objects"
    objects.mkdir(exist_ok=True)
    uri = f"{objects.as_uri()}/{pan(objects / 'clip.mp4').name}"
    event = {"video_id": "v2", "caption": "Only KSh 500", "video_url": uri}
    sent = terminal.run("produce", "new-video-posted", given=json.dumps(event))
    assert sent.returncode == 0, sent.stderr
    limits = ("--count", "2", "--timeout", str(PATIENCE))
    seen = terminal.run("watch", "thumbnail-generated", "--from-beginning", *limits, "--json")
    results = {one["key"]: one["payload"] for one in map(json.loads, seen.stdout.splitlines())}
    assert (results["v1"]["status"], results["v1"]["cause"]) == ("failed", "no-address")
    assert (results["v2"]["status"], results["v2"]["detector"]) == ("generated", None)
    assert "no detector" in results["v2"]["reason"]
    stored = [objects / one["uri"].removeprefix(f"{objects.as_uri()}/") for one in results["v2"]["thumbnails"]]
    assert stored
    assert all(path.is_file() for path in stored)


@linux
def test_up_starts_only_the_given_services(terminal: Terminal) -> None:
    with terminal.up("--only", "caption"):
        assert len(terminal.processes("services.")) == len(terminal.processes("services.caption")) == 1
        (note,) = [line for line in terminal.output if line.startswith("no started service consumes ")]
        assert "collage-requested" in note
        assert "new-video-posted" not in note
        assert not [line for line in terminal.output if "covers.csv" in line]


@linux
def test_the_demo_shows_captions_alone(terminal: Terminal) -> None:
    done = terminal.run("demo", "--only", "caption")
    assert done.returncode == 0, done.stderr
    rows = [line for line in done.stdout.splitlines() if "\t" in line]
    assert len(rows) == 6
    assert all("price=" in row and "stored=" not in row for row in rows)
    assert "no pictures; the captions with their facts are in " in done.stdout
    assert terminal.processes() == []


@linux
def test_a_service_that_dies_is_reported_and_stops_the_stack(terminal: Terminal) -> None:
    with terminal.up("--only", "caption,thumbnail") as stack:
        (service,) = terminal.processes("services.caption")
        os.kill(service, signal.SIGKILL)
        _, output = stack.communicate(timeout=PATIENCE)
        assert stack.returncode == 1
        assert "caption ended with status -9; the end of" in output
        assert "Traceback" not in output
    assert terminal.processes() == []


@linux
def test_nothing_outlives_a_killed_stack(terminal: Terminal) -> None:
    with terminal.up("--only", "caption,thumbnail") as stack:
        assert len(terminal.processes()) >= 4, "the command, its broker and two services"
        stack.kill()
        stack.wait()
        until(lambda: terminal.processes() == [], "the kernel ends the children of a killed command")
