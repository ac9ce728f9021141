"""`reelbus ingest covers`, as its user runs it."""

import os
import pty
import subprocess
import sys
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from libs.bus import KafkaBus
from libs.bus.kafka.admin import create, partition_numbers
from libs.events import CollageBatchSubmitted, topic
from libs.events.specs import topic_specs
from libs.storage import StorageSettings, open_storage
from libs.storage.prepare import prepare
from services.ingest.covers.target import Target, write
from tests.integration.conftest import ROOT, Reelbus, environment, reelbus_on
from tests.integration.ingest.driving import cover_rows, keys
from tests.support.mariadb import execute
from tests.support.records import read_all
from tests.support.s3 import S3Env, new_bucket_name, remove_bucket, s3_settings

ROWS = [
    ("ana", '["https://h/1", "https://h/2"]', "2026-11-02 10:00:00"),
    ("bo", '[{"url": "https://h/3", "id": "v3"}]', "2026-11-03 10:00:00"),
    ("cy\x1b[2J", "[]", "2026-11-04 10:00:00"),
]
CSV = """creator_name,cover_url,created_at
ana,https://h/1,2026-11-02T10:00:00Z
ana,https://h/2,2026-11-02T10:00:00Z
bo,https://h/3,2026-11-03T10:00:00Z
"""
SPAN = ("--from", "2026-11-01", "--to", "2026-12-01")
SUMMARY = "rows: 3, URLs: 3, creators: 2, malformed rows: 1"


@pytest.fixture
def alone() -> Reelbus:
    return reelbus_on("127.0.0.1:1")  # no broker is there, and none needs to be


def covers(run: Reelbus, *args: str, **env: str) -> "subprocess.CompletedProcess[str]":
    return run("ingest", "covers", *args, **env)


def test_to_stdout_and_to_a_file(alone: Reelbus, source_url: str, tmp_path: Path) -> None:
    cover_rows(source_url, ROWS)
    done = covers(alone, *SPAN, INGEST_SOURCE_URL=source_url)
    assert (done.returncode, done.stdout) == (0, CSV)
    assert done.stderr.splitlines() == [
        "malformed: cy\\x1b[2J 2026-11-04T10:00:00Z: no URLs", f"{SUMMARY} → stdout",
    ]  # fmt: skip
    file = tmp_path / "covers.csv"
    done = covers(alone, "--source", source_url, *SPAN, "--creator", "bo", "--video-ids", "--out", str(file))
    assert (done.returncode, done.stdout) == (0, "")
    assert file.read_text() == "creator_name,cover_url,created_at,video_id\nbo,https://h/3,2026-11-03T10:00:00Z,v3\n"
    done = covers(alone, "--source", source_url, "--since", "90m", "--out", str(file))
    assert done.returncode == 0
    assert file.read_text() == "creator_name,cover_url,created_at\n", "nothing is in it, and that is no failure"


async def test_below_our_storage(alone: Reelbus, source_url: str, s3: S3Env) -> None:
    cover_rows(source_url, ROWS)
    settings = s3_settings(s3, f"s3://{new_bucket_name()}")
    await prepare(settings)
    given = {**s3, "STORAGE_URI": settings.root, "INGEST_SOURCE_URL": source_url}
    done = covers(alone, *SPAN, "--out", f"{settings.root}/csv-files/", **given)
    assert done.returncode == 0, done.stderr
    async with open_storage(settings) as storage:
        (key,) = await keys(storage)
        assert key.startswith("csv-files/20")
        assert key.endswith("/covers-20261101T000000Z-20261201T000000Z.csv")
        assert (await storage.read(storage.uri(key), limit=9999)).decode() == CSV
        # What fails leaves nothing.
        refused = covers(alone, *SPAN, "--out", f"{settings.root}/x.csv", **given, INGEST_COVERS_TABLE="other")
        assert refused.returncode == 2
        assert await keys(storage) == [key]
    await remove_bucket(s3, settings.root.removeprefix("s3://"))


async def test_submit(reelbus: Reelbus, bus: KafkaBus, source_url: str, tmp_path: Path) -> None:
    await create(bus, list(topic_specs([topic("collage-batch-submitted")])))
    cover_rows(source_url, ROWS)
    given = {"STORAGE_URI": tmp_path.as_uri(), "INGEST_SOURCE_URL": source_url, "INGEST_QUALITY": "80"}
    done = covers(reelbus, *SPAN, "--submit", "--rows", "2", "--tile", "160x288", "--priority", "low", **given)
    assert done.returncode == 0, done.stderr
    batch_id, uri = done.stdout.strip().split("\t")
    assert Path(uri.removeprefix("file://")).read_text() == CSV
    assert uri.startswith(f"{tmp_path.as_uri()}/batches/{batch_id}/covers-")
    numbers = (await partition_numbers(bus))["collage-batch-submitted"]
    records = await read_all(bus, "collage-batch-submitted", numbers)
    found = [CollageBatchSubmitted.model_validate_json(record.value or b"") for record in records]
    (batch,) = [each for each in found if each.batch_id == batch_id]
    assert (batch.csv_uri, batch.trigger, batch.priority) == (uri, "manual", "low")
    assert (batch.rows, batch.columns, batch.tile_width, batch.tile_height, batch.quality) == (2, 7, 160, 288, 80)

    empty = covers(reelbus, "--since", "1m", "--submit", "--batch-id", "none", **given)
    assert empty.returncode == 1
    assert empty.stderr.splitlines()[-1] == "reelbus: no covers found: nothing was submitted"
    assert not list(tmp_path.glob("batches/none/*"))


