"""Three thumbnails of a video: ours beside the way it replaces, and beside FFmpeg's own choice of a frame.

Processor seconds of all processes together, without a download, with everything loaded; pictures are written to a
folder by each.
"""

import asyncio
import os
import resource
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import psutil
from imageio_ffmpeg import get_ffmpeg_exe
from PIL import Image

from bench.report import Row
from fixtures.media.clips import pan
from fixtures.media.photos import PHOTOS
from fixtures.models import yolov3_tiny
from libs.detect.open import open_detector
from libs.detect.settings import DetectorSettings
from libs.storage import StorageSettings, open_storage
from services.thumbnail.factory import open_maker
from services.thumbnail.settings import ThumbnailSettings

ROUNDS = 5
SECONDS, FPS, SIZE = 30, 30, (720, 1280)


def run(*, small: bool = False) -> list[Row]:
    """Clips of 30 s, 720×1280, 30 fps, H.264 as x264 makes it by default. `small`: one round of the first clip."""
    clips = (("ten shots", tuple(PHOTOS)[:10]), ("one shot", tuple(PHOTOS)[:1]))
    detector = DetectorSettings(YOLO_MODEL_PATH=yolov3_tiny())  # type: ignore[call-arg]
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for shots, photos in clips[:1] if small else clips:
            clip = pan(folder / "clip.mp4", photos, size=SIZE, seconds=SECONDS, fps=FPS)
            ours, sampled, filtered = asyncio.run(_measure(clip, folder, detector, rounds=1 if small else ROUNDS))
            # One long shot has a key frame every 8 s only: frames between them have to be decoded, and no goal is set.
            goal = 0.25 if len(photos) > 1 else None
            for against, theirs in (("a JPEG a second, each detected", sampled), ("ffmpeg thumbnail filter", filtered)):
                rows.append(
                    Row.of(
                        f"thumbnails, {shots}",
                        against,
                        ours=ours,
                        theirs=theirs,
                        unit="CPU ms/video",
                        goal=goal,
                        higher_is_better=False,
                    )
                )
    return rows


async def _measure(
    clip: Path, folder: Path, model: DetectorSettings, *, rounds: int
) -> tuple[list[float], list[float], list[float]]:
    ours: list[float] = []
    sampled: list[float] = []
    filtered: list[float] = []
    settings = ThumbnailSettings(detector=model)
    engine = open_detector(model)
    assert engine is not None
    store = StorageSettings.model_validate({"STORAGE_URI": (folder / "objects").as_uri()})
    with open_maker(settings) as maker:
        async with open_storage(store) as storage:
            for round_number in range(rounds + 1):
                with cpu_of_us() as spent:
                    result = await maker.thumbnails("clip", clip, storage)
                assert len({one.rank for one in result.thumbnails}) == 3
                ours.append(spent())
                with cpu_of_us() as spent:
                    frames = _ffmpeg(clip, folder / "second", "fps=1", "%02d.jpg")
                    for frame in frames:
                        await engine.detect([np.asarray(Image.open(frame).convert("RGB"))])
                assert len(frames) == SECONDS
                sampled.append(spent())
                with cpu_of_us() as spent:
                    frames = _ffmpeg(clip, folder / "filter", f"thumbnail={SECONDS * FPS // 3}", "%02d.jpg")
                assert len(frames) == 3
                filtered.append(spent())
                if round_number == 0:
                    del ours[:], sampled[:], filtered[:]  # processes start, models warm up
    engine.close()
    return ours, sampled, filtered


def _ffmpeg(clip: Path, folder: Path, filters: str, pattern: str) -> list[Path]:
    folder.mkdir(exist_ok=True)
    command = [get_ffmpeg_exe(), "-v", "error", "-y", "-i", str(clip), "-vf", filters, "-fps_mode", "passthrough"]
    subprocess.run([*command, "-q:v", "2", str(folder / pattern)], check=True)
    return sorted(folder.iterdir())


@contextmanager
def cpu_of_us() -> Iterator[Callable[[], float]]:
    """Processor milliseconds of this process and all below it, those that ended included."""
    before = _cpu()
    yield lambda: (_cpu() - before) * 1000


def _cpu() -> float:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    times = [process.cpu_times() for process in psutil.Process(os.getpid()).children(recursive=True)]
    own = resource.getrusage(resource.RUSAGE_SELF)
    return (
        own.ru_utime + own.ru_stime + ended.ru_utime + ended.ru_stime + sum(time.user + time.system for time in times)
    )
