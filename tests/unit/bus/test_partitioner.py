"""Keys go where aiokafka, and Kafka's own clients, send them."""

from aiokafka.partitioner import DefaultPartitioner
from hypothesis import example, given
from hypothesis import strategies as st

from libs.bus.kafka.partitioner import partition_of

PARTITIONS = list(range(12))


@given(key=st.binary(max_size=60))
@example(b"")
def test_a_key_goes_where_other_clients_send_it(key: bytes) -> None:
    assert partition_of(key, PARTITIONS) == DefaultPartitioner()(key, PARTITIONS, PARTITIONS)


def test_without_a_key_any_partition_will_do() -> None:
    assert {partition_of(None, PARTITIONS) for _ in range(1000)} == set(PARTITIONS)
