"""A dependency that is away: one line when it goes, one when it is back, and a gauge that is right in between."""

import asyncio
import logging

import pytest
from prometheus_client import REGISTRY

from libs.telemetry.dependencies import Dependency, watch


def up(name: str) -> float | None:
    return REGISTRY.get_sample_value("reelbus_dependency_up", {"dependency": name})


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [line.getMessage() for line in caplog.records if line.levelno >= logging.WARNING]


def test_one_line_when_it_goes_and_one_when_it_is_back(caplog: pytest.LogCaptureFixture) -> None:
    now = 100.0
    shop = Dependency("shop-1", clock=lambda: now)
    assert up("shop-1") is None, "nothing is known yet"
    shop.up()
    assert (up("shop-1"), said(caplog)) == (1, [])
    for _ in range(20):
        shop.down(ConnectionRefusedError("refused"))
    assert (up("shop-1"), shop.available) == (0, False)
    now = 131.0
    shop.up()
    shop.up()
    assert (up("shop-1"), shop.available) == (1, True)
    assert said(caplog) == [
        "shop-1 is unavailable: ConnectionRefusedError: refused",
        "shop-1 is available again after 31 s",
    ]


def test_it_is_away_since_the_last_answer_to_a_probe(caplog: pytest.LogCaptureFixture) -> None:
    now = 100.0
    shop = Dependency("shop-5", clock=lambda: now)
    assert shop.silence is None
    shop.up()
    now = 108.0
    assert shop.silence == 8
    shop.down("no answer")
    now = 120.0
    shop.up()
    assert said(caplog)[-1] == "shop-5 is available again after 20 s"
    now = 125.0
    shop.down("refused", by="publishing")
    now = 127.0
    shop.up(by="publishing")
    assert said(caplog)[-1] == "shop-5 is available again after 2 s", "it was there when the probe asked"


def test_it_is_up_when_everybody_gets_answers(caplog: pytest.LogCaptureFixture) -> None:
    shop = Dependency("shop-2")
    shop.down("no leader", by="publishing")
    shop.up(by="probe")
    assert (up("shop-2"), len(said(caplog))) == (0, 1), "the probe's answer does not help what publishes"
    shop.down(TimeoutError(), by="probe")
    shop.up(by="publishing")
    assert up("shop-2") == 0
    shop.up(by="another")
    assert up("shop-2") == 0
    shop.up(by="probe")
    assert (up("shop-2"), len(said(caplog))) == (1, 2)


def test_who_gives_up_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """A process that stops while a broker is away does not claim that it is back."""
    shop = Dependency("shop-4")
    shop.down("no leader", by="publishing")
    shop.forget("publishing")
    shop.forget("publishing")
    assert (up("shop-4"), len(said(caplog))) == (0, 1)
    shop.up()
    assert (up("shop-4"), len(said(caplog))) == (1, 1)


async def test_a_probe_that_fails_or_hangs_is_a_dependency_that_is_down(caplog: pytest.LogCaptureFixture) -> None:
    shop = Dependency("shop-3")
    answers: list[Exception | float | None] = [None, OSError("away"), 60.0, None]
    done = asyncio.Event()
    seen: list[float | None] = []

    async def probe() -> None:
        seen.append(up("shop-3"))
        if not answers:
            done.set()
            await asyncio.Event().wait()
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        if answer is not None:
            await asyncio.sleep(answer)

    watching = asyncio.create_task(watch(shop, probe, seconds=0.02))
    await asyncio.wait_for(done.wait(), 30)
    watching.cancel()
    assert seen == [None, 1, 0, 0, 1]
    assert [line.split(" after")[0] for line in said(caplog)[:2]] == [
        "shop-3 is unavailable: OSError: away",
        "shop-3 is available again",
    ]
