"""The CSV of covers: what spreadsheets and the planner read in it."""

import csv
import io
from collections.abc import AsyncGenerator
from pathlib import Path

from libs.events import CollageBatchSubmitted
from services.collage.planner.grouping import Grouping
from services.collage.planner.rows.picture import image_fields
from services.collage.planner.rows.scan import CsvScan
from services.ingest.covers.csv_format import as_csv
from services.ingest.covers.export import Cover

CREATORS = ["=cmd|' /C calc'!A0", "+49 170 1", "-shop-", "@ana", "'=1", "-5", "'s shop", 'a,"b"', "ana", "\uff1dx"]
URL = "https://h.example/1.jpg"
WHEN = "2026-11-03T09:00:00Z"


async def written(*covers: Cover) -> bytes:
    async def pages() -> AsyncGenerator[list[Cover], None]:
        yield list(covers)

    return b"".join([piece async for piece in as_csv(pages(), video_ids=True)])


async def test_a_spreadsheet_sees_no_formula_and_numbers_stay_numbers() -> None:
    content = await written(*(Cover(name, URL, WHEN, "-5") for name in CREATORS), Cover("ana", URL, WHEN, "-aBc_1"))
    rows = list(csv.reader(io.StringIO(content.decode())))
    assert rows[0] == ["creator_name", "cover_url", "created_at", "video_id"]
    cells = {cell for row in rows for cell in row}
    assert not any(cell.startswith(("=", "@", "\t", "\r", "\uff1d")) for cell in cells)
    assert {cell for cell in cells if cell.startswith(("+", "-"))} == {"-5"}
    assert "'=cmd|' /C calc'!A0" in cells
    assert {"ana", "'s shop", URL, WHEN} <= cells


async def test_the_planner_reads_back_what_was_written(tmp_path: Path) -> None:
    content = await written(*(Cover(name, URL, WHEN, name) for name in CREATORS))
    batch = CollageBatchSubmitted(batch_id="b", csv_uri="file:///x")
    grouping = Grouping(tmp_path / "g.db")
    scan = CsvScan(io.BytesIO(content), batch, grouping)
    while scan.step():
        pass
    grouping.finish()
    found = {creator: image_fields(next(grouping.pictures(creator))) for creator, _ in grouping.creators()}
    grouping.close()
    assert scan.report().reasons == {}
    assert found == {name: {"url": URL, "video_id": name, "created_at": WHEN} for name in CREATORS}


async def test_a_line_end_in_a_name_makes_no_row_of_its_own() -> None:
    names = ["a\rb", "a\nb", "a\r\nb", "\ra"]
    content = await written(*(Cover(name, URL, WHEN, "") for name in names))
    assert content.count(b'"') >= 2 * len(names)
    rows = list(csv.reader(io.StringIO(content.decode(), newline="")))[1:]
    assert [row[0] for row in rows] == ["a\rb", "a\nb", "a\r\nb", "'\ra"]
