"""Times and names out of databases in every type that people keep them in: Unix times, texts, bytes."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from libs.database import DatabaseError
from services.ingest.covers.export import Counts
from services.ingest.jobs.positions import Positions
from services.ingest.jobs.videos import Videos
from services.ingest.settings import VideosSettings
from tests.integration.ingest.driving import Announced, at, read_covers, source_at
from tests.support.mariadb import execute

URLS = '["https://h.example/1.jpg"]'
SECONDS = {
    "old": "2020-01-01 00:00:00", "before": "2026-10-31 23:59:59", "first": "2026-11-01 00:00:00",
    "last": "2026-11-30 23:59:59", "after": "2026-12-01 00:00:00", "future": "2090-01-01 00:00:00",
}  # fmt: skip
NOVEMBER = [("first", "2026-11-01T00:00:00Z"), ("last", "2026-11-30T23:59:59Z")]
UNITS = (1, 10**3, 10**6, 10**9)


def unix_rows(unit: int, kind: type = int) -> list[tuple[Any, ...]]:
    return [(name, URLS, kind(int(at(when).timestamp()) * unit)) for name, when in SECONDS.items()]


async def found(url: str, table: str = "videos_links") -> list[tuple[str, str]]:
    counts = Counts()
    covers = await read_covers(url, counts=counts, INGEST_COVERS_TABLE=table)
    assert counts.malformed == 0
    return sorted((cover.creator, cover.created_at) for cover in covers)


def in_sqlite(path: Path, columns: str, rows: Sequence[tuple[Any, ...]], table: str = "videos_links") -> str:
    with sqlite3.connect(path) as file:
        file.execute(f"CREATE TABLE {table} ({columns})")
        file.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)  # noqa: S608
    return f"sqlite:///{path}"


def in_mariadb(url: str, columns: str, rows: Sequence[tuple[Any, ...]], table: str = "videos_links") -> str:
    places = ", ".join(["%s"] * len(rows[0]))
    execute(url, f"CREATE TABLE {table} ({columns})", f"INSERT INTO {table} VALUES ({places})", rows=list(rows))  # noqa: S608
    return url


async def in_postgresql(url: str, columns: str, rows: Sequence[tuple[Any, ...]], table: str = "videos_links") -> str:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(f"CREATE TABLE {table} ({columns})")
        places = ", ".join(f"${number}" for number in range(1, len(rows[0]) + 1))
        await connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608
    finally:
        await connection.close()
    return url


async def test_unix_times_in_mariadb(source_url: str) -> None:
    for kind in ("BIGINT", "DECIMAL(30, 3)", "DOUBLE", "VARCHAR(40)", "VARBINARY(40)"):
        for unit in UNITS:
            table = f"{kind.partition('(')[0].lower()}{unit}"
            rows = unix_rows(unit, str if "VAR" in kind else int)
            in_mariadb(source_url, f"creator_name VARCHAR(64), cover_urls JSON, created_at {kind}", rows, table)
            assert await found(source_url, table) == NOVEMBER, table


async def test_unix_times_of_32_bits_in_mariadb(source_url: str) -> None:
    in_mariadb(source_url, "creator_name TEXT, cover_urls TEXT, created_at INT UNSIGNED", unix_rows(1))
    assert await found(source_url) == NOVEMBER


async def test_a_time_without_dashes_is_one_to_mariadb(source_url: str) -> None:
    rows = [("in", URLS, 20261103090000), ("out", URLS, 20261201000000)]
    in_mariadb(source_url, "creator_name TEXT, cover_urls TEXT, created_at BIGINT", rows)
    assert [name for name, _ in await found(source_url)] == ["in"]


async def test_unix_times_in_postgresql(postgres: str) -> None:
    for kind in ("bigint", "numeric", "text"):
        for unit in UNITS:
            rows = unix_rows(unit, str if kind == "text" else int)
            await in_postgresql(
                postgres, f"creator_name text, cover_urls text, created_at {kind}", rows, f"{kind}{unit}"
            )
            assert await found(postgres, f"{kind}{unit}") == NOVEMBER, f"{kind}{unit}"


async def test_texts_of_both_kinds_in_postgresql(postgres: str) -> None:
    rows = [
        ("first", URLS, "2026-11-01"), ("last", URLS, "2026-12-01T01:59:59+02:00"), ("after", URLS, "2026-12-01T00:00:00Z"),
        ("no time", URLS, "yesterday"), ("empty", URLS, ""), ("null", URLS, None), ("odd", URLS, "9" * 30),
    ]  # fmt: skip
    await in_postgresql(postgres, "creator_name text, cover_urls text, created_at varchar", rows)
    assert [name for name, _ in await found(postgres)] == ["first", "last"]


@pytest.mark.parametrize(
    "kind", [int, str, float, lambda value: str(value).encode()], ids=["int", "str", "float", "blob"]
)
async def test_unix_times_in_sqlite(tmp_path: Path, kind: Any) -> None:
    for unit in UNITS:
        url = in_sqlite(tmp_path / f"{unit}.db", "creator_name, cover_urls, created_at", unix_rows(unit, kind))
        assert await found(url) == NOVEMBER, unit


async def test_all_kinds_of_times_in_one_column_of_sqlite(tmp_path: Path) -> None:
    rows = [
        ("unix", URLS, 1793696400), ("text", URLS, "2026-11-03T09:00:00Z"), ("day", URLS, "2026-11-03"),
        ("julian", URLS, 2461347.875), ("offset", URLS, "2026-11-01T01:00:00+02:00"), ("null", URLS, None),
        ("words", URLS, "now then"), ("zero", URLS, 0),
    ]  # fmt: skip
    url = in_sqlite(tmp_path / "x.db", "creator_name, cover_urls, created_at", rows)
    assert [name for name, _ in await found(url)] == ["day", "julian", "text", "unix"]


@pytest.mark.parametrize("value", [20261103, 7, 25 * 10**15])
async def test_a_column_without_a_time_is_named(source_url: str, postgres: str, tmp_path: Path, value: int) -> None:
    """Else nothing would be found, and nothing said."""
    columns, rows = "creator_name VARCHAR(9), cover_urls VARCHAR(99), created_at NUMERIC(30)", [("ana", URLS, value)]
    urls = [in_sqlite(tmp_path / "x.db", columns.replace("NUMERIC(30)", "TEXT"), [("ana", URLS, f"n{value}")])]
    if value != 20261103:  # which is a date to MariaDB
        urls.append(in_mariadb(source_url, columns, rows))
    urls.append(await in_postgresql(postgres, columns, rows))
    for url in urls:
        with pytest.raises(DatabaseError, match=rf"created_at holds 'n?{value}', .* INGEST_COVERS_CREATED_COLUMN"):
            await read_covers(url)


async def test_a_table_of_videos_without_a_time_is_named(source_url: str, tables: AsyncEngine) -> None:
    in_mariadb(source_url, COLUMNS.format("VARCHAR(64)", "BIGINT"), [(1, "v1", "c", "s", "https://h/1", 7)], "videos")
    settings = VideosSettings.model_validate({"INGEST_VIDEOS_TABLE": "videos", "INGEST_VIDEOS_FROM": "2026-01-01"})
    async with source_at(source_url) as source:
        with pytest.raises(DatabaseError, match=r"created_at holds '7', .* INGEST_VIDEOS_CREATED_COLUMN"):
            await Videos(settings, source, Positions(tables)).publish_new(Announced().as_announcer)


async def test_an_empty_window_is_no_error(source_url: str, tmp_path: Path) -> None:
    rows = [("old", URLS, 1_500_000_000), ("odd", URLS, 7)]
    columns = "creator_name VARCHAR(9), cover_urls VARCHAR(99), created_at BIGINT"
    assert await read_covers(in_mariadb(source_url, columns, rows)) == []
    assert await read_covers(in_sqlite(tmp_path / "x.db", columns, rows)) == []
    assert await read_covers(in_sqlite(tmp_path / "y.db", columns, [("none", URLS, None)])) == []


NAMES = ["ana", "caf\u00e9", "\u0434\u0430\u043d\u0430"]
WHEN = "2026-11-03 09:00:00"


async def names_of(url: str) -> list[str]:
    counts = Counts()
    names = sorted(cover.creator for cover in await read_covers(url, counts=counts))
    assert [(row.creator, row.problem) for row in counts.first_malformed] == [("caf\ufffd", "creator is not UTF-8")]
    for name in NAMES:
        assert [cover.creator for cover in await read_covers(url, creator=name)] == [name]
    return names


async def test_bytes_in_place_of_text(source_url: str, postgres: str, tmp_path: Path) -> None:
    rows: list[tuple[Any, ...]] = [(name.encode(), URLS.encode(), WHEN) for name in NAMES]
    rows.append((b"caf\xe9", URLS.encode(), WHEN))
    wanted = sorted(NAMES)
    in_mariadb(source_url, "creator_name VARBINARY(64), cover_urls BLOB, created_at DATETIME", rows)
    assert await names_of(source_url) == wanted
    assert (
        await names_of(in_sqlite(tmp_path / "x.db", "creator_name BLOB, cover_urls BLOB, created_at", rows)) == wanted
    )
    times = [(name, urls, at(when)) for name, urls, when in rows]
    await in_postgresql(postgres, "creator_name bytea, cover_urls bytea, created_at timestamptz", times)
    assert await names_of(postgres) == wanted


COLUMNS = "id BIGINT, video_id {0}, caption {0}, seller_handle {0}, video_url {0}, created_at {1}"


def video_rows(unit: int, kind: type = str) -> list[tuple[Any, ...]]:
    def cell(text: str) -> Any:
        return text.encode() if kind is bytes else text

    seconds = int(at(WHEN).timestamp())
    return [
        (
            number,
            cell(f"v{number}"),
            cell("55k \u00fc"),
            cell("s"),
            cell(f"https://h/{number}"),
            (seconds + number // 2) * unit,
        )
        for number in range(6)
    ]


@pytest.mark.parametrize("unit", [1, 1000])
@pytest.mark.parametrize("database", ["mariadb", "postgresql", "sqlite"])
async def test_videos_with_unix_times(
    source_url: str, postgres: str, tables: AsyncEngine, tmp_path: Path, database: str, unit: int
) -> None:
    """In order, a page at a time, over a restart."""
    if database == "mariadb":
        url = in_mariadb(source_url, COLUMNS.format("VARBINARY(64)", "BIGINT"), video_rows(unit, bytes), "videos")
    elif database == "postgresql":
        url = await in_postgresql(postgres, COLUMNS.format("bytea", "bigint"), video_rows(unit, bytes), "videos")
    else:
        url = in_sqlite(tmp_path / "x.db", COLUMNS.format("BLOB", "INTEGER"), video_rows(unit, bytes), "videos")
    settings = VideosSettings.model_validate(
        {"INGEST_VIDEOS_TABLE": "videos", "INGEST_VIDEOS_FROM": "2026-01-01", "INGEST_VIDEOS_PAGE": "3"}
    )
    announced = Announced()
    async with source_at(url) as source:
        for _ in range(2):
            await Videos(settings, source, Positions(tables)).publish_new(announced.as_announcer)
    assert announced.videos == [f"v{number}" for number in range(6)]
