"""Requirements at start: refused, away, back again."""

import asyncio

import pytest
from prometheus_client import REGISTRY

from libs.retry import Failure
from libs.start import NotStarted, Requirement, wait_for
from libs.telemetry.dependencies import Dependency


class Answer(Failure):
    def __init__(self, message: str, *, transient: bool) -> None:
        super().__init__(message)
        self.transient = transient


def probe(*answers: Exception | None):
    """Raises one after the other; None is an answer, and the last one stays."""
    left = list(answers)

    async def ask() -> None:
        error = left.pop(0) if len(left) > 1 else left[0]
        if error is not None:
            raise error

    return ask


def up(name: str) -> float | None:
    return REGISTRY.get_sample_value("reelbus_dependency_up", {"dependency": name})


async def test_all_answer() -> None:
    await wait_for([Requirement(Dependency("met-a"), probe(None)), Requirement(Dependency("met-b"), probe(None))], 0)
    assert (up("met-a"), up("met-b")) == (1, 1)


async def test_nothing_is_required() -> None:
    await wait_for([], 0)


async def test_a_refusal_ends_the_start_at_once_with_2() -> None:
    async def never() -> None:
        await asyncio.Event().wait()

    refusing = Requirement(Dependency("store"), probe(Answer("s3://shop: wrong key", transient=False)))
    with pytest.raises(NotStarted, match=r"^store refuses: s3://shop: wrong key$") as caught:
        await wait_for([Requirement(Dependency("met-silent"), never), refusing], 600)
    assert caught.value.status == 2


async def test_one_that_is_away_is_waited_for() -> None:
    requirement = Requirement(Dependency("met-late"), probe(Answer("starting", transient=True), None))
    await wait_for([requirement], 600)
    assert up("met-late") == 1


async def test_one_that_stays_away_ends_the_start_with_1() -> None:
    requirement = Requirement(Dependency("database"), probe(Answer("nothing answers there", transient=True)))
    with pytest.raises(NotStarted, match=r"^database does not answer: nothing answers there \(waited 0 s") as caught:
        await wait_for([requirement], 0)
    assert (caught.value.status, up("database")) == (1, 0)


async def test_what_is_not_required_may_stay_away_but_not_refuse() -> None:
    model = Dependency("met-model")
    await wait_for([Requirement(model, probe(Answer("away", transient=True)), required=False)], 600)
    assert up("met-model") == 0
    refusing = probe(Answer("the key is not accepted", transient=False))
    with pytest.raises(NotStarted, match="the key is not accepted"):
        await wait_for([Requirement(model, refusing, required=False)], 600)


async def test_a_bug_in_a_probe_is_not_a_dependency_that_is_away() -> None:
    with pytest.raises(ZeroDivisionError):
        await wait_for([Requirement(Dependency("met-bug"), probe(ZeroDivisionError()))], 600)


async def test_after_the_start_the_cheaper_probe_is_asked() -> None:
    first, later = probe(None), probe(None)
    assert Requirement(Dependency("met-same"), first).watched is first
    assert Requirement(Dependency("met-cheaper"), first, cheaper=later).watched is later
