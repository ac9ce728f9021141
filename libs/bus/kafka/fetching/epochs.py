"""Where the log of an earlier leader ended: what was read behind it is not in the log any more.

A leader that did not have all of its predecessor's records is elected (an unclean election), or begins with an older
disk: the log is cut off, and goes on with other records at the same offsets. If there are more of those than were cut
off before we fetch again, no offset is out of range. Batches tell the epoch of their leader; the brokers tell where
the log of an epoch ends. Source: https://cwiki.apache.org/confluence/display/KAFKA/KIP-320
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
    """aiokafka has none."""

    API_KEY = 23

    def __init__(self, tp: TopicPartition, epoch: int) -> None:
        self._tp, self._epoch = tp, epoch

    def build(self, request_struct_class: type[_Struct]) -> _Struct:
        return request_struct_class(-1, [(self._tp.topic, [(self._tp.partition, -1, self._epoch)])])


async def end_of_epoch(client: Any, node_id: int, tp: TopicPartition, epoch: int) -> int | None:
    """The offset at which the log of leader epoch `epoch` ends; None where the broker does not say."""
    try:
        response = await client.send(node_id, OffsetForLeaderEpoch(tp, epoch))
    except (KafkaError, IncompatibleBrokerVersion, NotImplementedError):
        return None
    ((_, ((code, _, _, end),)),) = response.topics
    return None if code or end < 0 else int(end)
