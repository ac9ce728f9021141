"""CSVs that appear where nobody tells of them."""

import asyncio
import os
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from libs.database import DatabaseError
from libs.storage import Storage, open_storage
from libs.storage.files.storage import FileStorage
from libs.storage.prepare import prepare
from services.ingest.inbox.arrivals import Arrivals
from services.ingest.inbox.files import Files
from services.ingest.inbox.naming import Inbox
from services.ingest.inbox.polling import Polling
from services.ingest.jobs.positions import Positions
from services.ingest.settings import LayoutSettings
from tests.integration.ingest.driving import Announced, put
from tests.support.s3 import S3Env, new_bucket_name, remove_bucket, s3_settings


def polling_of(storage: Storage, tables: AsyncEngine, settle: float = 0) -> Polling:
    arrivals = Arrivals(Files(tables), LayoutSettings())
    return Polling(
        Inbox(storage.root, "csv-files"), storage, arrivals, Positions(tables), seconds=9, settle_seconds=settle
    )


async def test_a_bucket(s3: S3Env, tables: AsyncEngine) -> None:
    settings = s3_settings(s3, f"s3://{new_bucket_name()}/media")
    await prepare(settings)
    async with open_storage(settings) as storage:
        for key in (
            "csv-files/2026/a b#é.CSV",
            "csv-files/note.txt",
            "batches/x.csv",
            "archived/y.csv",
            "csv-files/failed/z.csv",
        ):
            await put(storage, key)
        announced = Announced()
        assert await polling_of(storage, tables).poll(announced.as_announcer) == 9
        await polling_of(storage, tables).poll(announced.as_announcer)
        (batch,) = announced.batches
        assert batch.csv_uri == storage.uri("csv-files/2026/a b#é.CSV")
        assert batch.trigger == "bucket"
        # The same name with another content is another batch.
        await put(storage, "csv-files/2026/a b#é.CSV", b"changed")
        await polling_of(storage, tables).poll(announced.as_announcer)
        assert len({each.batch_id for each in announced.batches}) == 2
    await remove_bucket(s3, settings.root.split("/")[2])


async def test_a_folder_whose_files_are_being_written(tmp_path: Path, tables: AsyncEngine) -> None:
    storage, announced = FileStorage(tmp_path.as_uri()), Announced()
    file = tmp_path / "csv-files" / "new.csv"
    file.parent.mkdir()
    polling, settling = polling_of(storage, tables), polling_of(storage, tables, settle=3600)
    file.write_text("creator_name,cov")
    await polling.poll(announced.as_announcer)
    file.write_text("creator_name,cover_url")
    await polling.poll(announced.as_announcer)
    assert announced.batches == [], "it was another at the last look"
    for _ in range(3):
        await settling.poll(announced.as_announcer)
    assert announced.batches == [], "it is too young"
    await polling.poll(announced.as_announcer)
    assert len(announced.batches) == 1
    os.utime(file, (1, 1))
    for _ in range(2):
        await settling.poll(announced.as_announcer)
    assert len(announced.batches) == 2


async def test_thousands_at_once_by_two_processes(tmp_path: Path, tables: AsyncEngine) -> None:
    storage, announced = FileStorage(tmp_path.as_uri()), Announced()
    folder = tmp_path / "csv-files"
    folder.mkdir()
    for number in range(2500):
        (folder / f"{number}.csv").touch()
    several = [polling_of(storage, tables) for _ in range(2)]
    for _ in range(3):
        await asyncio.gather(*(each.poll(announced.as_announcer) for each in several))
    assert len(announced.batches) == 2500
    assert len({each.batch_id for each in announced.batches}) == 2500


async def test_what_the_brokers_did_not_take_is_submitted_again(tmp_path: Path, tables: AsyncEngine) -> None:
    storage, announced = FileStorage(tmp_path.as_uri()), Announced()
    await put(storage, "csv-files/a.csv")
    polling = polling_of(storage, tables)
    await polling.poll(announced.as_announcer)
    announced.errors = [DatabaseError("anything")]
    with pytest.raises(DatabaseError):
        await polling.poll(announced.as_announcer)
    await polling.poll(announced.as_announcer)
    assert len(announced.batches) == 1
