"""From a video file to stored thumbnails: look through it, find objects, choose frames, cut, store."""

from pathlib import Path
from typing import NamedTuple

from libs.events import Thumbnail, ThumbnailGenerated, VideoFacts
from libs.storage import Storage
from libs.storage.tasks import task_group
from services.thumbnail.detect import Detector
from services.thumbnail.keys import CACHE_CONTROL, CONTENT_TYPES, key_of
from services.thumbnail.pool import Decoders
from services.thumbnail.rank.choice import Candidate, enough, judged, ranked
from services.thumbnail.rank.crop import Aspect, Crop, crop, subject_of
from services.thumbnail.rank.explanation import ranked_frames
from services.thumbnail.rank.look import Look
from services.thumbnail.rank.measure import LONGEST
from services.thumbnail.rank.product import KindOf
from services.thumbnail.render import Cut, Encoding, Order, Rendered
from services.thumbnail.scan import Ask, VideoScan

NO_DETECTOR = "no detector (YOLO_MODEL_PATH is not set): frames are ranked by picture quality alone"


class ThumbnailSpec(NamedTuple):
    """What is made of each video."""

    frames: int
    """Of a video, that become thumbnails."""
    aspects: tuple[Aspect, ...]
    widths: tuple[int, ...]
    encoding: Encoding
    detect_frames: int


class Verdict(NamedTuple):
    """What was seen in a video, and its frames, best first; the first `ThumbnailSpec.frames` are to be thumbnails."""

    survey: VideoScan
    candidates: list[Candidate]


class ThumbnailMaker:
    """Makes thumbnails. One per process; several videos may be in it at a time."""

    def __init__(self, decoders: Decoders, detector: Detector | None, kind_of: KindOf, wanted: ThumbnailSpec) -> None:
        self._decoders, self._detector, self._kind_of, self.wanted = decoders, detector, kind_of, wanted

    async def look(self, path: Path) -> Verdict:
        """Judge the video's frames. Raises VideoError, or Retryable where a decoding process failed."""
        longest = self._detector.size if self._detector else LONGEST
        ask = Ask(longest, self.wanted.detect_frames, between=self._detector is None)
        survey = await self._decoders.survey(path, ask)
        candidates = await self._judged(survey.looks, survey.finest)
        if not ask.between and not enough(candidates, self.wanted.frames):
            # The key frames show no product well: it may be between them, or in those that the detector was not shown.
            # These are not known: of them no picture was kept.
            ask = ask._replace(between=True, known=frozenset(look.pts for look in survey.looks), bars=survey.bars)
            more = await self._decoders.survey(path, ask)
            survey = survey._replace(seen=survey.seen | more.seen, finest=max(survey.finest, more.finest))
            candidates = await self._judged([*survey.looks, *more.looks], survey.finest)
        return Verdict(survey, ranked(candidates, self.wanted.frames))

    async def _judged(self, looks: list[Look], best_detail: float) -> list[Candidate]:
        found = await self._detector.detect([look.picture for look in looks]) if self._detector else None
        return judged(looks, found, self._kind_of, best_detail)

    async def thumbnails(self, video_id: str, path: Path, storage: Storage) -> ThumbnailGenerated:
        """Make and store the thumbnails of the video at `path`. Raises as `look` does, and StorageError."""
        verdict = await self.look(path)
        chosen = verdict.candidates[: self.wanted.frames]
        crops = [self.crops(candidate) for candidate in chosen]
        orders = [
            Order(candidate.look.pts, tuple(Cut(part, self.wanted.widths) for _, part in parts))
            for candidate, parts in zip(chosen, crops, strict=True)
        ]
        rendered = await self._decoders.render(path, orders, self.wanted.encoding)
        uris = await self._store(video_id, rendered, storage)
        first = verdict.candidates[0].look
        return ThumbnailGenerated(
            video_id=video_id,
            status="generated",
            reason=None if self._detector else NO_DETECTOR,
            thumbnails=[
                _thumbnail(uri, one, *crops[one.order][one.cut]) for uri, one in zip(uris, rendered, strict=True)
            ],
            frames=ranked_frames(verdict.candidates, self.wanted.frames),
            video=VideoFacts(
                duration=verdict.survey.duration,
                width=first.width,
                height=first.height,
                codec=verdict.survey.codec,
                bytes=verdict.survey.bytes,
            ),
            detector=self._detector.name if self._detector else None,
        )

    def crops(self, candidate: Candidate) -> list[tuple[Aspect, Crop]]:
        """The cuts of a frame, one for each aspect that is wanted."""
        look = candidate.look
        content, focus = look.measures.content, look.measures.focus
        subject = subject_of(candidate.found, self._kind_of, content)
        narrowest = max(self.wanted.widths)
        return [
            (aspect, crop((look.width, look.height), aspect, content, subject, focus=focus, narrowest=narrowest))
            for aspect in self.wanted.aspects
        ]

    async def _store(self, video_id: str, rendered: list[Rendered], storage: Storage) -> list[str]:
        async def put(one: Rendered) -> str:
            uri = storage.uri(key_of(video_id, one))
            await storage.put(uri, one.data, content_type=CONTENT_TYPES[one.format], cache_control=CACHE_CONTROL)
            return uri

        # All, or the event is not sent; what lies there already is overwritten with the same by the next attempt.
        async with task_group() as group:
            tasks = [group.create_task(put(one)) for one in rendered]
        return [task.result() for task in tasks]


def _thumbnail(uri: str, one: Rendered, aspect: Aspect, part: Crop) -> Thumbnail:
    return Thumbnail(
        uri=uri, width=one.width, height=one.height, aspect=str(aspect), format=one.format, bytes=len(one.data),
        sha256=one.sha256, rank=one.order + 1, crop=part,
    )  # fmt: skip
