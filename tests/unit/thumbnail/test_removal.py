"""A removed video's objects are erased, and no other's."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from libs.bus import Event
from libs.events import VideoRemoved
from libs.storage.files.storage import FileStorage
from services.thumbnail.removal import erase


async def stored(storage: FileStorage) -> list[str]:
    return [info.uri.removeprefix(storage.uri("thumbnails/x")[:-1]) async for info in storage.list(storage.root)]


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
