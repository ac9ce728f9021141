"""`reelbus batch`, as its user runs it: what is submitted, what is shown of it, and how it is followed."""

import hashlib
import json
import subprocess
import uuid
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from libs.bus import Event, KafkaBus
from libs.bus.kafka.admin import create, partition_numbers
from libs.database import DatabaseSettings, open_database
from libs.events import CollageBatchPlanned, CollageBatchSubmitted, CollageGenerated, topic
from libs.events.envelope import header
from libs.events.specs import topic_specs
from libs.storage import StorageSettings, open_storage
from services.collage.cancelling import is_cancelled
from services.collage.planner.grouping import Totals
from services.collage.planner.plan import Plans, new_plan
from services.collage.planner.report import Report
from services.collage.tally.batch_store import BatchStore
from services.collage.tally.completion import BatchCompletion
from services.collage.tally.handler import generated, planned
from tests.integration.processes import running
from tests.support.records import read_all
from tests.support.s3 import moto_server, new_bucket, s3_settings

SUBMITTED = "collage-batch-submitted"
CSV = b"creator_name,cover_url,created_at\nann,https://h/1.jpg,2026-11-01\n"

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
async def topics(bus: KafkaBus) -> KafkaBus:
    await create(bus, list(topic_specs([topic(SUBMITTED)])))
    return bus


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {"STORAGE_URI": (tmp_path / "objects").as_uri(), "DATABASE_URL": f"sqlite:///{tmp_path}/batch.db"}


@pytest.fixture
def run(reelbus: Run, env: dict[str, str]) -> Run:
    return lambda *args, **more: reelbus("batch", *args, **(env | more))


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    path = tmp_path / "Covers November.csv"
    path.write_bytes(CSV)
    return path


async def submitted(bus: KafkaBus, batch_id: str) -> list[tuple[str | None, CollageBatchSubmitted]]:
    """All submissions of a batch: event id and payload."""
    records = await read_all(bus, SUBMITTED, (await partition_numbers(bus))[SUBMITTED])
    found = [(header(r.headers, "ce_id"), CollageBatchSubmitted.model_validate_json(r.value or b"")) for r in records]
    return [(event_id, payload) for event_id, payload in found if payload.batch_id == batch_id]


@asynccontextmanager
async def counting(env: Mapping[str, str], batch: str = "b") -> AsyncIterator[Callable[..., Any]]:
    """Yields a function that sends plans and pages of a batch to the handlers of the tally, in this process."""
    async with (
        open_storage(StorageSettings(storage_uri=env["STORAGE_URI"])) as storage,
        open_database(DatabaseSettings.model_validate({"DATABASE_URL": env["DATABASE_URL"]})) as engine,
    ):
        batches = BatchStore(engine)
        parts = {"batches": batches, "completion": BatchCompletion(engine, batches, storage)}

        async def send(page: int | None = None, status: str | None = None, **more: Any) -> None:
            if page is None:
                body = {
                    "batch_id": batch,
                    "status": status or "planned",
                    "csv_uri": "file:///x.csv",
                    "submitted_at": datetime.now(UTC),
                }
                plan = CollageBatchPlanned.model_validate(body | more)
                await planned(Event("plan", "t", None, plan, 1, None), **parts)
                return
            uri = storage.uri(f"collages/{batch}/{page}.jpg")
            body = {
                "batch_id": batch,
                "creator": "ann",
                "page": page,
                "status": status or "generated",
                "uri": uri,
                "placed": 35,
            }
            made = CollageGenerated.model_validate(body | more)
            await generated(Event(f"page {page}", "t", None, made, 1, None), **parts)

        yield send


# ---- submit -------------------------------------------------------------------------------------


async def test_a_file_is_stored_and_submitted_and_a_repeat_is_the_same_batch(
    topics: KafkaBus, run: Run, csv: Path, tmp_path: Path
) -> None:
    done = run("submit", str(csv))
    assert done.returncode == 0, done.stderr
    batch_id, uri = done.stdout.rstrip("\n").split("\t")
    assert batch_id.startswith("Covers-November")
    assert uri.startswith(f"{(tmp_path / 'objects').as_uri()}/batches/{batch_id}/")
    assert uri.endswith(".csv")
    assert Path(uri.removeprefix("file://")).read_bytes() == CSV
    assert run("submit", str(csv)).stdout == done.stdout
    (first_id, first), (second_id, _) = await submitted(topics, batch_id)
    assert first_id == second_id
    assert (first.csv_uri, first.trigger, first.priority, first.rows, first.columns) == (uri, "manual", "normal", 5, 7)
    assert first.submitted_at is not None


