"""The planner as a process on the embedded broker, with a folder and with an S3 server; killed in the midst."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from aiokafka import TopicPartition
from prometheus_client.parser import text_string_to_metric_families

from fixtures.loop_time import assert_loop_held
from fixtures.media.csvs import HEADER, unsorted_rows, write_unsorted
from fixtures.waiting import until
from libs.bus import Announcer, BusSettings, KafkaBus
from libs.bus.kafka.admin import create, partition_numbers
from libs.bus.reading import bounds
from libs.events import CollageBatchPlanned, CollageBatchSubmitted, topic
from libs.events.envelope import header
from libs.events.specs import topic_specs
from libs.storage import open_storage
from services.collage.planner.__main__ import EMITS
from tests.integration.processes import Process, running
from tests.support.records import read_all
from tests.support.s3 import S3Env, moto_server, new_bucket, s3_settings

MODULE = "services.collage.planner"
PAGES = "collage-requested"


class Published(NamedTuple):
    """What stands in the topics."""

    plans: list[CollageBatchPlanned]
    pages: dict[str, bytes]
    """Value by event id; the same id never with another value."""
    records: int


@pytest.fixture
async def own_bus(own_broker: str) -> KafkaBus:
    bus = KafkaBus(BusSettings(bootstrap_servers=own_broker, security_protocol="PLAINTEXT", session_timeout_seconds=6))
    await create(bus, list(topic_specs([topic("collage-batch-submitted"), *map(topic, EMITS)])))
    return bus


@pytest.fixture
def bucket() -> Iterator[tuple[S3Env, str]]:
    with moto_server() as server, new_bucket(server) as name:
        yield server, name


async def submit(bus: KafkaBus, batch_id: str, uri: str) -> None:
    async with Announcer(bus, "test") as announcer:
        await announcer.announce([CollageBatchSubmitted(batch_id=batch_id, csv_uri=uri)])


async def published(bus: KafkaBus) -> Published:
    numbers = await partition_numbers(bus)
    plans = [
        CollageBatchPlanned.model_validate_json(record.value or b"")
        for record in await read_all(bus, "collage-batch-planned", numbers["collage-batch-planned"])
    ]
    records = await read_all(bus, PAGES, numbers[PAGES])
    pages: dict[str, bytes] = {}
    for record in records:
        name = header(record.headers, "ce_id") or ""
        assert pages.setdefault(name, record.value or b"") == record.value, "the same id, the same bytes"
    return Published(plans, pages, len(records))


async def count(bus: KafkaBus) -> int:
    """Pages published so far."""
    async with bus.reader() as reader:
        parts = [TopicPartition(PAGES, number) for number in (await partition_numbers(bus))[PAGES]]
        return sum(end - first for first, end in (await bounds(reader, parts)).values())


async def metric(service: Process, name: str, **labels: str) -> float:
    _, text = await service.get("/metrics")
    samples = (sample for family in text_string_to_metric_families(text) for sample in family.samples)
    return sum(s.value for s in samples if s.name == name and labels.items() <= s.labels.items())


async def is_done(service: Process) -> bool:
    return await metric(service, "reelbus_events_total", outcome="done") >= 1


@pytest.mark.long
async def test_killed_in_the_midst_it_plans_the_same_again(own_broker: str, own_bus: KafkaBus, tmp_path: Path) -> None:
    store, work = tmp_path / "store", tmp_path / "work"
    store.mkdir()
    write_unsorted(store / "covers.csv", 60_000, 10_000)
    env = {"STORAGE_URI": store.as_uri(), "COLLAGE_WORK_FOLDER": str(work)}
    await submit(own_bus, "b1", f"{store.as_uri()}/covers.csv")
    async with running(own_broker, MODULE, env=env) as first:

        async def some_are_out() -> bool:
            return await count(own_bus) > 100

        await until(some_are_out, "pages")
        first.process.kill()
        await first.ended()
    partly = await published(own_bus)
    assert 100 < len(partly.pages) < 10_000, "killed in the midst"
    async with running(own_broker, MODULE, env=env) as second:
        await until(lambda: is_done(second), "planned")
        assert await metric(second, "reelbus_collage_rows_total", outcome="accepted") == 60_000
        assert await metric(second, "reelbus_collage_pages_requested_total") == 10_000
        assert await metric(second, "reelbus_collage_batches_planned_total", outcome="planned") == 1
        assert_loop_held((await second.get("/metrics"))[1])
        second.process.terminate()
        assert await second.ended() == 0
    whole = await published(own_bus)
    assert len(whole.pages) == 10_000
    assert partly.pages.items() <= whole.pages.items()
    assert whole.records == len(partly.pages) + 10_000
    assert [plan.pages for plan in whole.plans] == [10_000, 10_000]
    assert whole.plans[0] == whole.plans[1]
    assert not list(work.iterdir()), "what the killed one left on disk is gone"


async def test_a_csv_in_a_bucket(own_broker: str, own_bus: KafkaBus, tmp_path: Path, bucket: tuple[S3Env, str]) -> None:
    server, name = bucket
    root = f"s3://{name}/shop"
    async with open_storage(s3_settings(server, root)) as storage:
        content = HEADER + "".join(unsorted_rows(100, 7))
        await storage.put(storage.uri("csv-files/covers.csv"), content.encode(), content_type="text/csv")
        env = {**server, "STORAGE_URI": root, "COLLAGE_WORK_FOLDER": str(tmp_path / "work")}
        async with running(own_broker, MODULE, env=env) as service:
            await submit(own_bus, "good", f"{root}/csv-files/covers.csv")
            await submit(own_bus, "none", f"{root}/csv-files/none.csv")
            await submit(own_bus, "other", "s3://another-bucket/covers.csv")

            async def all_ended() -> bool:
                return await metric(service, "reelbus_events_total", outcome="done") == 3

            await until(all_ended, "all three")
        assert (await storage.head(storage.uri("results/batches/good/plan.json"))).size > 0
        assert (await storage.head(storage.uri("results/batches/good/rejected-rows.json"))).size > 0
    found = await published(own_bus)
    told = {plan.batch_id: plan for plan in found.plans}
    assert (told["good"].status, told["good"].pages, len(found.pages)) == ("planned", 7, 7)
    assert told["none"].status == told["other"].status == "failed"
    assert "another-bucket/covers.csv is refused" in (told["other"].reason or "")


async def test_a_work_folder_that_is_none(own_broker: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    async with running(own_broker, MODULE, env={"COLLAGE_WORK_FOLDER": str(tmp_path / "file")}) as service:
        assert await service.ended() == 2
        assert "bad setting COLLAGE_WORK_FOLDER" in service.stderr
