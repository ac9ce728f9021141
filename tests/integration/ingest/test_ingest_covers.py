"""Covers out of databases as people keep them."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest

from libs.database import DatabaseError
from services.ingest.covers.export import Counts
from tests.integration.conftest import ROOT
from tests.integration.ingest.driving import cover_rows, read_covers
from tests.support.mariadb import execute

A, B = "https://p16.example.com/a.jpg?x=1,2", "http://p16.example.com/b.jpg"
ROWS = [
    ("ana", json.dumps([A, B]), "2026-11-02 10:00:00"),
    ("bo, \"the\"\nseller", json.dumps([{"cover_url": A, "video_id": 731}, {"nothing": 1}]), "2026-11-30 23:59:59"),
    ("cy", json.dumps({"v1": A}), "2026-11-01 00:00:00"),
    ("дана", json.dumps(B), "2026-11-03 00:00:00"),
    ("eve", '{"v1": ', "2026-11-04 00:00:00"),
    ("fay", None, "2026-11-05 00:00:00"),
    (None, json.dumps([A]), "2026-11-06 00:00:00"),
    ("gil", json.dumps(["file:///etc/passwd"]), "2026-11-07 00:00:00"),
    ("late", json.dumps([A]), "2026-12-01 00:00:00"),
    ("early", json.dumps([A]), "2026-10-31 23:59:59"),
]  # fmt: skip
WANTED = {
    ("ana", A, "2026-11-02T10:00:00Z", ""), ("ana", B, "2026-11-02T10:00:00Z", ""),
    ("bo, \"the\"\nseller", A, "2026-11-30T23:59:59Z", "731"), ("cy", A, "2026-11-01T00:00:00Z", "v1"),
    ("дана", B, "2026-11-03T00:00:00Z", ""),
}  # fmt: skip


async def expect(url: str, rows: int = 8) -> None:
    counts = Counts()
    found = await read_covers(url, counts=counts)
    assert set(found) == WANTED
    assert len(found) == len(WANTED)
    assert (counts.rows, counts.urls, counts.malformed, counts.unusable) == (rows, 5, 4, 1)
    assert len(counts.creators) == 4
    assert {row.creator for row in counts.first_malformed} == {"eve", "fay", "", "gil"}
    assert next(row for row in counts.first_malformed if row.creator == "eve").created_at == "2026-11-04T00:00:00Z"


async def test_mariadb(source_url: str) -> None:
    # MariaDB's JSON is text with a check; the broken row needs it gone.
    execute(source_url, "CREATE TABLE videos_links (creator_name TEXT, cover_urls LONGTEXT, created_at DATETIME)",
            "INSERT INTO videos_links VALUES (%s, %s, %s)", rows=ROWS)  # fmt: skip
    await expect(source_url)


async def test_times_that_the_server_keeps_in_its_own_zone(source_url: str) -> None:
    execute(
        source_url,
        "CREATE TABLE videos_links (creator_name TEXT, cover_urls JSON, created_at TIMESTAMP(3) NULL)",
        "SET time_zone = '+09:00'",
        "INSERT INTO videos_links VALUES ('ana', '[\"http://h/1\"]', '2026-11-01 08:59:59.999'), "
        "('bo', '[\"http://h/2\"]', '2026-11-01 09:00:00.5')",
    )
    assert await read_covers(source_url) == [("bo", "http://h/2", "2026-11-01T00:00:00.500000Z", "")]


@pytest.mark.parametrize(
    "columns", ["json, created_at timestamp", "jsonb, created_at timestamptz", "text, created_at timestamptz"]
)
async def test_postgresql(postgres: str, columns: str) -> None:
    connection = await asyncpg.connect(postgres)
    try:
        await connection.execute("SET TIME ZONE 'UTC'")
        await connection.execute(f"CREATE TABLE videos_links (creator_name text, cover_urls {columns})")
        kind = columns.partition(",")[0]
        for creator, value, when in ROWS:
            given = "7" if kind != "text" and creator == "eve" else value  # such a column takes no broken JSON
            statement = f"INSERT INTO videos_links VALUES ($1, $2::text::{kind}, '{when}'::timestamp)"  # noqa: S608
            await connection.execute(statement, creator, given)
    finally:
        await connection.close()
    await expect(postgres)


@pytest.mark.parametrize("between", [" ", "T"])
async def test_sqlite(tmp_path: Path, between: str) -> None:
    path = tmp_path / "their own.db"
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE videos_links (creator_name, cover_urls, created_at)")
        rows = [(creator, value, when.replace(" ", between)) for creator, value, when in ROWS]
        file.executemany("INSERT INTO videos_links VALUES (?, ?, ?)", rows)
    await expect(f"sqlite:///{path}")
    assert [each.name for each in tmp_path.iterdir()] == [path.name], "nothing is written there"


async def test_names_are_settings_and_quoted(source_url: str) -> None:
    execute(
        source_url,
        "CREATE TABLE `odd ``table``; --` (`select` TEXT, `co%ver'``s` TEXT, `from` DATETIME)",
        "INSERT INTO `odd ``table``; --` VALUES ('ana', '[\"http://h/1\"]', '2026-11-02')",
    )
    names = {
        "TABLE": "odd `table`; --",
        "CREATOR_COLUMN": "select",
        "URLS_COLUMN": "co%ver'`s",
        "CREATED_COLUMN": "from",
    }
    given = {f"INGEST_COVERS_{name}": value for name, value in names.items()}
    assert len(await read_covers(source_url, **given)) == 1
    database = source_url.rpartition("/")[2]
    execute(
        source_url,
        "CREATE VIEW v AS SELECT `select` creator_name, `co%ver'``s` cover_urls, `from` created_at FROM `odd ``table``; --`",
    )
    assert len(await read_covers(source_url, INGEST_COVERS_TABLE=f"{database}.v")) == 1


async def test_one_creator(source_url: str) -> None:
    cover_rows(source_url, [("ana", '["http://h/1"]', "2026-11-02"), ("o'bo", '["http://h/2"]', "2026-11-02")])
    assert [cover.creator for cover in await read_covers(source_url, creator="o'bo")] == ["o'bo"]


async def test_one_creator_is_none_that_is_only_like_it(source_url: str) -> None:
    """Equal to the database, which minds neither case nor accents nor blanks behind; rows lose their blanks as ever."""
    names = ["aña", "Aña", "ana", "ÁÑA", "aña ", " bo", " Bo"]
    cover_rows(source_url, [(name, '["http://h/1"]', "2026-11-02") for name in names] + [("ANA", "[]", "2026-11-02")])
    for asked, wanted in (("aña", ["aña", "aña"]), ("ana", ["ana"]), ("ANA", []), (" bo", ["bo"])):
        counts = Counts()
        found = await read_covers(source_url, creator=asked, counts=counts)
        assert [cover.creator for cover in found] == wanted
        assert (counts.urls, counts.malformed) == (len(wanted), int(asked == "ANA"))
        assert counts.rows == counts.urls + counts.malformed


async def test_a_missing_column_is_told_with_those_that_there_are(source_url: str) -> None:
    execute(source_url, "CREATE TABLE videos_links (id INT, name TEXT)")
    with pytest.raises(DatabaseError, match=r"INGEST_COVERS_\*_COLUMN .* it has: id, name"):
        await read_covers(source_url)


async def test_the_source_is_only_read(source_url: str) -> None:
    from sqlalchemy import text

    from tests.integration.ingest.driving import source_at

    async with source_at(source_url) as source:
        with pytest.raises(DatabaseError, match="READ ONLY"):
            async with source.connection() as connection:
                await connection.execute(text("CREATE TABLE x (id INT)"))


async def test_a_reader_who_stops_early_waits_for_nothing(source_url: str) -> None:
    """What is still on its way is not read to its end, and the source is free for others."""
    many_rows(source_url, 100_000)
    from services.ingest.covers.export import CoversQuery, covers
    from services.ingest.settings import CoversSettings
    from tests.integration.ingest.driving import NOVEMBER, source_at

    async with source_at(source_url) as source:
        counts = Counts()
        pages = covers(source, CoversQuery(CoversSettings(), NOVEMBER), counts)
        await anext(pages)
        await pages.aclose()
        assert counts.rows < 100_000
        assert len(await anext(covers(source, CoversQuery(CoversSettings(), NOVEMBER), Counts()))) > 0


def many_rows(url: str, count: int) -> None:
    """Rows of some 200 bytes, a thousand creators."""
    cover_rows(url, [])
    digits = " ".join(f"UNION ALL SELECT {n}" for n in range(1, 10))
    tens = ", ".join(f"(SELECT 0 AS n {digits}) {name}" for name in "abcdef")
    number = "a.n + 10*b.n + 100*c.n + 1000*d.n + 10000*e.n + 100000*f.n"
    json = f"""CONCAT('["https://p16.example.com/', MD5({number}), REPEAT('x', 100), '"]')"""
    values = (
        f"SELECT CONCAT('creator-', ({number}) MOD 1000), {json}, '2026-11-02' FROM {tens} WHERE {number} < {count}"  # noqa: S608
    )
    execute(url, f"INSERT INTO videos_links (creator_name, cover_urls, created_at) {values}")


PEAK = """
import asyncio, sys
from libs.database import async_url
from services.ingest.covers.csv_format import as_csv
from services.ingest.covers.export import CoversQuery, Counts, covers
from services.ingest.settings import CoversSettings
from services.ingest.source.database import open_source
from services.ingest.covers.window import between

async def main(url):
    counts = Counts()
    async with open_source(async_url(url)) as source:
        async for piece in as_csv(covers(source, CoversQuery(CoversSettings(), between("2026-11-01", "2026-12-01")), counts)):
            pass
    peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print(counts.rows, peak)

asyncio.run(main(sys.argv[1]))
"""


@pytest.mark.long
def test_memory_is_flat(source_url: str) -> None:
    """Ten times the rows in the same memory, give or take; all of them would be some 100 MB more."""

    def peak(rows: int) -> int:
        done = subprocess.run(
            [sys.executable, "-c", PEAK, source_url], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        read, kilobytes = map(int, done.stdout.split())
        assert read == rows
        return kilobytes

    many_rows(source_url, 30_000)
    few = peak(30_000)
    execute(source_url, "DROP TABLE videos_links")
    many_rows(source_url, 300_000)
    assert peak(300_000) < few + 16_000
