"""Covers on a schedule: MariaDB, a folder, a clock that the test sets."""

import asyncio
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from libs.database import DatabaseError
from libs.storage.files.storage import FileStorage
from services.ingest.jobs.positions import Positions
from services.ingest.jobs.schedule import Schedule
from services.ingest.settings import IngestSettings
from tests.integration.ingest.driving import Announced, at, cover_rows, keys, source_at
from tests.support.mariadb import execute


class Clock:
    def __init__(self, text: str) -> None:
        self.now = at(text)

    def __call__(self) -> datetime:
        return self.now


def settings_of(url: str, **more: str) -> IngestSettings:
    given = {"INGEST_SOURCE_URL": url, "INGEST_COVERS_CRON": "0 3 * * *", "INGEST_COVERS_WINDOW": "7d"}
    return IngestSettings.model_validate(given | more)


async def test_what_is_due_becomes_one_batch(source_url: str, tmp_path: Path, tables: AsyncEngine) -> None:
    cover_rows(
        source_url,
        [
            ("ana", '["http://h/1"]', "2026-11-15 03:00:00"),
            ("bo", '["http://h/2"]', "2026-11-22 02:59:59"),
            ("bo", "[]", "2026-11-22 02:59:59"),
            ("too early", '["http://h/3"]', "2026-11-15 02:59:59"),
            ("too late", '["http://h/4"]', "2026-11-22 03:00:00"),
        ],
    )
    storage, announced, clock = FileStorage(tmp_path.as_uri() + "/objects"), Announced(), Clock("2026-11-20T12:00")
    async with source_at(source_url) as source:
        schedules = [Schedule(settings_of(source_url), source, storage, Positions(tables), clock) for _ in range(2)]
        assert await schedules[0].run_due(announced.as_announcer) <= 30
        assert announced.payloads == [], "nothing was missed before the first start"
        # Two days without a run: the latest that was missed is made up for, by one of the two.
        clock.now = at("2026-11-22T03:00:00")
        await asyncio.gather(*(each.run_due(announced.as_announcer) for each in schedules))
        clock.now = at("2026-11-22T23:00")
        await asyncio.gather(*(each.run_due(announced.as_announcer) for each in schedules))
    (batch,) = announced.batches
    assert (batch.batch_id, batch.trigger) == ("covers-2026-11-22T0300Z", "schedule")
    assert batch.csv_uri == storage.uri("batches/covers-2026-11-22T0300Z/covers.csv")
    lines = (await storage.read(batch.csv_uri, limit=1000)).decode().splitlines()
    assert lines[0] == "creator_name,cover_url,created_at,video_id"
    assert sorted(lines[1:]) == ["ana,http://h/1,2026-11-15T03:00:00Z,", "bo,http://h/2,2026-11-22T02:59:59Z,"]
    assert b'"no URLs"' in await storage.read(
        storage.uri("batches/covers-2026-11-22T0300Z/malformed-rows.json"), limit=1000
    )


async def test_a_run_that_breaks_off_is_done_again_as_the_same_batch(
    source_url: str, tmp_path: Path, tables: AsyncEngine
) -> None:
    storage, announced, clock = FileStorage(tmp_path.as_uri() + "/objects"), Announced(), Clock("2026-11-20T12:00")
    async with source_at(source_url) as source:
        schedule = Schedule(settings_of(source_url), source, storage, Positions(tables), clock)
        await schedule.run_due(announced.as_announcer)
        clock.now = at("2026-11-21T03:00")
        with pytest.raises(DatabaseError, match="INGEST_COVERS_TABLE"):
            await schedule.run_due(announced.as_announcer)
        assert await keys(storage) == []
        cover_rows(source_url, [("ana", '["http://h/1"]', "2026-11-20")])
        announced.errors = [DatabaseError("after the CSV was stored")]
        with pytest.raises(DatabaseError, match="after the CSV"):
            await schedule.run_due(announced.as_announcer)
        # What was submitted, or nearly so, is not to change.
        execute(source_url, "UPDATE videos_links SET creator_name = 'another'")
        await schedule.run_due(announced.as_announcer)
    (batch,) = announced.batches
    assert b"ana" in await storage.read(batch.csv_uri, limit=1000)


async def test_since_the_last_run_and_nothing_new(source_url: str, tmp_path: Path, tables: AsyncEngine) -> None:
    cover_rows(
        source_url, [("ana", '["http://h/1"]', "2026-11-20 02:00"), ("bo", '["http://h/2"]', "2026-11-21 02:00")]
    )
    storage, announced, clock = FileStorage(tmp_path.as_uri() + "/objects"), Announced(), Clock("2026-11-20T12:00")
    async with source_at(source_url) as source:
        settings = settings_of(source_url, INGEST_COVERS_WINDOW="last")
        schedule = Schedule(settings, source, storage, Positions(tables), clock)
        for text in ("2026-11-20T12:00", "2026-11-21T04:00", "2026-11-22T04:00"):
            clock.now = at(text)
            await schedule.run_due(announced.as_announcer)
    (batch,) = announced.batches
    assert b"ana" not in await storage.read(batch.csv_uri, limit=1000)
    assert await keys(storage) == ["batches/covers-2026-11-21T0300Z/covers.csv"]
