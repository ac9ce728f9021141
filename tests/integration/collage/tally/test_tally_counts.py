"""Batches counted on real databases: in any order, with repeats, by several at once, through failures."""

import asyncio
import io
import json
import random
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from prometheus_client import REGISTRY
from sqlalchemy import select

from fixtures.waiting import until
from libs.bus import Event, Rejected
from libs.database import DatabaseSettings, connected, open_database, writing
from libs.database.tables import collage_pages
from libs.database.upgrade import upgrade
from libs.events import CollageBatchCompleted, CollageBatchPlanned, CollageGenerated
from libs.storage import Storage, StorageSettings, Unavailable, open_storage
from services.collage.tally.batch import Batch
from services.collage.tally.batch_store import BatchStore
from services.collage.tally.completion import BatchCompletion
from services.collage.tally.handler import generated, planned
from services.collage.tally.summary.findings import collages, find, missing_by_reason
from services.collage.tally.upkeep import upkeep
from tests.support.databases import KINDS, empty_database

B = "covers-1"


@asynccontextmanager
async def running(job: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Run `job` as a task, and cancel it at the end. It must have ended before the database is closed: a rollback on a
    connection whose thread has ended never returns.
    """
    task = asyncio.create_task(job)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


@dataclass
class Tally:
    """One process's worth of the service."""

    batches: BatchStore
    completion: BatchCompletion
    clock: "Clock"

    async def plan(self, event_id: str = "plan", **more: Any) -> CollageBatchCompleted | None:
        body = {"batch_id": B, "status": "planned", "csv_uri": "file:///x.csv", "submitted_at": self.clock.now, **more}
        event = Event(event_id, "t", B, CollageBatchPlanned.model_validate(body), 1, None)
        return await planned(event, batches=self.batches, completion=self.completion)

    async def page(self, number: int, status: str = "generated", **more: Any) -> CollageBatchCompleted | None:
        more = {"placed": 0 if status == "failed" else 35, "bytes": 1000, "downloaded": 9000, "seconds": 2.0} | more
        event_id = more.pop("event_id", f"{number}-{status}")
        body = {"batch_id": B, "creator": f"c{number // 3}", "page": number % 3 + 1, "status": status, **more}
        event = Event(event_id, "t", B, CollageGenerated.model_validate(body), 1, None)
        return await generated(event, batches=self.batches, completion=self.completion)

    async def batch(self) -> Batch:
        found = await self.batches.find(B)
        assert found is not None
        return found


@dataclass
class Clock:
    now: datetime
    asked: int = 0

    def __call__(self) -> datetime:
        self.asked += 1
        return self.now

    def passes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Faulty:
    """A store that is away `fails` times when something is put."""

    def __init__(self, storage: Storage, fails: int) -> None:
        self._storage, self.fails = storage, fails

    def __getattr__(self, name: str) -> Any:
        return getattr(self._storage, name)

    async def put(self, *args: Any, **kwargs: Any) -> Any:
        if self.fails:
            self.fails -= 1
            raise Unavailable("the store is away")
        return await self._storage.put(*args, **kwargs)


class Told:
    """Takes what is announced."""

    def __init__(self) -> None:
        self.payloads: list[Any] = []

    async def announce(self, payloads: Any) -> None:
        self.payloads.extend(payloads)


@pytest.fixture(params=KINDS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DatabaseSettings]:
    with empty_database(request.param, tmp_path) as settings:
        yield settings


@pytest.fixture
async def database(empty: DatabaseSettings) -> DatabaseSettings:
    async with connected(empty.url, ours=True) as engine:
        await upgrade(engine)
    return empty


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    async with open_storage(StorageSettings(storage_uri=(tmp_path / "objects").as_uri())) as storage:
        yield storage


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as stack:
        yield stack


async def started(
    database: DatabaseSettings, storage: Storage, stack: AsyncExitStack, clock: Clock | None = None
) -> Tally:
    engine = await stack.enter_async_context(open_database(database))
    clock = clock or Clock(datetime.now(UTC))
    batches = BatchStore(engine, clock)
    return Tally(batches, BatchCompletion(engine, batches, storage, clock), clock)


@pytest.fixture
async def tally(database: DatabaseSettings, storage: Storage, stack: AsyncExitStack) -> Tally:
    return await started(database, storage, stack)


async def document(storage: Storage, batch: Batch) -> dict[str, Any]:
    assert batch.summary_uri is not None
    found: dict[str, Any] = json.loads(await storage.read(batch.summary_uri, limit=10**7))
    return found


# ---- counting -----------------------------------------------------------------------------------


async def test_a_batch_from_its_plan_to_its_summary(tally: Tally, storage: Storage) -> None:
    tally.clock.passes(5)
    assert await tally.plan(pages=3, rows_read=100, rows_rejected=2, creators=1, report_uri="file:///r.json") is None
    tally.clock.passes(10)
    assert await tally.page(0) is None
    assert await tally.page(1, "partial", placed=30, missing=5, failures={"gone": 4, "too-small": 1}) is None
    completed_event = await tally.page(2, "failed", missing=20, failures={"gone": 20}, reason="no picture is available")
    assert completed_event is not None
    assert (
        completed_event.status,
        completed_event.pages,
        completed_event.generated,
        completed_event.partial,
        completed_event.failed,
    ) == ("completed", 3, 1, 1, 1)
    assert (completed_event.placed, completed_event.missing, completed_event.rows_rejected, completed_event.bytes) == (
        65,
        25,
        2,
        3000,
    )
    assert (completed_event.seconds, completed_event.csv_uri, completed_event.report_uri) == (
        10,
        "file:///x.csv",
        "file:///r.json",
    )
    summary = await document(storage, await tally.batch())
    assert summary["pictures"]["missing_by_reason"] == {"gone": 24, "too-small": 1}
    assert summary["slowest_creators"] == [{"creator": "c0", "pages": 3, "pictures": 90, "seconds": 6.0}]
    assert summary["failed_pages"][0]["reason"] == "no picture is available"
    assert (summary["links"]["summary_uri"], summary["links"]["page_uri"]) == (
        completed_event.summary_uri,
        completed_event.page_uri,
    )
    assert (await storage.head(completed_event.page_uri or "")).size > 1000


async def test_pages_may_end_before_the_plan_is_read(tally: Tally) -> None:
    assert await tally.page(0) is None
    assert await tally.page(1) is None
    assert (await tally.batch()).planned is False
    completed_event = await tally.plan(pages=2)
    assert completed_event is not None
    assert (completed_event.pages, completed_event.generated) == (2, 2)


async def test_a_batch_that_was_cancelled_says_so(tally: Tally, storage: Storage) -> None:
    assert await tally.plan(pages=3, rows_read=100, rows_rejected=3, rows_blank=3, creators=1) is None
    cancelled = {"missing": 35, "reason": "cancelled", "failures": {"cancelled": 35}}
    assert await tally.page(0, "failed", **cancelled) is None
    assert await tally.page(1, "partial", placed=30, missing=5, failures={"gone": 5}) is None
    completed_event = await tally.page(2, "failed", **cancelled)
    assert completed_event is not None
    assert (completed_event.status, completed_event.outcome, completed_event.reasons) == (
        "completed",
        "cancelled",
        {"cancelled": 70, "gone": 5},
    )
    assert await tally.page(2, "failed", **cancelled) == completed_event, "the repeat of the last one tells the same"
    document = json.loads(await storage.read(completed_event.summary_uri or "", limit=10**6))
    assert (document["outcome"], document["reasons"]) == ("cancelled", completed_event.reasons)
    assert document["failed_pages"][0]["reason"] == "cancelled"
    # A page that was on its way ended after all, and was counted as cancelled by a repeat: the collage is there.
    await tally.page(0)
    await tally.page(2)
    batch = await tally.batch()
    assert (batch.cancelled, batch.outcome) == (0, "with-gaps")


async def test_repeats_change_nothing_and_tell_nothing(tally: Tally) -> None:
    await tally.plan(pages=2)
    await tally.page(0)
    before = await tally.batch()
    assert await tally.page(0, event_id="again") is None
    assert await tally.page(0, "partial", placed=3) is None
    assert await tally.plan("other plan", pages=99) is None
    assert await tally.batch() == before
    assert await tally.page(1) is not None
    assert await tally.page(1, event_id="again") is None
    assert await tally.plan("other plan", pages=99) is None


async def test_a_better_result_takes_the_place_of_the_first(tally: Tally) -> None:
    await tally.plan(pages=2)
    await tally.page(0, "failed", missing=35, failures={"gone": 35})
    for status, placed in (("partial", 30), ("partial", 33), ("generated", 35)):
        await tally.page(0, status, placed=placed, missing=35 - placed, failures={"gone": 35 - placed})
        batch = await tally.batch()
        assert (batch.pages_ended, getattr(batch, status), batch.placed, batch.missing) == (1, 1, placed, 35 - placed)
    assert (batch.generated, batch.partial, batch.failed, batch.bytes) == (1, 0, 0, 1000)


async def test_a_repaired_page_counts_whatever_became_of_it(
    tally: Tally, database: DatabaseSettings, stack: AsyncExitStack
) -> None:
    """Once: its repeat changes nothing, and no more does what was told of the page before."""
    engine = await stack.enter_async_context(open_database(database))
    await tally.plan(pages=2)
    first = {"placed": 30, "missing": 5, "failures": {"gone": 5}}
    await tally.page(0, "partial", **first)
    repaired = {"revision": 1, "bytes": 1500, "downloaded": 8000}
    await tally.page(0, "partial", **first | repaired | {"failures": {"busy": 5}})
    batch = await tally.batch()
    assert (batch.pages_ended, batch.partial, batch.bytes, batch.downloaded) == (1, 1, 1500, 8000)
    assert await missing_by_reason(engine, B) == {"busy": 5}
    await tally.page(0, "partial", **first | repaired, event_id="again")
    await tally.page(0, "generated", event_id="redrawn")
    await tally.page(0, "failed", missing=35, event_id="a dead letter")
    assert await tally.batch() == batch
    await tally.page(0, "partial", revision=2, placed=20, missing=15)
    batch = await tally.batch()
    assert (batch.pages_ended, batch.partial, batch.placed, batch.missing) == (1, 1, 20, 15)
    await tally.page(1, revision=1)
    before = await tally.batch()
    await tally.page(1)
    assert await tally.batch() == before, "read late"


async def test_numbers_that_no_page_has_are_rejected_and_not_counted(tally: Tally) -> None:
    with pytest.raises(Rejected):
        await tally.page(0, placed=2**40)
    assert await tally.batches.find(B) is None


@pytest.mark.long
async def test_thousands_of_pages_from_several_processes_come_out_exactly(
    database: DatabaseSettings, storage: Storage, stack: AsyncExitStack
) -> None:
    """2,000 pages, one in four told again, some better at the second time, the plan in the midst."""
    several = [await started(database, storage, stack) for _ in range(2)]
    chance = random.Random(7)
    first = [(number, "failed" if number % 10 == 0 else "generated") for number in range(2000)]
    events = first + chance.sample(first, 400) + [(number, "partial") for number in range(0, 2000, 20)]
    chance.shuffle(events)
    events.insert(1000, (-1, "plan"))
    coming, completed_event = iter(events), list[CollageBatchCompleted]()

    async def work(tally: Tally) -> None:
        for number, status in coming:
            result = await (tally.plan(pages=2000) if number < 0 else tally.page(number, status))
            if result is not None:
                completed_event.append(result)

    await asyncio.gather(*(work(several[index % 2]) for index in range(8)))
    assert len(completed_event) == 1, "told of once"
    batch = await several[0].batch()
    assert (batch.status, batch.pages, batch.pages_ended) == ("completed", 2000, 2000)
    assert (batch.generated, batch.partial, batch.failed) == (1800, 100, 100)
    assert (batch.placed, batch.bytes, batch.downloaded) == (35 * 1900, 1000 * 2000, 9000 * 2000)


async def test_all_collages_can_be_listed_however_many(
    tally: Tally, database: DatabaseSettings, stack: AsyncExitStack
) -> None:
    await tally.page(0, "failed")
    engine = await stack.enter_async_context(open_database(database))
    async with writing(engine) as connection:
        (row,) = (await connection.execute(select(collage_pages))).mappings().all()
        more = [dict(row) | {"creator": f"d{n % 7}", "page": n, "uri": "file:///1"} for n in range(1, 2346)]
        await connection.execute(collage_pages.insert(), more)
    seen = [(page.creator, page.page) async for page in collages(engine, B)]
    assert len(seen) == len(set(seen)) == 2345
    assert seen == sorted(seen)
    assert len((await find(engine, B)).first_collages) == 24


# ---- ends ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plan", "reason"),
    [
        ({"status": "failed", "reason": "covers.csv has no header"}, "covers.csv has no header"),
        ({"pages": 0, "rows_read": 5, "rows_rejected": 5}, "the CSV has no valid row"),
    ],
)
async def test_a_batch_without_pages_fails_at_once(
    plan: dict[str, Any], reason: str, tally: Tally, storage: Storage
) -> None:
    completed_event = await tally.plan(**plan)
    assert completed_event is not None
    assert (completed_event.status, completed_event.reason, completed_event.pages) == ("failed", reason, 0)
    batch = await tally.batch()
    assert batch.status == "failed"
    assert (await document(storage, batch))["reason"] == reason


