"""What pages add up to, whatever the order and however often they are told."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.bus import Rejected
from libs.events import CollageBatchPlanned, CollageGenerated
from services.collage.tally.counting import COUNTED, RANKS, SUMS, better, difference, page_row, plan_row

results = st.builds(
    lambda revision, status, placed, size, cancelled: {
        "failures": {"cancelled": cancelled, "gone": 1} if cancelled else {},
        "revision": revision, "status": status, "placed": 0 if status == "failed" else placed, "missing": 35 - placed, "bytes": size,
        "downloaded": size * 9,
    },
    st.integers(0, 2), st.sampled_from(list(RANKS)), st.integers(0, 35), st.integers(0, 10**7), st.integers(0, 35),
)  # fmt: skip
told = st.lists(st.tuples(st.integers(1, 4), results), max_size=40)


@given(told)
def test_the_counters_are_those_of_the_best_result_of_each_page(told: list[tuple[int, dict[str, Any]]]) -> None:
    counters, kept = dict.fromkeys(COUNTED, 0), dict[int, dict[str, Any]]()
    for page, result in told:
        if page not in kept or better(result, kept[page]):
            for name, gain in difference(result, kept.get(page)).items():
                counters[name] += gain
            kept[page] = result
    assert counters["pages_ended"] == len(kept)
    for status in RANKS:
        assert counters[status] == sum(result["status"] == status for result in kept.values())
    for name in SUMS:
        assert counters[name] == sum(result[name] for result in kept.values())
    assert counters["cancelled"] == sum(result["failures"].get("cancelled", 0) for result in kept.values())
    for page, result in told:
        assert not better(result, kept[page]), "what is kept is the best, and a repeat of it changes nothing"


@pytest.mark.parametrize(
    ("new", "old", "wins"),
    [
        ((0, "partial", 30), (0, "failed", 0), True),
        ((0, "generated", 35), (0, "partial", 34), True),
        ((0, "partial", 34), (0, "partial", 30), True),
        ((0, "partial", 30), (0, "partial", 30), False),
        ((0, "failed", 0), (0, "partial", 1), False),
        ((0, "partial", 34), (0, "generated", 20), False),
        ((1, "partial", 30), (0, "partial", 30), True),
        ((2, "partial", 30), (1, "generated", 35), True),
        ((1, "partial", 30), (1, "partial", 30), False),
        ((0, "generated", 35), (1, "partial", 30), False),
    ],
)
def test_which_of_two_results_is_the_better(new: tuple[int, str, int], old: tuple[int, str, int], wins: bool) -> None:
    names = ("revision", "status", "placed")
    assert better(dict(zip(names, new, strict=True)), dict(zip(names, old, strict=True))) is wins


def page(**more: Any) -> CollageGenerated:
    return CollageGenerated.model_validate({"batch_id": "b", "creator": "c", "page": 1, "status": "partial", **more})


def test_texts_that_no_database_takes_are_mended() -> None:
    row = page_row(page(reason="a\0b", uri="s3://x/\0", failures={"go\0ne": 2, "none": 0}))
    assert (row["reason"], row["uri"], row["failures"]) == ("a\ufffdb", "s3://x/\ufffd", {"go\ufffdne": 2})


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"placed": 2**31}, "placed"),
        ({"page": 2**40}, "page"),
        ({"revision": 2**31}, "revision"),
        ({"bytes": 2**63}, "bytes"),
        ({"failures": {"gone": 2**31}}, "failures.gone"),
        ({"failures": {"gone": -1}}, "failures.gone"),
        ({"seconds": float("inf")}, "seconds"),
        ({"seconds": float("nan")}, "seconds"),
    ],
)
def test_numbers_that_no_page_has_are_refused(more: dict[str, Any], says: str) -> None:
    given = page().model_copy(update=more)
    with pytest.raises(Rejected, match=f"numbers of a page out of range: {says}"):
        page_row(given)


def plan(**more: Any) -> CollageBatchPlanned:
    body = {"batch_id": "b", "status": "planned", "csv_uri": "s3://b/x.csv", "submitted_at": datetime.now(UTC), **more}
    return CollageBatchPlanned.model_validate(body)


def test_a_plan_without_pages_has_a_reason() -> None:
    assert (plan_row(plan(pages=3))["pages"], plan_row(plan(pages=3))["reason"]) == (3, None)
    assert plan_row(plan(pages=0))["reason"] == "the CSV has no valid row"
    failed = plan_row(plan(status="failed", reason="no header", pages=7))
    assert (failed["pages"], failed["reason"]) == (0, "no header")
    assert plan_row(plan(status="failed"))["reason"] == "planning failed"


def test_plans_that_no_batch_has_are_refused() -> None:
    with pytest.raises(Rejected, match="numbers of a batch out of range: pages"):
        plan_row(plan(pages=2**31))
