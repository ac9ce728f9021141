"""One suite for all stores: a folder, moto, and the S3 server that the environment names (see tests/support/s3.py)."""

import asyncio
import os
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from libs.storage import BadUri, Body, NotFound, ObjectTooLarge, Storage, StorageSettings, open_storage
from tests.support.s3 import SERVERS, S3Env, new_bucket, s3_server, s3_settings

MB = 1024 * 1024
LARGE = bytes(range(256)) * (16 * MB // 256) + b"a tail that fills no part"
ODD_KEYS = [
    "a b.jpg",
    "ü/💶.jpg",
    "1+1=2.jpg",
    "10% off.jpg",
    "50%25.jpg",
    "a#b?c&d=e.jpg",
    "~!*'();:@$,[].jpg",
    "a..b/.c",
]


@pytest.fixture(scope="module", params=["file", *SERVERS])
def server(request: pytest.FixtureRequest) -> Iterator[S3Env | None]:
    """The way to a server, and to a bucket there; None is a folder."""
    if request.param == "file":
        yield None
        return
    with s3_server(request.param) as env, new_bucket(env) as bucket:
        yield {**env, "S3_BUCKET_NAME": bucket}


@pytest.fixture
def settings(server: S3Env | None, tmp_path: Path) -> StorageSettings:
    if server is None:
        return StorageSettings.model_validate({"STORAGE_URI": f"file://{tmp_path}/some%20objects/"})
    root = f"s3://{server['S3_BUCKET_NAME']}/some/{uuid.uuid4().hex}/"
    return s3_settings(server, root, STORAGE_PART_SIZE_MB=5, STORAGE_CONCURRENCY=2)


@pytest.fixture
async def storage(settings: StorageSettings) -> AsyncIterator[Storage]:
    async with open_storage(settings) as storage:
        yield storage


async def stream(*pieces: bytes) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


async def names(storage: Storage, prefix: str) -> list[str]:
    return [info.uri.removeprefix(storage.root) async for info in storage.list(prefix)]


async def test_bytes_files_and_streams_come_back_as_they_were(storage: Storage, tmp_path: Path) -> None:
    file = tmp_path / "source"
    file.write_bytes(b"from a file")
    bodies: dict[str, Body] = {
        "bytes": b"as bytes",
        "file": file,
        "stream": stream(b"from ", b"", b"a stream"),
        "empty": b"",
    }
    for key, body in bodies.items():
        await storage.put(storage.uri(key), body, content_type="text/plain")
    read = {key: await storage.read(storage.uri(key), limit=100) for key in bodies}
    assert read == {"bytes": b"as bytes", "file": b"from a file", "stream": b"from a stream", "empty": b""}


async def test_put_replaces_and_tells_what_is_there_now(storage: Storage) -> None:
    uri = storage.uri("thumbnails/a.jpg")
    old = await storage.put(uri, b"old", content_type="image/jpeg")
    new = await storage.put(uri, b"newer", content_type="image/jpeg", cache_control="max-age=60")
    info = await storage.head(uri)
    assert (info.uri, info.size, info.content_type) == (uri, 5, "image/jpeg")
    assert new[:4] == info[:4]
    assert old.etag != new.etag
    assert info.modified is not None
    assert info.modified.tzinfo is not None


async def test_large_objects_in_parts_and_ranges(storage: Storage, tmp_path: Path) -> None:
    uri, source, copy = storage.uri("large"), tmp_path / "source", tmp_path / "copy"
    source.write_bytes(LARGE)
    await storage.put(uri, source, content_type="video/mp4")
    info = await storage.download(uri, copy, limit=len(LARGE))
    assert info.size == len(LARGE)
    assert copy.read_bytes() == LARGE
    step = 3 * MB + 7
    await storage.put(uri, stream(*(LARGE[i : i + step] for i in range(0, len(LARGE), step))), content_type="x/y")
    async with storage.get(uri) as content:
        assert b"".join([piece async for piece in content]) == LARGE


async def test_a_stream_can_be_copied_from_the_store_to_itself(storage: Storage) -> None:
    await storage.put(storage.uri("a"), LARGE[: 6 * MB], content_type="x/y")

    async def copy(number: int) -> None:
        async with storage.get(storage.uri("a")) as content:
            await storage.put(storage.uri(f"copy/{number}"), content, content_type="x/y")

    # More than may be open at a time: none waits for itself.
    await asyncio.wait_for(asyncio.gather(*map(copy, range(4))), 60)
    assert {info.size async for info in storage.list(storage.uri("copy"))} == {6 * MB}


@pytest.mark.parametrize("before", [b"little", LARGE])
async def test_a_stream_that_fails_leaves_nothing_but_what_was_there(storage: Storage, before: bytes) -> None:
    async def failing() -> AsyncIterator[bytes]:
        yield before
        raise OSError("the camera fell into the sea")

    await storage.put(storage.uri("old"), b"old", content_type="x/y")
    for key in ("old", "new"):
        with pytest.raises(OSError, match="the camera"):
            await storage.put(storage.uri(key), failing(), content_type="x/y")
    assert await names(storage, storage.root) == ["/old"]
    assert await storage.read(storage.uri("old"), limit=3) == b"old"


async def test_a_cancelled_put_leaves_nothing_and_closes_its_stream(storage: Storage, tmp_path: Path) -> None:
    waiting, closed = asyncio.Event(), asyncio.Event()

    async def endless() -> AsyncIterator[bytes]:
        try:
            yield LARGE
            waiting.set()
            await asyncio.Event().wait()
        finally:
            closed.set()

    task = asyncio.create_task(storage.put(storage.uri("new"), endless(), content_type="x/y"))
    await waiting.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert closed.is_set()
    assert await names(storage, storage.root) == []


async def test_what_is_over_the_limit_is_refused(storage: Storage, tmp_path: Path) -> None:
    uri, copy = storage.uri("six"), tmp_path / "copy"
    await storage.put(uri, b"123456", content_type="x/y")
    assert await storage.read(uri, limit=6) == b"123456"
    with pytest.raises(ObjectTooLarge, match="6 bytes; the limit is 5"):
        await storage.read(uri, limit=5)
    with pytest.raises(ObjectTooLarge):
        await storage.download(uri, copy, limit=5)
    with pytest.raises(ObjectTooLarge):
        async with storage.get(uri, limit=5):
            pytest.fail("opened")
    assert "copy" not in os.listdir(tmp_path)


async def test_what_is_absent(storage: Storage, tmp_path: Path) -> None:
    uri = storage.uri("absent/é.jpg")
    for attempt in (storage.head(uri), storage.read(uri, limit=1), storage.download(uri, tmp_path / "copy", limit=1)):
        with pytest.raises(NotFound, match=r"absent/é\.jpg") as caught:
            await attempt
        assert not caught.value.transient
    with pytest.raises(NotFound):
        async with storage.get(uri):
            pytest.fail("opened")
    await storage.delete(uri)
    assert "copy" not in os.listdir(tmp_path)


async def test_delete_takes_several_and_none(storage: Storage) -> None:
    for key in ("a", "b", "c"):
        await storage.put(storage.uri(key), b"x", content_type="x/y")
    await storage.delete()
    await storage.delete(storage.uri("a"), storage.uri("absent"), storage.uri("c"))
    assert await names(storage, storage.root) == ["/b"]


async def test_list_by_prefix_and_in_order(storage: Storage) -> None:
    keys = ["a/1", "a/2/x", "a-b", "a0", "b"]
    for key in keys:
        await storage.put(storage.uri(key), key.encode(), content_type="x/y")
    assert await names(storage, storage.root) == ["/a-b", "/a/1", "/a/2/x", "/a0", "/b"]
    assert await names(storage, f"{storage.root}/") == ["/a-b", "/a/1", "/a/2/x", "/a0", "/b"]
    assert await names(storage, storage.uri("a") + "/") == ["/a/1", "/a/2/x"]
    assert await names(storage, storage.uri("a")) == ["/a-b", "/a/1", "/a/2/x", "/a0"]
    assert await names(storage, storage.uri("absent") + "/") == []
    info = await anext(storage.list(storage.uri("a-b")))
    assert info[:2] == (storage.uri("a-b"), 3)
    assert info.etag == (await storage.head(info.uri)).etag


async def test_odd_keys(storage: Storage) -> None:
    for key in ODD_KEYS:
        uri = storage.uri(key)
        await storage.put(uri, key.encode(), content_type="image/jpeg")
        assert uri == f"{storage.root}/{key}"
        assert storage.contains(uri)
        assert await storage.read(uri, limit=100) == key.encode()
        assert [info.uri async for info in storage.list(uri)] == [uri]
        address = await storage.presign(uri, seconds=60)
        assert await opened(address) == key.encode()
    await storage.delete(*map(storage.uri, ODD_KEYS))
    assert await names(storage, storage.root) == []


async def opened(address: str) -> bytes:
    """What a browser gets."""
    if address.startswith("file:"):
        return await asyncio.to_thread(Path(httpx.URL(address).path).read_bytes)
    assert "X-Amz-Signature=" in address
    async with httpx.AsyncClient() as client:
        return (await client.get(address)).raise_for_status().content


async def test_keys_that_may_not_be(storage: Storage) -> None:
    for key in ("", "/a", "a//b", "a/", "../a", "a/../b", "a/./b", "..", "a\nb", "a\x00", "é" * 513):
        with pytest.raises(BadUri):
            storage.uri(key)
        assert not storage.contains(f"{storage.root}/{key}")
        with pytest.raises(BadUri):
            await storage.put(f"{storage.root}/{key}", b"", content_type="x/y")


async def test_contains_is_of_the_root_alone(storage: Storage) -> None:
    assert storage.contains(f"{storage.root}/a")
    for uri in (storage.root, f"{storage.root}2/a", "https://example.com/a", "file:///etc/passwd", "s3://other/a", "a"):
        assert not storage.contains(uri)


async def test_uris_of_elsewhere_are_refused(storage: Storage) -> None:
    for uri in ("https://example.com/a", "relative", "s3://", "s3:///key", "file://host/a", ""):
        with pytest.raises(BadUri):
            await storage.head(uri)
        with pytest.raises(BadUri):
            await storage.put(uri, b"", content_type="x/y")
        with pytest.raises(BadUri):
            await names(storage, uri)
