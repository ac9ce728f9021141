"""Clips with a known best second: what one is, and making it, cached outside the repository."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

import av

from reelbus.models.packages import cache_folder
from tests.media.encode import write
from tests.media.shots import Shot, Size, render

ONE_KEY_FRAME = 9999
"""As `gop`: no key frame but the first, and none at cuts."""


@dataclass(frozen=True)
class Clip:
    """`best` is the label: from and to which second a person would take the cover frame, ends included."""

    name: str
    story: str
    best: tuple[float, float]
    shots: Sequence[Shot]
    size: Size = (432, 768)
    fps: int = 15
    gop: int | None = None

    @property
    def seconds(self) -> float:
        return sum(shot.seconds for shot in self.shots)

    def holds(self, time: float) -> bool:
        """Whether the frame at `time` is one that a person would take; half a frame of tolerance."""
        return self.best[0] - 0.5 / self.fps <= time <= self.best[1] + 0.5 / self.fps


def make(clip: Clip, folder: Path | None = None) -> Path:
    """The clip as an MP4 in `folder` (by default Reelbus's cache), made only if its sources changed since."""
    folder = folder or cache_folder() / "media"
    path = folder / f"{clip.name}-{_sources()}.mp4"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        options = {"x264-params": "scenecut=0"} if clip.gop == ONE_KEY_FRAME else {}
        with NamedTemporaryFile(dir=folder, prefix=".", suffix=".mp4", delete=False) as unfinished:
            try:
                frames = render(clip.shots, clip.size, clip.fps)
                write(Path(unfinished.name), frames, fps=clip.fps, gop=clip.gop, options=options)
                os.replace(unfinished.name, path)
            except BaseException:
                os.unlink(unfinished.name)
                raise
    return path


@cache
def _sources() -> str:
    """A digest of the code that labelled clips come from: made anew after each change of it."""
    digest = hashlib.sha256(av.__version__.encode())
    for source in sorted(Path(__file__).parent.glob("*.py")):
        if source.name not in ("clips.py", "hostile.py", "contact_sheet.py"):
            digest.update(source.read_bytes())
    return digest.hexdigest()[:12]