async def test_another_layout_or_content_is_another_batch(topics: KafkaBus, run: Run, csv: Path) -> None:
    options = ["--rows", "2", "--columns", "3", "--tile", "96x128", "--quality", "80", "--creator", "ann",
               "--priority", "low", "--missing", "leave-out"]  # fmt: skip
    plain, as_default = (run("submit", str(csv), *more).stdout.split("\t")[0] for more in ([], ["--rows", "5"]))
    batch_id = run("submit", str(csv), *options).stdout.split("\t")[0]
    csv.write_bytes(CSV + b"bob,https://h/2.jpg,2026-11-02\n")
    other = run("submit", str(csv)).stdout.split("\t")[0]
    assert as_default == plain
    assert len({plain, batch_id, other}) == 3
    ((_, event),) = await submitted(topics, batch_id)
    assert (event.rows, event.columns, event.tile_width, event.tile_height, event.quality) == (2, 3, 96, 128, 80)
    assert (event.creator, event.priority, event.missing) == ("ann", "low", "leave-out")


async def test_another_priority_is_the_same_batch(topics: KafkaBus, run: Run, csv: Path) -> None:
    csv.write_bytes(CSV + f"bob,https://h/{uuid.uuid4()}.jpg,2026-11-02\n".encode())
    first, hurried = (run("submit", str(csv), "--priority", priority).stdout for priority in ("low", "normal"))
    assert first == hurried
    batch_id = first.split("\t")[0]
    assert [event.priority for _, event in await submitted(topics, batch_id)] == ["low", "normal"]


async def test_another_csv_with_the_same_id_never_overwrites_the_first(
    topics: KafkaBus, run: Run, csv: Path, tmp_path: Path, env: dict[str, str]
) -> None:
    mine = ["--batch-id", "spring"]
    first = run("submit", str(csv), *mine).stdout.rstrip("\n").split("\t")[1]
    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / csv.name
    other.write_bytes(CSV + b"bob,https://h/2.jpg,2026-11-02\n")
    # Not planned yet: the planner decides, and needs both CSVs.
    second = run("submit", str(other), *mine).stdout.rstrip("\n").split("\t")[1]
    assert first != second
    assert Path(first.removeprefix("file://")).read_bytes() == CSV
    events = await submitted(topics, "spring")

    async with open_storage(StorageSettings(storage_uri=env["STORAGE_URI"])) as storage:
        report = Report(batch_id="spring", csv_uri=first)
        digest = hashlib.sha256(CSV).hexdigest()
        await Plans(storage).save(new_plan(events[0][1], digest, datetime.now(UTC), report, Totals(1, 1)))
        there = (await storage.put(storage.uri("in/x.csv"), CSV, content_type="text/csv")).uri
    for refused in ([str(other)], [str(csv), "--rows", "2"], [there, "--creator", "ann"]):
        for more in ([], ["--watch"]):
            done = run("submit", *refused, *mine, *more)
            assert (done.returncode, done.stdout) == (2, "")
            assert done.stderr == (
                "reelbus: batch spring already exists with another CSV or layout: choose another --batch-id\n"
            )
    for same in (str(csv), there):
        assert run("submit", same, *mine).returncode == 0
    assert len(await submitted(topics, "spring")) == len(events) + 2


async def test_stdin_and_a_given_batch_id(topics: KafkaBus, run: Run) -> None:
    done = run("submit", "-", "--batch-id", "mine, of today", given=CSV.decode())
    assert done.returncode == 0, done.stderr
    batch_id, uri = done.stdout.rstrip("\n").split("\t")
    assert batch_id == "mine, of today"
    assert uri.endswith("-stdin.csv")
    assert len(await submitted(topics, batch_id)) == 1


@pytest.fixture
def bucket() -> Iterator[StorageSettings]:
    with moto_server() as server, new_bucket(server) as bucket:
        yield s3_settings(server, f"s3://{bucket}/shop")