async def test_another_csv_under_the_same_id_lies_beside_the_first(
    reelbus: Reelbus, bus: KafkaBus, source_url: str, tmp_path: Path
) -> None:
    await create(bus, list(topic_specs([topic("collage-batch-submitted")])))
    cover_rows(source_url, ROWS)
    given = {"STORAGE_URI": tmp_path.as_uri(), "INGEST_SOURCE_URL": source_url}
    for more in ([], ["--creator", "nobody"], ["--video-ids"]):
        covers(reelbus, *SPAN, "--submit", "--batch-id", "spring", *more, **given)
    stored = [path.read_text() for path in tmp_path.glob("batches/spring/*.csv")]
    assert len(stored) == 2
    assert CSV in stored


def test_a_reader_that_has_seen_enough(source_url: str) -> None:
    cover_rows(source_url, [("ana", '["https://h/1"]', "2026-11-02")] * 20_000)
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {sys.executable} -m reelbus ingest covers {' '.join(SPAN)} | head -2"],
        env=environment("127.0.0.1:1") | {"INGEST_SOURCE_URL": source_url},
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout == "creator_name,cover_url,created_at\nana,https://h/1,2026-11-02T00:00:00Z\n"
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (["--since", "7d"], 2, "reelbus: missing source: set INGEST_SOURCE_URL or --source"),
        (["--source", "nonsense", "--since", "7d"], 2, "reelbus: --source must be an address such as mysql://"),
        (["--source", "URL", "--from", "2026-13-01"], 2, "reelbus: invalid date '2026-13-01'"),
        (["--source", "URL", "--since", "7d", "--submit", "--tile", "9"], 2, "reelbus: --tile: invalid size '9': use width"),
        (["--source", "URL", "--since", "7d", "--submit", "--tile", "9x9"], 2, "bad setting INGEST_TILE: "),
        (["--source", "URL", "--since", "7d", "--out", "s3://other/x.csv"], 2, "reelbus: s3://other/x.csv must be below"),
        (["--source", "URL", "--since", "7d"], 2, "reelbus: database mysql://root@127.0.0.1"),
        (["--source", "mysql://u:s3cret@127.0.0.1:1/x", "--since", "7d"], 1, "reelbus: database mysql://u:***@127.0.0.1:1/x: "),
        (["--source", "sqlite:////no/such.db", "--since", "7d"], 2, "reelbus: database sqlite:////no/such.db: the file does"),
    ],
)  # fmt: skip
def test_what_the_user_can_put_right_is_one_line(
    args: list[str], status: int, said: str, alone: Reelbus, source_url: str
) -> None:
    done = covers(alone, *(source_url if each == "URL" else each for each in args))
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr.startswith(said), done.stderr
    assert done.stderr.count("\n") == 1
    assert "s3cret" not in done.stderr


def test_a_wrong_password(alone: Reelbus, mysql: str, source_url: str) -> None:
    execute(mysql, "CREATE USER IF NOT EXISTS reelbus_test@'%' IDENTIFIED BY 'right'")
    wrong = source_url.replace("root@", "reelbus_test:wr0ng@")
    done = covers(alone, "--source", wrong, "--since", "7d")
    execute(mysql, "DROP USER reelbus_test@'%'")
    assert done.returncode == 2
    assert "Access denied for user 'reelbus_test'" in done.stderr
    assert "wr0ng" not in done.stderr
    assert done.stderr.count("\n") == 1


async def test_a_terminal_is_shown_what_it_would_obey_and_a_file_gets_it_as_it_is(tmp_path: Path) -> None:
    evil = "an\x1b]0;pwned\x07a\x9b5m\u202e"

    async def pieces() -> AsyncGenerator[bytes, None]:
        yield f"creator_name\n{evil}\n".encode()

    ours, theirs = pty.openpty()
    try:
        await write(pieces(), Target(path=Path(os.ttyname(theirs))), StorageSettings())
        assert os.read(ours, 1000) == b"creator_name\r\nan\\x1b]0;pwned\\x07a\\x9b5m\\u202e\r\n"
    finally:
        os.close(ours)
        os.close(theirs)
    await write(pieces(), Target(path=tmp_path / "covers.csv"), StorageSettings())
    assert (tmp_path / "covers.csv").read_text() == f"creator_name\n{evil}\n"
