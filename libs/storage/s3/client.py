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
"""Botocore's pauses between them, at their longest."""
SLOWEST = 128 * 1024
"""Bytes a second at which a body may go up: aiohttp has no time limit for that, and a store may stop reading."""


# Reading S3's description takes a tenth of a second, and belongs to no session.
_models = cache(create_loader)


@asynccontextmanager
async def s3_client(settings: StorageSettings) -> AsyncIterator[Any]:
    """An aiobotocore S3 client. Connects at the first call."""
    config = AioConfig(
        # Older signatures are refused in newer regions and by other stores, and botocore still presigns with them.
        signature_version="s3v4",
        s3={"addressing_style": "path"} if settings.endpoint_url else {},
        # Open streams have connections of their own, so that who copies from a stream never waits for itself.
        max_pool_connections=2 * settings.concurrency,
        connect_timeout=connect_seconds(settings),
        read_timeout=settings.timeout_seconds,
        retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
        # Other stores refuse the newer checksums. Uploads are signed with the SHA-256 of their body all the same.
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
    """Seconds after which a call with so many bytes of body has failed, all attempts included."""
    return ATTEMPTS * (connect_seconds(settings) + settings.timeout_seconds + body / SLOWEST) + PAUSES_SECONDS


def connect_seconds(settings: StorageSettings) -> float:
    """The longest that connecting may take."""
    return min(CONNECT_SECONDS, settings.timeout_seconds)


def endpoint_name(settings: StorageSettings) -> str:
    """How messages call the store."""
    return settings.endpoint_url or f"AWS {settings.region}"
