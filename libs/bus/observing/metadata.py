"""Topic metadata with topic ids, which aiokafka's own requests (up to version 5) do not have.

Source: Kafka protocol guide, Metadata API, version 10.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import NoError, UnknownTopicOrPartitionError, for_code
from aiokafka.protocol.abstract import AbstractType
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.metadata import MetadataRequest_v5
from aiokafka.protocol.types import Boolean, CompactArray, CompactString, Int16, Int32, Schema, TaggedFields

NO_ID = bytes(16)


@dataclass(frozen=True, slots=True)
class TopicMetadata:
    """A topic that exists."""

    name: str
    id: bytes | None
    """Unchanged until the topic is deleted; None if the brokers have no topic ids."""
    leaders: Mapping[int, int]
    """The leader of each partition; negative if there is none."""
    operations: int | None
    """Permitted operations as a bit mask by their numbers; None if the brokers do not report them."""
    error: str | None
    """Name of the broker's error for this topic."""


async def fetch_metadata(
    client: AIOKafkaClient, topics: Collection[str], *, node: int, operations: bool = False
) -> list[TopicMetadata]:
    """Metadata of the existing `topics` from broker `node`. No topic is created by this request."""
    response = await client.send(node, _Topics(topics, operations))
    return [
        _topic_metadata(topic)
        for topic in response.to_object()["topics"]
        if for_code(topic["error_code"]) is not UnknownTopicOrPartitionError
    ]


def _topic_metadata(topic: Mapping[str, Any]) -> TopicMetadata:
    error, topic_id, bits = for_code(topic["error_code"]), topic.get("topic_id", NO_ID), topic.get(_OPERATIONS, 0)
    return TopicMetadata(
        topic["topic"],
        None if topic_id == NO_ID else topic_id,
        {partition["partition"]: partition["leader"] for partition in topic["partitions"]},
        bits if bits > 0 else None,
        None if error is NoError else error.__name__,
    )


_OPERATIONS = "topic_authorized_operations"


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
                (_OPERATIONS, Int32),
                ("tags", TaggedFields),
            ),
        ),
        ("cluster_authorized_operations", Int32),
        ("tags", TaggedFields),
    )  # fmt: skip


class _MetadataRequest(RequestStruct):  # type: ignore[misc]
    """The first version with topic ids."""

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

    def __init__(self, topics: Collection[str], operations: bool) -> None:
        self._topics = topics
        self._operations = operations

    def build(self, request_struct_class: type[RequestStruct]) -> Any:
        if request_struct_class is _MetadataRequest:
            names: list[tuple[bytes, str, dict[int, bytes]]] = [(NO_ID, name, {}) for name in self._topics]
            return _MetadataRequest(names, False, False, self._operations, {})
        return request_struct_class(list(self._topics), False)
