"""Events through the service's own parts: SQLite, a folder, confined processes, and a server that speaks Gemini's API."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from fixtures.providers.pictures import noise, picture
from fixtures.providers.server import ProviderServer
from libs.bus import Event, NotBefore, Retryable
from libs.database import DatabaseSettings, connected
from libs.database.upgrade import upgrade
from libs.events import ImageGenerated, ImageGenerationRequested, ProductImagesEnhanced, ProductSubmitted
from libs.ledger.call import State
from libs.ledger.settings import LedgerSettings
from libs.ledger.usage import Answer, Usage
from libs.storage import StorageSettings
from services.enhance.factory import Parts, open_parts
from services.enhance.handler import enhance, generate
from services.enhance.pictures.settings import PictureSettings
from services.enhance.providers.settings import ProviderSettings
from services.enhance.settings import EnhanceSettings

Opened = Callable[..., AbstractAsyncContextManager[Parts]]
ANSWER = Answer(picture((), "a boat", (1, 1), 256), "image/jpeg", Usage(image_tokens=1120), "resp-1", "gemini-3.1")


@pytest.fixture
async def opened(server: ProviderServer, tmp_path: Path) -> Opened:
    """Opens the parts of a process: all of a test share their tables and objects."""
    database = DatabaseSettings(database_url=f"sqlite:///{tmp_path / 'reelbus.db'}")
    async with connected(database.url, ours=True) as engine:
        await upgrade(engine)
    raw = tmp_path / "objects" / "raw"
    raw.mkdir(parents=True)
    (raw / "shoe.jpg").write_bytes(picture((), "a shoe", (4, 3), 320))

    @asynccontextmanager
    async def open_one(**more: Any) -> AsyncIterator[Parts]:
        settings = EnhanceSettings(
            size=256,
            storage=StorageSettings(storage_uri=f"file://{tmp_path}/objects"),
            database=database,
            pictures=PictureSettings(decoders=1),
            provider=ProviderSettings(
                gemini_api_key="key", gemini_base_url=server.url, gemini_rpm=10_000, call_seconds=20
            ),
            **{"ledger": LedgerSettings(), **more},
        )
        async with open_parts(settings, 4) as parts:
            yield parts

    return open_one


@pytest.fixture
async def parts(opened: Opened) -> AsyncIterator[Parts]:
    async with opened() as parts:
        yield parts


async def submit(parts: Parts, tmp_path: Path, **more: Any) -> ProductImagesEnhanced:
    payload = {"product_id": "p1", "title": "Shoe", "raw_image": (tmp_path / "objects/raw/shoe.jpg").as_uri(), **more}
    event = Event("e1", "product-submitted", "p1", ProductSubmitted.model_validate(payload), 1, None)
    result = await enhance(event, studio=parts.studio)
    assert isinstance(result, ProductImagesEnhanced)
    return result


async def request(parts: Parts, prompt: str, **more: Any) -> ImageGenerated:
    payload = {"job_id": "j1", "prompt": prompt, "size": 256, **more}
    event = Event("e1", "image-generation-requested", "j1", ImageGenerationRequested.model_validate(payload), 1, None)
    result = await generate(event, studio=parts.studio)
    assert isinstance(result, ImageGenerated)
    return result


def images_sent(server: ProviderServer) -> int:
    return sum(entry.kind == "image" for entry in server.record.entries)


async def test_a_product_is_enhanced_once(parts: Parts, server: ProviderServer, tmp_path: Path) -> None:
    result = await submit(parts, tmp_path)
    assert (result.status, len(result.images), result.missing, result.unknown) == ("pending_review", 3, [], 0)
    for image in result.images:
        assert Path(image.uri.removeprefix("file://")).stat().st_size == image.bytes
        assert (image.width, image.height, image.provider) == (256, 256, "gemini")
    calls = await parts.ledger.of_job("product/p1/1")
    assert {call.state for call in calls} == {State.SETTLED}
    assert result.cost_usd == pytest.approx(sum(call.cost_usd for call in calls), abs=1e-5)
    assert result.cost_usd > 0
    product = await parts.studio.shop.product("p1")
    assert product is not None
    assert product.status == "pending_review"
    assert [one.url for one in await parts.studio.shop.pictures("p1")] == [image.uri for image in result.images]

    assert await submit(parts, tmp_path) == result
    assert set(server.record.counts().values()) == {1}
    assert len(server.record.counts()) == 4, "prompts once, three images once"


async def test_another_run_costs_again_and_leaves_an_approved_product(
    parts: Parts, server: ProviderServer, tmp_path: Path
) -> None:
    first = await submit(parts, tmp_path)
    await parts.studio.shop.approve("p1", [first.images[0].uri])
    second = await submit(parts, tmp_path, run="2", count=1)
    assert len(second.images) == 1
    assert images_sent(server) == 4
    product = await parts.studio.shop.product("p1")
    assert product is not None
    assert product.status == "approved"


@pytest.mark.parametrize(
    ("scenarios", "status", "causes"),
    [
        (["blocked", "good", "good"], "pending_review", ["blocked"]),
        (["no-image", "image-safety", "good"], "pending_review", ["no-image", "blocked"]),
        (["refused", "blocked", "unknown-finish"], "failed", None),
        (["half", "good", "good"], "needs_attention", ["unknown"]),
    ],
    ids=lambda one: "-".join(one) if isinstance(one, list) else None,
)
async def test_missing_pictures_say_why(
    parts: Parts, server: ProviderServer, tmp_path: Path, scenarios: list[str], status: str, causes: list[str] | None
) -> None:
    server.script.extend(["good", *scenarios])  # the first one is that of the prompts
    result = await submit(parts, tmp_path)
    assert result.status == status
    assert len(result.images) == scenarios.count("good")
    assert len(result.missing) == 3 - len(result.images)
    assert causes is None or sorted(gap.cause for gap in result.missing) == sorted(causes)
    assert result.reason
    assert set(server.record.counts().values()) == {1}
    product = await parts.studio.shop.product("p1")
    assert product is not None
    assert product.status == ("failed" if status == "failed" else "pending_review")


async def test_an_unknown_call_waits_for_a_decision(parts: Parts, server: ProviderServer) -> None:
    server.script.append("half")
    held = await request(parts, "a red shoe", count=2)
    assert (held.status, len(held.images), held.unknown) == ("needs_attention", 1, 1)
    assert held.unknown_usd > 0
    assert await request(parts, "a red shoe", count=2) == held, "a repeat sends nothing"
    assert images_sent(server) == 2
    (unknown,) = [call for call in await parts.ledger.of_job("image/j1/1") if call.state is State.UNKNOWN]
    await parts.ledger.retry(unknown)
    done = await request(parts, "a red shoe", count=2)
    assert (done.status, len(done.images), done.unknown) == ("generated", 2, 0)
    assert done.unknown_usd == held.unknown_usd, "what the first attempt may have cost stays visible"
    assert images_sent(server) == 3
    assert {image.ordinal: image.uri for image in held.images}.items() <= {
        image.ordinal: image.uri for image in done.images
    }.items()


async def test_a_handler_leaves_the_result_of_another_one_that_ended_the_job_meanwhile(parts: Parts) -> None:
    """Its message may be another worker's by now, and its own result never be published."""
    payload = ImageGenerationRequested(job_id="j1", prompt="a boat [[scenario:drop]]", size=256)
    stale = await parts.jobs.open(
        "image/j1/1", kind="image", subject="j1", run="1", topic="image-generation-requested",
        request=payload.model_dump(mode="json"),
    )  # fmt: skip
    first = await request(parts, payload.prompt)
    assert first.status == "needs_attention"
    (call,) = await parts.ledger.of_job("image/j1/1")
    late = await parts.ledger.received(call, ANSWER, 0.05)
    assert await parts.studio.ending.end(stale, [late.call], ()) == first
    job = await parts.jobs.find("image/j1/1")
    assert job is not None
    assert job.status == "needs_attention"
    second = await request(parts, payload.prompt)
    assert (second.status, len(second.images), second.unknown) == ("generated", 1, 0)
    assert second.identity != first.identity, "consumers that drop repeats must see it"
    assert (await request(parts, payload.prompt)).identity == second.identity


