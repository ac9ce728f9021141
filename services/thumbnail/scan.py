"""Scans a video: reads its properties and measures its frames. Runs in a decoding process."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from av.video.frame import VideoFrame

from libs.detect import Picture
from services.thumbnail.budget import Budget
from services.thumbnail.decode.conversion import Converter, prepare
from services.thumbnail.decode.reading import frames_between, key_frames, packets_of
from services.thumbnail.decode.timeline import plan
from services.thumbnail.decode.upright import Upright, upright
from services.thumbnail.decode.video import Video, open_video, require_memory
from services.thumbnail.errors import NoPicture
from services.thumbnail.limits import VideoLimits
from services.thumbnail.rank.bars import Bars, Grey, common_bars
from services.thumbnail.rank.choice import max_detail, shortlist
from services.thumbnail.rank.frame import MeasuredFrame
from services.thumbnail.rank.measure import LONGEST, measure, signature


class ScanRequest(NamedTuple):
    """Parameters of a scan."""

    longest: int
    """Pixels of the pictures' longer side."""
    max_frames: int
    """Number of frames to return: the best ones."""
    between: bool = False
    """Whether to read frames between the key frames even if there are enough key frames."""
    known: frozenset[int] = frozenset()
    """Timestamps of frames that an earlier scan returned: they are not decoded again."""
    bars: Bars | None = None
    """The bars that an earlier scan found."""


class VideoScan(NamedTuple):
    """Properties of a video, and its best frames, ordered by time."""

    duration: float
    codec: str
    bytes: int
    frames: list[MeasuredFrame]
    seen: frozenset[int]
    """Timestamps of all measured frames, without the known ones of the request."""
    max_detail: float
    """The highest detail of all measured frames."""
    bars: Bars | None = None
    """The bars that most frames have."""

    @property
    def frame_count(self) -> int:
        """Number of measured frames."""
        return len(self.seen)


def scan_video(path: Path, limits: VideoLimits, request: ScanRequest) -> VideoScan:
    """Scan the video at `path`. Raises a VideoError if it is not a video, is too long or too large, or no frame can be
    decoded.
    """
    with open_video(path, limits) as video:
        budget = Budget(limits.cpu_seconds)
        packets, end = packets_of(video, limits, budget)
        selected = plan(packets, between=request.between)
        reader = _FrameReader(video, request, budget)
        reader.read(key_frames(video, selected.keys - request.known))
        if selected.keys - reader.seen:
            # A key frame that does not decode by itself is not one (intra refresh, a wrong index).
            packets = [packet._replace(key=packet.key and packet.pts in reader.seen) for packet in packets]
            selected = plan(packets, between=request.between)
        keys = [packet.pts for packet in packets if packet.key]
        reader.read(
            frames_between(video, sorted(selected.others - reader.seen), keys or [packet.pts for packet in packets[:1]])
        )
        if not reader.frames and not request.known:
            codec = video.stream.codec_context
            require_memory((codec.width, codec.height))
            raise NoPicture("no frame of the video can be decoded without errors: the file is damaged")
        bars = request.bars or common_bars([frame.grey for frame in reader.frames])
        measured = [frame.measured(bars) for frame in reader.frames]
        best, seen = shortlist(measured, request.max_frames), frozenset(frame.pts for frame in measured)
        return VideoScan(round(end, 3), video.codec, path.stat().st_size, best, seen, max_detail(measured), bars)


class _DecodedFrame(NamedTuple):
    """A decoded and scaled frame. It is measured later, when the bars that all frames have in common are known."""

    pts: int
    time: float
    shape: Upright
    grey: Grey
    picture: Picture

    def measured(self, bars: Bars | None) -> MeasuredFrame:
        measures = measure(self.grey, self.picture, bars)
        width, height = self.shape.width, self.shape.height
        return MeasuredFrame(self.pts, self.time, width, height, measures, signature(self.picture), self.picture)


class _FrameReader:
    def __init__(self, video: Video, request: ScanRequest, budget: Budget) -> None:
        self._video, self._longest, self._budget = video, request.longest, budget
        self._converter = Converter()
        self.seen = set(request.known)
        self.frames: list[_DecodedFrame] = []

    def read(self, frames: Iterator[VideoFrame | None]) -> None:
        for frame in frames:
            self._budget.check()
            if frame is not None and frame.pts is not None and frame.pts not in self.seen:
                self.seen.add(frame.pts)
                self.frames.append(self._scaled(frame, frame.pts))

    def _scaled(self, frame: VideoFrame, pts: int) -> _DecodedFrame:
        shape = upright(frame, self._video.stream)
        whole = prepare(frame)
        picture = self._converter.small(whole, shape, self._longest)
        grey = self._converter.grey(whole, shape, LONGEST)
        return _DecodedFrame(pts, round(self._video.seconds(pts), 3), shape, grey, picture)
