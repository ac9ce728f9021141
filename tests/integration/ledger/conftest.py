"""A ledger on each kind of database, with objects in a folder."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from libs.database import DatabaseSettings, connected, open_database
from libs.database.upgrade import upgrade
from libs.ledger.ledger import Ledger
from libs.storage.files.storage import FileStorage
from tests.support.databases import KINDS, empty_database
from tests.support.ledger import TurnedClock


@pytest.fixture(params=KINDS)
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DatabaseSettings]:
    with empty_database(request.param, tmp_path) as settings:
        yield settings


@pytest.fixture
async def engine(settings: DatabaseSettings) -> AsyncIterator[AsyncEngine]:
    async with connected(settings.url, ours=True) as engine:
        await upgrade(engine)
    async with open_database(settings) as engine:
        yield engine


@pytest.fixture
async def other_engine(engine: AsyncEngine, settings: DatabaseSettings) -> AsyncIterator[AsyncEngine]:
    """Another process's connections."""
    async with open_database(settings) as other:
        yield other


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture
def storage(tmp_path: Path) -> FileStorage:
    return FileStorage(f"file://{tmp_path}/objects")


@pytest.fixture
def ledger(engine: AsyncEngine, storage: FileStorage, clock: TurnedClock) -> Ledger:
    return Ledger(engine, storage, clock=clock)


@pytest.fixture
def other(other_engine: AsyncEngine, storage: FileStorage, clock: TurnedClock) -> Ledger:
    """Another process's ledger."""
    return Ledger(other_engine, storage, clock=clock)