async def test_an_answer_that_comes_while_the_job_ends_is_used_when_it_goes_on(parts: Parts) -> None:
    first = await request(parts, "a boat [[scenario:drop]]")
    (before,) = await parts.ledger.of_job("image/j1/1")
    job = await parts.jobs.find("image/j1/1")
    assert job is not None
    await parts.ledger.received(before, ANSWER, 0.05)
    ended = await parts.studio.ending.end(job, [before], ())
    assert (ended.status, ended.missing) == (first.status, first.missing)
    assert (await request(parts, "a boat [[scenario:drop]]")).status == "generated"
    assert {call.state for call in await parts.ledger.of_job("image/j1/1")} == {State.SETTLED}


async def test_prompts_that_come_late_are_settled_unused(parts: Parts, tmp_path: Path) -> None:
    result = await submit(parts, tmp_path, title="Shoe [[scenario:drop]]", count=1)
    assert (result.status, len(result.images)) == ("needs_attention", 1), "prompts from templates"
    (prompts,) = [call for call in await parts.ledger.of_job("product/p1/1") if call.kind == "prompts"]
    await parts.ledger.received(prompts, ANSWER, 0.01)
    again = await submit(parts, tmp_path, title="Shoe [[scenario:drop]]", count=1)
    assert (again.status, again.images) == ("pending_review", result.images)
    assert again.cost_usd == pytest.approx(result.cost_usd + 0.01)
    assert {call.state for call in await parts.ledger.of_job("product/p1/1")} == {State.SETTLED}


