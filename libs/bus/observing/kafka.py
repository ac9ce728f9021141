"""An `Observer` for Kafka: three or four small requests to each broker, without a group and without records."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any, cast

from aiokafka import TopicPartition
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError, NoError, RequestTimedOutError, for_code
from aiokafka.protocol.fetch import FetchRequest
from aiokafka.protocol.offset import OffsetRequest

from libs.bus.closing import DISCONNECT_SECONDS, within
from libs.bus.observing.metadata import TopicMetadata, fetch_metadata
from libs.bus.observing.view import View
from libs.bus.settings import BusSettings

LOOK_SECONDS = 5.0
"""Timeout of one `look`. A healthy cluster answers within milliseconds."""
ANSWER_SECONDS = 4.0
"""Timeout of one response; less than LOOK_SECONDS, so that one silent broker does not hide the others' responses."""
LATEST, EARLIEST = -1, -2

Offsets = dict[TopicPartition, int]


class KafkaObserver:
    """Connects at the first request, and again after a failed one."""

    def __init__(self, settings: BusSettings) -> None:
        self._settings = settings
        self._client: AIOKafkaClient | None = None

    async def look(self, topics: Collection[str]) -> View:
        """Ids and offsets of `topics`. Raises KafkaError, OSError or TimeoutError if no broker answers."""
        silent: set[str] = set()
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                with _asking(silent, self._settings.bootstrap_servers):
                    client = await self._connected()
                with _asking(silent, _address(client, node := client.get_random_node())):
                    topics_now = await fetch_metadata(client, topics, node=node)
                ids, leaders, problem = _read(topics_now)
                first, end, more = await _offsets(client, leaders, silent)
        except (TimeoutError, RequestTimedOutError) as error:
            await self.stop()
            raise TimeoutError(f"no answer from {', '.join(sorted(silent))}") from error
        except BaseException:
            await self.stop()
            raise
        problem += more
        if more:
            await self.stop()  # the next call connects again and reads the list of brokers
        found = {tp: (first[tp], max(first[tp], end[tp])) for tp in first.keys() & end.keys()}
        return View(ids, found, "; ".join(problem) or None)

    async def operations(self, topics: Collection[str]) -> list[TopicMetadata]:
        """The existing topics with our permissions on them. Raises as `look` does."""
        async with asyncio.timeout(LOOK_SECONDS):
            client = await self._connected()
            return await fetch_metadata(client, topics, node=client.get_random_node(), operations=True)

    async def stop(self) -> None:
        """Close the connections."""
        client, self._client = self._client, None
        if client is not None:
            await within(DISCONNECT_SECONDS, client.close())

    async def _connected(self) -> AIOKafkaClient:
        if self._client is None:
            client = AIOKafkaClient(
                **self._settings.connection(),
                client_id="reelbus-observer",
                request_timeout_ms=int(ANSWER_SECONDS * 1000),
            )
            try:
                await client.bootstrap()
            except BaseException:
                await within(DISCONNECT_SECONDS, client.close())
                raise
            self._client = client
        return self._client


@contextlib.contextmanager
def _asking(silent: set[str], broker: str) -> Iterator[None]:
    """Keep `broker` in `silent` until the block has ended without an error."""
    silent.add(broker)
    yield
    silent.discard(broker)


def _address(client: AIOKafkaClient, node: int) -> str:
    broker = client.cluster.broker_metadata(node)
    return f"broker {node}" if broker is None else f"broker {node} at {broker.host}:{broker.port}"


def _read(
    topics: Collection[TopicMetadata],
) -> tuple[dict[str, bytes | None], dict[int, list[TopicPartition]], list[str]]:
    """The existing topics with their ids, partitions by leader, and problems."""
    leaders: dict[int, list[TopicPartition]] = defaultdict(list)
    problem = []
    for topic in topics:
        if topic.error is not None:
            problem.append(f"{topic.name}: {topic.error}")
        for number, leader in topic.leaders.items():
            if leader < 0:
                problem.append(f"{topic.name}/{number} has no leader")
            else:
                leaders[leader].append(TopicPartition(topic.name, number))
    return {topic.name: topic.id for topic in topics}, leaders, problem


async def _offsets(
    client: AIOKafkaClient, leaders: Mapping[int, list[TopicPartition]], silent: set[str]
) -> tuple[Offsets, Offsets, list[str]]:
    """First offsets, end offsets, and problems."""
    first: Offsets = {}
    end: Offsets = {}
    problem = []

    async def ask(node: int, partitions: list[TopicPartition]) -> None:
        broker = _address(client, node)
        try:
            with _asking(silent, broker):
                begins = await _listed(client, node, partitions, EARLIEST)
                ends = await _listed(client, node, partitions, LATEST)
                seen = await _high_watermarks(client, node, {tp: ends[tp] for tp in ends if tp in begins}, begins)
        except RequestTimedOutError:
            problem.append(f"no answer from {broker} within {ANSWER_SECONDS:g} s")
            return
        except (KafkaError, OSError) as error:
            problem.append(f"{broker}: {error!r}")
            return
        first.update(begins)
        end.update({tp: max(ends[tp], seen.get(tp, 0)) for tp in ends})

    await asyncio.gather(*(ask(node, partitions) for node, partitions in leaders.items()))
    return first, end, problem


async def _listed(client: AIOKafkaClient, node: int, partitions: list[TopicPartition], which: int) -> Offsets:
    request = OffsetRequest(-1, 0, _by_topic({tp: (tp.partition, which) for tp in partitions}))
    response = await client.send(node, request)
    return {
        TopicPartition(topic, number): offset
        for topic, parts in response.topics
        for number, error, _, offset in parts
        if for_code(error) is NoError
    }


async def _high_watermarks(client: AIOKafkaClient, node: int, ends: Offsets, begins: Offsets) -> Offsets:
    """End offsets from a fetch: Tansu's ListOffsets counts only one record of the last batch.

    Requests one byte at the last offset, so that a broker sends at most one batch, of the first partition.
    """
    asked = {tp: (tp.partition, end - 1, 1) for tp, end in ends.items() if end > begins[tp]}
    if not asked:
        return {}
    # With a maximum wait of 0 Tansu returns nothing.
    response = await client.send(node, FetchRequest(100, 1, 1, 0, cast("Any", _by_topic(asked))))
    return {
        TopicPartition(topic, number): high
        for topic, parts in response.topics
        for number, error, high, *_ in parts
        if for_code(error) is NoError
    }


def _by_topic(asked: Mapping[TopicPartition, Any]) -> list[tuple[str, list[Any]]]:
    topics: dict[str, list[Any]] = defaultdict(list)
    for tp, what in asked.items():
        topics[tp.topic].append(what)
    return list(topics.items())
