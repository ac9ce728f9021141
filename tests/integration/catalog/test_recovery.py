"""Why Faust's recovery is mended: as released it skips records, and commits past them, if its seek comes late.

The seek is delayed until records have been fetched, which happens by itself when a broker is slow. Nothing else differs
between the two: both use Faust's own consumer.
"""

import asyncio
import contextlib
import logging
from pathlib import Path
from typing import Any

import faust
import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from faust.tables.manager import TableManager
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from fixtures.waiting import until
from libs.bus import KafkaBus
from libs.bus.failure import Outgoing
from libs.bus.kafka.admin import create
from libs.events import Topic
from libs.events.specs import topic_specs
from services.catalog.stream.recovery import MENDED, MendedTables, upstream_source
from tests.support.records import publish

RECORDS, COMMITTED = 30, 10
PAUSED_SECONDS = 5.0
"""How long the seek waits for fetches, which a paused partition does not bring."""


def test_the_method_that_is_mended_is_still_the_one_that_it_was_written_against() -> None:
    assert upstream_source() == MENDED, "read what upstream changed in Recovery.on_recovery_completed, and follow"


class LateSeek(driver.Consumer):
    """Seeks only after two fetches of the source partition, if it is not paused, and hands over the second late."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fetches = 0
        self.two_fetches = asyncio.Event()

    async def _getmany(self, active_partitions: Any, timeout: float) -> Any:  # noqa: ASYNC109 - upstream's signature
        records = await super()._getmany(active_partitions, timeout)
        if any(tp.topic.endswith("-source") for tp in records):
            self.fetches += 1
            if self.fetches == 2:
                self.two_fetches.set()
                await self.app.tables.recovery.completed.wait()
        return records

    async def perform_seek(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PAUSED_SECONDS):
                await self.two_fetches.wait()
        await super().perform_seek()


class Transport(driver.Transport):
    Consumer = LateSeek


class App(faust.App):
    def _new_transport(self) -> Transport:
        return Transport(self.conf.broker_consumer, self)


async def handled_by(tables: type[TableManager], address: str, name: str, folder: Path) -> tuple[set[int], int]:
    """The offsets that an agent handled, and what was committed when nothing more came."""
    logging.getLogger("faust").setLevel(logging.ERROR)
    app = App(
        name, broker=f"kafka://{address}", TableManager=tables, datadir=folder, web_enabled=False,
        topic_disable_leader=True, topic_allow_declare=False, broker_commit_interval=0.2, broker_max_poll_records=10,
        broker_session_timeout=6, broker_heartbeat_interval=1,
    )  # fmt: skip
    source = app.topic(f"{name}-source", key_type=bytes, value_type=bytes, value_serializer="raw")
    changelog = app.topic(f"{name}-changelog", key_type=bytes, value_type=bytes, acks=False, internal=True)
    app.Table("states", changelog_topic=changelog)
    handled: set[int] = set()

    @app.agent(source, concurrency=1)
    async def agent(stream: Any) -> None:
        async for event in stream.events():
            await app.tables.recovery.completed.wait()
            handled.add(event.message.offset)

    starting = asyncio.create_task(app.start())
    tp = TP(f"{name}-source", 0)
    try:
        await until(lambda: app.consumer._committed_offset[tp] == RECORDS, "all of the topic is committed")
    finally:
        await app.stop()
        await asyncio.gather(starting, return_exceptions=True)
    return handled, RECORDS


@pytest.fixture
async def name(bus: KafkaBus, request: pytest.FixtureRequest) -> str:
    """A topic with records, of which the group has committed the first."""
    name = str(request.node.callspec.params["manager"].__name__).lower()
    topics = [Topic(f"{name}-source", "key", "x", partitions=1), Topic(f"{name}-changelog", "key", "x", partitions=1)]
    await create(bus, list(topic_specs(topics)))
    await publish(bus, [Outgoing(f"{name}-source", b"k", b"%d" % number, ()) for number in range(RECORDS)])
    # A state to restore: so the fetcher runs already when the recovery ends.
    await publish(bus, [Outgoing(f"{name}-changelog", b"k", b"1", ())])
    return name


@pytest.mark.parametrize(("manager", "loses"), [(TableManager, True), (MendedTables, False)], ids=["stock", "mended"])
async def test_a_late_seek_skips_records_in_stock_faust_and_none_in_the_mended_one(
    manager: type[TableManager], loses: bool, name: str, broker: str, tmp_path: Path
) -> None:
    member = AIOKafkaConsumer(bootstrap_servers=broker, group_id=name, enable_auto_commit=False)
    await member.start()
    member.assign([TopicPartition(f"{name}-source", 0)])
    await member.commit({TopicPartition(f"{name}-source", 0): COMMITTED})
    await member.stop()
    handled, committed = await handled_by(manager, broker, name, tmp_path)
    skipped = set(range(COMMITTED, committed)) - handled
    assert bool(skipped) == loses, f"committed {committed}, never handled: {sorted(skipped)}"