async def test_a_plan_that_failed_gives_way_to_one_that_did_not(tally: Tally) -> None:
    await tally.plan("first", status="failed", reason="no header")
    assert await tally.plan("second", pages=1) is None
    completed_event = await tally.page(0)
    assert completed_event is not None
    assert (completed_event.status, completed_event.reason, completed_event.pages) == ("completed", None, 1)


async def test_while_the_store_is_away_the_batch_stays_open_and_any_repeat_ends_it(
    database: DatabaseSettings, storage: Storage, stack: AsyncExitStack
) -> None:
    faulty: Any = Faulty(storage, fails=2)
    tally = await started(database, faulty, stack)
    await tally.plan(pages=2)
    await tally.page(0)
    with pytest.raises(Unavailable, match="the store is away"):
        await tally.page(1)
    assert (await tally.batch()).status == "open"
    with pytest.raises(Unavailable, match="the store is away"):
        await tally.page(1)
    completed_event = await tally.page(0, event_id="a repeat of another page")
    assert completed_event is not None
    assert completed_event.pages == 2
    assert await tally.page(1) is None


async def test_a_crash_before_the_end_is_told_is_healed_by_the_repeat_of_that_event_alone(
    database: DatabaseSettings, storage: Storage, stack: AsyncExitStack
) -> None:
    tally = await started(database, storage, stack)
    await tally.plan(pages=1)
    lost = await tally.page(0, event_id="e1")
    successor = await started(database, storage, stack)
    assert await successor.plan() is None
    assert await successor.page(0, event_id="e2") is None
    assert await successor.page(0, event_id="e1") == lost