async def test_an_object_is_submitted_where_it_is(topics: KafkaBus, run: Run, bucket: StorageSettings) -> None:
    async with open_storage(bucket) as storage:
        uri = (await storage.put(storage.uri("in/covers.csv"), CSV, content_type="text/csv")).uri
    given = {"STORAGE_URI": bucket.root, "AWS_ENDPOINT_URL": bucket.endpoint_url or ""}
    given |= {"AWS_ACCESS_KEY_ID": bucket.access_key_id or "", "AWS_SECRET_ACCESS_KEY": bucket.secret or ""}
    done = run("submit", uri, **given)
    assert done.returncode == 0, done.stderr
    batch_id = done.stdout.split("\t")[0]
    assert done.stdout == f"{batch_id}\t{uri}\n"
    absent = run("submit", f"{bucket.root}/in/other.csv", **given)
    assert (absent.returncode, absent.stdout, absent.stderr.count("\n")) == (1, "", 1)
    assert [event.csv_uri for _, event in await submitted(topics, batch_id)] == [uri]


@pytest.mark.parametrize(
    ("args", "given", "status", "message"),
    [
        (["no-such.csv"], "", 2, "reelbus: no-such.csv: No such file"),
        (["/"], "", 2, "reelbus: /: Is a directory"),
        (["-"], "", 1, "reelbus: stdin is empty"),
        (["s3://other/x.csv"], "", 2, "reelbus: s3://other/x.csv is outside STORAGE_URI (file:///"),
        (["-", "--tile", "224"], "x", 2, "reelbus: --tile: invalid size '224': use width x height"),
        (["-", "--tile", "8x8"], "x", 2, "reelbus: tile_width: Input should be greater than or equal to 16"),
        (["-", "--batch-id", "a\nb"], "x", 2, "reelbus: batch_id: "),
    ],
)
async def test_an_error_that_the_user_can_correct_is_one_line(
    args: list[str], given: str, status: int, message: str, topics: KafkaBus, run: Run, tmp_path: Path
) -> None:
    done = run("submit", *args, given=given)
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr.startswith(message)
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "objects").exists(), "nothing is stored"


def test_without_a_broker_nothing_is_stored(run: Run, csv: Path, tmp_path: Path) -> None:
    done = run("submit", str(csv), KAFKA_BOOTSTRAP_SERVERS="127.0.0.1:1")
    assert (done.returncode, done.stdout) == (1, "")
    assert "no broker answers" in done.stderr
    assert not (tmp_path / "objects").exists()


# ---- status -------------------------------------------------------------------------------------


async def test_batches_and_one_of_them(run: Run, env: dict[str, str]) -> None:
    assert run("status").stdout == ""
    async with counting(env, "open-one") as send:
        await send(1)
    async with counting(env, "done-one") as send:
        await send(pages=2, rows_read=90, rows_rejected=1)
        await send(1)
        await send(2, "partial", placed=30, missing=5, failures={"gone": 4, "too-small": 1})
    rows = {row[0]: row[1:] for row in (line.split("\t") for line in run("status").stdout.splitlines())}
    assert rows["open-one"][:5] == ["open", "1/?", "0", "35", "0"]
    assert rows["done-one"][:5] == ["completed", "2/2", "0", "70", "5"]
    assert (rows["open-one"][-1], rows["done-one"][-1]) == ("-", "with-gaps")
    details = run("status", "done-one").stdout
    assert "status\tcompleted\n" in details
    assert "missing\tgone\t4\nmissing\ttoo-small\t1\n" in details
    document = json.loads(run("status", "done-one", "--json").stdout)
    assert (document["pages"], document["partial"], document["rows_rejected"]) == (2, 1, 1)
    assert document["missing_by_reason"] == {"gone": 4, "too-small": 1}
    assert (document["status"], document["outcome"]) == ("completed", "with-gaps")
    assert "outcome\twith-gaps\n" in details
    assert document["summary_uri"].startswith(env["STORAGE_URI"])
    assert [json.loads(line)["batch_id"] for line in run("status", "--json", "--limit", "1").stdout.splitlines()] == [
        "done-one"
    ]
    unknown = run("status", "other")
    assert (unknown.returncode, unknown.stderr.count("\n")) == (1, 1)
    assert unknown.stderr.startswith("reelbus: batch other does not exist in the database")
    assert run("status", "done-won").stderr.endswith(
        "batch done-won does not exist in the database; did you mean done-one?\n"
    )


