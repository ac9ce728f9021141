"""The handler: which outcome each thing that can go wrong has. Fakes for the source and the maker."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from libs.bus import Event, Retryable
from libs.bus.errors import verdict
from libs.events import NewVideoPosted, ThumbnailGenerated, ThumbnailReprocessRequested
from libs.fetch import FetchError, Limits
from libs.fetch.errors import KINDS
from libs.scratch import Scratch
from libs.storage import BadUri, Denied, NotFound, ObjectTooLarge, StorageError, Unavailable
from libs.storage.files.storage import FileStorage
from services.thumbnail import errors
from services.thumbnail.handler import handle, on_dead_letter
from services.thumbnail.source import VideoSource

VIDEO_ERRORS = [
    kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.VideoError)
]
DONE = ThumbnailGenerated(video_id="v", status="generated")


class Source:
    """Brings a video, or raises."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error, self.brought = error, []  # type: ignore[var-annotated]

    async def download(self, url: str, to: Path) -> None:
        self.brought.append((url, to))
        to.write_bytes(b"video")
        if self.error:
            raise self.error


class ThumbnailMaker:
    """Makes thumbnails, or raises."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error, self.given = error, []  # type: ignore[var-annotated]

    async def thumbnails(self, video_id: str, path: Path, storage: object) -> ThumbnailGenerated:
        self.given.append((video_id, path.read_bytes()))
        if self.error:
            raise self.error
        return DONE


async def outcome(tmp_path: Path, *, source: Any = None, maker: Any = None, url: str | None = "https://x.test/v.mp4") -> ThumbnailGenerated:  # fmt: skip
    video = NewVideoPosted(video_id="v", video_url=url)
    event = Event("id", "new-video-posted", "v", video, 1, None)
    work = tmp_path / "work"
    work.mkdir()
    try:
        return await handle(
            event, source=source or Source(), maker=maker or ThumbnailMaker(), storage=FileStorage(tmp_path.as_uri()),
            scratch=Scratch(work),
        )  # fmt: skip
    finally:
        assert list(work.iterdir()) == [], "the video is gone, whatever came of it"


async def test_a_request_that_waited_while_its_video_was_removed(tmp_path: Path) -> None:
    storage, source = FileStorage(tmp_path.as_uri()), Source()
    await storage.put(storage.uri("removed/v"), b"20260102T030405Z", content_type="text/plain")

    fakes: dict[str, Any] = {"source": source, "maker": ThumbnailMaker()}

    async def made(run: str) -> object:
        request = ThumbnailReprocessRequested(video_id="v", video_url="https://x.test/v.mp4", run=run)
        event = Event("id", "thumbnail-reprocess-requested", "v", request, 1, None)
        return await handle(event, **fakes, storage=storage, scratch=Scratch(tmp_path))

    assert await made("20260101T000000Z") is None
    assert source.brought == []
    assert await made("20260103T000000Z") == DONE.model_copy(update={"run": "20260103T000000Z"})


async def test_a_video_becomes_thumbnails(tmp_path: Path) -> None:
    source, maker = Source(), ThumbnailMaker()
    assert await outcome(tmp_path, source=source, maker=maker) == DONE
    assert source.brought[0][0] == "https://x.test/v.mp4"
    assert maker.given == [("v", b"video")]


@pytest.mark.parametrize("url", [None, ""])
async def test_without_an_address(tmp_path: Path, url: str | None) -> None:
    source = Source()
    result = await outcome(tmp_path, source=source, url=url)
    assert (result.status, result.cause, result.reason) == ("failed", "no-address", "the event has no video_url")
    assert source.brought == []


@pytest.mark.parametrize("kind", VIDEO_ERRORS)
@pytest.mark.parametrize(
    "of", [lambda error: {"source": Source(error)}, lambda error: {"maker": ThumbnailMaker(error)}]
)
async def test_what_is_wrong_with_the_video_is_told(
    tmp_path: Path, kind: type[errors.VideoError], of: Callable[[Exception], dict[str, Any]]
) -> None:
    result = await outcome(tmp_path, **of(kind("it is so")))
    assert (result.video_id, result.status, result.cause, result.reason) == ("v", "failed", kind.cause, "it is so")
    assert result.thumbnails == result.frames == []


def test_each_cause_is_its_own() -> None:
    causes = [kind.cause for kind in VIDEO_ERRORS]
    assert len(set(causes)) == len(causes) >= 9


@pytest.mark.parametrize("kind", KINDS.values())
async def test_what_is_wrong_with_the_download(tmp_path: Path, kind: type[FetchError]) -> None:
    """What may pass is tried again, when the other side said so; the rest is told."""
    source = Source(kind("so it is", retry_after=7.0))
    if kind.transient:
        with pytest.raises(kind, match="so it is") as raised:
            await outcome(tmp_path, source=source)
        assert raised.value.retry_after == 7
    else:
        result = await outcome(tmp_path, source=source)
        assert (result.status, result.cause, result.reason) == ("failed", kind.reason, "so it is")


@pytest.mark.parametrize(
    "error", [StorageError("no"), NotFound("no"), Denied("no"), Unavailable("no"), BadUri("no"), ObjectTooLarge("no", 2, 1)]
)  # fmt: skip
async def test_a_store_that_fails_is_not_the_videos_fault(tmp_path: Path, error: StorageError) -> None:
    with pytest.raises(type(error)) as raised:
        await outcome(tmp_path, maker=ThumbnailMaker(error))
    assert isinstance(verdict(raised.value), Retryable)


async def test_a_retry_stays_one_and_a_bug_stays_a_bug(tmp_path: Path) -> None:
    with pytest.raises(Retryable, match="killed"):
        await outcome(tmp_path, maker=ThumbnailMaker(Retryable("killed")))
    (tmp_path / "work").rmdir()
    with pytest.raises(ZeroDivisionError):
        await outcome(tmp_path, maker=ThumbnailMaker(ZeroDivisionError()))


class Downloads:
    """A fetcher that notes what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def fetch(self, url: str, to: Path, limits: Limits, *, max_duration: float) -> None:
        self.asked.append(url)


