"""Batches' names, and what lies in the inbox."""

import asyncio
from datetime import UTC, datetime

import pytest

from libs.database.errors import DatabaseError, Unavailable
from services.ingest.inbox.naming import Inbox
from services.ingest.jobs.positions import LeaseLost
from services.ingest.jobs.runner import run_periodically
from services.ingest.settings import LayoutSettings
from services.ingest.submission import batch_at, batch_of_file, submission

INBOX = Inbox("s3://bucket/media", "csv-files")


def test_the_same_content_in_the_same_place_is_the_same_batch() -> None:
    uri = "s3://bucket/csv-files/daily.csv"
    first = batch_of_file(uri, '"abc"')
    assert first == batch_of_file(uri, "abc")
    assert first.startswith("daily-")
    others = {
        batch_of_file(uri, "abd"),
        batch_of_file("s3://bucket/csv-files/2/daily.csv", "abc"),
        batch_of_file(uri, None),
    }
    assert len(others | {first}) == 4


@pytest.mark.parametrize("name", ["é 🔥.csv", ".csv", "a" * 900 + ".CSV", "x;rm -rf.csv", "\u202e.csv"])
def test_odd_names_make_batches_too(name: str) -> None:
    uri = f"s3://bucket/csv-files/{name}"
    batch = submission(batch_of_file(uri, "1"), uri, LayoutSettings(), trigger="bucket")
    assert batch.batch_id.isascii()
    assert len(batch.batch_id) < 140


def test_a_run_is_named_after_its_time() -> None:
    when = datetime(2026, 11, 22, 3, tzinfo=UTC)
    assert batch_at(when) == "covers-2026-11-22T0300Z"
    assert batch_at(when.replace(second=5)) == "covers-2026-11-22T030005Z"


@pytest.mark.parametrize(
    ("key", "held"),
    [
        ("csv-files/a.csv", True),
        ("csv-files/2026/11/a b.CSV", True),
        ("csv-files/a.csv.gz", False),
        ("csv-files/a.txt", False),
        ("csv-files-2/a.csv", False),
        ("csv-files/archived/a.csv", False),
        ("csv-files/failed/a.csv", False),
        ("csv-files/2026/failed/a.csv", True),
        ("csv-files//a.csv", False),
        ("csv-files/../a.csv", False),
        ("csv-files/a\x01.csv", False),
        ("archived/csv-files/a.csv", False),
    ],
)
def test_the_inbox(key: str, held: bool) -> None:
    assert INBOX.contains(f"s3://bucket/media/{key}") is held
    assert not INBOX.contains(f"s3://other/media/{key}")


def test_an_inbox_that_is_called_archived_holds_nothing_done() -> None:
    assert not Inbox("s3://b", "archived").contains("s3://b/archived/a.csv")


def test_where_things_go() -> None:
    assert INBOX.destination("s3://bucket/media/csv-files/2026/11/a b.csv", "failed") == "failed/2026/11/a b.csv"


async def test_pauses_grow_while_a_job_fails_and_a_bug_ends_it() -> None:
    outcomes: list[float | Exception] = [
        Unavailable("1"), DatabaseError("2"), Unavailable("3"), 5.0, Unavailable("4"), LeaseLost("5"), ZeroDivisionError(),
    ]  # fmt: skip
    pauses: list[float] = []

    async def work() -> float:
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        await asyncio.sleep(0)

    with pytest.raises(ZeroDivisionError):
        await run_periodically("schedule", work, sleep=sleep)
    assert pauses == [1, 2, 4, 5, 1, 1]
