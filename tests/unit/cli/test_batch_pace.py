"""The rate of a batch, and the default id of a submission."""

from types import SimpleNamespace

import pytest

from reelbus.batch.pace import Pace
from reelbus.batch.submit import Csv, Submission, derived_id
from reelbus.batch.view import page_counts


def test_the_rate_is_that_of_the_last_half_minute() -> None:
    pace = Pace()
    pace.add(0, 0, 0)
    assert (pace.pictures, pace.remaining_seconds(10)) == (None, None)
    pace.add(10, 10, 350)
    assert (pace.pictures, pace.remaining_seconds(20)) == (35, 20)
    for second in range(20, 101, 10):
        pace.add(second, 10, 350)
    assert (pace.pictures, pace.remaining_seconds(20)) == (0, None), "without progress the remaining time is unknown"


def submission(**layout: object) -> Submission:
    return Submission("x.csv", layout, None, "normal", None)


@pytest.mark.parametrize(
    ("name", "begins"),
    [("covers.csv", "covers-"), ("a.b.csv.gz", "a-"), (".csv", "batch-"), ("カバー.csv", "")],
)
def test_an_id_is_readable_and_the_same_for_the_same_content_and_layout(name: str, begins: str) -> None:
    found = derived_id(Csv(name, "digest"), submission())
    assert found.startswith(begins)
    assert found == derived_id(Csv(name, "digest"), submission(rows=5, quality=95)), (
        "options with their default values change nothing"
    )
    assert (
        len({found, derived_id(Csv(name, "other"), submission()), derived_id(Csv(name, "digest"), submission(rows=4))})
        == 3
    )
    assert len(derived_id(Csv("x" * 1000 + ".csv", "digest"), submission())) <= 256


@pytest.mark.parametrize(("pages", "shown"), [(None, "0/? pages"), (1, "0/1 page"), (2, "0/2 pages")])
def test_pages_are_counted_in_the_right_number(pages: int | None, shown: str) -> None:
    assert page_counts(SimpleNamespace(pages=pages, pages_ended=0)) == shown  # type: ignore[arg-type]
