"""The end offset of a leader epoch: detects a truncated log.

After an unclean election, or when a leader starts with an older disk, the log is truncated and other records are
written at the same offsets. If more are written than were removed before the next fetch, no offset is out of range.
But each batch has its leader's epoch, and the brokers return the end offset of an epoch.
Source: https://cwiki.apache.org/confluence/display/KAFKA/KIP-320
"""

from typing import Any

from aiokafka import TopicPartition
from aiokafka.errors import IncompatibleBrokerVersion, KafkaError
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import Array, Int16, Int32, Int64, Schema, String


class _Response(Response):  # type: ignore[misc]
    API_KEY = 23
    API_VERSION = 3
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        (
            "topics",
            Array(
                ("topic", String("utf-8")),
                (
                    "partitions",
                    Array(("error_code", Int16), ("partition", Int32), ("leader_epoch", Int32), ("end_offset", Int64)),
                ),
            ),
        ),
    )


class _Struct(RequestStruct):  # type: ignore[misc]
    API_KEY = 23
    API_VERSION = 3
    RESPONSE_TYPE = _Response
    SCHEMA = Schema(
        ("replica_id", Int32),
        (
            "topics",
            Array(
                ("topic", String("utf-8")),
                ("partitions", Array(("partition", Int32), ("current_leader_epoch", Int32), ("leader_epoch", Int32))),
            ),
        ),
    )


class OffsetForLeaderEpoch(Request[_Struct]):  # type: ignore[misc]
    """The request, which aiokafka does not have."""

    API_KEY = 23

    def __init__(self, tp: TopicPartition, epoch: int) -> None:
        self._tp, self._epoch = tp, epoch

    def build(self, request_struct_class: type[_Struct]) -> _Struct:
        return request_struct_class(-1, [(self._tp.topic, [(self._tp.partition, -1, self._epoch)])])


async def end_of_epoch(client: Any, node_id: int, tp: TopicPartition, epoch: int) -> int | None:
    """The end offset of leader epoch `epoch`; None if the broker does not return it."""
    try:
        response = await client.send(node_id, OffsetForLeaderEpoch(tp, epoch))
    except (KafkaError, IncompatibleBrokerVersion, NotImplementedError):
        return None
    ((_, ((code, _, _, end),)),) = response.topics
    return None if code or end < 0 else int(end)
