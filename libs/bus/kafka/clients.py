"""The bus on Kafka: aiokafka clients with the settings that the worker's guarantees require."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Collection, Mapping
from typing import Any

from aiokafka import AIOKafkaProducer, ConsumerRebalanceListener, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import (
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    InconsistentGroupProtocolError,
    KafkaConnectionError,
    KafkaError,
    TopicAuthorizationFailedError,
    UnknownError,
    UnsupportedVersionError,
)

from libs.bus.bus import Consumer, Producer, Rebalance
from libs.bus.closing import CLOSE_SECONDS, DISCONNECT_SECONDS, within
from libs.bus.errors import BusError, SetupError, Unreachable
from libs.bus.kafka.assignor import LevelStickyAssignor
from libs.bus.kafka.batches import BatchProducer
from libs.bus.kafka.diagnosis import AUTH_ERRORS, diagnose, quiet
from libs.bus.kafka.fetching.codecs import missing_codecs
from libs.bus.kafka.fetching.consumer import PackedConsumer
from libs.bus.kafka.fetching.fetcher import ReadTo
from libs.bus.observing.kafka import KafkaObserver
from libs.bus.observing.permissions import denied
from libs.bus.reading import read_range
from libs.bus.settings import BATCH_BYTES, BusSettings
from libs.telemetry.dependencies import BROKER

log = logging.getLogger(__name__)

HANDSHAKE_SECONDS = 10.0
"""Timeout: a plaintext listener reads a TLS hello as the start of a large request and waits for the rest."""


METADATA_MS = 5_000
"""How long a client caches the partitions of topics: so added ones are soon read and written."""


class KafkaBus:
    """Any Kafka-compatible broker. Nothing connects until a method is called."""

    def __init__(self, settings: BusSettings) -> None:
        self._settings = settings
        self._idempotent = True
        self._read_to: dict[str, ReadTo] = {}

    async def check(
        self, topics: Collection[str], *, reads: Collection[str] = (), writes: Collection[str] = ()
    ) -> None:
        """Wait for a broker up to `KAFKA_CONNECT_TIMEOUT_SECONDS`, then check that all `topics` exist.

        Raises Unreachable, or SetupError for a wrong certificate or password, a missing topic, or a missing permission
        to read `reads` or write `writes`.
        """
        if missing := missing_codecs():
            raise SetupError(f"no library for the codecs {', '.join(missing)}: run `pip install cramjam`")
        timeout = self._settings.connect_timeout_seconds
        deadline = asyncio.get_running_loop().time() + timeout
        while True:
            try:
                async with self.admin() as admin:
                    # list_topics, not describe_topics: Tansu creates a topic that is described.
                    missing = sorted(set(topics) - set(await admin.list_topics()))
                BROKER.up(by="start")
                break
            except Unreachable as error:
                if asyncio.get_running_loop().time() >= deadline:
                    raise
                BROKER.down(f"{error}; retrying for up to {timeout:g} s", by="start")
                await asyncio.sleep(0.5)
        if missing:
            raise SetupError(
                f"topic {', '.join(missing)} does not exist on {self._settings.bootstrap_servers}: "
                "create it with `reelbus topics create`"
                + (f", or allow {self._who} to describe it" if self._settings.sasl_username else "")
            )
        if reads or writes:
            await self._check_permissions(reads, writes)

    async def _check_permissions(self, reads: Collection[str], writes: Collection[str]) -> None:
        observer = self.observer()
        try:
            found = await observer.operations({*reads, *writes})
        except (KafkaError, OSError, TimeoutError) as error:
            raise Unreachable(f"cannot read topics from {self._settings.bootstrap_servers}: {error!r}") from error
        finally:
            await observer.stop()
        missing = denied(found, reads=reads, writes=writes)
        if missing is not None:
            raise SetupError(f"{self._who} has no permission on {self._settings.bootstrap_servers} to {missing}")

    @property
    def _who(self) -> str:
        return f"user {self._settings.sasl_username!r}" if self._settings.sasl_username else "this client"

    async def consumer(
        self, group: str, topics: Collection[str], *, on_revoked: Rebalance, on_assigned: Rebalance, drain: float,
        max_batch_bytes: int = BATCH_BYTES,
    ) -> Consumer:  # fmt: skip
        """Join `group` with dynamic membership and a sticky assignor."""
        session_ms = int(self._settings.session_timeout_seconds * 1000)
        consumer = PackedConsumer(
            **self._settings.connection(),
            batch_limit=max_batch_bytes,
            read_to=self._read_to.setdefault(group, {}),
            client_id=f"reelbus-{group}",
            metadata_max_age_ms=METADATA_MS,
            group_id=group,
            session_timeout_ms=session_ms,
            heartbeat_interval_ms=session_ms // 4,
            # Other members wait while this one drains. Without this it would be removed after the session timeout.
            rebalance_timeout_ms=session_ms + int(drain * 1000),
            partition_assignment_strategy=(LevelStickyAssignor(),),
        )
        consumer.subscribe(list(topics), listener=_Listener(on_revoked, on_assigned))
        await self._start(consumer)
        return consumer

    async def compacted(self, topic: str) -> bool | None:
        """Whether `cleanup.policy` of `topic` includes "compact"; None if it cannot be read."""
        try:
            async with self.admin() as admin:
                # All settings, without a filter by name: Tansu closes the connection on one.
                (response,) = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, topic)])
        except (BusError, KafkaError) as error:
            log.warning("cannot read the settings of topic %s: %s", topic, error)
            return None
        _, _, _, _, entries, *_ = response.resources[0]
        policy = {entry[0]: entry[1] for entry in entries}.get("cleanup.policy")
        return None if policy is None else "compact" in policy

    @property
    def idempotent(self) -> bool:
        """Whether the broker supports idempotent producers; known once one was asked for."""
        return self._idempotent

    async def batch_producer(self) -> Producer:
        """A connected producer."""
        return BatchProducer(await self.producer())

    async def producer(self) -> AIOKafkaProducer:
        """An idempotent producer with acks=all; without idempotence on a broker that rejects InitProducerId."""
        if self._idempotent:
            try:
                return await self._producer(idempotent=True)
            except (UnknownError, UnsupportedVersionError):
                log.info("the broker does not support idempotent producers; using acks=all without idempotence")
                self._idempotent = False
        return await self._producer(idempotent=False)

    @contextlib.asynccontextmanager
    async def producing(self) -> AsyncIterator[AIOKafkaProducer]:
        """A producer for the block. At the end, records not acknowledged within CLOSE_SECONDS are dropped."""
        producer = await self.producer()
        try:
            yield producer
        finally:
            with quiet():
                await within(CLOSE_SECONDS, producer.stop())

    async def _producer(self, *, idempotent: bool) -> AIOKafkaProducer:
        producer = AIOKafkaProducer(
            **self._settings.connection(),
            client_id="reelbus",
            metadata_max_age_ms=METADATA_MS,
            acks="all",
            enable_idempotence=idempotent,
            max_request_size=self._settings.max_message_bytes,
            max_batch_size=256 * 1024,
            retry_backoff_ms=100,
            request_timeout_ms=30_000,
        )
        await self._start(producer)
        return producer

    async def read(
        self, first: Mapping[TopicPartition, int], end: Mapping[TopicPartition, int]
    ) -> AsyncIterator[ConsumerRecord]:
        """Records from offset `first` to `end` (exclusive) of each partition, read without joining a group."""
        async with self.reader() as reader:
            async for record in read_range(reader, first, end):
                yield record

    def observer(self) -> KafkaObserver:
        """A client that reads topic ids and offsets. It connects on first use."""
        return KafkaObserver(self._settings)

    @contextlib.asynccontextmanager
    async def admin(self) -> AsyncIterator[AIOKafkaAdminClient]:
        """An admin client for the block."""
        admin = AIOKafkaAdminClient(**self._settings.connection(), client_id="reelbus-admin")
        try:
            await self._start(admin, HANDSHAKE_SECONDS)
            yield admin
        finally:
            with quiet():
                await within(DISCONNECT_SECONDS, admin.close())

    @contextlib.asynccontextmanager
    async def reader(self, group: str | None = None) -> AsyncIterator[PackedConsumer]:
        """A consumer that does not join a group: for reading topics and the committed offsets of `group`."""
        consumer = PackedConsumer(
            **self._settings.connection(), batch_limit=BATCH_BYTES, client_id="reelbus-reader", group_id=group
        )
        try:
            await self._start(consumer)
            yield consumer
        finally:
            # aiokafka's stop raises CancelledError if its tasks have not started yet.
            await asyncio.sleep(0)
            with quiet():
                await within(CLOSE_SECONDS, consumer.stop())

    async def _start(self, client: Any, seconds: float | None = None) -> None:
        try:
            with quiet():
                async with asyncio.timeout(seconds):
                    await client.start()
        except BaseException as error:
            # Also if this task is cancelled while joining: a member that does not leave delays its group.
            stop = client.close if hasattr(client, "close") else client.stop
            with quiet():
                await within(CLOSE_SECONDS, stop())
            if isinstance(error, (KafkaConnectionError, OSError, *AUTH_ERRORS)):
                raise await diagnose(self._settings) from error
            refused = self._refused(error)
            if refused is not None:
                raise SetupError(f"{refused} (on {self._settings.bootstrap_servers})") from error
            raise

    def _refused(self, error: BaseException) -> str | None:
        """The message for an error that lasts until somebody changes the configuration; else None."""
        if isinstance(error, GroupAuthorizationFailedError):
            return f"{self._who} has no permission to join consumer group {error.args[0]!r}: allow READ on it"
        if isinstance(error, TopicAuthorizationFailedError):
            return f"{self._who} has no permission to read topic {error.args[0]!r}: allow READ on it"
        if isinstance(error, ClusterAuthorizationFailedError):
            return f"{self._who} has no permission to use an idempotent producer: allow IDEMPOTENT_WRITE"
        if isinstance(error, InconsistentGroupProtocolError):
            return (
                "the consumer group has members with another partition assignor (other programs): "
                "stop them, or use another group for them"
            )
        return None


class _Listener(ConsumerRebalanceListener):  # type: ignore[misc]
    def __init__(self, on_revoked: Rebalance, on_assigned: Rebalance) -> None:
        self._on_revoked = on_revoked
        self._on_assigned = on_assigned

    async def on_partitions_revoked(self, revoked: Any) -> None:
        await self._on_revoked(revoked)

    async def on_partitions_assigned(self, assigned: Any) -> None:
        await self._on_assigned(assigned)