async def test_our_own_storage_is_read_and_nothing_else_of_it(tmp_path: Path) -> None:
    """A stranger's event may name any file or bucket: those go to the fetcher, which takes http and https alone."""
    root = tmp_path / "store"
    root.mkdir()
    (root / "clip.mp4").write_bytes(b"12345")
    (tmp_path / "secret").write_bytes(b"secret")
    storage, downloads = FileStorage(root.as_uri()), Downloads()
    source = VideoSource(downloads, storage, Limits(5, 10), 60)  # type: ignore[arg-type]
    await source.download(f"{root.as_uri()}/clip.mp4", tmp_path / "to.mp4")
    assert (tmp_path / "to.mp4").read_bytes() == b"12345"
    strange = [f"{root.as_uri()}/../secret", (tmp_path / "secret").as_uri(), "file:///etc/passwd", "s3://other/key"]
    for url in strange:
        await source.download(url, tmp_path / "to.mp4")
    assert downloads.asked == strange
    with pytest.raises(errors.Gone):
        await source.download(f"{root.as_uri()}/none.mp4", tmp_path / "to.mp4")
    small = VideoSource(downloads, storage, Limits(4, 10), 60)  # type: ignore[arg-type]
    with pytest.raises(errors.VideoTooLarge, match="MAX_VIDEO_SIZE_MB"):
        await small.download(f"{root.as_uri()}/clip.mp4", tmp_path / "to.mp4")


async def test_the_result_has_revision_and_run_of_the_video_and_so_has_the_answer_to_a_dead_letter(
    tmp_path: Path,
) -> None:
    video = NewVideoPosted(video_id="v", revision=3, run="r1")
    event = Event("id", "new-video-posted", "v", video, 1, None)
    fakes: dict[str, Any] = {"source": Source(), "maker": ThumbnailMaker()}
    made = await handle(event, **fakes, storage=FileStorage(tmp_path.as_uri()), scratch=Scratch(tmp_path))
    last = on_dead_letter(event, Retryable("the site is away"))
    assert [(one.status, one.cause, one.reason, one.revision, one.run) for one in (made, last)] == [
        ("failed", "no-address", "the event has no video_url", 3, "r1"),
        ("failed", "dead-letter", "the site is away", 3, "r1"),
    ]
