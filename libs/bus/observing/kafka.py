"""An `Observer` on Kafka: three or four small requests for each broker, of no group, without records."""

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

from libs.bus.closing import GOODBYE_SECONDS, within
from libs.bus.observing.metadata import TopicMetadata, described
from libs.bus.observing.view import View
from libs.bus.settings import BusSettings

LOOK_SECONDS = 5.0
"""How long a look may take. A cluster that is up answers within milliseconds."""
ANSWER_SECONDS = 4.0
"""How long one broker may take for one answer: less, so that one that is silent does not hide what others say."""
LATEST, EARLIEST = -1, -2

Offsets = dict[TopicPartition, int]


class KafkaObserver:
    """Connects at the first look, and anew after one that failed."""

    def __init__(self, settings: BusSettings) -> None:
        self._settings = settings
        self._client: AIOKafkaClient | None = None

    async def look(self, topics: Collection[str]) -> View:
        """How `topics` are now. Raises KafkaError, OSError or TimeoutError when no broker answers."""
        silent: set[str] = set()
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                with _asking(silent, self._settings.bootstrap_servers):
                    client = await self._connected()
                with _asking(silent, _address(client, node := client.get_random_node())):
                    topics_now = await described(client, topics, node=node)
                ids, leaders, trouble = _read(topics_now)
                first, end, more = await _offsets(client, leaders, silent)
        except (TimeoutError, RequestTimedOutError) as error:
            await self.stop()
            raise TimeoutError(f"no answer from {', '.join(sorted(silent))}") from error
        except BaseException:
            await self.stop()
            raise
        trouble += more
        if more:
            await self.stop()  # the next look learns about the brokers anew
        found = {tp: (first[tp], max(first[tp], end[tp])) for tp in first.keys() & end.keys()}
        return View(ids, found, "; ".join(trouble) or None)

    async def operations(self, topics: Collection[str]) -> list[TopicMetadata]:
        """The topics that exist, with what we may do with them. Raises as `look` does."""
        async with asyncio.timeout(LOOK_SECONDS):
            client = await self._connected()
            return await described(client, topics, node=client.get_random_node(), operations=True)

    async def stop(self) -> None:
        """Close the connections."""
        client, self._client = self._client, None
        if client is not None:
            await within(GOODBYE_SECONDS, client.close())

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
                await within(GOODBYE_SECONDS, client.close())
                raise
            self._client = client
        return self._client


@contextlib.contextmanager
def _asking(silent: set[str], broker: str) -> Iterator[None]:
    """Hold `broker` in `silent` until it has answered."""
    silent.add(broker)
    yield
    silent.discard(broker)


def _address(client: AIOKafkaClient, node: int) -> str:
    broker = client.cluster.broker_metadata(node)
    return f"broker {node}" if broker is None else f"broker {node} at {broker.host}:{broker.port}"


def _read(
    topics: Collection[TopicMetadata],
) -> tuple[dict[str, bytes | None], dict[int, list[TopicPartition]], list[str]]:
    """The topics that exist with their ids, partitions by the node that leads them, and what is wrong."""
    leaders: dict[int, list[TopicPartition]] = defaultdict(list)
    trouble = []
    for topic in topics:
        if topic.error is not None:
            trouble.append(f"{topic.name}: {topic.error}")
        for number, leader in topic.leaders.items():
            if leader < 0:
                trouble.append(f"{topic.name}/{number} has no leader")
            else:
                leaders[leader].append(TopicPartition(topic.name, number))
    return {topic.name: topic.id for topic in topics}, leaders, trouble


async def _offsets(
    client: AIOKafkaClient, leaders: Mapping[int, list[TopicPartition]], silent: set[str]
) -> tuple[Offsets, Offsets, list[str]]:
    """First offsets, end offsets, and which brokers did not answer."""
    first: Offsets = {}
    end: Offsets = {}
    trouble = []

    async def ask(node: int, partitions: list[TopicPartition]) -> None:
        broker = _address(client, node)
        try:
            with _asking(silent, broker):
                begins = await _listed(client, node, partitions, EARLIEST)
                ends = await _listed(client, node, partitions, LATEST)
                seen = await _high_watermarks(client, node, {tp: ends[tp] for tp in ends if tp in begins}, begins)
        except RequestTimedOutError:
            trouble.append(f"no answer from {broker} within {ANSWER_SECONDS:g} s")
            return
        except (KafkaError, OSError) as error:
            trouble.append(f"{broker}: {error!r}")
            return
        first.update(begins)
        end.update({tp: max(ends[tp], seen.get(tp, 0)) for tp in ends})

    await asyncio.gather(*(ask(node, partitions) for node, partitions in leaders.items()))
    return first, end, trouble


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
    """What a fetch says of where partitions end: of Tansu's last batch, "latest" counts only one record.

    Asks for a byte at the last offset, so that a broker sends at most one batch, of the first partition.
    """
    asked = {tp: (tp.partition, end - 1, 1) for tp, end in ends.items() if end > begins[tp]}
    if not asked:
        return {}
    # Tansu answers nothing at all without some time to wait.
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
