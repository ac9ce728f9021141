"""Events through the service's own parts: SQLite, a folder, confined processes, and a server that speaks Gemini's API."""

from dataclasses import replace
from pathlib import Path

import pytest

from fixtures.providers.pictures import noise, picture
from fixtures.providers.server import ProviderServer
from libs.bus import NotBefore, Retryable
from libs.ledger.call import State
from libs.storage.files.storage import FileStorage
from services.enhance.ending import Ending
from services.enhance.factory import Parts
from services.enhance.pictures.check import Checked
from services.enhance.providers.provider import ImageRequest, Photo
from tests.integration.enhance.driving import Opened, images_sent, request, submit


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


async def test_a_strip_is_refused_before_it_costs(parts: Parts, server: ProviderServer) -> None:
    result = await request(parts, "a red shoe", aspect="99:1")
    assert (result.status, result.reason) == ("failed", "aspect 99:1 must be at most 4:1 or 1:4")
    assert server.record.counts() == {}


async def test_a_blank_prompt_fails_the_job(parts: Parts, server: ProviderServer) -> None:
    result = await request(parts, " \n")
    assert (result.status, result.reason) == ("failed", "the prompt is blank")
    assert server.record.counts() == {}


async def test_a_useless_photo_leaves_that_of_the_shop(parts: Parts, tmp_path: Path) -> None:
    await submit(parts, tmp_path, count=1)
    result = await submit(parts, tmp_path, run="2", raw_image="file:///etc/passwd")
    assert result.status == "failed"
    product = await parts.studio.shop.product("p1")
    assert product is not None
    assert (product.raw_image, product.status) == ((tmp_path / "objects/raw/shoe.jpg").as_uri(), "pending_review")


async def test_outputs_of_a_paid_model_are_compared_inside_the_products_mask(
    parts: Parts, server: ProviderServer, tmp_path: Path
) -> None:
    seen: list[tuple[bool, bytes | None]] = []

    class Pool:
        async def check(
            self, data: bytes, photo: Photo | None, request: ImageRequest, *, mask: bytes | None
        ) -> Checked:
            seen.append((photo is not None, mask))
            return Checked(data, 256, 256, "jpeg", "0" * 64)

    async def masks(photo: Photo) -> bytes:
        return f"the mask of {photo.width}×{photo.height}".encode()

    ending = Ending(
        parts.ledger.engine, jobs=parts.jobs, ledger=parts.ledger, shop=parts.studio.shop,
        storage=FileStorage(f"file://{tmp_path}/objects"), pool=Pool(), masks=masks,  # type: ignore[arg-type]
    )  # fmt: skip
    await submit(replace(parts, studio=replace(parts.studio, ending=ending)), tmp_path, count=1)
    assert seen == [(True, "the mask of 320×240".encode())]
