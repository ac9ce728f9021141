"""A hostile server, and fetchers that may reach it although it is on loopback."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from libs.fetch import Fetcher, FetchSettings
from tests.support.hostile import HostileServer, hostile_server

Opened = Callable[..., FetchSettings]


@pytest.fixture
async def server() -> AsyncIterator[HostileServer]:
    async with hostile_server() as server:
        yield server


@pytest.fixture
def settings(server: HostileServer) -> Opened:
    """Settings that open the hostile server and nothing else."""

    def make(**given: Any) -> FetchSettings:
        return FetchSettings(**{"allow_private": server.address, "attempts": 1, **given})

    return make


@asynccontextmanager
async def fetching(settings: FetchSettings, **given: Any) -> AsyncIterator[Fetcher]:
    fetcher = Fetcher.configured(settings, **given)
    try:
        yield fetcher
    finally:
        await fetcher.aclose()


@pytest.fixture
async def fetcher(settings: Opened) -> AsyncIterator[Fetcher]:
    async with fetching(settings()) as fetcher:
        yield fetcher