async def test_a_call_that_is_given_up_ends_the_job(parts: Parts, server: ProviderServer) -> None:
    server.script.append("half")
    await request(parts, "a red shoe", count=2)
    (unknown,) = [call for call in await parts.ledger.of_job("image/j1/1") if call.state is State.UNKNOWN]
    await parts.ledger.give_up(unknown)
    done = await request(parts, "a red shoe", count=2)
    assert (done.status, [gap.cause for gap in done.missing]) == ("partial", ["given-up"])


async def test_a_job_over_its_budget_goes_on_with_a_larger_one(opened: Opened, server: ProviderServer) -> None:
    async with opened(budget_job_usd=0.1) as parts:
        held = await request(parts, "a red shoe", count=3)
        assert held.status == "needs_attention"
        assert {gap.cause for gap in held.missing} == {"budget"}
        assert 1 <= images_sent(server) < 3
        assert held.cost_usd <= 0.1
    async with opened(budget_job_usd=10) as parts:
        done = await request(parts, "a red shoe", count=3)
    assert (done.status, len(done.images)) == ("generated", 3)
    assert images_sent(server) == 3


async def test_the_day_s_budget_makes_messages_wait(opened: Opened, server: ProviderServer) -> None:
    async with opened(budget_day_usd=0.1) as parts:
        with pytest.raises(NotBefore, match="ENHANCE_BUDGET_DAY_USD"):
            await request(parts, "a red shoe", count=3)
    sent = images_sent(server)
    assert 1 <= sent < 3
    async with opened() as parts:
        assert (await request(parts, "a red shoe", count=3)).status == "generated"
    assert images_sent(server) == 3


async def test_a_retired_model_makes_messages_wait(parts: Parts, server: ProviderServer) -> None:
    server.script.append("retired")
    with pytest.raises(NotBefore, match=r"gemini-3\.1-flash-image"):
        await request(parts, "a red shoe")
    with pytest.raises(NotBefore):
        await request(parts, "a blue shoe", job_id="j2")
    assert images_sent(server) == 1


async def test_a_product_without_a_row_is_retried(parts: Parts, tmp_path: Path) -> None:
    with pytest.raises(Retryable, match="p9 is not in the table products yet"):
        await submit(parts, tmp_path, product_id="p9", raw_image=None)
    job = await parts.jobs.find("product/p9/1")
    assert job is not None
    assert (job.status, job.reason) == ("open", "product p9 is not in the table products yet")


async def test_grainy_pictures_come_in_and_out(parts: Parts, server: ProviderServer, tmp_path: Path) -> None:
    (tmp_path / "objects/raw/grain.png").write_bytes(noise(3_000_000))
    server.script.extend(["good", "big"])
    result = await submit(parts, tmp_path, raw_image=(tmp_path / "objects/raw/grain.png").as_uri(), count=1)
    assert (result.status, len(result.images)) == ("pending_review", 1)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [("missing.jpg", "no such object"), ("page.html", "not a picture"), ("small.png", "too small")],
)
async def test_a_raw_photo_that_cannot_be_used_fails_the_product(
    parts: Parts, server: ProviderServer, tmp_path: Path, raw: str, reason: str
) -> None:
    folder = tmp_path / "objects/raw"
    (folder / "page.html").write_text("<html><body>404</body></html>")
    (folder / "small.png").write_bytes(picture((), "dot", (1, 1), 1, "PNG"))
    result = await submit(parts, tmp_path, raw_image=(folder / raw).as_uri())
    assert result.status == "failed"
    assert result.reason is not None
    assert reason in result.reason
    assert server.record.counts() == {}
    product = await parts.studio.shop.product("p1")
    assert product is not None
    assert product.status == "failed"


async def test_a_reference_that_cannot_be_used_fails_the_job(parts: Parts, server: ProviderServer) -> None:
    result = await request(parts, "a red shoe", reference_images=["ftp://example.org/a.jpg"])
    assert (result.status, result.images) == ("failed", [])
    assert result.reason is not None
    assert result.reason.startswith("reference image: ")
    assert server.record.counts() == {}
