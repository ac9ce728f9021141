"""How fast a batch goes, and the id that a submission gets."""

import pytest

from reelbus.batch.pace import Pace
from reelbus.batch.submit import Csv, Order, derived_id


def test_the_pace_is_that_of_the_last_half_minute() -> None:
    pace = Pace()
    pace.note(0, 0, 0)
    assert (pace.pictures, pace.left(10)) == (None, None)
    pace.note(10, 10, 350)
    assert (pace.pictures, pace.left(20)) == (35, 20)
    for second in range(20, 101, 10):
        pace.note(second, 10, 350)
    assert (pace.pictures, pace.left(20)) == (0, None), "it stands still: nobody knows how long"


def order(**layout: object) -> Order:
    return Order("x.csv", layout, None, "normal", None)


@pytest.mark.parametrize(
    ("name", "begins"),
    [("covers.csv", "covers-"), ("a.b.csv.gz", "a-"), (".csv", "batch-"), ("カバー.csv", "")],
)
def test_an_id_can_be_read_and_is_the_same_for_the_same(name: str, begins: str) -> None:
    found = derived_id(Csv(name, "digest"), order())
    assert found.startswith(begins)
    assert found == derived_id(Csv(name, "digest"), order(rows=5, quality=95)), "what is the default need not be said"
    assert len({found, derived_id(Csv(name, "other"), order()), derived_id(Csv(name, "digest"), order(rows=4))}) == 3
    assert len(derived_id(Csv("x" * 1000 + ".csv", "digest"), order())) <= 256