async def test_an_end_that_no_event_brought_about_is_brought_about_in_time(
    database: DatabaseSettings, storage: Storage, stack: AsyncExitStack
) -> None:
    faulty: Any = Faulty(storage, fails=1)
    tally, announcer = await started(database, faulty, stack), Told()
    await tally.plan(pages=1)
    with pytest.raises(Unavailable):
        await tally.page(0)
    jobs = upkeep(announcer, batches=tally.batches, completion=tally.completion, clock=tally.clock, interval=0.01)  # type: ignore[arg-type]
    async with asyncio.TaskGroup() as group:
        job = group.create_task(jobs)
        asked = tally.clock.asked
        await until(lambda: tally.clock.asked > asked + 2, "it looks a few times")
        assert announcer.payloads == [], "too early: the event may yet come again"
        tally.clock.passes(600)

        async def ended() -> bool:
            return (await tally.batch()).status == "completed"

        await until(ended, "the batch ends")
        job.cancel()
    (completed_event,) = announcer.payloads
    assert (completed_event.status, completed_event.pages, completed_event.generated) == ("completed", 1, 1)
    assert completed_event.summary_uri == (await tally.batch()).summary_uri
    assert await tally.page(0) is None, "told of once"


async def test_the_age_of_the_oldest_open_batch_is_a_metric(tally: Tally) -> None:
    def completed_event() -> tuple[float | None, float | None]:
        names = ("reelbus_collage_batches_open", "reelbus_collage_oldest_batch_seconds")
        count, age = (REGISTRY.get_sample_value(name) for name in names)
        return count, age

    await tally.plan(pages=2)
    await tally.page(0)
    tally.clock.passes(600)
    job = upkeep(Told(), batches=tally.batches, completion=tally.completion, clock=tally.clock, interval=0.01)  # type: ignore[arg-type]
    async with running(job):
        await until(lambda: completed_event() == (1, 600), "one, of ten minutes")
        await tally.page(1)
        await until(lambda: completed_event() == (0, 0), "none")


