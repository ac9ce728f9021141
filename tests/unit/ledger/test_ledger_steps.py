"""The next step of a call, by its row."""

from dataclasses import replace
from datetime import timedelta

import pytest

from libs.ledger.call import NAMESPACE, State, call_id, totals
from libs.ledger.sending.steps import Step, next_step
from tests.support.ledger import START, planned_call

CALL = planned_call()
LATER = START + timedelta(seconds=1)
EARLIER = START - timedelta(seconds=1)


def test_ids_never_change() -> None:
    """Others would be paid again."""
    assert str(NAMESPACE) == "0f0b8f6e-6f0d-5a0c-9d7c-6b1f3f1f2a55"
    assert call_id("product/p/1", "image", 1) == "57369b06-d09f-53bc-a697-0899f9cc551c"


@pytest.mark.parametrize(
    ("changes", "step"),
    [
        ({}, Step.SEND),
        ({"cause": "budget"}, Step.SEND),
        ({"given_up_at": START}, Step.RETURN),
        ({"state": State.SENT, "lease_until": LATER}, Step.WAIT),
        ({"state": State.SENT, "lease_until": EARLIER}, Step.EXPIRE),
        ({"state": State.RECEIVED}, Step.RETURN),
        ({"state": State.RECEIVED, "given_up_at": START}, Step.RETURN),
        ({"state": State.SETTLED}, Step.RETURN),
        ({"state": State.BLOCKED}, Step.RETURN),
        ({"state": State.REFUSED}, Step.SEND),
        ({"state": State.REFUSED, "again": False}, Step.RETURN),
        ({"state": State.REFUSED, "failures": 2}, Step.SEND),
        ({"state": State.REFUSED, "failures": 3}, Step.RETURN),
        ({"state": State.REFUSED, "given_up_at": START}, Step.RETURN),
    ],
)
def test_the_next_step(changes: dict[str, object], step: Step) -> None:
    call = planned_call(**changes)
    for resend in (False, True):
        assert next_step(call, attempts=3, resend_unknown=resend, now=START) is step


@pytest.mark.parametrize(
    ("resend", "failures", "step"),
    [(False, 1, Step.RETURN), (True, 1, Step.REOPEN), (True, 3, Step.RETURN)],
)
def test_an_unknown_call_is_held_unless_the_setting_says_otherwise(resend: bool, failures: int, step: Step) -> None:
    call = replace(CALL, state=State.UNKNOWN, failures=failures)
    assert next_step(call, attempts=3, resend_unknown=resend, now=START) is step


def test_what_waits_for_a_decision() -> None:
    assert not CALL.undecided
    assert replace(CALL, cause="budget").undecided
    unknown = replace(CALL, state=State.UNKNOWN)
    assert unknown.undecided
    assert not replace(unknown, given_up_at=START).undecided


def test_totals() -> None:
    unknown = replace(CALL, state=State.UNKNOWN, cost_usd=0.5, unknown_usd=0.1)
    sums = totals([CALL, unknown, replace(unknown, state=State.RECEIVED)])
    assert (sums.cost_usd, sums.unknown, sums.unknown_usd) == (1.0, 1, 0.2)
