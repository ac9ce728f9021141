"""S3 servers for tests: moto in this process, and the one of the environment."""

import asyncio
import os
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from libs.storage import NotFound, StorageSettings, open_storage
from libs.storage.prepare import prepare
from libs.storage.s3.client import s3_client

S3Env = Mapping[str, str]
"""The AWS_* variables of a server."""

NAMES = ("AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION")
SERVERS = ["moto", *(["environment"] if os.environ.get("AWS_ENDPOINT_URL") else [])]
"""With AWS_ENDPOINT_URL and keys in the environment, S3 tests also run on that server, in new buckets."""


@contextmanager
def moto_server() -> Iterator[S3Env]:
    """A server on a free port, in memory, which accepts any keys."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        values = (f"http://{host}:{port}", "testing", "testing-secret", "us-east-1")
        yield dict(zip(NAMES, values, strict=True))
    finally:
        server.stop()


@contextmanager
def s3_server(kind: str) -> Iterator[S3Env]:
    """The server of `kind`, one of SERVERS."""
    if kind == "environment":
        yield {name: os.environ[name] for name in NAMES if name in os.environ}
        return
    with moto_server() as env:
        yield env


def s3_settings(env: S3Env, uri: str, **more: object) -> StorageSettings:
    """Settings for a server, without values from the environment."""
    return StorageSettings.model_validate({**env, "STORAGE_URI": uri, **more})


@contextmanager
def new_bucket(env: S3Env) -> Iterator[str]:
    """The name of a new bucket, removed at the end. Tests share it, each with its own prefix."""
    bucket = new_bucket_name()
    asyncio.run(prepare(s3_settings(env, f"s3://{bucket}")))
    try:
        yield bucket
    finally:
        asyncio.run(remove_bucket(env, bucket))


def new_bucket_name() -> str:
    return f"reelbus-test-{uuid.uuid4().hex[:12]}"


async def remove_bucket(env: S3Env, bucket: str) -> None:
    """Remove a bucket, if it exists, with its objects."""
    settings = s3_settings(env, f"s3://{bucket}")
    try:
        async with open_storage(settings) as storage:
            await storage.delete(*[info.uri async for info in storage.list(f"s3://{bucket}/")])
    except NotFound:
        return
    async with s3_client(settings) as client:
        await client.delete_bucket(Bucket=bucket)
