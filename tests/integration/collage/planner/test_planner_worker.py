"""The planner as the handler of a worker, on the bus in memory."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial

from fixtures.media.csvs import HEADER, unsorted_rows
from fixtures.waiting import until
from libs.bus import MemoryBus, Worker, WorkerSettings
from libs.bus.failure import Outgoing
from libs.events import CollageBatchPlanned, CollageBatchSubmitted, CollageRequested, topic
from libs.events.envelope import header
from services.collage.keys import plan_key
from services.collage.planner.__main__ import EMITS, GROUP
from services.collage.planner.handler import handle, on_dead_letter
from tests.integration.collage.planner.conftest import Desk
from tests.support.records import publish

SUBMITTED = topic("collage-batch-submitted")
DEAD = f"{SUBMITTED.name}.{GROUP}.dlq"
WHEN = datetime(2026, 10, 5, 12, tzinfo=UTC)


@asynccontextmanager
async def planning(desk: Desk, bus: MemoryBus) -> AsyncIterator[Worker]:
    """A worker as `__main__` composes it, with quick retries."""
    worker = Worker(
        bus, GROUP, {SUBMITTED: partial(handle, planner=desk.planner)},
        WorkerSettings.model_validate({"retry_delays": (0.05,)}), on_dead_letter={SUBMITTED: on_dead_letter},
    )  # fmt: skip
    bus.create(*worker.needs(tuple(topic(name) for name in EMITS)))
    running = asyncio.create_task(worker.run())
    try:
        yield worker
    finally:
        worker.stop()
        await running


async def submit(bus: MemoryBus, uri: str, batch_id: str = "b1", rows: int = 5) -> None:
    batch = CollageBatchSubmitted(batch_id=batch_id, csv_uri=uri, submitted_at=WHEN, rows=rows)
    await publish(bus, [Outgoing(SUBMITTED.name, batch_id.encode(), batch.model_dump_json().encode(), ())])


def plans(bus: MemoryBus) -> list[CollageBatchPlanned]:
    return [CollageBatchPlanned.model_validate_json(r.value or b"") for r in bus.records("collage-batch-planned")]


def pages(bus: MemoryBus) -> dict[str, bytes]:
    """Value by event id; the same id never with another value."""
    found: dict[str, bytes] = {}
    for record in bus.records("collage-requested"):
        name = header(record.headers, "ce_id") or ""
        assert found.setdefault(name, record.value or b"") == record.value
    return found


async def test_a_batch_and_its_repeat_are_the_same_records(desk: Desk) -> None:
    bus = MemoryBus()
    uri = desk.csv(HEADER + "".join(unsorted_rows(20_000, 300)))
    async with planning(desk, bus) as worker:
        for _ in range(2):
            await submit(bus, uri)
        await until(lambda: len(plans(bus)) == 2, "planned twice")
        await worker.drained()
    first, second = plans(bus)
    assert first == second
    assert first.status == "planned"
    found = pages(bus)
    assert (len(found), len(bus.records("collage-requested"))) == (first.pages, 2 * first.pages)
    asked = [CollageRequested.model_validate_json(value) for value in found.values()]
    assert sum(len(page.images) for page in asked) == 20_000
    keys = {record.key.decode() for record in bus.records("collage-requested")}
    assert keys == {page.creator for page in asked}


async def test_a_contradiction_is_a_dead_letter_and_the_batch_goes_on(desk: Desk) -> None:
    bus = MemoryBus()
    uri = desk.csv(HEADER + "".join(unsorted_rows(100, 3)))
    async with planning(desk, bus) as worker:
        await submit(bus, uri)
        await until(lambda: len(plans(bus)) == 1, "planned")
        await submit(bus, uri, rows=6)
        await until(lambda: len(bus.records(DEAD)) == 1, "rejected")
        await worker.drained()
    (letter,) = bus.records(DEAD)
    assert header(letter.headers, "reelbus-error") == (
        "batch b1 already exists with another CSV or layout: use another batch_id"
    )
    assert [plan.status for plan in plans(bus)] == ["planned"]


async def test_a_dead_letter_ends_its_batch(desk: Desk) -> None:
    """Here: a plan that cannot be read; the words are the same for bugs and time-outs."""
    bus = MemoryBus()
    uri = desk.csv(HEADER + "ann,https://a.example/1.jpg,\n")
    plan = desk.folder / plan_key("b1")
    plan.parent.mkdir(parents=True)
    plan.write_text("{}")
    async with planning(desk, bus) as worker:
        await submit(bus, uri)
        await until(lambda: len(bus.records(DEAD)) == 1, "a dead letter")
        await worker.drained()
    (said,) = plans(bus)
    assert (said.status, said.submitted_at) == ("failed", WHEN)
    assert "is not a valid plan" in (said.reason or "")


async def test_what_people_put_right_comes_again(desk: Desk) -> None:
    bus = MemoryBus()
    (desk.folder / "real.csv").write_text(HEADER + "ann,https://a.example/1.jpg,\n")
    link = desk.folder / "covers.csv"
    link.symlink_to(desk.folder / "real.csv")
    async with planning(desk, bus) as worker:
        await submit(bus, desk.storage.uri("covers.csv"))
        await until(lambda: bool(bus.records(f"{SUBMITTED.name}.{GROUP}.retry.1")), "it waits")
        link.unlink()
        desk.csv(HEADER + "ann,https://a.example/1.jpg,\n")
        await until(lambda: bool(plans(bus)), "planned")
        await worker.drained()
    assert [plan.status for plan in plans(bus)] == ["planned"]