async def test_links_open_the_objects_of_a_batch(run: Run, env: dict[str, str]) -> None:
    async with counting(env) as send:
        await send(pages=2)
        await send(1)
        await send(2, uri="s3://elsewhere/secret.jpg")
    lines = [line.split("\t") for line in run("status", "b", "--links").stdout.splitlines()]
    assert [line[0] for line in lines] == ["summary", "page", "collage"], "no link to an object outside of the store"
    assert lines[2][1:3] == ["ann", "1"]
    assert lines[2][3] == f"{env['STORAGE_URI']}/collages/b/1.jpg"
    assert run("status", "--links").stderr == "reelbus: --links needs the id of a batch\n"
    first = json.loads(run("status", "b", "--links", "--json").stdout.splitlines()[0])
    assert (first["kind"], first["address"]) == ("summary", lines[0][3])


# ---- watch --------------------------------------------------------------------------------------


async def test_a_batch_is_followed_from_before_it_is_planned_to_its_end(
    broker: str, run: Run, env: dict[str, str]
) -> None:
    async with running(broker, "reelbus", "batch", "watch", "b", env=env) as watch:
        await watch.says("waiting for batch b: it is not in sqlite:///")
        async with counting(env) as send:
            await send(pages=2)
            await send(1)
            await send(2)
        assert await watch.ended() == 0
        assert len(watch.lines) == 1
    done = run("watch", "b")
    assert done.returncode == 0
    last = done.stdout.splitlines()
    assert last[0] == "b\tcompleted\t2/2 pages\t70 pictures\t0 missing"
    assert last[1].startswith("completed\t2 pages in ")
    assert last[2] == f"summary\t{env['STORAGE_URI']}/results/processing-summaries/b.json"


@pytest.mark.parametrize(
    ("pages", "outcome", "gaps"),
    [
        (
            [("partial", {"placed": 30, "missing": 5, "failures": {"address-refused": 4, "gone": 1}})], "with-gaps",
            "5 of 35 pictures are missing (address-refused 4, gone 1); 1 of 40 rows was rejected",
        ),
        (
            [("failed", {"placed": 0, "missing": 35, "failures": {"address-refused": 35}})], "empty",
            "35 of 35 pictures are missing (address-refused 35); 1 of 40 rows was rejected",
        ),
        (
            [("generated", {}), ("failed", {"placed": 0, "missing": 35, "failures": {"cancelled": 35}})], "cancelled",
            "35 of 70 pictures are missing (cancelled 35); 1 of 40 rows was rejected",
        ),
    ],
)  # fmt: skip
async def test_a_batch_that_is_not_complete_ends_with_status_3_and_its_gaps(
    run: Run, env: dict[str, str], pages: list[tuple[str, dict[str, Any]]], outcome: str, gaps: str
) -> None:
    async with counting(env) as send:
        await send(pages=len(pages), rows_read=40, rows_rejected=1)
        for number, (status, more) in enumerate(pages, 1):
            await send(number, status, **more)
    done = run("watch", "b")
    assert done.returncode == 3
    assert done.stderr == f"reelbus: batch b is not complete (outcome {outcome}): {gaps}\n"
    lines = done.stdout.splitlines()
    assert lines[1].startswith("completed\t"), "part of the output format"
    assert f"outcome\t{outcome}\t{gaps}" in lines
    assert any("FETCH_ALLOW_PRIVATE" in line for line in lines) is ("address-refused" in gaps)
    if outcome == "empty":
        assert (
            "missing\taddress-refused\t35\tthe addresses are private; add their hosts to FETCH_ALLOW_PRIVATE"
            in run("status", "b").stdout
        )


async def test_a_complete_batch_ends_with_status_0(run: Run, env: dict[str, str]) -> None:
    """Blank rows and rows of other creators are not gaps."""
    async with counting(env) as send:
        await send(pages=1, rows_read=50, rows_rejected=2, rows_blank=2, rows_filtered=9)
        await send(1)
    done = run("watch", "b")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "outcome\tcomplete"


