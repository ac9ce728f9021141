"""Tables and migrations on real databases, opened by several at once."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, func, inspect, select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine

from libs.database import (
    DatabaseError,
    DatabaseSettings,
    Outdated,
    Unavailable,
    async_url,
    connected,
    open_database,
    probe,
    reading,
    writing,
)
from libs.database.filelock import file_lock
from libs.database.tables import collage_batches, collage_pages, ingest_positions, metadata
from libs.database.upgrade import State, configuration, look, upgrade
from tests.support.databases import KINDS, empty_database

ROOT = Path(__file__).resolve().parents[3]
OPEN = """
import asyncio
from libs.database import DatabaseSettings, open_database

async def main():
    async with open_database(DatabaseSettings()) as engine:
        async with engine.connect() as connection:
            print("open")

asyncio.run(main())
"""


@pytest.fixture(params=KINDS)
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DatabaseSettings]:
    with empty_database(request.param, tmp_path) as settings:
        yield settings


@pytest.fixture
def server(tmp_path: Path) -> Iterator[DatabaseSettings]:
    with empty_database("postgresql", tmp_path) as settings:
        yield settings


def differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), metadata))


def back(connection: Connection) -> list[str]:
    config = configuration()
    config.attributes["connection"] = connection
    command.downgrade(config, "base")
    return inspect(connection).get_table_names()


def to(connection: Connection, revision: str) -> None:
    config = configuration()
    config.attributes["connection"] = connection
    current = MigrationContext.configure(connection).get_current_revision()
    (command.upgrade if current is None else command.downgrade)(config, revision)


async def test_the_migrations_make_the_tables_that_the_code_knows(settings: DatabaseSettings) -> None:
    async with connected(settings.url, ours=True) as engine:
        before = await upgrade(engine)
        assert (before.current, before.state) == (None, State.EMPTY)
        assert (await look(engine)).state is State.CURRENT
        async with engine.connect() as connection:
            assert await connection.run_sync(differences) == []
        async with engine.begin() as connection:
            assert await connection.run_sync(back) == ["alembic_version"]


async def test_pages_that_were_counted_before_there_were_revisions_are_of_the_first(settings: DatabaseSettings) -> None:
    """An SQLite file is brought up to date by opening it; a version without revisions may go on writing."""
    page = (
        "INSERT INTO collage_pages (batch_id, creator, page, status, placed, missing, failures, bytes, downloaded,"
        " seconds, ended_at) VALUES ('b', 'c', {}, 'generated', 35, 0, '{{}}', 1, 1, 1, '2026-11-01 00:00:00')"
    )
    async with connected(settings.url, ours=True) as engine:
        async with engine.begin() as connection:
            await connection.run_sync(lambda one: to(one, "0001"))
            row = {"batch_id": "b", "status": "open", "seen_at": datetime(2026, 11, 1, tzinfo=UTC)}
            await connection.execute(collage_batches.insert().values(row))
            await connection.execute(text(page.format(1)))
        if engine.dialect.name != "sqlite":
            await upgrade(engine)
    async with open_database(settings) as engine:
        assert (await look(engine)).state is State.CURRENT
        async with writing(engine) as connection:
            await connection.execute(text(page.format(2)))
        async with reading(engine) as connection:
            wanted = select(collage_pages.c.page, collage_pages.c.revision).order_by(collage_pages.c.page)
            assert (await connection.execute(wanted)).all() == [(1, 0), (2, 0)]
        async with engine.begin() as connection:
            await connection.run_sync(lambda one: to(one, "0001"))
            assert (await connection.execute(text("SELECT count(*) FROM collage_pages"))).scalar_one() == 2


async def test_many_may_upgrade_at_once(settings: DatabaseSettings) -> None:
    async def one() -> State:
        async with connected(settings.url, ours=True) as engine:
            return (await upgrade(engine)).state

    found = await asyncio.gather(*(one() for _ in range(6)))
    assert sorted(state.name for state in found) == ["CURRENT"] * 5 + ["EMPTY"], "one did the work"


async def test_processes_that_start_at_once_on_a_new_file_all_open_it(tmp_path: Path) -> None:
    env = {"DATABASE_URL": f"sqlite:///{tmp_path}/new/folder/test.db", "PYTHONPATH": str(ROOT)}
    processes = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", OPEN, env=env, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
        )
        for _ in range(4)
    ]
    for process in processes:
        out, err = await process.communicate()
        assert (out, err, process.returncode) == (b"open\n", b"", 0)


async def test_a_server_is_upgraded_by_people_not_by_services(server: DatabaseSettings) -> None:
    with pytest.raises(Outdated, match=r"its tables are missing .*: run `reelbus database upgrade`"):
        async with open_database(server):
            pass
    async with connected(server.url, ours=True) as engine:
        await upgrade(engine)
    async with open_database(server) as engine, reading(engine) as connection:
        assert (await connection.execute(select(func.count()).select_from(ingest_positions))).scalar_one() == 0


async def test_tables_of_a_newer_version_are_used_as_they_are(settings: DatabaseSettings) -> None:
    """While a new version is rolled out, the old one goes on beside it."""
    async with connected(settings.url, ours=True) as engine:
        await upgrade(engine)
        async with writing(engine) as connection:
            await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    async with open_database(settings) as engine:
        assert (await look(engine)).state is State.AHEAD


async def test_what_reads_before_it_writes_loses_nothing_to_others(settings: DatabaseSettings) -> None:
    """Two engines raise one number in turn: none fails, none overwrites what it did not read."""
    row = ingest_positions.c.name == "x"
    async with connected(settings.url, ours=True) as engine:
        await upgrade(engine)
        async with writing(engine) as connection:
            values = {"name": "x", "position": 0, "updated_at": func.now()}
            await connection.execute(ingest_positions.insert().values(**values))

    async def raise_it(engine: AsyncEngine) -> None:
        for _ in range(20):
            async with writing(engine) as connection:
                wanted = select(ingest_positions.c.position).where(row).with_for_update()
                seen = (await connection.execute(wanted)).scalar_one()
                await connection.execute(update(ingest_positions).where(row).values(position=seen + 1))

    async with open_database(settings) as one, open_database(settings) as other:
        await asyncio.gather(raise_it(one), raise_it(other))
        async with reading(one) as connection:
            assert (await connection.execute(select(ingest_positions.c.position))).scalar_one() == 40


async def test_who_reads_an_sqlite_file_slowly_holds_up_no_writer(tmp_path: Path) -> None:
    with empty_database("sqlite", tmp_path) as settings:
        async with open_database(settings) as one, open_database(settings) as other, reading(one) as slow:
            await slow.execute(select(ingest_positions))
            async with writing(other) as connection:
                row = {"name": "x", "position": 1, "updated_at": func.now()}
                await connection.execute(ingest_positions.insert().values(**row))


async def test_a_connection_that_breaks_is_unavailable_and_the_next_one_works(server: DatabaseSettings) -> None:
    async with connected(server.url, ours=True) as engine, connected(server.url, ours=True) as other:

        async def killed_at_work() -> None:
            async with writing(engine) as connection:
                victim = (await connection.execute(text("SELECT pg_backend_pid()"))).scalar_one()
                async with writing(other) as killer:
                    await killer.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": victim})
                await connection.execute(text("SELECT 1"))

        with pytest.raises(Unavailable) as broke:
            await killed_at_work()
        assert broke.value.transient
        async with reading(engine) as connection:
            assert (await connection.execute(text("SELECT 1"))).scalar_one() == 1


@pytest.mark.parametrize(
    ("url", "kind", "says"),
    [
        (
            "postgresql://u:secret@127.0.0.1:1/d",
            Unavailable,
            "database postgresql://u:***@127.0.0.1:1/d: connection refused",
        ),
        ("mysql://u:secret@127.0.0.1:1/d", Unavailable, "database mysql://u:***@127.0.0.1:1/d: "),
        ("sqlite:////proc/nothing/here.db", DatabaseError, "unable to open database file"),
    ],
)
async def test_what_cannot_be_reached_is_told_without_its_password(
    url: str, kind: type[DatabaseError], says: str
) -> None:
    async with connected(async_url(url)) as engine:
        with pytest.raises(kind) as raised:
            async with reading(engine):
                pass
    assert says in str(raised.value)
    assert "secret" not in str(raised.value)


async def test_an_sqlite_file_in_a_place_that_cannot_be_written_is_one_clear_line() -> None:
    settings = DatabaseSettings.model_validate({"DATABASE_URL": "sqlite:////proc/nothing/here.db"})
    with pytest.raises(DatabaseError, match="DATABASE_URL must name a place that can be written to") as raised:
        async with open_database(settings):
            pass
    assert "\n" not in str(raised.value)


async def test_the_probe_waits_for_no_lock(settings: DatabaseSettings) -> None:
    """Neither for a migration nor for a writer: it is asked every few seconds."""
    async with connected(settings.url, ours=True) as engine:
        with pytest.raises(DatabaseError):
            await probe(engine)  # there are no tables
        await upgrade(engine)
        async with AsyncExitStack() as stack:
            if engine.dialect.name == "sqlite":
                await stack.enter_async_context(file_lock(Path(f"{settings.url.database}.lock"), patience=0))
            await stack.enter_async_context(writing(engine))
            async with asyncio.timeout(30):  # a lock is waited for up to 60 s
                await probe(engine)


async def test_who_waits_for_a_lock_leaves_the_loop_to_others(tmp_path: Path) -> None:
    async def wait_for_it() -> str:
        async with file_lock(tmp_path / "x.lock"):
            return "held"

    async with file_lock(tmp_path / "x.lock"):
        waiting = asyncio.create_task(wait_for_it())
        done, _ = await asyncio.wait([waiting], timeout=0.2)
        assert not done
    assert await waiting == "held"


async def test_a_lock_that_others_hold_is_waited_for_and_then_told(tmp_path: Path) -> None:
    path = tmp_path / "x.lock"
    async with file_lock(path):
        with pytest.raises(Unavailable, match="another process has held the lock"):
            async with file_lock(path, patience=0):
                pass
    async with file_lock(path, patience=0):
        pass


async def test_a_shops_own_tables_of_our_names_are_neither_changed_nor_dropped(settings: DatabaseSettings) -> None:
    async with connected(settings.url, ours=True) as engine:
        async with writing(engine) as connection:
            await connection.execute(text("CREATE TABLE products (sku integer PRIMARY KEY, price integer)"))
            await connection.execute(text("INSERT INTO products VALUES (1, 55)"))
        await upgrade(engine)
        async with writing(engine) as connection:
            assert (await connection.execute(text("SELECT * FROM products"))).all() == [(1, 55)]
            await connection.execute(text("SELECT product_id, image_url FROM product_images"))
            assert set(await connection.run_sync(back)) == {"alembic_version", "products"}
            assert (await connection.execute(text("SELECT * FROM products"))).all() == [(1, 55)]
        await upgrade(engine)
