"""The page and the document of a batch: all is told, nothing of a stranger's is obeyed."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest

from services.collage.tally.batch import Batch, completed
from services.collage.tally.summary.document import as_json, summary
from services.collage.tally.summary.figures import duration, size
from services.collage.tally.summary.findings import Creator, Findings, Page
from services.collage.tally.summary.gaps import main_reasons
from services.collage.tally.summary.page import page
from services.collage.tally.summary.previews import Preview

EVIL = "<script>alert('x')</script>\"'&"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
BATCH = Batch(
    batch_id="covers-1", status="open", reason=None, csv_uri="s3://b/covers.csv", trigger="manual", seen_at=NOON,
    submitted_at=NOON, planned_at=NOON + timedelta(seconds=10), completed_at=None, completed_by=None, rows_read=103,
    rows_accepted=100, rows_rejected=2, rows_filtered=1, creators=2, pages=4, report_uri="s3://b/rejected.json",
    pages_ended=4, generated=2, partial=1, failed=1, placed=80, missing=20, bytes=5_000_000, downloaded=90_000_000,
    last_page_at=NOON + timedelta(seconds=60), revision=4, summarized=None, summary_uri=None, page_uri=None,
)  # fmt: skip


def a_page(creator: str = "ann", **more: object) -> Page:
    given = {
        "creator": creator, "page": 1, "status": "generated", "reason": None, "uri": "s3://b/1.jpg",
        "manifest_uri": "s3://b/1.json", "placed": 35, "missing": 0, "failures": {},
    }  # fmt: skip
    return Page(**(given | more))  # type: ignore[arg-type]


FOUND = Findings(
    failures={"gone": 15, "too-small": 5},
    slowest=[Creator("ann", 3, 70, 12.3456), Creator("bob", 1, 30, 2.0)],
    failed_pages=[a_page("bob", status="failed", reason="no picture", uri=None, failures={"gone": 15})],
    first_collages=[a_page()],
)
SHEET = [Preview(a_page(), "data:image/jpeg;base64,AAAA", 360, 459), Preview(a_page("bob"), problem="it is gone")]


class Elements(HTMLParser):
    """Names of the elements, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: dict[str, str | None] = {}
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes |= dict(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_document_has_all_that_the_batch_came_to() -> None:
    document = json.loads(
        as_json(summary(BATCH, FOUND, summary_uri="s3://b/s.json", page_uri="s3://b/s.html", now=NOON))
    )
    assert document["status"] == "completed"
    assert document["pages"] == {"generated": 2, "partial": 1, "failed": 1, "all": 4}
    assert document["pictures"] == {"placed": 80, "missing": 20, "missing_by_reason": {"gone": 15, "too-small": 5}}
    assert document["rows"] == {"read": 103, "accepted": 100, "rejected": 2, "filtered": 1}
    assert document["bytes"] == {"collages": 5_000_000, "downloaded": 90_000_000}
    times = document["times"]
    assert (times["planning_seconds"], times["drawing_seconds"], times["total_seconds"]) == (10, 50, 60)
    assert (times["pictures_per_second"], times["submitted_at"]) == (2.0, "2026-11-22T12:00:00.000Z")
    assert document["slowest_creators"][0] == {"creator": "ann", "pages": 3, "pictures": 70, "seconds": 12.346}
    assert document["failed_pages"][0]["missing_by_reason"] == {"gone": 15}
    assert set(document["links"].values()) == {
        "s3://b/covers.csv", "s3://b/rejected.json", "s3://b/s.json", "s3://b/s.html",
    }  # fmt: skip


def test_the_page_shows_it_to_people() -> None:
    text = Elements(page(BATCH, FOUND, SHEET)).text
    for words in ("covers-1", "completed", "gone", "15", "too-small", "no picture (15 gone)", "No preview: it is gone",
                  "ann, page 1", "planned in 10.0 s", "drawn in 50.0 s", "5.0 MB", "90.0 MB", "s3://b/rejected.json"):  # fmt: skip
        assert words in text


@pytest.mark.parametrize(("placed", "shown"), [(1, "page 1 · 1 picture\n"), (35, "page 1 · 35 pictures\n")])
def test_the_pictures_of_a_collage_are_counted(placed: int, shown: str) -> None:
    assert shown in Elements(page(BATCH, FOUND, [Preview(a_page(placed=placed), problem="it is gone")])).text


def test_what_is_not_all_says_so() -> None:
    text = Elements(page(replace(BATCH, failed=5, generated=2000), FOUND, SHEET)).text
    assert "Pages without a collage, the first 1\n" in text
    assert "The first 2 of 2,001 collages\n" in text
    all_of_them = Elements(page(replace(BATCH, partial=0), FOUND, SHEET)).text
    assert "Pages without a collage\n" in all_of_them
    assert "Collages\n" in all_of_them


WHOLE = replace(BATCH, generated=4, partial=0, failed=0, placed=100, missing=0, rows_rejected=0)


@pytest.mark.parametrize(
    ("changes", "outcome", "title", "told"),
    [
        ({}, "complete", "completed", ""),
        ({"rows_rejected": 3, "rows_blank": 3}, "complete", "completed", ""),
        ({"rows_rejected": 5, "rows_blank": 3}, "with-gaps", "completed, with gaps", "2 of 103 rows were rejected"),
        (
            {"placed": 80, "missing": 20, "rows_rejected": 2}, "with-gaps", "completed, with gaps",
            "20 of 100 pictures are missing (gone 15, too-small 5); 2 of 103 rows were rejected",
        ),
        (
            {"placed": 0, "missing": 100, "failed": 4, "generated": 0}, "empty", "completed, empty",
            "100 of 100 pictures are missing (gone 15, too-small 5)",
        ),
        (
            {"placed": 65, "missing": 35, "cancelled": 35}, "cancelled", "cancelled",
            "35 of 100 pictures are missing (gone 15, too-small 5)",
        ),
        ({"pages": 0, "pages_ended": 0, "placed": 0}, "empty", "failed", ""),
    ],
)  # fmt: skip
def test_the_outcome_of_a_batch(changes: dict[str, int], outcome: str, title: str, told: str) -> None:
    batch = replace(WHOLE, **changes)  # type: ignore[arg-type]
    failures = FOUND.failures if batch.missing else {}
    found = Findings(failures, [], [], [])
    assert batch.outcome == outcome
    event = completed(replace(batch, status=batch.final_status), main_reasons(batch, failures))
    assert (event.status, event.outcome) == (batch.final_status, outcome)
    document = summary(batch, found, summary_uri="", page_uri="", now=NOON)
    assert (document["outcome"], document["gaps"], document["reasons"]) == (outcome, told, event.reasons)
    seen = Elements(page(batch, found, [])).text
    assert f"covers-1: {title}\n" in seen
    assert told in seen


def test_an_open_batch_has_no_outcome() -> None:
    assert replace(WHOLE, pages=5).outcome is None
    assert replace(WHOLE, pages=None).outcome is None


def test_the_main_reasons_are_the_most_frequent() -> None:
    failures = {f"reason-{number}": number for number in range(1, 30)}
    reasons = main_reasons(replace(BATCH, rows_rejected=33, rows_blank=5), failures)
    assert list(reasons.items())[:3] == [("reason-29", 29), ("reason-28", 28), ("rejected-row", 28)]
    assert len(reasons) == 10


def test_what_to_do_about_private_addresses_is_told() -> None:
    found = Findings({"address-refused": 20}, [], [], [])
    assert "FETCH_ALLOW_PRIVATE" in Elements(page(BATCH, found, [])).text
    document = summary(BATCH, found, summary_uri="", page_uri="", now=NOON)
    assert "FETCH_ALLOW_PRIVATE" in document["hints"]["address-refused"]
    assert document["reasons"] == {"address-refused": 20, "rejected-row": 2}
    assert "FETCH_ALLOW_PRIVATE" not in page(BATCH, FOUND, [])


def test_a_page_that_was_cancelled_says_so_once() -> None:
    pages = [a_page(status="failed", reason="cancelled", failures={"cancelled": 35}, uri=None)]
    assert "cancelled (" not in Elements(page(BATCH, Findings({}, [], pages, []), [])).text


def test_words_of_strangers_stay_words() -> None:
    batch = replace(BATCH, batch_id=EVIL, reason=EVIL, csv_uri=EVIL, report_uri=EVIL, trigger=EVIL)
    evil = a_page(EVIL, status="failed", reason=EVIL, failures={EVIL: 1})
    found = Findings({EVIL: 1}, [Creator(EVIL, 1, 1, 1.0)], [evil], [evil])
    seen = Elements(page(batch, found, [Preview(evil, "data:,", 1, 1), Preview(evil, problem=EVIL)]))
    assert "script" not in seen.names
    assert seen.text.count("alert('x')") >= 9
    assert not any(name.startswith("on") for name in seen.attributes)
    assert "link" not in seen.names, "it asks for nothing from elsewhere"


def test_words_of_strangers_stay_inside_of_their_attributes() -> None:
    """A quote in a creator's name does not end the attribute that it stands in."""
    name = 'x" onerror="alert(1)" \' onload=\'alert(2)'
    found = Findings({}, [], [], [])
    seen = Elements(page(BATCH, found, [Preview(a_page(name), "data:image/jpeg;base64,AAAA", 360, 459)]))
    assert seen.attributes["alt"] == f"Collage of {name}, page 1"
    assert not any(name.startswith("on") for name in seen.attributes)


def test_the_page_may_load_nothing_and_run_nothing() -> None:
    html = page(BATCH, FOUND, SHEET)
    assert "default-src 'none'; img-src data:; style-src 'unsafe-inline'" in html
    assert "prefers-color-scheme: dark" in html


def test_a_batch_that_failed_says_why() -> None:
    batch = replace(BATCH, pages=0, pages_ended=0, reason="no header", last_page_at=None, generated=0, partial=0)
    text = Elements(page(batch, Findings({}, [], [], []), [])).text
    assert "failed" in text
    assert "no header" in text
    assert summary(batch, FOUND, summary_uri="", page_uri="", now=NOON)["reason"] == "no header"


def test_what_is_told_of_an_ended_batch() -> None:
    told = completed(replace(BATCH, status="completed", summary_uri="s3://b/s.json"))
    assert (told.pages, told.generated, told.partial, told.failed) == (4, 2, 1, 1)
    assert (told.placed, told.missing, told.rows_rejected, told.bytes, told.seconds) == (80, 20, 2, 5_000_000, 60)
    assert (told.summary_uri, told.report_uri, told.identity) == (
        "s3://b/s.json",
        "s3://b/rejected.json",
        "covers-1/completed",
    )


def test_clocks_that_disagree_make_no_negative_times() -> None:
    early = replace(BATCH, planned_at=NOON - timedelta(seconds=5), last_page_at=NOON - timedelta(seconds=9))
    assert (early.planning_seconds, early.total_seconds, early.rate) == (0, 0, None)


@pytest.mark.parametrize(
    ("given", "shown"), [(0, "0 B"), (999, "999 B"), (1500, "1.5 kB"), (250_000_000, "250 MB"), (3 * 10**13, "30.0 TB")]
)
def test_bytes_for_people(given: int, shown: str) -> None:
    assert size(given) == shown


@pytest.mark.parametrize(
    ("given", "shown"), [(None, "–"), (1.25, "1.2 s"), (59.96, "60.0 s"), (61, "1 min 1 s"), (7322, "2 h 2 min")]
)
def test_durations_for_people(given: float | None, shown: str) -> None:
    assert duration(given) == shown
