"""The status object: how often it is written, and what it says."""

import asyncio

from fixtures.waiting import until
from libs.storage import Unavailable
from services.merge.keys import merge_id, status_key
from services.merge.status import Record, Status, now, status_at
from tests.unit.merge.memory_store import MemoryStore

URI = f"s3://own/{status_key('p1')}"


def begun() -> Status:
    return Status(id="p1", event_id="e", state="running", output="out.mp4", started=now(), updated=now())


async def test_it_is_written_at_the_start_and_at_the_end_and_not_for_each_report() -> None:
    store = MemoryStore()
    record = Record(store, begun(), every=3600)  # type: ignore[arg-type]
    async with record.writing():
        await until(lambda: bool(store.writes), "the first write")
        for done in range(1000):
            record.report("encode", done / 100, 10.0)
            await asyncio.sleep(0)
    await record.end(state="merged")
    assert store.writes == [URI, URI]
    found = await status_at(store, "p1")  # type: ignore[arg-type]
    assert found is not None
    assert (found.state, found.step, found.done, found.total, found.percent) == ("merged", "encode", 9.99, 10.0, 99.9)
    assert found.seconds_left is None


async def test_it_is_written_again_when_it_has_changed() -> None:
    store = MemoryStore()
    record = Record(store, begun(), every=0)  # type: ignore[arg-type]
    async with record.writing():
        await until(lambda: len(store.writes) == 1, "the first write")
        record.report("join", 1, 3)
        await until(lambda: len(store.writes) == 2, "the next write")
        record.report("join", 2, 3)
        await until(lambda: len(store.writes) == 3, "the next write")
    found = Status.model_validate_json(store.objects[URI])
    assert found.rate is not None
    assert found.seconds_left is not None


async def test_a_store_that_is_away_does_not_end_the_merge() -> None:
    store = MemoryStore()
    store.failing[URI] = Unavailable("away")
    record = Record(store, begun(), every=0)  # type: ignore[arg-type]
    async with record.writing():
        for _ in range(5):
            record.report("join", 1, 2)
            await asyncio.sleep(0)
    store.failing.clear()
    await record.end(state="merged")
    assert store.writes == [URI]


async def test_what_is_no_status_counts_as_none() -> None:
    store = MemoryStore()
    assert await status_at(store, "p1") is None  # type: ignore[arg-type]
    store.objects[URI] = b"{}"
    assert await status_at(store, "p1") is None  # type: ignore[arg-type]


def test_a_merge_has_a_name_of_its_own() -> None:
    names = [
        merge_id("p", None, None, "a.mp4"), merge_id("p", "a", None, "a.mp4"), merge_id("p", "b", None, "a.mp4"),
        merge_id(None, "a", None, "a.mp4"), merge_id(None, None, "b", "a.mp4"), merge_id(None, None, "b", "a/mp4"),
        merge_id("p/a", "b", None, "a.mp4"),
    ]  # fmt: skip
    assert names[0] == "p"
    assert len(set(names)) == len(names)
    assert all(status_key(name) == f"merges/{name}/status.json" for name in names), "a name is its own segment"
