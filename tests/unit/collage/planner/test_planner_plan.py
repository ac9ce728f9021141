"""What a plan is made of, and which submissions contradict it."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from libs.bus import Event, Rejected
from libs.events import CollageBatchSubmitted
from services.collage.planner.errors import Contradiction, PlanFailed
from services.collage.planner.grouping import Totals
from services.collage.planner.handler import on_dead_letter
from services.collage.planner.pages import check_layout
from services.collage.planner.plan import Plan, check_same, new_plan, submission_time
from services.collage.planner.report import FIRST, Rejections, Report
from services.collage.planner.settings import PlannerSettings

WHEN = datetime(2026, 10, 5, 12, tzinfo=UTC)


def batch(**more: Any) -> CollageBatchSubmitted:
    return CollageBatchSubmitted.model_validate({"batch_id": "b1", "csv_uri": "file:///store/a.csv"} | more)


def plan(**more: Any) -> Plan:
    asked = batch(**more)
    return new_plan(asked, "digest", WHEN, Report(batch_id="b1", csv_uri=asked.csv_uri), Totals(1, 2))


@pytest.mark.parametrize(
    "other",
    [{"rows": 6}, {"columns": 2}, {"tile_width": 32}, {"tile_height": 32}, {"quality": 9}, {"missing": "leave-out"},
     {"creator": "ann"}, {"trigger": "bucket"}],
    ids=lambda other: next(iter(other)),
)  # fmt: skip
def test_whatever_decides_the_pages_makes_another_plan(other: dict[str, Any]) -> None:
    with pytest.raises(Contradiction, match="batch b1 already exists with another CSV or layout"):
        check_same(batch(**other), plan(), "digest")
    check_same(batch(**other), plan(**other), "digest")


def test_another_priority_changes_no_page() -> None:
    check_same(batch(priority="low"), plan(), "digest")


def test_the_content_of_the_csv_counts_and_not_its_place() -> None:
    moved = batch(csv_uri="file:///store/b.csv")
    check_same(moved, plan(), "digest")
    with pytest.raises(Contradiction):
        check_same(batch(), plan(), "another")
    with pytest.raises(Contradiction):
        check_same(moved, plan())


def test_the_time_of_submission_is_in_utc() -> None:
    east = timezone(timedelta(hours=2))
    assert submission_time(batch(submitted_at=datetime(2026, 10, 5, 14, tzinfo=east))) == WHEN
    assert submission_time(batch(submitted_at=datetime(2026, 10, 5, 14, tzinfo=east))).tzinfo is UTC
    assert submission_time(batch(submitted_at="2026-10-05T12:00:00")) == WHEN
    assert abs(submission_time(batch()) - datetime.now(UTC)) < timedelta(minutes=1)
    with pytest.raises(PlanFailed, match="out of range"):
        submission_time(batch(submitted_at="0001-01-01T00:00:00+14:00"))


def test_collages_that_are_too_large() -> None:
    check_layout(batch())
    check_layout(batch(rows=5, columns=10, tile_width=1000, tile_height=1000))
    with pytest.raises(PlanFailed, match=r"10000×5120 pixels is too large: at most 50 megapixels"):
        check_layout(batch(rows=5, columns=10, tile_width=1000, tile_height=1024))


def test_the_report_counts_all_and_keeps_the_first() -> None:
    rejections = Rejections()
    for line in range(3 * FIRST):
        rejections.add(line, "no creator" if line % 3 else "no address", "x" * 1000)
    assert rejections.count == 3 * FIRST
    assert list(rejections.reasons.items()) == [("no creator", 2 * FIRST), ("no address", FIRST)]
    assert [row.line for row in rejections.first] == list(range(FIRST))
    assert {len(row.text) for row in rejections.first} == {200}


def test_a_dead_letter_ends_the_batch_unless_it_contradicts_a_plan() -> None:
    asked = batch(trigger="bucket", submitted_at=WHEN)
    event = Event("id", "collage-batch-submitted", None, asked, 4, None)
    said = on_dead_letter(event, Rejected("the brokers refuse 5 bytes"))
    assert said is not None
    assert (said.batch_id, said.status, said.trigger, said.submitted_at) == ("b1", "failed", "bucket", WHEN)
    assert said.reason == "planning failed: the brokers refuse 5 bytes"
    assert on_dead_letter(event, Contradiction("another CSV")) is None
    odd = event._replace(payload=batch(submitted_at="0001-01-01T00:00:00+14:00"))
    assert on_dead_letter(odd, ZeroDivisionError("a bug")) is not None


def test_settings() -> None:
    assert PlannerSettings().csv_max_bytes == 2_048_000_000
    assert PlannerSettings.model_validate({"COLLAGE_CSV_MAX_MB": "0.5"}).csv_max_bytes == 500_000
