"""What only S3 servers do: parts, missing buckets, wrong keys, broken transfers, memory."""

import asyncio
import os
import subprocess
import sys
import time
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from libs.storage import BadUri, Denied, NotFound, Storage, StorageError, StorageSettings, Unavailable, open_storage
from libs.storage.s3.calls import Calls
from libs.storage.s3.client import longest_call, s3_client
from libs.storage.s3.storage import S3Storage
from libs.storage.uri import parse_s3
from tests.support.fake_store import FakeStore, fake_store
from tests.support.s3 import SERVERS, S3Env, new_bucket, new_bucket_name, remove_bucket, s3_server, s3_settings

ROOT = Path(__file__).resolve().parents[3]
MB = 1024 * 1024


@pytest.fixture(scope="module", params=SERVERS)
def env(request: pytest.FixtureRequest) -> Iterator[S3Env]:
    with s3_server(request.param) as env:
        yield env


@pytest.fixture(scope="module")
def bucket(env: S3Env) -> Iterator[str]:
    with new_bucket(env) as bucket:
        yield bucket


@pytest.fixture
def settings(env: S3Env, bucket: str) -> StorageSettings:
    return s3_settings(env, f"s3://{bucket}/{uuid.uuid4().hex}", STORAGE_PART_SIZE_MB=5)


async def test_no_parts_are_left_of_an_upload_that_failed(settings: StorageSettings, bucket: str) -> None:
    async def failing() -> AsyncIterator[bytes]:
        for _ in range(16):
            yield bytes(MB)
        raise ValueError("enough")

    async with open_storage(settings) as storage, s3_client(settings) as client:
        with pytest.raises(ValueError, match="enough"):
            await storage.put(storage.uri("new"), failing(), content_type="x/y")
        assert not (await client.list_multipart_uploads(Bucket=bucket)).get("Uploads")


async def test_uploads_that_a_killed_process_left_are_aborted(settings: StorageSettings, bucket: str) -> None:
    """Of one object, and not those of keys that begin with its key."""
    root = parse_s3(settings.root, prefix=True)
    keys = [f"{root.key}/a.mp4", f"{root.key}/a.mp4", f"{root.key}/a.mp4.old", f"{root.key}/a"]
    async with s3_client(settings) as client, open_storage(settings) as storage:
        for key in keys:
            await client.create_multipart_upload(Bucket=bucket, Key=key)
        assert await storage.abort_uploads(storage.uri("a.mp4")) == 2
        assert await storage.abort_uploads(storage.uri("a.mp4")) == 0
        listed = await client.list_multipart_uploads(Bucket=bucket, Prefix=root.key)
        assert sorted(one["Key"] for one in listed["Uploads"]) == sorted(keys[2:])
        for name in ("a.mp4.old", "a"):
            assert await storage.abort_uploads(storage.uri(name)) == 1


async def test_a_store_that_does_not_list_uploads_has_none() -> None:
    async with fake_store() as store, open_storage(s3_settings(store.env, "s3://bucket")) as storage:
        store.uploads_listed = False
        assert await storage.abort_uploads("s3://bucket/a.mp4") == 0
        store.forbidden = True
        with pytest.raises(Denied):
            await storage.abort_uploads("s3://bucket/a.mp4")


async def test_headers_go_with_small_and_large_objects(settings: StorageSettings, bucket: str) -> None:
    async with open_storage(settings) as storage, s3_client(settings) as client:
        for key, body in (("small", b"x"), ("large", bytes(6 * MB))):
            await storage.put(storage.uri(key), body, content_type="image/jpeg", cache_control="max-age=60")
            _, _, path = storage.uri(key).partition(f"{bucket}/")
            answer = await client.head_object(Bucket=bucket, Key=path)
            assert (answer["ContentType"], answer["CacheControl"]) == ("image/jpeg", "max-age=60")


