"""What is shown of products and jobs, without a database."""

from dataclasses import fields
from datetime import UTC, datetime
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.events.product import Preset as PresetOfEvents
from libs.ledger.call import Call, State
from reelbus.console.errors import UserError
from reelbus.console.tables import layout
from reelbus.jobs.results import check_complete, progress
from reelbus.products.command import Preset
from reelbus.products.listing import COLUMNS, for_people
from reelbus.products.review import _chosen
from services.enhance.jobs import Job
from services.enhance.shop.product import Picture, Product

NOON = datetime(2026, 11, 22, 12, 30, 59, tzinfo=UTC)
LONG = "Red heels for parties and weddings, size 36 to 41, only this week"


def job(status: str = "open", **more: Any) -> Job:
    given = {
        "job": "product/42/1", "kind": "product", "subject": "42", "run": "1", "topic": "product-submitted",
        "request": {"product_id": "42", "count": 3}, "status": status, "reason": None, "prompts": None, "result": None,
        "cost_usd": 0.0, "unknown": 0, "created_at": NOON, "updated_at": NOON, "ended_at": None,
    }  # fmt: skip
    return Job(**(given | more))


def call(kind: str, state: State, *, again: bool = True, cost: float = 0.0) -> Call:
    given: dict[str, Any] = dict.fromkeys([field.name for field in fields(Call)])
    return Call(**(given | {"kind": kind, "state": state, "again": again, "cost_usd": cost}))


def test_the_presets_are_those_of_events() -> None:
    assert tuple(Preset) == get_args(PresetOfEvents)


@pytest.mark.parametrize("width", [80, 40])
@given(st.text(max_size=60), st.sampled_from(["42", "heels-2026-11-red", "0b9e4c2e-55a5-4a4c-8a3f-3f8f6a0e7c11"]))
def test_a_product_fits_a_terminal(width: int, title: str, product_id: str) -> None:
    product = Product(product_id, None, "pending_review", title.replace("\n", " ") or LONG, None, NOON)
    cells = ["-" if cell is None else str(cell) for cell in for_people(product, 10, 10)]
    lines = layout(COLUMNS, [cells], width, frozenset({"WAITING", "APPROVED"}))
    assert len(cells) == len(COLUMNS)
    if title.isascii():
        assert max(map(len, lines)) <= width


@pytest.mark.parametrize(
    ("calls", "done", "amount", "details"),
    [
        ([], 0, "0/3 pictures", ("not begun",)),
        ([("prompts", State.SENT)], 0, "0/3 pictures", ("prompts",)),
        ([("prompts", State.SETTLED), ("image", State.RECEIVED), ("image", State.SENT), ("image", State.PLANNED)], 1, "1/3 pictures", ("1 made",)),
        ([("image", State.SETTLED), ("image", State.BLOCKED), ("image", State.UNKNOWN)], 3, "3/3 pictures", ("1 made", "2 missing")),
        ([("image", State.REFUSED)], 0, "0/3 pictures", ("0 made",)),
    ],
)  # fmt: skip
def test_progress(calls: list[tuple[str, State]], done: int, amount: str, details: tuple[str, ...]) -> None:
    found = progress(job(), [call(kind, state) for kind, state in calls])
    assert (found.done, found.total, found.amount, found.details) == (done, 3, amount, details)


def test_progress_of_as_many_pictures_as_the_service_makes() -> None:
    plain = job(request={"product_id": "42", "count": None})
    assert progress(plain, []).amount == "0/? pictures"
    found = progress(plain, [call("image", State.REFUSED, again=False, cost=0.039)])
    assert (found.amount, found.details) == ("1/1 picture", ("0 made", "1 missing", "$0.0390"))


RESULT = {"product_id": "42", "run": "1", "status": "pending_review"}
GAP = {"ordinal": 2, "cause": "blocked", "reason": "SAFETY"}


@pytest.mark.parametrize(
    ("ended", "status"),
    [
        (job("pending_review", result=RESULT), None),
        (job("pending_review", result=RESULT | {"missing": [GAP]}), 3),
        (job("needs_attention", result=RESULT), 3),
        (job("failed", result=RESULT, reason="r"), 1),
    ],
)
def test_exit_statuses(ended: Job, status: int | None) -> None:
    if status is None:
        check_complete(ended)
        return
    with pytest.raises(UserError) as raised:
        check_complete(ended)
    assert raised.value.status == status


W, A = Picture("a", "pending_review"), Picture("b", "approved")


@pytest.mark.parametrize(
    ("pictures", "numbers", "every", "chosen"),
    [
        ([A, W], [], False, [2]),
        ([W, A, W], [], True, [1, 3]),
        ([W, A, W], [3, 2, 3], False, [2, 3]),
        ([W, W], [], False, "2 pictures wait for a review: choose with --image N (1, 2), or --all"),
        ([A], [], True, "product 42 has no picture that waits for a review"),
        ([A], [2], False, "product 42 has 1 picture: there is no number 2"),
    ],
)
def test_which_pictures_a_review_is_about(
    pictures: list[Picture], numbers: list[int], every: bool, chosen: list[int] | str
) -> None:
    if isinstance(chosen, list):
        assert _chosen("42", pictures, numbers, "pending_review", every=every) == chosen
        return
    with pytest.raises(UserError) as raised:
        _chosen("42", pictures, numbers, "pending_review", every=every)
    assert str(raised.value) == chosen
