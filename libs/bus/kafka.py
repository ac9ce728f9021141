"""The bus on Kafka: aiokafka clients with the settings that the worker's promises need."""

import asyncio
import contextlib
import logging
import ssl
from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from contextvars import ContextVar
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRebalanceListener, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.conn import create_conn
from aiokafka.errors import (
    KafkaConnectionError,
    KafkaError,
    UnknownError,
    UnsupportedSaslMechanismError,
    UnsupportedVersionError,
)

from libs.bus.assignor import LevelStickyAssignor
from libs.bus.bus import Consumer, Producer, Rebalance
from libs.bus.errors import SetupError, Unreachable
from libs.bus.failure import Outgoing
from libs.bus.settings import BusSettings

log = logging.getLogger(__name__)


class KafkaBus:
    """Any Kafka-compatible broker. Nothing connects until a method is called."""

    def __init__(self, settings: BusSettings) -> None:
        self._settings = settings
        self._idempotent = True

    async def check(self, topics: Collection[str]) -> None:
        """Wait for a broker up to `KAFKA_CONNECT_TIMEOUT_SECONDS`, then see that all `topics` exist.

        Raises Unreachable, or SetupError for a wrong certificate, password or a missing topic: one line each.
        """
        patience = self._settings.connect_timeout_seconds
        deadline = asyncio.get_running_loop().time() + patience
        said = False
        while True:
            try:
                async with self.admin() as admin:
                    # list_topics, not describe_topics: asking Tansu about a topic creates it.
                    missing = sorted(set(topics) - set(await admin.list_topics()))
                break
            except Unreachable as error:
                if asyncio.get_running_loop().time() >= deadline:
                    raise
                if not said:
                    said = True
                    log.warning("%s; trying for %g s", error, patience)
                await asyncio.sleep(0.5)
        if missing:
            raise SetupError(
                f"no topic {', '.join(missing)} on {self._settings.bootstrap_servers}: run `reelbus topics create`"
            )

    async def consumer(
        self, group: str, topics: Collection[str], *, on_revoked: Rebalance, on_assigned: Rebalance, drain: float
    ) -> Consumer:
        """Join `group` with dynamic membership; partitions stick to their member across rebalances."""
        session_ms = int(self._settings.session_timeout_seconds * 1000)
        consumer = AIOKafkaConsumer(
            **self._settings.connection(),
            client_id=f"reelbus-{group}",
            group_id=group,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            session_timeout_ms=session_ms,
            heartbeat_interval_ms=session_ms // 4,
            # The others wait while we drain; without this the broker would give us up after the session time-out.
            rebalance_timeout_ms=session_ms + int(drain * 1000),
            partition_assignment_strategy=(LevelStickyAssignor(),),
        )
        consumer.subscribe(list(topics), listener=_Listener(on_revoked, on_assigned))
        await self._start(consumer)
        return consumer  # type: ignore[no-any-return]

    async def batch_producer(self) -> Producer:
        """What a worker publishes with."""
        return BatchProducer(await self.producer())

    async def producer(self) -> AIOKafkaProducer:
        """An idempotent producer with acks=all; on a broker that refuses InitProducerId, one with acks=all."""
        if self._idempotent:
            try:
                return await self._producer(idempotent=True)
            except (UnknownError, UnsupportedVersionError):
                log.info("the broker has no idempotent producer; going on with acks=all")
                self._idempotent = False
        return await self._producer(idempotent=False)

    async def _producer(self, *, idempotent: bool) -> AIOKafkaProducer:
        producer = AIOKafkaProducer(
            **self._settings.connection(),
            client_id="reelbus",
            acks="all",
            enable_idempotence=idempotent,
            max_request_size=self._settings.max_message_bytes,
            max_batch_size=256 * 1024,
            retry_backoff_ms=100,
            request_timeout_ms=30_000,
        )
        await self._start(producer)
        return producer

    @contextlib.asynccontextmanager
    async def admin(self) -> AsyncIterator[AIOKafkaAdminClient]:
        """An admin client, closed at the end."""
        admin = AIOKafkaAdminClient(**self._settings.connection(), client_id="reelbus-admin")
        try:
            await self._start(admin)
            yield admin
        finally:
            with _quiet():
                await admin.close()

    @contextlib.asynccontextmanager
    async def reader(self, group: str | None = None) -> AsyncIterator[AIOKafkaConsumer]:
        """A consumer that joins no group: for looking at topics, and at the offsets that `group` committed."""
        consumer = AIOKafkaConsumer(
            **self._settings.connection(),
            client_id="reelbus-reader",
            group_id=group,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
        )
        try:
            await self._start(consumer)
            yield consumer
        finally:
            # aiokafka's stop fails with CancelledError when its tasks had no turn yet.
            await asyncio.sleep(0)
            with _quiet():
                await consumer.stop()

    async def _start(self, client: Any) -> None:
        try:
            with _quiet():
                await client.start()
        except BaseException as error:
            # Stopped also when we are cancelled while joining: a member that does not leave holds its group up.
            stop = client.close if hasattr(client, "close") else client.stop
            with _quiet():
                await stop()
            if isinstance(error, KafkaConnectionError | OSError):
                raise await self._diagnose() from error
            raise

    async def _diagnose(self) -> SetupError:
        """Why no broker took us. aiokafka only logs the cause, so the first hand-shake is made again by itself."""
        settings = self._settings
        kwargs = settings.connection()
        servers = kwargs.pop("bootstrap_servers")
        reason: SetupError = Unreachable(f"no broker answers at {settings.bootstrap_servers}")
        for server in servers:
            host, _, port = server.rpartition(":")
            try:
                with _quiet():
                    connection = await create_conn(host.strip("[]"), int(port), request_timeout_ms=5000, **kwargs)
                connection.close()
                reason = Unreachable(
                    f"{server} took the connection but did not answer as a broker; "
                    f"check KAFKA_SECURITY_PROTOCOL (it is {settings.security_protocol})"
                )
            except ssl.SSLCertVerificationError as error:
                return SetupError(
                    f"the certificate of {server} is not trusted ({error.verify_message}): check KAFKA_SSL_CA_FILE"
                )
            except ssl.SSLError as error:
                return SetupError(
                    f"no TLS with {server} ({error.reason}): check KAFKA_SECURITY_PROTOCOL "
                    f"(it is {settings.security_protocol}) and the port"
                )
            except (TimeoutError, ConnectionResetError, KafkaConnectionError) as error:
                # What a TLS port does with plain bytes, and the other way round.
                said = "closed the connection" if not isinstance(error, TimeoutError) else "does not answer"
                reason = Unreachable(
                    f"{server} {said}: check KAFKA_BOOTSTRAP_SERVERS and KAFKA_SECURITY_PROTOCOL "
                    f"(it is {settings.security_protocol})"
                )
            except OSError as error:
                reason = Unreachable(f"no broker answers at {server}: {error}")
            except UnsupportedSaslMechanismError:
                return SetupError(f"{server} does not offer {settings.sasl_mechanism}: check KAFKA_SASL_MECHANISM")
            except KafkaError as error:
                return SetupError(
                    f"{server} refused the sign-in of {settings.sasl_username!r} by {settings.sasl_mechanism}: "
                    f"check KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD ({type(error).__name__})"
                )
        return reason


