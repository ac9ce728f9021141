"""Records that are not in the partition of their key are sent on to it. Pure.

States are kept by partition: a record is joined only where all records of its key are. Kafka's own clients choose that
partition; a producer with another partitioner, or without a key, does not. What is sent on keeps its id and its time,
by which parts are ordered.
"""

from libs.bus.failure import PREFIX, Outgoing
from libs.bus.kafka.partitioner import partition_of
from libs.bus.message import given_id, milliseconds, unix_time
from libs.events.envelope import header, position_id, time_header
from services.catalog.stream.join import BadPart, Record

FORWARDED = f"{PREFIX}forwarded"


def forwarded(record: Record, key: bytes, partitions: int, *, at: float, elsewhere: bool = False) -> Outgoing | None:
    """The record to send, if `record` belongs to another of the topic's `partitions`; else None.

    `at`: when the event happened, Unix seconds. `elsewhere`: the record was read from another topic than its input
    topic. Raises BadPart for one that was sent on before, and still is in the wrong place.
    """
    if not elsewhere and partition_of(key, range(partitions)) == record.partition:
        return None
    if not elsewhere and header(record.headers, FORWARDED) is not None:
        raise BadPart(f"partition {record.partition} is not that of its key, although it was sent on once")
    headers, given = record.headers, dict(record.headers)
    if given_id(given.get("ce_id")) is None:
        own_id = position_id(record.topic, record.partition, record.offset)
        headers = (*headers, ("ce_id", own_id.encode()))
    if unix_time(given.get("ce_time")) is None:  # the new record has a timestamp of its own
        headers = (*headers, time_header(milliseconds(at)))
    kept = tuple((name, value) for name, value in headers if not name.startswith(PREFIX))
    return Outgoing(record.topic, key, record.value, (*kept, (FORWARDED, b"1")))
