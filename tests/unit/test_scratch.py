"""Temporary files: gone at the end, and swept by the next start after a crash."""

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from libs.scratch import LOCK, PREFIX, scratch

HOLDER = """
import sys
from pathlib import Path
from libs.scratch import scratch
with scratch(Path(sys.argv[1]), sys.argv[2]) as own, own.file(".mp4") as path:
    path.write_bytes(b"video")
    print(path, flush=True)
    sys.stdin.read()
"""
ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def holder(parent: Path, service: str = "thumbnail") -> Iterator[tuple["subprocess.Popen[str]", Path]]:
    """A process that has a file in a folder of its own, and the file; ends when its stdin does."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(parent), service],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        yield process, Path(process.stdout.readline().strip())
    finally:
        process.kill()
        process.communicate()


def test_a_file_is_of_the_block_and_a_folder_of_the_process(tmp_path: Path) -> None:
    with scratch(tmp_path / "deep" / "work", "thumbnail") as own:
        with own.file(".mp4") as path:
            assert not path.exists()
            assert path.suffix == ".mp4"
            path.write_bytes(b"video")
            with own.file() as other:
                assert other != path
        assert not path.exists()
        (folder,) = (tmp_path / "deep" / "work").iterdir()
        assert folder.name.startswith(f"{PREFIX}thumbnail-")
        assert folder.stat().st_mode & 0o077 == 0, "nobody else reads it"
    assert list((tmp_path / "deep" / "work").iterdir()) == []


def test_an_error_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError), scratch(tmp_path, "thumbnail") as own, own.file() as path:
        path.write_bytes(tmp_path.read_bytes())
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_swept_by_the_next(tmp_path: Path) -> None:
    with holder(tmp_path) as (process, path):
        assert path.exists()
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert path.exists(), "nobody could clean up"
        with scratch(tmp_path, "thumbnail"):
            assert not path.parent.exists()


def test_what_is_in_use_stays(tmp_path: Path) -> None:
    with holder(tmp_path) as (process, path), scratch(tmp_path, "thumbnail"), scratch(tmp_path, "thumbnail"):
        assert path.read_bytes() == b"video"
        assert len(list(tmp_path.iterdir())) == 3
        process.communicate("")
        assert process.returncode == 0
        assert not path.parent.exists()


def test_what_is_another_services_or_not_ours_stays(tmp_path: Path) -> None:
    (tmp_path / "reelbus-thumbnail-notes.txt").write_text("mine")
    (tmp_path / "reelbus-thumbnail-empty").mkdir()
    with holder(tmp_path, "merge") as (process, path):
        process.kill()
        process.wait()
        with scratch(tmp_path, "thumbnail"):
            assert path.exists()
            assert (tmp_path / "reelbus-thumbnail-notes.txt").exists()
            assert (tmp_path / "reelbus-thumbnail-empty").exists()


def _starts(parent: Path, times: int) -> None:
    for _ in range(times):
        with scratch(parent, "thumbnail") as own, own.file() as path:
            path.write_bytes(b"video")


def test_starts_at_the_same_moment_do_not_sweep_each_other(tmp_path: Path) -> None:
    context = multiprocessing.get_context("forkserver")
    processes = [context.Process(target=_starts, args=(tmp_path, 150)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError), scratch(tmp_path / "file", "thumbnail"):
        pass
    assert os.listdir(tmp_path) == ["file"]
    assert LOCK.startswith(".")