class BatchProducer:
    """An aiokafka producer by its batch interface."""

    def __init__(self, client: AIOKafkaProducer) -> None:
        self._client = client

    async def partitions(self, topic: str) -> Collection[int]:
        """The partitions of a topic, from the brokers' metadata."""
        return await self._client.partitions_for(topic)  # type: ignore[no-any-return]

    async def deliver(self, partition: TopicPartition, records: Sequence[Outgoing]) -> int:
        """Send a head of `records` as one batch and wait for the acknowledgement; returns how many it took."""
        batch = self._client.create_batch()
        count = 0
        for _, key, value, headers in records:
            if batch.append(timestamp=None, key=key, value=value, headers=list(headers)) is None:
                break
            count += 1
        batch.close()
        await (await self._client.send_batch(batch, partition.topic, partition=partition.partition))
        return count

    async def stop(self) -> None:
        """Close the connections."""
        try:
            await self._client.stop()
        except (KafkaError, OSError) as error:
            log.debug("closing a producer: %r", error)


class _Listener(ConsumerRebalanceListener):  # type: ignore[misc]
    def __init__(self, on_revoked: Rebalance, on_assigned: Rebalance) -> None:
        self._on_revoked = on_revoked
        self._on_assigned = on_assigned

    async def on_partitions_revoked(self, revoked: Any) -> None:
        await self._on_revoked(revoked)

    async def on_partitions_assigned(self, assigned: Any) -> None:
        await self._on_assigned(assigned)


_hushed = ContextVar("_hushed", default=False)


def _unless_hushed(_: logging.LogRecord) -> bool:
    return not _hushed.get()


# A filter counts only on the logger it is on, and aiokafka logs by module, its client as "aiokafka".
for _name in ("", ".conn", ".consumer.consumer", ".producer.producer", ".producer.sender"):
    logging.getLogger(f"aiokafka{_name}").addFilter(_unless_hushed)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep aiokafka's own lines out, in this task, while we are about to say the same in one."""
    token = _hushed.set(True)
    try:
        yield
    finally:
        _hushed.reset(token)
