"""A removed video's objects are erased, and no other's."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from libs.bus import Event
from libs.events import VideoRemoved
from libs.storage.files.storage import FileStorage
from services.thumbnail.removal import erase, is_removed


async def stored(storage: FileStorage) -> list[str]:
    return [
        info.uri.removeprefix(storage.uri("thumbnails/x")[:-1])
        async for info in storage.list(f"{storage.root}/thumbnails/")
    ]


async def put(storage: FileStorage, *keys: str) -> None:
    for key in keys:
        await storage.put(storage.uri(f"thumbnails/{key}"), b"picture", content_type="image/jpeg")


def removed(at: datetime | None = None) -> Event[VideoRemoved]:
    return Event("e", "video-removed", "v1", VideoRemoved(video_id="v1", removed_at=at), 1, None)


async def test_all_objects_of_the_video_go_and_a_repeat_finds_none(tmp_path: Path) -> None:
    storage = FileStorage(tmp_path.as_uri())
    await put(storage, "v1/a.jpg", "v1/b.webp", "v10/a.jpg", "v2/a.jpg")
    for _ in range(2):
        await erase(removed(), storage)
        assert await stored(storage) == ["v10/a.jpg", "v2/a.jpg"]


async def test_what_was_stored_after_the_removal_stays(tmp_path: Path) -> None:
    storage = FileStorage(tmp_path.as_uri())
    await put(storage, "v1/a.jpg")
    now = datetime.now(UTC)
    await erase(removed(now - timedelta(hours=1)), storage)
    assert await stored(storage) == ["v1/a.jpg"]
    await erase(removed(now + timedelta(hours=1)), storage)
    assert await stored(storage) == []


async def test_a_run_that_began_before_the_removal_makes_nothing_again(tmp_path: Path) -> None:
    storage = FileStorage(tmp_path.as_uri())
    assert not await is_removed(storage, "v1", "20260102T030405Z")
    await erase(removed(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)), storage)
    assert await is_removed(storage, "v1", "20260102T030404Z")
    assert await is_removed(storage, "v1", "20260102T030405Z")
    assert not await is_removed(storage, "v1", "20260102T030406Z"), "it selects what was posted again"
    assert not await is_removed(storage, "v2", "20260102T030404Z")


async def test_a_removal_without_a_time_is_one_of_now(tmp_path: Path) -> None:
    storage = FileStorage(tmp_path.as_uri())
    await erase(removed(), storage, clock=lambda: datetime(2026, 1, 2, tzinfo=UTC))
    assert await is_removed(storage, "v1", "20260101T000000Z")
    assert not await is_removed(storage, "v1", "20260103T000000Z")
