"""The one S3 client of a process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

from aiobotocore.config import AioConfig
from aiobotocore.session import get_session
from botocore.loaders import create_loader

from libs.storage.settings import StorageSettings

CONNECT_SECONDS = 5.0
ATTEMPTS = 3
PAUSES_SECONDS = 3.0
"""Maximum total of botocore's pauses between attempts."""
MIN_UPLOAD_RATE = 128 * 1024
"""Bytes per second of an upload, for its timeout: aiohttp has none, and a store may stop reading."""


# Cached for all sessions: loading S3's service description takes a tenth of a second.
_models = cache(create_loader)


@asynccontextmanager
async def s3_client(settings: StorageSettings) -> AsyncIterator[Any]:
    """An aiobotocore S3 client. Connects at the first call."""
    config = AioConfig(
        # Newer regions and other stores reject older signatures, but botocore still presigns with them by default.
        signature_version="s3v4",
        s3={"addressing_style": "path"} if settings.endpoint_url else {},
        # Open streams use separate connections, so that copying from a stream cannot deadlock.
        max_pool_connections=2 * settings.concurrency,
        connect_timeout=connect_seconds(settings),
        read_timeout=settings.timeout_seconds,
        retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
        # Other stores reject the newer checksums. Uploads are still signed with the SHA-256 of their body.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    session = get_session()
    session.register_component("data_loader", _models())
    async with session.create_client(
        "s3",
        region_name=settings.region,
        endpoint_url=settings.endpoint_url,
        aws_access_key_id=settings.access_key_id and settings.access_key_id.strip(),
        aws_secret_access_key=settings.secret,
        aws_session_token=settings.token if settings.secret else None,
        config=config,
    ) as client:
        yield client


def longest_call(settings: StorageSettings, body: int = 0) -> float:
    """Timeout in seconds of a call with `body` bytes to upload, including all attempts."""
    return ATTEMPTS * (connect_seconds(settings) + settings.timeout_seconds + body / MIN_UPLOAD_RATE) + PAUSES_SECONDS


def connect_seconds(settings: StorageSettings) -> float:
    """Timeout of connecting."""
    return min(CONNECT_SECONDS, settings.timeout_seconds)


def endpoint_name(settings: StorageSettings) -> str:
    """The store's name in messages."""
    return settings.endpoint_url or f"AWS {settings.region}"