async def test_memory_is_bounded() -> None:
    async with fake_store(content=bytes(64 * MB)) as store:
        done = await asyncio.to_thread(
            subprocess.run,
            [sys.executable, "-m", "tests.integration.storage.storage_memory"],
            env={"PATH": os.environ["PATH"], **store.env, "STORAGE_URI": "s3://bucket", "STORAGE_PART_SIZE_MB": "5"},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 0, done.stderr
    assert store.received == 64 * MB
    # Four parts on their way, one that is being filled, and what allocators keep.
    assert int(done.stdout) < 40


async def test_lists_longer_than_a_page(settings: StorageSettings) -> None:
    async with s3_client(settings) as client:
        storage = S3Storage(client, settings, page_size=3)
        keys = [f"{number} ü+" for number in range(7)]
        await asyncio.gather(*(storage.put(storage.uri(key), b"", content_type="x/y") for key in keys))
        assert [info.uri async for info in storage.list(storage.root)] == [storage.uri(key) for key in keys]


async def test_other_buckets_of_ours_are_served_and_are_not_contained(env: S3Env, settings: StorageSettings) -> None:
    async with open_storage(s3_settings(env, "s3://some-bucket-of-mine")) as storage:
        uri = f"{settings.root}/a"
        await storage.put(uri, b"x", content_type="x/y")
        assert await storage.read(uri, limit=1) == b"x"
        assert not storage.contains(uri)


async def test_a_missing_bucket_is_told_from_a_missing_object(env: S3Env) -> None:
    bucket = new_bucket_name()
    async with open_storage(s3_settings(env, f"s3://{bucket}")) as storage:
        for attempt in (
            storage.put(storage.uri("a"), b"", content_type="x/y"),
            storage.read(storage.uri("a"), limit=1),
            storage.delete(storage.uri("a")),
        ):
            with pytest.raises(NotFound, match=f"{bucket}.*the bucket does not exist.*reelbus storage init"):
                await attempt


async def test_a_wrong_secret_is_denied_and_not_shown(env: S3Env, settings: StorageSettings) -> None:
    if env["AWS_ACCESS_KEY_ID"] == "testing":
        pytest.skip("moto takes any keys")
    secret = "wrong-" + env["AWS_SECRET_ACCESS_KEY"]
    async with open_storage(s3_settings({**env, "AWS_SECRET_ACCESS_KEY": secret}, settings.root)) as storage:
        with pytest.raises(Denied, match="AWS_SECRET_ACCESS_KEY does not match") as caught:
            await storage.put(storage.uri("a"), b"x", content_type="x/y")
        assert env["AWS_SECRET_ACCESS_KEY"] not in str(caught.value)
        with pytest.raises(Denied):
            await storage.head(storage.uri("a"))


async def test_an_address_is_good_for_a_week_at_most(settings: StorageSettings) -> None:
    async with open_storage(settings) as storage:
        assert "X-Amz-Expires=604800" in await storage.presign(storage.uri("a"), seconds=604_800)
        for seconds in (0, 604_801):
            with pytest.raises(ValueError, match="1 to 604800"):
                await storage.presign(storage.uri("a"), seconds=seconds)


async def test_without_a_server_it_is_unavailable_and_soon(unused_tcp_port: int) -> None:
    env = {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{unused_tcp_port}",
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "y",
    }
    began = time.monotonic()
    async with open_storage(s3_settings(env, "s3://some-bucket")) as storage:
        with pytest.raises(Unavailable, match=f"some-bucket/a at http://127.0.0.1:{unused_tcp_port}") as caught:
            await storage.head(storage.uri("a"))
    assert caught.value.transient
    assert time.monotonic() - began < 10


async def test_a_store_that_stops_reading_is_given_up() -> None:
    class Client:
        async def put_object(self, **_: object) -> None:
            await asyncio.Event().wait()  # where a body goes up aiohttp waits for as long as it takes

    env = {"AWS_ENDPOINT_URL": "http://store", "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "y"}
    settings = s3_settings(env, "s3://some-bucket", STORAGE_TIMEOUT_SECONDS=0.01)
    with pytest.raises(Unavailable, match="s3://some-bucket/a at http://store: no answer in time"):
        await Calls(Client(), settings).put("s3://some-bucket/a", b"")
    assert longest_call(settings, 8 * MB) - longest_call(settings) == 3 * 64


def opened(store: FakeStore) -> AbstractAsyncContextManager[Storage]:
    return open_storage(s3_settings(store.env, "s3://some-bucket", STORAGE_PART_SIZE_MB=5))


async def test_a_transfer_that_breaks_off_is_taken_up_again(tmp_path: Path) -> None:
    async with fake_store(content=bytes(range(256)) * 50_000, broken=2) as store, opened(store) as storage:
        await storage.download(storage.uri("a"), tmp_path / "a", limit=100 * MB)
        assert (tmp_path / "a").read_bytes() == store.content
        store.broken = 1
        assert await storage.read(storage.uri("a"), limit=100 * MB) == store.content
        store.broken = 1
        with pytest.raises(Unavailable, match="interrupted"):
            async with storage.get(storage.uri("a")) as content:
                [piece async for piece in content]


async def test_versions_are_not_mixed(tmp_path: Path) -> None:
    async with fake_store(content=bytes(12 * MB), changes=True) as store, opened(store) as storage:
        with pytest.raises(Unavailable, match="changed while"):
            await storage.download(storage.uri("a"), tmp_path / "a", limit=100 * MB)
    assert os.listdir(tmp_path) == []


async def test_a_store_without_ranges_is_noticed(tmp_path: Path) -> None:
    async with fake_store(content=bytes(12 * MB), ranges=False) as store, opened(store) as storage:
        with pytest.raises(StorageError, match="does not support ranges"):
            await storage.download(storage.uri("a"), tmp_path / "a", limit=100 * MB)
    assert os.listdir(tmp_path) == []


async def test_other_stores_uris_are_refused(settings: StorageSettings) -> None:
    async with open_storage(settings) as storage:
        with pytest.raises(BadUri):
            await storage.head("file:///etc/passwd")
        with pytest.raises(BadUri):
            await storage.head(f"{settings.root}/a/../../b")


async def test_removing_a_bucket_that_is_not_there(env: S3Env) -> None:
    await remove_bucket(env, new_bucket_name())
