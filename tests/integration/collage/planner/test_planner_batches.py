"""Batches from CSV to pages, on a folder."""

import asyncio
import io
import json
from contextlib import aclosing, closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fixtures.loop_time import loop_held_under
from fixtures.media.csvs import HEADER, unsorted_rows
from fixtures.waiting import until
from libs.bus import Rejected, Retryable
from libs.bus.errors import verdict
from libs.events import CollageBatchPlanned, CollageBatchSubmitted, CollageRequestedLow
from libs.storage import Denied
from services.collage.keys import plan_key, summary_key
from services.collage.planner import grouping
from services.collage.planner.errors import Contradiction, PlanFailed
from services.collage.planner.rows.scan import STEP_ROWS, CsvScan
from tests.integration.collage.planner.conftest import Desk, desk_in

GOOD = "ann,https://a.example/1.jpg,2026-10-01\nbob,https://b.example/1.jpg,2026-10-02\nann,https://a.example/2.jpg,\n"
WHEN = datetime(2026, 10, 5, 12, tzinfo=UTC)


# ---- pages --------------------------------------------------------------------------------------


async def test_rows_become_pages_by_creator_in_the_order_of_the_csv(desk: Desk) -> None:
    content = HEADER + "".join(unsorted_rows(20_000, 130))
    found = await desk.plan(content, submitted_at=WHEN, trigger="bucket", quality=90, tile_width=112)
    rows = [line.split(",") for line in content.splitlines()[1:]]
    wanted: dict[str, list[str]] = {}
    for creator, url, _ in rows:
        wanted.setdefault(creator, []).append(url)
    assert found.urls == wanted
    assert [page.creator for page in found.pages] == sorted(page.creator for page in found.pages)
    for page in found.pages:
        total = -(-len(wanted[page.creator]) // 35)
        left = len(wanted[page.creator]) - 35 * (page.page - 1)
        assert (page.pages, len(page.images)) == (total, min(35, left))
        assert (page.trigger, page.quality, page.tile_width, page.submitted_at) == ("bucket", 90, 112, WHEN)
        assert page.images[0].created_at is not None
    assert [page.page for page in found.pages if page.creator == "creator_00007"] == [1, 2, 3, 4, 5]
    assert found.plan == CollageBatchPlanned(
        batch_id="b1", status="planned", csv_uri=desk.storage.uri("covers.csv"), trigger="bucket", submitted_at=WHEN,
        rows_read=20_000, rows_accepted=20_000, creators=130, pages=len(found.pages),
        report_uri=desk.storage.uri("results/batches/b1/rejected-rows.json"),
    )  # fmt: skip
    assert (desk.report().first, desk.report().rows_accepted) == ([], 20_000), "a report even without bad rows"


async def test_many_creators_leave_the_event_loop_free(desk: Desk) -> None:
    """2,000,000 of them are planned by `make test-long`."""
    content = HEADER + "".join(unsorted_rows(20_000, 20_000))
    uri = desk.csv(content)
    async with loop_held_under():
        found = await desk.submit(uri)
    assert len(found.pages) == 20_000


async def test_one_creator_in_more_rows_than_a_group_holds(desk: Desk) -> None:
    count = 2 * grouping.GROUP_ROWS + 1
    found = await desk.plan(
        "".join(f"ann,https://a.example/{number}\n" for number in range(count)), rows=20, columns=20
    )
    assert found.urls == {"ann": [f"https://a.example/{number}" for number in range(count)]}
    assert [len(page.images) for page in found.pages] == [400, 400, 400, 400, 400, 1]


async def test_rows_that_do_not_fit_a_chunk(desk: Desk, tmp_path: Path) -> None:
    """Creators come again in later chunks: their order is still that of the CSV."""
    long = "x" * 1_900
    count = grouping.CHUNK_BYTES // 1_900 + 2_000
    found = await desk.plan("".join(f"c{n % 7},https://a.example/{n}/{long}\n" for n in range(count)))
    for creator, urls in found.urls.items():
        numbers = [int(url.split("/")[3]) for url in urls]
        assert numbers == list(range(int(creator[1:]), count, 7))


async def test_only_one_creator(desk: Desk) -> None:
    found = await desk.plan(GOOD + "bob,ftp://b\n", creator=" ann ")
    assert found.urls == {"ann": ["https://a.example/1.jpg", "https://a.example/2.jpg"]}
    assert found.plan is not None
    assert (found.plan.rows_read, found.plan.rows_accepted, found.plan.rows_filtered) == (4, 2, 1)
    assert found.plan.rows_rejected == 1
    nobody = await desk.plan(GOOD, creator="zoe", batch_id="b2")
    assert nobody.reason.endswith("covers.csv has no valid row of creator zoe")


async def test_a_batch_of_low_priority(desk: Desk) -> None:
    assert {type(page) for page in (await desk.plan(GOOD, priority="low")).pages} == {CollageRequestedLow}


# ---- bad rows and bad files ---------------------------------------------------------------------


async def test_bad_rows_are_counted_and_the_first_hundred_kept(desk: Desk) -> None:
    bad = [
        ("ann,file:///etc/passwd", "not an http address"),
        ("ann,javascript:alert(1)", "not an http address"),
        (f"ann,http://a/{'b' * 3_000}", "address too long"),
        (f"ann,http://a/{'b' * 10_000_000}", "line too long"),
        (",http://a/b", "no creator"),
        ("ann", "too few columns"),
        ("a\x00n,http://a/b", "control characters in the creator"),
    ]
    internal = "eve,http://169.254.169.254/latest/meta-data,\n"
    found = await desk.plan(HEADER + "".join(row + "\n" for row, _ in bad) + internal + GOOD)
    assert found.urls.keys() == {"ann", "bob", "eve"}, "internal addresses are refused when they are fetched"
    report = desk.report()
    assert [(row.line, row.reason) for row in report.first] == [(n, reason) for n, (_, reason) in enumerate(bad, 2)]
    assert [row.text for row in report.first] == [row[:200] for row, _ in bad]
    assert report.reasons["not an http address"] == 2
    assert (report.rows_read, report.rows_rejected, report.header) == (len(bad) + 4, len(bad), True)
    await desk.plan(HEADER + "ann\n" * 250 + GOOD, batch_id="b2")
    assert (len(desk.report("b2").first), desk.report("b2").reasons) == (100, {"too few columns": 250})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "has no rows"),
        (HEADER.encode(), "has no rows"),
        (b"PK\x03\x04rest", "a ZIP archive or an Excel workbook, not a CSV: unpack it first"),
        (b"\x1f\x8b\x08rest", "unpack it first"),
        (b"shop,cover_url\na,http://a/b\n", "the header has no column creator_name"),
        (bytes(100_000), "1 of 1 rows are rejected because of: line too long"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50, "has no valid row"),
        (b"ann,ftp://a\nbob,ftp://b\ncat\n", "2 of 3 rows are rejected because of: not an http address"),
    ],
    ids=["empty", "header", "zip", "gzip", "columns", "zeros", "png", "rows"],
)
async def test_a_file_without_usable_rows_fails_and_says_why(desk: Desk, content: bytes, said: str) -> None:
    found = await desk.plan(content)
    assert said in found.reason
    assert found.plan is not None
    read = said.startswith("has no") or "rows are rejected" in said
    assert (found.plan.report_uri is not None) == read
    if read:
        assert desk.report().rows_read == found.plan.rows_read == found.plan.rows_rejected
    good = await desk.plan(GOOD)
    assert good.urls.keys() == {"ann", "bob"}, "a mended file may have the same batch id"


