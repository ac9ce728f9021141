"""Ranges and uploads in parts, on all stores."""

import asyncio

import pytest

from libs.storage import NotFound, Storage
from libs.storage.errors import Unavailable
from tests.contract.test_storage import LARGE, MB, names, server, settings, storage

__all__ = ["server", "settings", "storage"]

PART = 5 * MB


async def test_ranges(storage: Storage) -> None:
    uri = storage.uri("some.bin")
    info = await storage.put(uri, b"0123456789", content_type="application/octet-stream")
    read = [await storage.read_range(uri, *each, etag=info.etag) for each in ((0, 4), (4, 4), (8, 4), (10, 4), (50, 4))]
    assert read == [b"0123", b"4567", b"89", b"", b""]


async def test_a_range_of_an_object_that_changed_or_is_missing(storage: Storage) -> None:
    uri = storage.uri("some.bin")
    before = await storage.put(uri, b"0123456789", content_type="application/octet-stream")
    await storage.put(uri, b"abcdefghijk", content_type="application/octet-stream")
    with pytest.raises(Unavailable):
        await storage.read_range(uri, 0, 4, etag=before.etag)
    with pytest.raises(NotFound):
        await storage.read_range(storage.uri("nothing.bin"), 0, 4)


async def test_parts_may_come_in_any_order(storage: Storage) -> None:
    uri = storage.uri("videos/out.mp4")
    parts = {1 + at // PART: LARGE[at : at + PART] for at in range(0, len(LARGE), PART)}
    async with storage.upload(uri, content_type="video/mp4", part_bytes=PART) as upload:
        await upload.part(len(parts), parts.pop(len(parts)))
        await asyncio.gather(*(upload.part(number, parts[number]) for number in (3, 2)))
        assert await names(storage, f"{storage.root}/videos/") == []
        await upload.part(1, parts[1])
        info = await upload.complete()
    assert info.size == len(LARGE)
    assert (await storage.head(uri)).etag == info.etag
    assert await storage.read(uri, limit=len(LARGE)) == LARGE
    assert await storage.abort_uploads(uri) == 0


@pytest.mark.parametrize("end", ["left", "failed", "cancelled"])
async def test_an_upload_that_is_not_completed_leaves_nothing(storage: Storage, end: str) -> None:
    uri = storage.uri("videos/out.mp4")
    await storage.put(uri, b"as before", content_type="video/mp4")

    async def upload() -> None:
        async with storage.upload(uri, content_type="video/mp4", part_bytes=PART) as begun:
            await begun.part(1, b"short")
            if end == "failed":
                raise KeyError(end)
            if end == "cancelled":
                raise asyncio.CancelledError

    try:
        await upload()
    except (KeyError, asyncio.CancelledError):
        assert end != "left"
    assert await storage.read(uri, limit=100) == b"as before"
    assert await storage.abort_uploads(uri) == 0


async def test_unfinished_uploads_of_an_object_are_aborted(storage: Storage) -> None:
    """And those of no other object, also if its key begins with the same characters."""
    uri, other = storage.uri("videos/out.mp4"), storage.uri("videos/out.mp4.mp4")
    async with storage.upload(other, content_type="video/mp4", part_bytes=PART) as kept:
        await kept.part(1, b"kept")
        lost = storage.upload(uri, content_type="video/mp4", part_bytes=PART)  # as of a killed process
        await (await lost.__aenter__()).part(1, b"lost")
        assert await storage.abort_uploads(uri) == 1
        assert await storage.abort_uploads(uri) == 0
        await kept.complete()
    assert await names(storage, f"{storage.root}/videos/") == ["/videos/out.mp4.mp4"]
