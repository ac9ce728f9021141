"""The result of a job, by its calls and pictures."""

from datetime import UTC, datetime
from typing import Any

import pytest

from libs.bus import Event
from libs.bus.event import encode
from libs.events import (
    ImageGenerated,
    ImageGenerationRequested,
    MissingPicture,
    ProductImagesEnhanced,
    ProductSubmitted,
    StoredPicture,
)
from libs.ledger.call import OVER_BUDGET, Call, State
from services.enhance.jobs import Job
from services.enhance.keys import Kind
from services.enhance.results import in_dead_letters, missing, result_of
from tests.support.ledger import START, planned_call


def job(kind: Kind = "product") -> Job:
    return Job(
        job=f"{kind}/a/1", kind=kind, subject="a", run="1", topic="t", request={}, status="open", reason=None, prompts=None,
        result=None, cost_usd=0.0, unknown=0, created_at=START, updated_at=START, ended_at=None,
    )  # fmt: skip


def image(ordinal: int) -> StoredPicture:
    return StoredPicture(
        ordinal=ordinal, uri=f"s3://b/{ordinal}.jpg", width=1, height=1, format="jpeg", bytes=1, sha256="0" * 64,
        provider="gemini", model="m",
    )  # fmt: skip


def call(state: State, ordinal: int = 1, **more: Any) -> Call:
    return planned_call(state=state, ordinal=ordinal, **more)


GAP = MissingPicture(ordinal=2, cause="blocked", reason="for safety")


@pytest.mark.parametrize(
    ("kind", "calls", "made", "gaps", "status"),
    [
        ("product", [call(State.RECEIVED)], 1, [], "pending_review"),
        ("product", [call(State.RECEIVED), call(State.BLOCKED, 2)], 1, [GAP], "pending_review"),
        ("product", [call(State.BLOCKED, 2)], 0, [GAP], "failed"),
        ("product", [call(State.RECEIVED), call(State.UNKNOWN, 2)], 1, [GAP], "needs_attention"),
        ("product", [call(State.UNKNOWN, 2)], 0, [GAP], "needs_attention"),
        ("product", [call(State.PLANNED, 2, cause=OVER_BUDGET)], 0, [GAP], "needs_attention"),
        ("image", [call(State.RECEIVED)], 1, [], "generated"),
        ("image", [call(State.RECEIVED), call(State.REFUSED, 2)], 1, [GAP], "partial"),
        ("image", [call(State.REFUSED, 2)], 0, [GAP], "failed"),
        ("image", [call(State.RECEIVED), call(State.UNKNOWN, 2)], 1, [GAP], "needs_attention"),
        ("image", [call(State.UNKNOWN, 2, given_up_at=datetime(2026, 11, 28, tzinfo=UTC))], 0, [GAP], "failed"),
    ],
)
def test_a_status_follows_from_the_calls(
    kind: Kind, calls: list[Call], made: int, gaps: list[MissingPicture], status: str
) -> None:
    result = result_of(job(kind), calls, [*map(image, range(1, made + 1)), *gaps])
    assert result.status == status
    assert isinstance(result, ProductImagesEnhanced if kind == "product" else ImageGenerated)
    assert (result.reason is None) == (status in ("pending_review", "generated") and not gaps)


def test_costs_are_those_of_all_calls() -> None:
    calls = [
        call(State.SETTLED, 0, cost_usd=0.01),
        call(State.UNKNOWN, 1, unknown_usd=0.5),
        call(State.SETTLED, 2, cost_usd=0.2),
    ]
    result = result_of(job(), calls, [image(2), missing(calls[1])])
    assert (result.cost_usd, result.unknown, result.unknown_usd) == (0.21, 1, 0.5)


def test_a_gap_says_why_and_what_to_do() -> None:
    unknown = call(State.UNKNOWN, 3, cause="deadline", reason="no answer within 180 s")
    assert missing(unknown).cause == "unknown"
    assert f"reelbus calls show {unknown.call_id}" in missing(unknown).reason
    blocked = missing(call(State.BLOCKED, 3, cause="blocked", reason="x" * 2000))
    assert (blocked.cause, blocked.ordinal, len(blocked.reason)) == ("blocked", 3, 300)


def test_nothing_was_planned() -> None:
    result = result_of(job(), [], [], "raw image: gone")
    assert (result.status, result.reason, result.images, result.missing) == ("failed", "raw image: gone", [], [])
    unsent = missing(call(State.PLANNED), "raw image: gone")
    assert (unsent.cause, unsent.reason) == ("not-sent", "raw image: gone")


def test_a_dead_letter_has_a_result_that_says_so() -> None:
    reason = in_dead_letters("product", "a", "1", ValueError("bad id")).reason
    assert reason is not None
    assert reason.startswith("in the dead letters: bad id; ")
    assert in_dead_letters("image", "a", "1", ValueError("y" * 1000)).status == "failed"


@pytest.mark.parametrize("kind", ["product", "image"])
def test_the_id_of_a_result_is_that_of_its_content(kind: Kind) -> None:
    """A repeat, by whatever event, has the same id; what a decision changes has another one."""
    subject = (
        ProductSubmitted(product_id="a") if kind == "product" else ImageGenerationRequested(job_id="a", prompt="x")
    )

    def published(event_id: str, calls: list[Call]) -> str:
        result = result_of(job(kind), calls, [image(1), missing(calls[1])])
        (record,) = encode(Event(event_id, "t", "a", subject, 1, None), result, "reelbus/enhance")
        return dict(record.headers)["ce_id"].decode()

    in_doubt = [call(State.SETTLED), call(State.UNKNOWN, 2)]
    given_up = [call(State.SETTLED), call(State.UNKNOWN, 2, given_up_at=START)]
    assert published("e1", in_doubt) == published("e2", in_doubt)
    assert published("e1", given_up) != published("e1", in_doubt)