async def test_pages_that_get_better_after_the_end_are_in_the_summary_and_not_told_again(
    tally: Tally, storage: Storage
) -> None:
    await tally.plan(pages=2)
    await tally.page(0)
    assert await tally.page(1, "failed", missing=35, failures={"gone": 35}) is not None
    assert await tally.page(1, "generated") is None
    announcer = Told()

    async def written() -> bool:
        return (await document(storage, await tally.batch()))["pages"]["failed"] == 0

    async with running(upkeep(announcer, batches=tally.batches, completion=tally.completion, interval=0.01)):  # type: ignore[arg-type]
        await until(written, "the summary is written again")
        await until(lambda: _is_none_outdated(tally), "and that is noted")
    assert announcer.payloads == []


async def test_a_page_that_was_repaired_after_the_end_is_in_the_summary(tally: Tally, storage: Storage) -> None:
    """With as many pictures as before: one was replaced."""
    uri, previews = storage.uri("collages/1.jpg"), []
    await tally.plan(pages=1)
    for revision, colour in enumerate(("teal", "maroon")):
        jpeg = io.BytesIO()
        Image.new("RGB", (1568, 2000), colour).save(jpeg, "JPEG")
        await storage.put(uri, jpeg.getvalue(), content_type="image/jpeg")
        await tally.page(0, uri=uri, bytes=1000 + revision, revision=revision)
        async with running(upkeep(Told(), batches=tally.batches, completion=tally.completion, interval=0.01)):  # type: ignore[arg-type]
            await until(lambda: _is_none_outdated(tally), "the summary is written again")
        batch = await tally.batch()
        assert (await document(storage, batch))["bytes"]["collages"] == 1000 + revision
        previews.append(await storage.read(batch.page_uri or "", limit=10**7))
    assert previews[0] != previews[1]


async def _is_none_outdated(tally: Tally) -> bool:
    return not await tally.batches.outdated()


# ---- previews -----------------------------------------------------------------------------------


async def test_the_page_shows_collages_and_says_which_cannot_be_shown(tally: Tally, storage: Storage) -> None:
    jpeg = io.BytesIO()
    Image.new("RGB", (1568, 2000), "teal").save(jpeg, "JPEG")
    good, broken, absent = (storage.uri(f"collages/{name}.jpg") for name in ("good", "broken", "absent"))
    await storage.put(good, jpeg.getvalue(), content_type="image/jpeg")
    await storage.put(broken, jpeg.getvalue()[:500], content_type="image/jpeg")
    await tally.plan(pages=4)
    for number, uri in enumerate([good, broken, absent, "s3://elsewhere/secret.jpg"]):
        completed_event = await tally.page(number, uri=uri)
    assert completed_event is not None
    html = (await storage.read(completed_event.page_uri or "", limit=10**7)).decode()
    assert html.count('src="data:image/jpeg;base64,') == 1
    assert 'width="360" height="459"' in html
    for why in ("it is not a valid JPEG", "it could not be read", "it is outside of STORAGE_URI"):
        assert why in html
