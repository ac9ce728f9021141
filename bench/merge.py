"""Joining 20 clips of 400 MB, 8 GB in all, beside `ffmpeg -f concat -c copy`: processor time, wall time, and memory.

The clips are H.264 of 1280×720 at 12 Mbit/s with AAC: two files by turns, made by repeating the packets of ten seconds.
Both read them from the page cache and write to one disk. ffmpeg is that of imageio-ffmpeg, and that of the system.
Encoding: 20 clips of 4 s, of which all (or one) have another size, beside ffmpeg's concat filter with the same encoder.
"""

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import imageio_ffmpeg
import psutil

from bench.report import Row

CLIPS, SECONDS, TIMES = 20, 10, 27
SIZE, RATE = "1280x720", "12M"
SMALL_SECONDS, SMALL_SIZE, SMALL_RATE = 2, "320x180", "1M"
ROUNDS = 3
SOURCE = "testsrc2=size=1280x720:rate=30,noise=alls=40:allf=t"
PR_SET_CHILD_SUBREAPER = 36
"""Of prctl(2)."""
X264 = ("-preset", "medium", "-crf", "20")


class Cost(NamedTuple):
    """Of a process and its children."""

    cpu: float
    """Seconds."""
    wall: float
    peak: float
    """MB, of the largest of them."""


def run(*, small: bool = False) -> list[Row]:
    """A row for each figure and peer. `small`: short clips of little, once."""
    ours = imageio_ffmpeg.get_ffmpeg_exe()
    peers = {_version(path): path for path in (ours, shutil.which("ffmpeg")) if path}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clips = _small_clips(folder, ours) if small else _clips(folder, ours)
        rows = _copying(folder, clips, peers, 1 if small else ROUNDS)
        rows += _encoding(folder, ours, *((1, 2, 1) if small else (ROUNDS, CLIPS, 4)))
    return rows


def _copying(folder: Path, clips: Sequence[Path], peers: dict[str, str], rounds: int) -> list[Row]:
    chosen = [clips[number % len(clips)] for number in range(CLIPS)]
    size = sum(clip.stat().st_size for clip in chosen) / 1e9
    listed = folder / "list.txt"
    listed.write_text("".join(f"file '{clip}'\n" for clip in chosen))
    out = folder / "out.mp4"
    ours: list[Cost] = []
    theirs: dict[str, list[Cost]] = {version: [] for version in peers}
    for _ in range(rounds):
        for version, path in peers.items():
            concat = ["-f", "concat", "-safe", "0", "-i", str(listed), "-c", "copy", "-movflags", "+faststart"]
            theirs[version].append(_cost([path, "-v", "error", "-y", *concat, str(out)], out))
        ours.append(_cost([*_merge(chosen), "--out", str(out)], out))
    rows = []
    for version, costs in theirs.items():
        against = f"ffmpeg {version}, concat demuxer"
        bench = f"merge, {CLIPS} clips of {size * 1000 / CLIPS:.0f} MB copied"
        for what, unit in (("cpu", "ms of processor"), ("wall", "ms")):
            rows.append(Row.of(
                bench, against, ours=[1000 * getattr(each, what) for each in ours],
                theirs=[1000 * getattr(each, what) for each in costs], unit=unit, goal=1.0, higher_is_better=False,
            ))  # fmt: skip
    memory = f"merge, memory for {size:.1f} GB"
    peak = [each.peak for each in ours]
    rows.append(
        Row.of(memory, "goal: 100 MB", ours=peak, theirs=[100] * rounds, unit="MB", goal=1.0, higher_is_better=False)
    )
    return rows


