"""Metadata of topics as brokers tell it from the version on that has topic ids; aiokafka's own ends before.

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
    """It keeps this until it is deleted; None where the brokers have no ids."""
    leaders: Mapping[int, int]
    """The broker that leads each partition; below 0 while there is none."""
    operations: int | None
    """A bit for each operation that we are permitted, by its number; None where the brokers do not tell."""
    error: str | None
    """Why nothing more is told of it."""


async def described(
    client: AIOKafkaClient, topics: Collection[str], *, node: int, operations: bool = False
) -> list[TopicMetadata]:
    """Those of `topics` that exist, as broker `node` knows them. Asking creates none of them."""
    response = await client.send(node, _Topics(topics, operations))
    return [
        _topic(topic)
        for topic in response.to_object()["topics"]
        if for_code(topic["error_code"]) is not UnknownTopicOrPartitionError
    ]


def _topic(told: Mapping[str, Any]) -> TopicMetadata:
    error, topic_id, bits = for_code(told["error_code"]), told.get("topic_id", NO_ID), told.get(_OPERATIONS, 0)
    return TopicMetadata(
        told["topic"],
        None if topic_id == NO_ID else topic_id,
        {partition["partition"]: partition["leader"] for partition in told["partitions"]},
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

    def __init__(self, topics: Collection[str], operations: bool) -> None:
        self._topics = topics
        self._operations = operations

    def build(self, request_struct_class: type[RequestStruct]) -> Any:
        if request_struct_class is _MetadataRequest:
            names: list[tuple[bytes, str, dict[int, bytes]]] = [(NO_ID, name, {}) for name in self._topics]
            return _MetadataRequest(names, False, False, self._operations, {})
        return request_struct_class(list(self._topics), False)
