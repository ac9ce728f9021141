"""A call in the list of `reelbus calls`: one word for its state, and columns that fit a terminal."""

from uuid import UUID

import pytest

from libs.ledger.call import Call, State
from reelbus.calls.listing import COLUMNS, DOLLARS, dollars, for_people
from reelbus.console.tables import layout
from tests.support.ledger import START, planned_call

UNKNOWN = {"state": State.UNKNOWN, "cause": "deadline", "unknown_usd": 0.0679}


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (planned_call(), "planned"),
        (planned_call(cause="budget"), "over budget"),
        (planned_call(**UNKNOWN), "unknown"),
        (planned_call(**UNKNOWN, given_up_at=START), "given up"),
        (planned_call(**UNKNOWN | {"state": State.RECEIVED}, given_up_at=START), "received"),
    ],
)
def test_the_state_is_what_people_have_to_know(call: Call, word: str) -> None:
    cells = for_people(call)
    assert len(cells) == len(COLUMNS)
    assert (cells[3], cells[-1]) == (word, "2026-11-28 12:00")


def test_the_prompts_of_a_job_have_no_number() -> None:
    assert for_people(planned_call(kind="prompts", ordinal=0))[2] == "prompts"


def test_a_call_of_a_product_with_a_uuid_fits_80_columns() -> None:
    job = f"product/{UUID(int=2**127)}/1"
    cells = [str(cell) for cell in for_people(planned_call(job=job, cause="budget", cost_usd=12.5, unknown_usd=0.0679))]
    lines = layout(COLUMNS, [cells], 80, frozenset(DOLLARS))
    assert lines[0].startswith("CALL  "), "columns, no blocks"
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize(("usd", "shown"), [(0, "0.00"), (0.06791, "0.0679"), (0.1, "0.1000"), (12.345, "12.35")])
def test_small_amounts_have_more_digits(usd: float, shown: str) -> None:
    assert dollars(usd) == shown
