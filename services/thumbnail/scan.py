"""A look through a video: its facts, and its frames measured. Runs in a decoding process."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from av.video.frame import VideoFrame

from services.thumbnail.budget import Budget
from services.thumbnail.decode.conversion import Converter, prepared
from services.thumbnail.decode.reading import frames_between, key_frames, packets_of
from services.thumbnail.decode.timeline import plan
from services.thumbnail.decode.upright import Upright, upright
from services.thumbnail.decode.video import Video, opened, require_memory
from services.thumbnail.detect import Picture
from services.thumbnail.errors import NoPicture
from services.thumbnail.limits import VideoLimits
from services.thumbnail.rank.bars import Bars, Grey, common_bars
from services.thumbnail.rank.choice import finest, shortlist
from services.thumbnail.rank.look import Look
from services.thumbnail.rank.measure import LONGEST, measure, signature


class Ask(NamedTuple):
    """What is wanted of a look through a video."""

    longest: int
    """Pixels of the pictures' longer side."""
    most: int
    """Frames to keep: the best ones."""
    between: bool = False
    """Whether to look between the key frames though there are enough of them."""
    known: frozenset[int] = frozenset()
    """Timestamps of frames that were kept before: they are not decoded again."""
    bars: Bars | None = None
    """Those that were found before, in other frames of the video."""


class VideoScan(NamedTuple):
    """A video's facts, and the best of its frames in order of time."""

    duration: float
    codec: str
    bytes: int
    looks: list[Look]
    seen: frozenset[int]
    """Timestamps of all frames that were looked at, those known before left out."""
    finest: float
    """The most detail of any of them."""
    bars: Bars | None = None
    """What is around the picture in most of them."""

    @property
    def looked(self) -> int:
        """How many frames were looked at."""
        return len(self.seen)


def survey(path: Path, limits: VideoLimits, ask: Ask) -> VideoScan:
    """Look through the video at `path`. Raises a VideoError where it is none, is too long or too large, or holds no
    frame that decodes.
    """
    with opened(path, limits) as video:
        budget = Budget(limits.cpu_seconds)
        packets, end = packets_of(video, limits, budget)
        todo = plan(packets, between=ask.between)
        looks = _Looks(video, ask, budget)
        looks.take(key_frames(video, todo.keys - ask.known))
        if todo.keys - looks.seen:
            # What gives no picture by itself is no key frame, whatever the file says (intra refresh, a wrong index).
            packets = [packet._replace(key=packet.key and packet.pts in looks.seen) for packet in packets]
            todo = plan(packets, between=ask.between)
        keys = [packet.pts for packet in packets if packet.key]
        looks.take(
            frames_between(video, sorted(todo.others - looks.seen), keys or [packet.pts for packet in packets[:1]])
        )
        if not looks.frames and not ask.known:
            codec = video.stream.codec_context
            require_memory((codec.width, codec.height))
            raise NoPicture("not one frame of the video decodes without errors: the file is damaged")
        bars = ask.bars or common_bars([frame.grey for frame in looks.frames])
        found = [frame.judged(bars) for frame in looks.frames]
        best, seen = shortlist(found, ask.most), frozenset(look.pts for look in found)
        return VideoScan(round(end, 3), video.codec, path.stat().st_size, best, seen, finest(found), bars)


class _Frame(NamedTuple):
    """One that was decoded and shrunk, before it is judged: for that all of them are needed."""

    pts: int
    time: float
    shape: Upright
    grey: Grey
    picture: Picture

    def judged(self, bars: Bars | None) -> Look:
        measures = measure(self.grey, self.picture, bars)
        width, height = self.shape.width, self.shape.height
        return Look(self.pts, self.time, width, height, measures, signature(self.picture), self.picture)


class _Looks:
    def __init__(self, video: Video, ask: Ask, budget: Budget) -> None:
        self._video, self._longest, self._budget = video, ask.longest, budget
        self._converter = Converter()
        self.seen = set(ask.known)
        self.frames: list[_Frame] = []

    def take(self, frames: Iterator[VideoFrame | None]) -> None:
        for frame in frames:
            self._budget.check()
            if frame is not None and frame.pts is not None and frame.pts not in self.seen:
                self.seen.add(frame.pts)
                self.frames.append(self._shrunk(frame, frame.pts))

    def _shrunk(self, frame: VideoFrame, pts: int) -> _Frame:
        shape = upright(frame, self._video.stream)
        whole = prepared(frame)
        picture = self._converter.small(whole, shape, self._longest)
        grey = self._converter.grey(whole, shape, LONGEST)
        return _Frame(pts, round(self._video.seconds(pts), 3), shape, grey, picture)
