"""The Faust application, embedded: no web server, no logs, no signals and no topics of its own."""

import logging
import os
import socket
import tempfile
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import faust
from yarl import URL

from libs.bus.closing import within
from libs.bus.settings import BusSettings
from libs.bus.worker.skips import Skips
from services.catalog.stream.agent import Agent
from services.catalog.stream.consumer import Consumer, Transport
from services.catalog.stream.recovery import MendedTables
from services.catalog.stream.settings import StreamSettings
from services.catalog.stream.store import States, states

log = logging.getLogger(__name__)

QUEUED = 100
"""Most records that wait for the agent. Each may have a megabyte."""
REQUEST_SECONDS = 40.0


class App(faust.App):  # type: ignore[misc]
    """An application on our clients. `idle` waits for the records in hand; `skips` counts what was not read."""

    def __init__(self, brokers: BusSettings, settings: StreamSettings, *, drain_seconds: float, **given: Any) -> None:
        self.brokers = brokers
        self._own_folder = settings.state_folder
        self._drain_seconds = drain_seconds
        self.stop_seconds = drain_seconds
        self.idle: Callable[[], Any] | None = None
        self.skips: Skips
        super().__init__(**given)

    def _new_transport(self) -> Transport:
        return Transport(self.conf.broker_consumer, self)

    def _new_producer_transport(self) -> Transport:
        return Transport(self.conf.broker_producer, self)

    def _new_consumer(self) -> Consumer:
        consumer: Consumer = super()._new_consumer()
        consumer.drained = self._drained
        consumer.skips = self.skips
        return consumer

    def _create_directories(self) -> None:
        if self._own_folder is not None:
            super()._create_directories()

    async def _drained(self) -> None:
        if self.idle is not None:
            await within(self._drain_seconds, self.idle(), "the record in hand")

    async def _consumer_wait_empty(self, consumer: Consumer, logger: Any) -> None:
        """Called at a stop and before partitions are given up, with the agent's queue emptied."""
        await self._drained()
        await consumer.commit()


def application(
    group: str, brokers: BusSettings, settings: StreamSettings, *, embedded_broker: bool, drain_seconds: float
) -> App:
    """The application of consumer group `group`, without an agent. Must be called on the event loop that runs it.

    `embedded_broker`: Tansu's ListOffsets counts one record of the last batch, so each changelog batch has one.
    """
    session = brokers.session_timeout_seconds
    for name in ("faust", "mode"):
        logging.getLogger(name).setLevel(logging.WARNING)
    address = brokers.bootstrap_servers.split(",")[0].strip()
    return App(
        brokers, settings, drain_seconds=drain_seconds,
        id=group,
        broker=f"kafka://{address}",
        TableManager=MendedTables,
        # Here, not at the table: Faust takes a table's "rocksdb://" for none, because such an address counts as empty.
        store="memory://" if settings.state_folder is None else "rocksdb://",
        datadir=settings.state_folder or Path(tempfile.gettempdir()),
        # Members are told apart by this, although nobody connects to it.
        canonical_url=URL(f"http://{socket.gethostname()}/{os.getpid()}"),
        web_enabled=False,
        autodiscover=False,
        topic_disable_leader=True,
        topic_allow_declare=False,
        broker_session_timeout=session,
        broker_heartbeat_interval=session / 4,
        broker_rebalance_timeout=session + drain_seconds,
        broker_request_timeout=max(REQUEST_SECONDS, session),
        broker_commit_interval=1.0,
        broker_commit_every=100,
        consumer_auto_offset_reset="earliest",
        table_standby_replicas=0,  # Faust's default keeps each state at two members, and restores both
        stream_buffer_maxsize=QUEUED,
        stream_wait_empty=False,
        producer_acks=-1,
        producer_linger=0,
        producer_max_batch_size=1 if embedded_broker else 256 * 1024,
        producer_max_request_size=brokers.max_message_bytes,
        producer_request_timeout=30.0,
    )  # fmt: skip


def table(app: App, settings: StreamSettings) -> States:
    """The states, kept as `settings` say."""
    return states(app, settings.changelog_topic, settings.state_folder)


def attach(app: App, agent: Agent, skips: Skips, topics: Collection[str], partitions: int) -> None:
    """Let `agent` read `topics`; what cannot be read any more goes to `skips`."""
    channel = app.topic(
        *topics, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw", allow_empty=True
    )

    async def join(stream: Any) -> None:
        await agent.run(stream, app.consumer, partitions)

    app.idle, app.skips = agent.idle, skips
    app.agent(channel, name="join", concurrency=1)(join)