async def test_a_batch_that_failed_ends_with_status_1(run: Run, env: dict[str, str]) -> None:
    async with counting(env) as send:
        await send(status="failed", reason="covers.csv has no header")
    done = run("watch", "b")
    assert done.returncode == 1
    assert done.stderr == "reelbus: batch b failed: covers.csv has no header\n"
    assert done.stdout.splitlines()[0].startswith("b\tfailed\t0/0 pages")


# ---- cancel -------------------------------------------------------------------------------------


async def test_a_batch_is_cancelled_once(run: Run, env: dict[str, str]) -> None:
    async with counting(env) as send:
        await send(pages=3)
        await send(1)
        done = run("cancel", "b")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == "b\tcancelled\t1 of 3 pages have ended; pages that have not started are skipped\n"
        async with open_storage(StorageSettings(storage_uri=env["STORAGE_URI"])) as storage:
            assert await is_cancelled(storage, "b"), "as the workers see it"
            assert not await is_cancelled(storage, "c")
        again = run("cancel", "b")
        assert (again.returncode, again.stdout, again.stderr) == (0, "", "batch b is already cancelled\n")
        for page in (2, 3):
            await send(page, "failed", placed=0, missing=35, reason="cancelled", failures={"cancelled": 35})
    late = run("cancel", "b")
    assert (late.returncode, late.stdout, late.stderr) == (1, "", "reelbus: batch b has already ended: cancelled\n")


async def test_an_ended_or_unknown_batch_is_not_cancelled(run: Run, env: dict[str, str]) -> None:
    async with counting(env, "spring") as send:
        await send(pages=1)
        await send(1)
    done = run("cancel", "spring")
    assert (done.returncode, done.stderr) == (1, "reelbus: batch spring has already ended: complete\n")
    unknown = run("cancel", "other")
    message = "reelbus: batch other does not exist in the database; a new batch can be cancelled once it is planned\n"
    assert (unknown.returncode, unknown.stdout, unknown.stderr) == (1, "", message)
    assert not (Path(env["STORAGE_URI"].removeprefix("file://")) / "results/batches").exists(), "nothing is stored"


async def test_a_batch_that_is_planned_and_not_counted_yet_is_cancelled_and_its_id_stays_taken(
    topics: KafkaBus, run: Run, csv: Path, env: dict[str, str]
) -> None:
    batch_id = f"summer-{uuid.uuid4()}"
    run("submit", str(csv), "--batch-id", batch_id)
    ((_, event),) = await submitted(topics, batch_id)
    async with open_storage(StorageSettings(storage_uri=env["STORAGE_URI"])) as storage:
        report = Report(batch_id=batch_id, csv_uri=event.csv_uri)
        digest = hashlib.sha256(CSV).hexdigest()
        await Plans(storage).save(new_plan(event, digest, datetime.now(UTC), report, Totals(1, 1)))
    done = run("cancel", batch_id)
    assert done.stdout == f"{batch_id}\tcancelled\tpages that have not started are skipped\n"
    again = run("submit", str(csv), "--batch-id", batch_id)
    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr == f"reelbus: batch {batch_id} was cancelled: choose another --batch-id\n"
    assert len(await submitted(topics, batch_id)) == 1


# ---- untrusted text ----------------------------------------------------------------------------------

ESCAPES = "\x1b]0;pwned\x07\x1b[2J\x9b5m\u202e\u2028"


async def test_text_of_a_csv_is_escaped_on_the_terminal(run: Run, env: dict[str, str]) -> None:
    """Headers appear in reasons, creators in links, reasons in counts."""
    async with counting(env, "bad") as send:
        await send(status="failed", reason=f"the header has {ESCAPES}")
    async with counting(env, "odd") as send:
        await send(pages=1, csv_uri=f"file:///{ESCAPES}.csv", report_uri=f"file:///{ESCAPES}.json")
        await send(1, "partial", creator="ann \x9b5m\u202e\u2028", missing=5, failures={f"gone {ESCAPES}": 5})
    printed = ""
    for args in (["watch", "bad"], ["status", "odd"], ["status", "odd", "--links"], ["cancel", f"bad{ESCAPES}"]):
        done = run(*args)
        assert not (set(ESCAPES) - set("0;pwned2J[]5m")) & set(done.stdout + done.stderr), args
        assert "Traceback" not in done.stderr
        printed += done.stdout + done.stderr
    assert printed.count("\\x1b]0;pwned") >= 4, "the texts are complete"
