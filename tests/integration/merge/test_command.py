"""`reelbus merge plan` and `run` as processes: what they print, and that whatever ends them leaves nothing behind."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from fixtures.media.marked import marked, read
from tests.support.forked import run_forked

PATIENCE = 120.0
MANY = 150
"""Videos to encode: enough for a run that does not end by itself before it is stopped."""


def command(*args: str) -> list[str]:
    return [sys.executable, "-m", "reelbus", "merge", *args]


def reelbus(folder: Path, *args: str) -> "subprocess.CompletedProcess[str]":
    return run_forked("reelbus", "merge", *args, env=os.environ, cwd=folder, timeout=PATIENCE)


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `one.mp4`, and `two.mp4` of another size and without sound."""
    folder = tmp_path_factory.mktemp("clips")
    marked(folder / "one.mp4", 1, options={"g": "5"})
    marked(folder / "two.mp4", 2, size=(96, 160), sound=None)
    return folder


def test_the_options_of_a_run_and_its_plan(clips: Path) -> None:
    options = ("--trim", "1=.3-", "--poster-at", ".1")
    shown = reelbus(clips, "plan", "one.mp4", "two.mp4", *options)
    assert shown.returncode == 0, shown.stderr
    rows = [line.split("\t") for line in shown.stdout.splitlines()]
    assert [row[4:6] for row in rows] == [
        ["edges encoded: trimmed", "copied"], ["encoded: size 96×160, not 160×96", "silence"],
    ]  # fmt: skip
    faded = reelbus(clips, "plan", "one.mp4", "two.mp4", "--cross-fade", ".2")
    assert [line.split("\t")[4:6] for line in faded.stdout.splitlines()] == [
        ["copied, but for the cross-fades", "encoded: cross-fades"],
        ["encoded: size 96×160, not 160×96", "encoded: cross-fades"],
    ]
    done = reelbus(clips, "run", "one.mp4", "two.mp4", *options, "--out", "out.mp4")
    assert done.returncode == 0, done.stderr
    assert done.stderr == "two.mp4: no sound: silence\n"
    assert [(seen.clip, seen.frame) for seen in read(clips / "out.mp4").frames] == [
        *((1, frame) for frame in range(8, 20)), *((2, frame) for frame in range(20)),
    ]  # fmt: skip
    assert (clips / "out.jpg").read_bytes().startswith(b"\xff\xd8")
    assert not list(clips.glob("reelbus-*"))


def test_errors_name_the_flag_and_leave_no_file(clips: Path) -> None:
    before = set(clips.iterdir())
    for args, status, message in (
        (("--trim", "1=3-4"), 2, "--trim 1: starts at 3 s, but one.mp4 has 0.80 s"),
        (("--cross-fade", ".9"), 2, "--cross-fade: needs 0.90 s of one.mp4, which has 0.80 s"),
        (("--poster-at", "9"), 2, "--poster-at: 9 s is behind the end of the result"),
        (("--audio", "nothing.mp3"), 1, "nothing.mp3: no such file"),
        (("--rate", "fast"), 2, "--rate: must be frames a second, such as 30, 29.97 or 30000/1001"),
    ):
        done = reelbus(clips, "run", "one.mp4", "two.mp4", *args, "--out", "failed.mp4")
        assert (done.returncode, done.stderr.count("\n")) == (status, 1), done.stderr
        assert done.stderr.startswith(f"reelbus: {message}")
    for files, out, message in (
        (("one.mp4",), "one.mp4", "--out: one.mp4 is an input: choose another name for the result"),
        (("one.mp4",), "nowhere/out.mp4", "nowhere is not a folder: create it, or choose another one for the result"),
        (("one.mp4",), "out.mkv", "--out out.mkv: the result is an MP4, so its name must end with .mp4"),
        (("http://shop/a.mp4",), "out.mp4", "http://shop/a.mp4 is not a local file: download it first"),
    ):
        done = reelbus(clips, "run", *files, "--out", out)
        assert (done.returncode, done.stderr) == (2, f"reelbus: {message}\n")
    assert set(clips.iterdir()) == before


def test_a_result_that_cannot_be_written(clips: Path) -> None:
    """As on a full disk; what was there before stays."""
    (clips / "full.mp4").write_text("before")
    before = set(clips.iterdir())

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    args = command("run", "one.mp4", "two.mp4", "--out", "full.mp4")
    done = subprocess.run(args, cwd=clips, capture_output=True, text=True, preexec_fn=limit, check=False)
    assert (done.returncode, done.stderr) == (1, "reelbus: the result cannot be written: File too large\n")
    assert (clips / "full.mp4").read_text() == "before"
    assert set(clips.iterdir()) == before
    done = reelbus(clips, "run", "one.mp4", "--out", "nowhere/out.mp4")
    assert (done.returncode, done.stderr) == (
        2, "reelbus: nowhere is not a folder: create it, or choose another one for the result\n",
    )  # fmt: skip


@contextmanager
def encoding(clips: Path, folder: Path) -> Iterator["tuple[subprocess.Popen[bytes], list[psutil.Process]]"]:
    """A run in a terminal's process group, whose process has begun to write, and all its processes."""
    files = [str(clips / "one.mp4"), *[str(clips / "two.mp4")] * MANY]
    with subprocess.Popen(
        command("run", *files, "--out", "out.mp4"), cwd=folder, start_new_session=True, stdout=subprocess.DEVNULL
    ) as process:
        try:
            until(lambda: bool(list(folder.glob("reelbus-merge-*/*.mp4"))), process)
            yield process, psutil.Process(process.pid).children(recursive=True)
        finally:
            process.kill()


def until(condition: Callable[[], bool], process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_stopped_leaves_nothing(number: int, status: int, clips: Path, tmp_path: Path) -> None:
    with encoding(clips, tmp_path) as (process, others):
        assert others
        if number == signal.SIGINT:
            os.killpg(process.pid, number)  # as a terminal does
        else:
            process.send_signal(number)
        assert process.wait(PATIENCE) == status
    _, alive = psutil.wait_procs(others, PATIENCE)
    assert not alive
    assert not list(tmp_path.iterdir())


def test_a_run_that_is_killed_ends_its_process_and_the_next_cleans_up(clips: Path, tmp_path: Path) -> None:
    with encoding(clips, tmp_path) as (process, others):
        process.kill()
    _, alive = psutil.wait_procs(others, PATIENCE)
    assert not alive
    assert list(tmp_path.glob("reelbus-merge-*"))
    done = reelbus(tmp_path, "run", str(clips / "one.mp4"), "--out", "next.mp4")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["next.mp4"]
