"""A source that says nothing, and one that lacks something."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any, cast

import pytest

from libs.database import DatabaseError, Unavailable, async_url, database_errors
from services.ingest.__main__ import check_source
from services.ingest.settings import IngestSettings, VideosSettings
from services.ingest.source.database import Source, in_time, open_source
from services.ingest.source.table import types_of


async def test_silence_is_a_database_that_is_away() -> None:
    with pytest.raises(Unavailable, match="no answer"), database_errors():
        await in_time(asyncio.Event().wait(), 0.01)
    assert await in_time(asyncio.sleep(0, "answer")) == "answer"


class SilentAfterConnecting:
    """A source whose connections take a question and never answer."""

    connect_seconds = 0.01

    @asynccontextmanager
    async def connection(self) -> AsyncIterator["SilentAfterConnecting"]:
        with database_errors():
            yield self

    async def run_sync(self, work: Callable[..., Any]) -> None:
        await asyncio.Event().wait()


async def test_a_source_that_falls_silent_once_it_is_connected_is_away() -> None:
    async with asyncio.timeout(30):
        with pytest.raises(Unavailable, match="no answer"):
            await types_of(cast("Source", SilentAfterConnecting()), "videos")


# ---- the probe of the service -------------------------------------------------------------------

COVERS = "CREATE TABLE videos_links (creator_name TEXT, cover_urls TEXT, created_at TEXT)"
VIDEOS = (
    "CREATE TABLE videos (id INTEGER, video_id TEXT, caption TEXT, seller_handle TEXT, video_url TEXT, created_at TEXT)"
)
CRON = {"INGEST_COVERS_CRON": "0 3 * * *"}
TABLE = {"videos": VideosSettings.model_validate({"INGEST_VIDEOS_TABLE": "videos"})}


@pytest.fixture
def shop(tmp_path: Path) -> Callable[..., str]:
    """Makes a source with these tables."""

    def make(*statements: str) -> str:
        with closing(sqlite3.connect(tmp_path / "shop.db")) as connection:
            for statement in ("VACUUM", *statements):  # which writes a file also without a table
                connection.execute(statement)
        return f"sqlite:///{tmp_path}/shop.db"

    return make


async def usable(address: str, asked: dict[str, Any]) -> None:
    settings = IngestSettings.model_validate(asked | {"INGEST_SOURCE_URL": address})
    async with open_source(async_url(address)) as source:
        await check_source(source, settings)


@pytest.mark.parametrize(
    ("tables", "asked"),
    [
        ((), {}),
        ((COVERS,), CRON),
        ((VIDEOS,), TABLE),
        ((COVERS, VIDEOS), CRON | TABLE),
    ],
    ids=["nothing is read", "covers", "videos", "both"],
)
async def test_a_source_that_has_what_is_read_of_it_ischeck_source(
    shop: Callable[..., str], tables: tuple[str, ...], asked: dict[str, Any]
) -> None:
    await usable(shop(*tables), asked)


@pytest.mark.parametrize(
    ("tables", "asked", "says"),
    [
        ((VIDEOS,), CRON, "no such table: videos_links .*INGEST_COVERS_TABLE"),
        ((COVERS,), TABLE, "no such table: videos .*INGEST_VIDEOS_TABLE"),
        ((COVERS,), CRON | TABLE, "no such table: videos .*INGEST_VIDEOS_TABLE"),
        ((COVERS.replace("cover_urls", "covers"),), CRON, "no such column: .*it has: creator_name, covers, created_at"),
    ],
    ids=["covers", "videos", "the second of both", "column"],
)
async def test_a_source_that_lacks_something_is_not(
    shop: Callable[..., str], tables: tuple[str, ...], asked: dict[str, Any], says: str
) -> None:
    with pytest.raises(DatabaseError, match=says) as raised:
        await usable(shop(*tables), asked)
    assert not raised.value.transient


async def test_a_source_that_does_not_answer_may_answer_later() -> None:
    with pytest.raises(DatabaseError) as raised:
        await usable("mysql://u:secret@127.0.0.1:1/shop", {})
    assert raised.value.transient
    assert "secret" not in str(raised.value)
