"""An `Observer` on Kafka: three or four small requests for each broker, of no group, without records."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Mapping
from io import BytesIO
from typing import Any, cast

from aiokafka import TopicPartition
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError, NoError, UnknownTopicOrPartitionError, for_code
from aiokafka.protocol.abstract import AbstractType
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.fetch import FetchRequest
from aiokafka.protocol.metadata import MetadataRequest_v5
from aiokafka.protocol.offset import OffsetRequest
from aiokafka.protocol.types import Boolean, CompactArray, CompactString, Int16, Int32, Schema, TaggedFields

from libs.bus.observing import View
from libs.bus.settings import BusSettings

ANSWER_SECONDS = 5.0
"""How long a look may take. A cluster that is up answers within milliseconds."""
LATEST, EARLIEST = -1, -2
NO_ID = bytes(16)

Offsets = dict[TopicPartition, int]


class KafkaObserver:
    """Connects at the first look, and anew after one that failed."""

    def __init__(self, settings: BusSettings) -> None:
        self._settings = settings
        self._client: AIOKafkaClient | None = None

    async def look(self, topics: Collection[str]) -> View:
        """How `topics` are now. Raises KafkaError, OSError or TimeoutError when no broker answers."""
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                client = await self._connected()
                ids, leaders, trouble = await _metadata(client, topics)
                first, end, more = await _offsets(client, leaders)
        except BaseException:
            await self.stop()
            raise
        trouble += more
        if more:
            await self.stop()  # the next look learns about the brokers anew
        found = {tp: (first[tp], max(first[tp], end[tp])) for tp in first.keys() & end.keys()}
        return View(ids, found, "; ".join(trouble) or None)

    async def stop(self) -> None:
        """Close the connections."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()

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
                await client.close()
                raise
            self._client = client
        return self._client


# ---- metadata: which topics there are, with their ids and the leaders of their partitions -------------------


class _Uuid(AbstractType[bytes]):  # type: ignore[misc]
    @classmethod
    def encode(cls, value: bytes) -> bytes:
        return value

    @classmethod
    def decode(cls, data: BytesIO) -> bytes:
        return data.read(16)


class _MetadataResponse(Response):  # type: ignore[misc]
    API_KEY = 3
    API_VERSION = 10
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        (
            "brokers",
            CompactArray(
                ("node_id", Int32), ("host", CompactString("utf-8")), ("port", Int32),
                ("rack", CompactString("utf-8")), ("tags", TaggedFields),
            ),
        ),
        ("cluster_id", CompactString("utf-8")),
        ("controller_id", Int32),
        (
            "topics",
            CompactArray(
                ("error_code", Int16),
                ("topic", CompactString("utf-8")),
                ("topic_id", _Uuid),
                ("is_internal", Boolean),
                (
                    "partitions",
                    CompactArray(
                        ("error_code", Int16), ("partition", Int32), ("leader", Int32), ("leader_epoch", Int32),
                        ("replicas", CompactArray(Int32)), ("isr", CompactArray(Int32)),
                        ("offline_replicas", CompactArray(Int32)), ("tags", TaggedFields),
                    ),
                ),
                ("topic_authorized_operations", Int32),
                ("tags", TaggedFields),
            ),
        ),
        ("cluster_authorized_operations", Int32),
        ("tags", TaggedFields),
    )  # fmt: skip


class _MetadataRequest(RequestStruct):  # type: ignore[misc]
    """The first version that tells topic ids; aiokafka's own end at 5."""

    FLEXIBLE_VERSION = True
    API_KEY = 3
    API_VERSION = 10
    RESPONSE_TYPE = _MetadataResponse
    SCHEMA = Schema(
        (
            "topics",
            CompactArray(("topic_id", _Uuid), ("name", CompactString("utf-8")), ("tags", TaggedFields)),
        ),
        ("allow_auto_topic_creation", Boolean),
        ("include_cluster_authorized_operations", Boolean),
        ("include_topic_authorized_operations", Boolean),
        ("tags", TaggedFields),
    )


class _Topics(Request[MetadataRequest_v5 | _MetadataRequest]):  # type: ignore[misc]
    API_KEY = 3

    def __init__(self, topics: Collection[str]) -> None:
        self._topics = topics

    def build(self, request_struct_class: type[RequestStruct]) -> Any:
        if request_struct_class is _MetadataRequest:
            return _MetadataRequest([(NO_ID, name, {}) for name in self._topics], False, False, False, {})
        return request_struct_class(list(self._topics), False)


async def _metadata(
    client: AIOKafkaClient, topics: Collection[str]
) -> tuple[dict[str, bytes | None], dict[int, list[TopicPartition]], list[str]]:
    """The topics that exist with their ids, partitions by the node that leads them, and what is wrong."""
    node = client.get_random_node()
    response = (await client.send(node, _Topics(topics))).to_object()
    ids: dict[str, bytes | None] = {}
    leaders: dict[int, list[TopicPartition]] = defaultdict(list)
    trouble = []
    for topic in response["topics"]:
        error, name = for_code(topic["error_code"]), topic["topic"]
        if error is UnknownTopicOrPartitionError:
            continue
        ids[name] = None if topic.get("topic_id", NO_ID) == NO_ID else topic["topic_id"]
        if error is not NoError:
            trouble.append(f"{name}: {error.__name__}")
        for partition in topic["partitions"]:
            if partition["leader"] < 0:
                trouble.append(f"{name}/{partition['partition']} has no leader")
            else:
                leaders[partition["leader"]].append(TopicPartition(name, partition["partition"]))
    return ids, leaders, trouble


# ---- offsets ------------------------------------------------------------------------------------------------


async def _offsets(
    client: AIOKafkaClient, leaders: Mapping[int, list[TopicPartition]]
) -> tuple[Offsets, Offsets, list[str]]:
    """First offsets, end offsets, and which brokers did not answer."""
    first: Offsets = {}
    end: Offsets = {}
    trouble = []

    async def ask(node: int, partitions: list[TopicPartition]) -> None:
        try:
            begins = await _listed(client, node, partitions, EARLIEST)
            ends = await _listed(client, node, partitions, LATEST)
            seen = await _high_watermarks(client, node, {tp: ends[tp] for tp in ends if tp in begins}, begins)
        except (KafkaError, OSError) as error:
            trouble.append(f"broker {node}: {error!r}")
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
