"""What is not joined: one clear line that says what and where, and no file."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import av
import pytest
from PIL import Image

from fixtures.media.marked import marked
from services.merge.errors import Damaged, MergeError, NoPicture, NotAVideo
from services.merge.job.files import merge_files as merge
from services.merge.planning.options import parse
from tests.support.forked import run_forked

SECRET = "a line that no result may have"


def only_sound(path: Path) -> Path:
    with av.open(str(marked(path.with_name("whole.mp4"), 1))) as source, av.open(str(path), "w", "mp4") as out:
        track = out.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(audio=0):
            if packet.dts is not None:
                packet.stream = track
                out.mux(packet)
    return path


def text(content: str) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        marked(path.with_name("other.mp4"), 1)
        path.write_text(content)
        return path

    return make


def picture(path: Path) -> Path:
    Image.new("RGB", (64, 64)).save(path, "PNG")
    return path


@pytest.mark.parametrize(
    ("make", "kind", "message"),
    [
        (text("ffconcat version 1.0\nfile other.mp4\n"), NotAVideo, "it is a script of FFmpeg's concat demuxer, not a video"),
        (text("\ufeff\n  FFconcat version 1.0\nfile other.mp4\n"), NotAVideo, "it is a script of FFmpeg's concat demuxer, not a video"),
        (text("file 'other.mp4'\n"), NotAVideo, "it is a script of FFmpeg's concat demuxer, not a video"),
        (text("#EXTM3U\n#EXTINF:1,\nother.mp4\n"), NotAVideo, "it is an M3U playlist, not a video"),
        (text("<?xml version='1.0'?><MPD></MPD>"), NotAVideo, "it is an XML document, not a video"),
        (text(SECRET), NotAVideo, "not a video of a supported format"),
        (text(""), NotAVideo, "the file is empty"),
        (picture, NotAVideo, "it is a PNG picture, not a video"),
        (only_sound, NoPicture, "the file has no video track, only sound"),
        (lambda path: path, NotAVideo, "no such file"),
        (lambda path: path.parent, NotAVideo, "not a regular file"),
    ],
)  # fmt: skip
def test_bad_input(make: Callable[[Path], Path], kind: type[MergeError], message: str, tmp_path: Path) -> None:
    good, out = marked(tmp_path / "good.mp4", 1), tmp_path / "out.mp4"
    bad = make(tmp_path / "bad.mp4")
    before = set(tmp_path.iterdir())
    with pytest.raises(kind) as raised:
        merge([good, bad], out, lambda step: None)
    assert str(raised.value).startswith(f"{bad}: {message}")
    assert "\n" not in str(raised.value)
    assert set(tmp_path.iterdir()) == before


@pytest.mark.parametrize("faststart", [True, False])
def test_a_file_that_is_cut_off(faststart: bool, tmp_path: Path) -> None:
    """FFmpeg reads it to where it ends, without an error."""
    whole = marked(tmp_path / "whole.mp4", 2, container={"movflags": "+faststart"} if faststart else {})
    data = whole.read_bytes()
    cut, out = tmp_path / "cut.mp4", tmp_path / "out.mp4"
    for size in [*(len(data) * tenths // 10 for tenths in range(1, 10)), len(data) - 1]:
        cut.write_bytes(data[:size])
        with pytest.raises((Damaged, NotAVideo, NoPicture)) as raised:
            merge([cut, cut], out, lambda step: None)
        assert str(raised.value).startswith(f"{cut}: "), size
        assert not out.exists()


def test_a_result_that_is_an_input(tmp_path: Path) -> None:
    clip = marked(tmp_path / "clip.mp4", 1)
    data = clip.read_bytes()
    with pytest.raises(MergeError, match="is an input: choose another name"):
        merge([clip, clip], clip, lambda step: None)
    assert clip.read_bytes() == data


def test_a_result_that_is_the_added_sound(tmp_path: Path) -> None:
    clip, sound = marked(tmp_path / "clip.mp4", 1), marked(tmp_path / "sound.mp4", 2)
    before = sound.read_bytes()
    with pytest.raises(MergeError, match="is an input: choose another name"):
        merge([clip], sound, lambda step: None, parse({"audio": {"uri": str(sound)}}))
    assert sound.read_bytes() == before


def test_the_command_shows_the_plan_and_joins(tmp_path: Path) -> None:
    one, two = marked(tmp_path / "one.mp4", 1), marked(tmp_path / "two.mp4", 2, size=(96, 160), sound=None)
    shown = reelbus("plan", str(one), str(two), folder=tmp_path)
    assert shown.returncode == 0, shown.stderr
    rows = [line.split("\t") for line in shown.stdout.splitlines()]
    assert [row[4:] for row in rows] == [
        ["copied", "copied", ""],
        ["encoded: size 96×160, not 160×96", "silence", "no sound: silence"],
    ]
    done = reelbus("run", str(one), str(two), "--out", "out.mp4", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].split("\t")[:3] == ["out.mp4", "1.60 s", "40 frames"]
    assert not list(tmp_path.glob("reelbus-*"))
    failed = reelbus("run", str(one), "nothing.mp4", "--out", "failed.mp4", folder=tmp_path)
    assert (failed.returncode, failed.stderr) == (1, "reelbus: nothing.mp4: no such file\n")
    assert not (tmp_path / "failed.mp4").exists()


def test_another_format_of_the_result_is_refused(tmp_path: Path) -> None:
    failed = reelbus("run", "one.mp4", "--out", "out.mkv", folder=tmp_path)
    assert failed.returncode == 2
    assert failed.stderr == "reelbus: --out out.mkv: the result is an MP4, so its name must end with .mp4\n"


def reelbus(*args: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    return run_forked("reelbus", "merge", *args, env=os.environ, cwd=folder, timeout=120)