def _encoding(folder: Path, ffmpeg: str, rounds: int, count: int, seconds: int) -> list[Row]:
    """All clips encoded, beside ffmpeg's filter; then one encoded and the others copied, beside all encoded."""
    first, odd = folder / "first.mp4", folder / "odd.mp4"
    _make(ffmpeg, first, seconds=seconds, size="640x360")
    _make(ffmpeg, odd, seconds=seconds, size="480x270")
    out = folder / "encoded.mp4"
    chain = ";".join(f"[{n}:v]scale=640:360:flags=bicubic,setsar=1[v{n}]" for n in range(count))
    chain += ";" + "".join(f"[v{n}][{n}:a]" for n in range(count)) + f"concat=n={count}:v=1:a=1[v][a]"
    inputs = [part for _ in range(count) for part in ("-i", str(odd))]
    filtered = [
        ffmpeg, "-v", "error", "-y", *inputs, "-filter_complex", chain, "-map", "[v]", "-map", "[a]",
        "-c:v", "libx264", *X264, "-threads", "2", "-g", "60", "-c:a", "aac", "-movflags", "+faststart", str(out),
    ]  # fmt: skip
    ours: list[Cost] = []
    theirs: list[Cost] = []
    one: list[Cost] = []
    for _ in range(rounds):
        theirs.append(_cost(filtered, out))
        ours.append(_cost([*_merge([odd] * count), "--size", "640x360", "--out", str(out)], out))
        one.append(_cost([*_merge([first] * (count - 1) + [odd]), "--out", str(out)], out))
    version = _version(ffmpeg)
    unit = "ms of processor"
    return [
        Row.of(
            f"merge, {count} clips encoded", f"ffmpeg {version}, concat filter",
            ours=[1000 * each.cpu for each in ours],
            theirs=[1000 * each.cpu for each in theirs], unit=unit, goal=1.05, higher_is_better=False,
        ),
        Row.of(
            f"merge, 1 of {count} clips encoded", "merge, all encoded", ours=[1000 * each.cpu for each in one],
            theirs=[1000 * each.cpu for each in ours], unit=unit, goal=None, higher_is_better=False,
        ),
    ]  # fmt: skip


def _merge(clips: Sequence[Path]) -> list[str]:
    return [sys.executable, "-m", "reelbus", "merge", "run", *map(str, clips)]


def _small_clips(folder: Path, ffmpeg: str) -> list[Path]:
    paths = [folder / f"clip-{number}.mp4" for number in range(2)]
    for number, path in enumerate(paths):
        _make(ffmpeg, path, seconds=SMALL_SECONDS, size=SMALL_SIZE, rate=("-b:v", SMALL_RATE), tone=440 + 110 * number)
    return paths


def _clips(folder: Path, ffmpeg: str) -> list[Path]:
    made = []
    for number in range(2):
        base, path = folder / f"base-{number}.mp4", folder / f"clip-{number}.mp4"
        _make(ffmpeg, base, seconds=SECONDS, size=SIZE, rate=("-b:v", RATE), tone=440 + 110 * number)
        loop = ["-stream_loop", str(TIMES - 1), "-i", str(base), "-c", "copy", str(path)]
        subprocess.run([ffmpeg, "-v", "error", "-y", *loop], check=True)
        base.unlink()
        made.append(path)
    return made


def _make(
    ffmpeg: str, path: Path, *, seconds: int, size: str, rate: Sequence[str] = ("-crf", "23"), tone: int = 440
) -> None:
    source = SOURCE.replace("1280x720", size)
    subprocess.run(
        [
            ffmpeg, "-v", "error", "-y", "-f", "lavfi", "-i", source, "-f", "lavfi", "-i",
            f"sine=frequency={tone}:sample_rate=48000", "-t", str(seconds), "-c:v", "libx264", "-preset", "veryfast",
            *rate, "-g", "60", "-pix_fmt", "yuv420p", "-c:a", "aac", "-ac", "2", str(path),
        ],
        check=True,
    )  # fmt: skip


def _cost(command: Sequence[str], out: Path) -> Cost:
    """Run `command`; its result is deleted."""
    # What outlives its parent becomes a child of this process: the fork server, with the usage of its processes.
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")
    others = _children()  # this process's own, of benchmarks before this one: they do not end
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with status {process.returncode}")
    out.unlink()
    usages = [usage]
    while left := _children() - others:
        usages += [os.wait4(pid, 0)[2] for pid in left]
    return Cost(
        sum(each.ru_utime + each.ru_stime for each in usages), wall, max(each.ru_maxrss for each in usages) * 1024 / 1e6
    )


def _children() -> set[int]:
    return {child.pid for child in psutil.Process().children()}


def _version(ffmpeg: str) -> str:
    first = subprocess.run([ffmpeg, "-version"], capture_output=True, text=True, check=True).stdout.split()
    return first[2]
