"""A source of covers and videos, and the tables of our own."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from libs.database import DatabaseSettings, async_url, connected, open_database
from libs.database.upgrade import upgrade
from tests.support.mariadb import mariadb, new_database
from tests.support.postgres import new_database as new_database_of_postgres
from tests.support.s3 import S3Env, moto_server


@pytest.fixture(scope="session")
def mysql() -> Iterator[str]:
    """The address of a MariaDB server."""
    with mariadb() as server:
        yield server


@pytest.fixture
def source_url(mysql: str) -> Iterator[str]:
    """The address of a database of this test's own."""
    with new_database(mysql) as url:
        yield url


@pytest.fixture(scope="session")
def s3() -> Iterator[S3Env]:
    """What leads to an S3 server."""
    with moto_server() as env:
        yield env


@pytest.fixture
async def tables(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """Our own database."""
    async with open_database(DatabaseSettings.model_validate({"DATABASE_URL": f"sqlite:///{tmp_path}/own.db"})) as own:
        yield own


@pytest.fixture
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL database of this test's own."""
    with new_database_of_postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def own_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of our own database, of each kind that it may be."""
    url: str = f"sqlite:///{tmp_path}/own.db" if request.param == "sqlite" else request.getfixturevalue("postgres")
    return url


@pytest.fixture
async def any_tables(own_url: str) -> AsyncIterator[AsyncEngine]:
    """Our own tables there."""
    async with connected(async_url(own_url), ours=True) as own:
        await upgrade(own)
        yield own