async def test_a_layout_that_is_too_large(desk: Desk) -> None:
    found = await desk.plan(GOOD, rows=20, columns=20, tile_width=1024, tile_height=1024)
    assert "20480×20480 pixels is too large" in found.reason


async def test_only_csvs_of_our_storage_are_read(desk: Desk, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text(GOOD)
    for uri in (
        secret.as_uri(), "file:///etc/passwd", f"{desk.storage.root}/../secret.csv", "s3://bucket/a.csv",
        "https://a.example/a.csv", "covers.csv", f"{desk.storage.root}x/a.csv", f"{desk.storage.root}/",
    ):  # fmt: skip
        assert (await desk.submit(uri)).reason == f"{uri} is refused: CSVs must be below {desk.storage.root}"
    assert "the object does not exist" in (await desk.submit(desk.storage.uri("none.csv"))).reason


async def test_a_csv_that_weighs_too_much(tmp_path: Path) -> None:
    async with desk_in(tmp_path, csv_max_bytes=10) as desk:
        assert "the limit is 10 (COLLAGE_CSV_MAX_MB)" in (await desk.plan(GOOD)).reason


async def test_what_people_put_right_is_tried_again(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text(GOOD)
    (desk.folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    with pytest.raises(Denied) as raised:
        await desk.submit(desk.storage.uri("link.csv"))
    assert isinstance(verdict(raised.value), Retryable)


async def test_a_work_folder_that_cannot_be_written(tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        uri = desk.csv(GOOD)
        for folder in desk.work.iterdir():
            folder.rename(tmp_path / "gone")
        with pytest.raises(Retryable, match="COLLAGE_WORK_FOLDER"):
            await desk.submit(uri)


async def test_more_rows_than_can_be_read_in_time(tmp_path: Path) -> None:
    batch = CollageBatchSubmitted(batch_id="b1", csv_uri="file:///none")
    with closing(grouping.Grouping(tmp_path / "rows.db")) as rows:
        scan = CsvScan(io.BytesIO(b"\n" * 4 * STEP_ROWS), batch, rows, max_rows=2 * STEP_ROWS)
        assert scan.step()
        assert scan.step()
        with pytest.raises(PlanFailed, match="more than 10,000 rows: split it into several files"):
            scan.step()


# ---- again --------------------------------------------------------------------------------------


async def test_a_second_submission_gives_the_same_pages(desk: Desk) -> None:
    first = await desk.plan(GOOD)
    again = await desk.plan(GOOD)
    moved = await desk.submit(desk.csv(GOOD, "moved.csv"), submitted_at=WHEN)
    assert [page.model_dump_json() for page in again.pages] == [page.model_dump_json() for page in first.pages]
    assert moved.pages == first.pages, "the first submission's time counts"
    assert again.plan == first.plan
    plan = json.loads((desk.folder / plan_key("b1")).read_text())
    assert (plan["pages"], plan["rows_read"]) == (2, 3)


async def test_a_time_without_a_zone_is_utc(desk: Desk) -> None:
    assert (await desk.plan(GOOD, submitted_at="2026-10-05T12:00:00")).pages[0].submitted_at == WHEN


async def test_a_submission_that_contradicts_the_plan_is_rejected(desk: Desk) -> None:
    await desk.plan(GOOD)
    other = desk.csv(GOOD + "zoe,https://z.example/1.jpg\n", "other.csv")
    unusable = desk.csv("", "empty.csv")
    for uri, more in ((desk.storage.uri("covers.csv"), {"rows": 4}), (other, {}), (unusable, {}), ("file:///none", {})):
        with pytest.raises(Contradiction, match="use another batch_id"):
            await desk.submit(uri, **more)


async def test_the_event_again_after_the_csv_was_put_away(desk: Desk) -> None:
    await desk.plan(GOOD)
    (desk.folder / "covers.csv").unlink()
    uri = desk.storage.uri("covers.csv")
    assert "the object does not exist" in (await desk.submit(uri)).reason, "the batch cannot be ended any more"
    summary = desk.folder / summary_key("b1")
    summary.parent.mkdir(parents=True)
    summary.write_text("{}")
    found = await desk.submit(uri)
    assert (found.plan, found.pages) == (None, []), "nothing is said of a batch that has ended"


async def test_a_plan_that_cannot_be_read(desk: Desk) -> None:
    await desk.plan(GOOD)
    (desk.folder / plan_key("b1")).write_text("{}")
    with pytest.raises(Rejected, match=r"plan\.json is not a valid plan"):
        await desk.plan(GOOD)


# ---- side by side -------------------------------------------------------------------------------


async def test_one_batch_at_a_time(desk: Desk) -> None:
    uri = desk.csv(GOOD)
    first = desk.planner.plan(CollageBatchSubmitted(batch_id="b1", csv_uri=uri))
    await anext(first)
    second = asyncio.create_task(desk.submit(uri, batch_id="b2"))
    third = asyncio.create_task(desk.submit(uri, batch_id="b3"))
    await until(lambda: len(desk.left()) == 2, "the first has its CSV and its rows on disk")
    assert not (desk.folder / plan_key("b2")).exists()
    await first.aclose()
    assert len((await second).pages) == len((await third).pages) == 2


async def test_a_cancelled_batch_leaves_nothing(desk: Desk) -> None:
    uri = desk.csv(HEADER + "".join(unsorted_rows(200_000, 1_000)))
    reading = asyncio.create_task(desk.submit(uri))
    await until(lambda: any(path.stat().st_size for path in desk.left() if path.suffix == ".db"), "it reads")
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert desk.left() == []
    assert not (desk.folder / plan_key("b1")).exists()
    assert len((await desk.plan(GOOD)).pages) == 2, "the next may go on"


async def test_the_loop_turns_while_a_csv_is_read(desk: Desk) -> None:
    uri = desk.csv(HEADER + "".join(unsorted_rows(100_000, 1_000)))
    batch = CollageBatchSubmitted(batch_id="b1", csv_uri=uri)
    turns = 0

    async def turn() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    turning = asyncio.create_task(turn())
    async with aclosing(desk.planner.plan(batch)) as results:
        assert isinstance(await anext(results), CollageBatchPlanned)
    turning.cancel()
    assert turns > 100
