"""New rows of a table of videos: each is posted, in order, whatever restarts in between."""

import asyncio
import logging
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from fixtures.waiting import until
from libs.bus import Rejected
from libs.database import DatabaseError
from libs.events import NewVideoPosted
from services.ingest.jobs.positions import Positions
from services.ingest.jobs.videos import Videos
from services.ingest.settings import VideosSettings
from tests.integration.ingest.driving import VIDEOS, Announced, at, source_at
from tests.support.mariadb import execute, new_database, own_server

INSERT = "INSERT INTO videos (video_id, caption, seller_handle, video_url, created_at) VALUES (%s, %s, %s, %s, %s)"


def settings_of(**more: Any) -> VideosSettings:
    given = {"INGEST_VIDEOS_TABLE": "videos", "INGEST_VIDEOS_FROM": "2026-01-01", "INGEST_VIDEOS_PAGE": "3"}
    return VideosSettings.model_validate(given | more)


def row(
    name: str, when: str = "2026-11-20 10:00:00", caption: str | None = "Only 55k", seller: str | None = "s"
) -> tuple[Any, ...]:
    return (name, caption, seller, f"https://v.example.com/{name}", when)


async def test_each_row_once_in_order(source_url: str, tables: AsyncEngine) -> None:
    same_time = [row(f"v{n}") for n in range(7)]
    execute(
        source_url,
        VIDEOS,
        INSERT,
        rows=[*same_time, row("first", "2026-11-19"), row("last", "2026-11-20 10:00:00.001", None, None)],
    )
    announced = Announced()
    async with source_at(source_url) as source:
        assert await Videos(settings_of(), source, Positions(tables)).publish_new(announced.as_announcer) == 30
        assert announced.videos == ["first", *(f"v{n}" for n in range(7)), "last"]
        # A restart goes on where it was.
        execute(source_url, INSERT, rows=[row("more", "2026-11-21")])
        await Videos(settings_of(), source, Positions(tables)).publish_new(announced.as_announcer)
    assert announced.videos[-2:] == ["last", "more"]
    assert announced.about[0] == "videos videos/first", "what its event id is made of"
    posted = [each for each in announced.payloads if isinstance(each, NewVideoPosted)]
    assert posted[0] == NewVideoPosted(
        video_id="first", caption="Only 55k", seller_handle="s", video_url="https://v.example.com/first",
        posted_at=at("2026-11-19"),
    )  # fmt: skip
    assert (posted[8].caption, posted[8].seller_handle) == ("", None)


async def test_what_the_brokers_did_not_acknowledge_is_posted_again(source_url: str, tables: AsyncEngine) -> None:
    execute(source_url, VIDEOS, INSERT, rows=[row(f"v{n}") for n in range(5)])
    announced = Announced()
    async with source_at(source_url) as source:
        videos = Videos(settings_of(), source, Positions(tables))
        announced.errors = [DatabaseError("anything")]
        with pytest.raises(DatabaseError):
            await videos.publish_new(announced.as_announcer)
        await videos.publish_new(announced.as_announcer)
    assert announced.videos == [f"v{n}" for n in range(5)]


async def test_rows_settle_and_the_first_run_begins_now(source_url: str, tables: AsyncEngine) -> None:
    execute(source_url, VIDEOS, INSERT, rows=[row("old")])
    announced = Announced()
    settings = VideosSettings.model_validate({"INGEST_VIDEOS_TABLE": "videos", "INGEST_VIDEOS_SETTLE_SECONDS": "3600"})
    async with source_at(source_url) as source:
        await Videos(settings, source, Positions(tables)).publish_new(announced.as_announcer)
        execute(source_url, "INSERT INTO videos (video_id, created_at) VALUES ('new', UTC_TIMESTAMP(3))")
        await Videos(settings, source, Positions(tables)).publish_new(announced.as_announcer)
        assert announced.videos == [], "it may have a neighbour that is not committed yet"
        at_once = VideosSettings.model_validate({"INGEST_VIDEOS_TABLE": "videos", "INGEST_VIDEOS_SETTLE_SECONDS": "0"})

        async def posted() -> bool:
            await Videos(at_once, source, Positions(tables)).publish_new(announced.as_announcer)
            return bool(announced.videos)

        await until(posted, "the new row")
    assert announced.videos == ["new"]


