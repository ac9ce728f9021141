"""Jobs that are handled again later: after a decision, a late answer, another setting, or without their photo."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import update

from fixtures.providers import gemini, scenarios
from fixtures.providers.pictures import picture
from fixtures.providers.replies import value
from fixtures.providers.server import ProviderServer
from libs.bus import NotBefore, Retryable
from libs.database import DatabaseSettings, connected, writing
from libs.database.tables import jobs
from libs.epoch import utc_now
from libs.events import ImageGenerationRequested, ProductSubmitted
from libs.ledger.call import Call, State
from libs.ledger.usage import Answer, Usage
from services.enhance.factory import Parts
from services.enhance.requests import Picture, new_calls
from services.enhance.results import in_dead_letters
from services.enhance.upkeep import upkeep
from tests.integration.enhance.driving import Opened, images_sent, request, submit

JOB = "image/j1/1"
USAGE = Usage(input_tokens=300, image_tokens=1120, images=1)


async def unknown_of(parts: Parts, job: str) -> Call:
    return next(call for call in await parts.ledger.of_job(job) if call.state is State.UNKNOWN)


async def answer_late(parts: Parts, call: Call, answer: Answer | None = None) -> None:
    """The answer of an attempt that counted as unknown comes after all."""
    late = answer or Answer(picture((), "late", (1, 1), 512), "image/jpeg", USAGE, "r", "gemini-3.1-flash-image")
    change = await parts.ledger.received(call, late, 0.07)
    assert change.call.state is State.RECEIVED


class Posts:
    """Counts what is announced."""

    count = 0

    async def announce(self, payloads: Any, **_: Any) -> None:
        self.count += len(list(payloads))


class Enough(BaseException):
    pass


def looks(number: int) -> Callable[[], datetime]:
    """A clock that is minutes ahead, and ends the upkeep after `number` looks."""
    left = number

    def clock() -> datetime:
        nonlocal left
        left -= 1
        if left < 0:
            raise Enough
        return utc_now() + timedelta(minutes=3)

    return clock


async def posts_of_upkeep(parts: Parts, number: int) -> int:
    posts = Posts()
    with pytest.raises(Enough):
        await upkeep(posts, jobs=parts.jobs, ledger=parts.ledger, clock=looks(number), interval=0)  # type: ignore[arg-type]
    return posts.count


async def test_a_decision_counts_though_the_photo_is_gone(parts: Parts, server: ProviderServer, tmp_path: Path) -> None:
    server.script.extend(["good", "half"])
    held = await submit(parts, tmp_path)
    assert (held.status, len(held.images)) == ("needs_attention", 2)
    await parts.ledger.give_up(await unknown_of(parts, "product/p1/1"))
    (tmp_path / "objects/raw/shoe.jpg").unlink()
    done = await submit(parts, tmp_path)
    assert (done.status, done.images, done.cost_usd) == ("pending_review", held.images, held.cost_usd)


async def test_paid_pictures_count_though_the_photo_is_gone(
    parts: Parts, server: ProviderServer, tmp_path: Path
) -> None:
    server.script.extend(["good", "good", "good", "limited"])
    with pytest.raises(NotBefore):
        await submit(parts, tmp_path)
    (tmp_path / "objects/raw/shoe.jpg").unlink()
    done = await submit(parts, tmp_path)
    assert (done.status, len(done.images)) == ("pending_review", 2)
    assert done.cost_usd > 0.1
    assert "no such object" in done.missing[0].reason
    assert all(call.state is not State.RECEIVED for call in await parts.ledger.of_job("product/p1/1"))


async def test_an_answer_that_comes_before_the_end_counts(parts: Parts, server: ProviderServer) -> None:
    server.script.append("half")
    payload = ImageGenerationRequested(job_id="j1", prompt="a red shoe", size=256, count=2)
    job = await parts.studio.jobs.open(
        JOB, kind="image", subject="j1", run="1", topic="image-generation-requested",
        request=payload.model_dump(mode="json"),
    )  # fmt: skip
    await parts.studio.images.make(JOB, [Picture("a red shoe", (1, 1), 256) for _ in range(2)], [])
    await answer_late(parts, await unknown_of(parts, JOB))
    done = await parts.studio.ending.end(job, [])
    assert (done.status, len(done.images)) == ("generated", 2)
    assert {call.state for call in await parts.ledger.of_job(JOB)} == {State.SETTLED}


async def test_the_end_of_a_slower_handler_does_not_replace_a_newer_one(parts: Parts, server: ProviderServer) -> None:
    server.script.extend(["half", "half"])
    await request(parts, "a red shoe", count=3)
    slow = await parts.studio.jobs.find(JOB)
    assert slow is not None
    await answer_late(parts, await unknown_of(parts, JOB))
    newer = await request(parts, "a red shoe", count=3)
    assert len(newer.images) == 2
    assert await parts.studio.ending.end(slow, []) == newer
    await parts.ledger.give_up(await unknown_of(parts, JOB))
    assert len((await request(parts, "a red shoe", count=3)).images) == 2


async def test_calls_move_to_the_provider_that_is_set_now(
    opened: Opened, server: ProviderServer, tmp_path: Path
) -> None:
    """Planned for the local provider; then a key is set: the calls are paid ones, and count in the budget."""
    uri = (tmp_path / "objects/raw/shoe.jpg").as_uri()
    payload = ProductSubmitted(product_id="p1", title="Shoe", raw_image=uri)
    local: Any = SimpleNamespace(provider="local", model="u2netp", paid=False)
    async with opened() as parts:
        await parts.studio.jobs.open(
            "product/p1/1", kind="product", subject="p1", run="1", topic="product-submitted",
            request=payload.model_dump(mode="json"),
        )  # fmt: skip
        presets = [Picture("", (1, 1), 256, preset) for preset in ("white", "studio", "clean")]
        await parts.ledger.plan(new_calls("product/p1/1", presets, local))
    async with opened(budget_day_usd=0.15) as parts:
        with pytest.raises(NotBefore, match="ENHANCE_BUDGET_DAY_USD"):
            await submit(parts, tmp_path)
        calls = await parts.ledger.of_job("product/p1/1")
    assert {(call.provider, call.paid) for call in calls} == {("gemini", True)}
    assert all(call.request["prompt"] for call in calls if call.kind == "image")
    assert images_sent(server) <= 2


async def test_a_request_is_posted_again_once_after_a_decision(parts: Parts, server: ProviderServer) -> None:
    server.script.append("half")
    await request(parts, "a red shoe")
    assert await posts_of_upkeep(parts, 3) == 0
    await parts.ledger.retry(await unknown_of(parts, JOB))
    assert await posts_of_upkeep(parts, 10) == 1
    assert await posts_of_upkeep(parts, 10) == 0


async def test_an_answer_after_the_end_is_added(parts: Parts, server: ProviderServer) -> None:
    server.script.append("half")
    await request(parts, "a red shoe", count=2)
    given_up = await parts.ledger.give_up(await unknown_of(parts, JOB))
    assert given_up is not None
    assert (await request(parts, "a red shoe", count=2)).status == "partial"
    await answer_late(parts, given_up)
    assert await posts_of_upkeep(parts, 1) == 1
    done = await request(parts, "a red shoe", count=2)
    calls = await parts.ledger.of_job(JOB)
    assert (done.status, len(done.images)) == ("generated", 2)
    assert done.cost_usd == pytest.approx(sum(call.cost_usd for call in calls), abs=1e-5)
    assert {call.state for call in calls} == {State.SETTLED}


async def test_an_ended_job_goes_on_after_a_retry(parts: Parts, server: ProviderServer) -> None:
    server.script.append("refused")
    assert (await request(parts, "a red shoe", count=2)).status == "partial"
    (refused,) = [call for call in await parts.ledger.of_job(JOB) if call.state is State.REFUSED]
    await parts.ledger.retry(refused)
    await parts.jobs.reopen(JOB)
    done = await request(parts, "a red shoe", count=2)
    assert (done.status, images_sent(server)) == ("generated", 3)


async def test_a_late_answer_with_prompts_is_settled(parts: Parts, server: ProviderServer, tmp_path: Path) -> None:
    server.script.append("half")
    held = await submit(parts, tmp_path)
    assert (held.status, len(held.images)) == ("needs_attention", 3)
    late = Answer(b"{}", "application/json", USAGE, "r", "m")
    await answer_late(parts, await unknown_of(parts, "product/p1/1"), late)
    done = await submit(parts, tmp_path)
    states = {call.kind: call.state for call in await parts.ledger.of_job("product/p1/1")}
    assert (done.status, states["prompts"]) == ("pending_review", State.SETTLED)


async def test_an_old_request_leaves_a_newer_photo(parts: Parts, server: ProviderServer, tmp_path: Path) -> None:
    await submit(parts, tmp_path, count=1)
    (tmp_path / "objects/raw/new.jpg").write_bytes(picture((), "new", (4, 3), 320))
    new = (tmp_path / "objects/raw/new.jpg").as_uri()
    await submit(parts, tmp_path, run="2", raw_image=new, title="Better title", count=1)
    await submit(parts, tmp_path, count=1)
    product = await parts.studio.shop.product("p1")
    assert product is not None
    assert (product.raw_image, product.title) == (new, "Better title")


async def test_an_overloaded_provider_uses_up_no_attempt_of_the_message(
    parts: Parts, server: ProviderServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy = gemini.error(503, "UNAVAILABLE", "busy")
    monkeypatch.setitem(scenarios.SCENARIOS, "busy", lambda _: value(busy, 503, retry_after="30"))
    server.script.extend(["busy", "good", "good", "good", "busy"])
    for _ in range(2):
        with pytest.raises(NotBefore, match="busy"):
            await submit(parts, tmp_path)
    assert len((await submit(parts, tmp_path)).images) == 3


async def test_a_very_long_retry_delay_is_an_hour(
    parts: Parts, server: ProviderServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    far = gemini.quota("GenerateRequestsPerMinute", "200000000000s")
    monkeypatch.setitem(scenarios.SCENARIOS, "far", lambda _: value(far, 429))
    server.script.append("far")
    with pytest.raises(NotBefore) as raised:
        await request(parts, "a red shoe")
    assert raised.value.time <= (utc_now() + timedelta(hours=1)).timestamp() + 60


async def test_a_stored_request_that_is_not_valid_stops_nothing(
    parts: Parts, server: ProviderServer, tmp_path: Path
) -> None:
    server.script.append("half")
    await request(parts, "a red shoe")
    await parts.ledger.give_up(await unknown_of(parts, JOB))
    url = DatabaseSettings(database_url=f"sqlite:///{tmp_path / 'reelbus.db'}").url
    async with connected(url, ours=True) as engine, writing(engine) as connection:
        await connection.execute(update(jobs).values(request={"job_id": "j1", "prompt": "x", "count": 11}))
    assert await posts_of_upkeep(parts, 2) == 0


def test_a_dead_letter_says_where_its_calls_are() -> None:
    reason = in_dead_letters("image", "j1", "1", Retryable("the store does not answer")).reason
    assert reason is not None
    assert "the store does not answer" in reason
    assert "reelbus calls list --state all --job image/j1/1" in reason
