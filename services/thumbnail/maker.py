"""Makes thumbnails of a video file: scans it, detects objects, ranks frames, renders and stores the best ones."""

from pathlib import Path
from typing import NamedTuple

from libs.detect import Detector
from libs.events import Thumbnail, ThumbnailGenerated, VideoFacts
from libs.storage import Storage
from libs.storage.tasks import task_group
from services.thumbnail.keys import CACHE_CONTROL, CONTENT_TYPES, key_of
from services.thumbnail.pool import Decoders
from services.thumbnail.rank.choice import Candidate, enough_products, ranked, score_frames
from services.thumbnail.rank.crop import Aspect, Crop, crop, subject_of
from services.thumbnail.rank.explanation import ranked_frames
from services.thumbnail.rank.frame import MeasuredFrame
from services.thumbnail.rank.measure import LONGEST
from services.thumbnail.rank.product import KindOf
from services.thumbnail.render import Cut, Encoding, Rendered, RenderRequest
from services.thumbnail.scan import ScanRequest, VideoScan

NO_DETECTOR = "no detector (YOLO_MODEL_PATH is not set): frames are ranked by picture quality alone"


class ThumbnailSpec(NamedTuple):
    """Which thumbnails are made of each video."""

    frames: int
    """Number of frames that become thumbnails."""
    aspects: tuple[Aspect, ...]
    widths: tuple[int, ...]
    encoding: Encoding
    detect_frames: int


class Analysis(NamedTuple):
    """The frames of a video, best first. The first `ThumbnailSpec.frames` become thumbnails."""

    scan: VideoScan
    candidates: list[Candidate]


class ThumbnailMaker:
    """Makes thumbnails. One per process, for several videos at a time."""

    def __init__(self, decoders: Decoders, detector: Detector | None, kind_of: KindOf, spec: ThumbnailSpec) -> None:
        self._decoders, self._detector, self._kind_of, self.spec = decoders, detector, kind_of, spec

    async def analyze(self, path: Path) -> Analysis:
        """Score and rank the video's frames. Raises VideoError, and Retryable if a decoding process failed."""
        longest = self._detector.size if self._detector else LONGEST
        request = ScanRequest(longest, self.spec.detect_frames, between=self._detector is None)
        scan = await self._decoders.scan(path, request)
        candidates = await self._score(scan.frames, scan.max_detail)
        if not request.between and not enough_products(candidates, self.spec.frames):
            # No key frame shows a product well: look between them, and at the key frames that were not kept.
            known = frozenset(frame.pts for frame in scan.frames)
            request = request._replace(between=True, known=known, bars=scan.bars)
            more = await self._decoders.scan(path, request)
            scan = scan._replace(seen=scan.seen | more.seen, max_detail=max(scan.max_detail, more.max_detail))
            candidates = await self._score([*scan.frames, *more.frames], scan.max_detail)
        return Analysis(scan, ranked(candidates, self.spec.frames))

    async def _score(self, frames: list[MeasuredFrame], best_detail: float) -> list[Candidate]:
        found = await self._detector.detect([frame.picture for frame in frames]) if self._detector else None
        return score_frames(frames, found, self._kind_of, best_detail)

    async def thumbnails(self, video_id: str, path: Path, storage: Storage) -> ThumbnailGenerated:
        """Make and store the thumbnails of the video at `path`. Raises the errors of `analyze`, and StorageError."""
        analysis = await self.analyze(path)
        chosen = analysis.candidates[: self.spec.frames]
        crops = [self.crops(candidate) for candidate in chosen]
        requests = [
            RenderRequest(candidate.frame.pts, tuple(Cut(part, self.spec.widths) for _, part in parts))
            for candidate, parts in zip(chosen, crops, strict=True)
        ]
        rendered = await self._decoders.render(path, requests, self.spec.encoding)
        uris = await self._store(video_id, rendered, storage)
        first = analysis.candidates[0].frame
        return ThumbnailGenerated(
            video_id=video_id,
            status="generated",
            reason=None if self._detector else NO_DETECTOR,
            thumbnails=[
                _thumbnail(uri, one, *crops[one.request][one.cut]) for uri, one in zip(uris, rendered, strict=True)
            ],
            frames=ranked_frames(analysis.candidates, self.spec.frames),
            video=VideoFacts(
                duration=analysis.scan.duration,
                width=first.width,
                height=first.height,
                codec=analysis.scan.codec,
                bytes=analysis.scan.bytes,
            ),
            detector=self._detector.name if self._detector else None,
        )

    def crops(self, candidate: Candidate) -> list[tuple[Aspect, Crop]]:
        """The crop of a frame for each aspect ratio of the spec."""
        frame = candidate.frame
        content, focus = frame.measures.content, frame.measures.focus
        subject = subject_of(candidate.found, self._kind_of, content)
        min_width = max(self.spec.widths)
        return [
            (aspect, crop((frame.width, frame.height), aspect, content, subject, focus=focus, min_width=min_width))
            for aspect in self.spec.aspects
        ]

    async def _store(self, video_id: str, rendered: list[Rendered], storage: Storage) -> list[str]:
        async def put(one: Rendered) -> str:
            uri = storage.uri(key_of(video_id, one))
            await storage.put(uri, one.data, content_type=CONTENT_TYPES[one.format], cache_control=CACHE_CONTROL)
            return uri

        # The event is sent only if all are stored. The next attempt overwrites stored ones with the same content.
        async with task_group() as group:
            tasks = [group.create_task(put(one)) for one in rendered]
        return [task.result() for task in tasks]


def _thumbnail(uri: str, one: Rendered, aspect: Aspect, part: Crop) -> Thumbnail:
    return Thumbnail(
        uri=uri, width=one.width, height=one.height, aspect=str(aspect), format=one.format, bytes=len(one.data),
        sha256=one.sha256, rank=one.request + 1, crop=part,
    )  # fmt: skip