async def test_bad_rows_are_left_out_and_told_once(
    source_url: str, tables: AsyncEngine, caplog: pytest.LogCaptureFixture
) -> None:
    bad = [
        (None, "c", "s", "u", "2026-11-20"),
        row("x" * 300),
        row("y", seller="z" * 300),
        row("big\n"),
        row("long", caption="x" * 100_001),
    ]
    execute(source_url, VIDEOS, INSERT, rows=[*bad, row("good")])
    announced = Announced()
    with caplog.at_level(logging.WARNING):
        async with source_at(source_url) as source:
            for _ in range(2):
                await Videos(settings_of(), source, Positions(tables)).publish_new(announced.as_announcer)
    assert announced.videos == ["good"]
    said = [record.getMessage() for record in caplog.records if "is skipped" in record.getMessage()]
    assert len(said) == 5
    assert "the row with key 2 is skipped: video_id:" in said[1] + said[0]


async def test_a_row_too_large_for_the_brokers_is_left_out_alone(source_url: str, tables: AsyncEngine) -> None:
    execute(source_url, VIDEOS, INSERT, rows=[row("a"), row("b"), row("c")])
    announced = Announced()
    announced.errors = [Rejected("of the page"), Rejected("of the first")]
    async with source_at(source_url) as source:
        await Videos(settings_of(), source, Positions(tables)).publish_new(announced.as_announcer)
    assert announced.videos == ["b", "c"]


async def test_two_processes_post_once(source_url: str, tables: AsyncEngine) -> None:
    execute(source_url, VIDEOS, INSERT, rows=[row(f"v{n}") for n in range(10)])
    announced = Announced()
    async with source_at(source_url) as source:
        several = [Videos(settings_of(), source, Positions(tables)) for _ in range(3)]
        await asyncio.gather(*(videos.publish_new(announced.as_announcer) for videos in several))
    assert sorted(announced.videos) == sorted(f"v{n}" for n in range(10))


async def test_keys_that_are_texts(tmp_path: Path, tables: AsyncEngine) -> None:
    path = tmp_path / "source.db"
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE videos (video_id, caption, seller_handle, video_url, created_at)")
        file.executemany(
            "INSERT INTO videos (video_id, created_at) VALUES (?, '2026-11-20T10:00:00')",
            [("b",), ("a",), ("c",), ("d",)],
        )
    announced = Announced()
    async with source_at(f"sqlite:///{path}") as source:
        settings = settings_of(INGEST_VIDEOS_KEY_COLUMN="video_id", INGEST_VIDEOS_PAGE="2")
        await Videos(settings, source, Positions(tables)).publish_new(announced.as_announcer)
    assert announced.videos == ["a", "b", "c", "d"]


async def test_a_table_that_is_not_there_is_one_clear_line(source_url: str, tables: AsyncEngine) -> None:
    async with source_at(source_url) as source:
        with pytest.raises(DatabaseError, match="INGEST_VIDEOS_TABLE"):
            await Videos(settings_of(), source, Positions(tables)).publish_new(Announced().as_announcer)


async def test_a_restarting_database_stops_nothing(tables: AsyncEngine) -> None:
    with own_server() as server, new_database(server.url) as url:
        execute(url, VIDEOS, INSERT, rows=[row("before")])
        announced = Announced()
        settings = settings_of(INGEST_VIDEOS_SECONDS="0.1")
        async with source_at(url) as source:
            job = asyncio.create_task(Videos(settings, source, Positions(tables)).run(announced.as_announcer))
            await until(lambda: announced.videos == ["before"], "the first row")
            await asyncio.to_thread(server.stop)
            await asyncio.to_thread(server.start)
            execute(url, INSERT, rows=[row("after", "2026-11-21")])
            await until(lambda: announced.videos == ["before", "after"], "the row after the restart")
            job.cancel()
            await asyncio.wait(
                [job]
            )  # its connection is closed: a transaction that is open keeps the database from going
