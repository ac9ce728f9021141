"""What happens to logs: transactions, and offsets that go back, expire or are compacted away."""

import os

import pytest
from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.admin.records_to_delete import RecordsToDelete

from fixtures.waiting import until
from libs.bus import Event, KafkaBus, MemoryBus
from libs.bus.reading import bounds
from tests.contract.conftest import Answered, Asked, Rig, Rigs


async def answer(event: Event[Asked]) -> Answered:
    return Answered(name=event.payload.name)


def asked(name: str) -> bytes:
    return Asked(name=name).model_dump_json().encode()


async def settled(rig: Rig, names: list[str], committed: int) -> None:
    """Wait until exactly these are answered and so much is committed."""

    async def all_there() -> bool:
        return await rig.answers() == sorted(names) and await rig.committed() == committed

    await until(all_there, f"{names} are answered and {committed} is committed")


async def transaction(rig: Rig, *names: str, abort: bool = False) -> None:
    """A transaction on partition 0. Only Apache Kafka and its like have them: Tansu takes no transactional id."""
    tp = TopicPartition(rig.asked.name, 0)
    if isinstance(rig.bus, MemoryBus):
        for name in names:
            if abort:
                rig.bus.append_control(tp)  # an offset whose message nobody sees
            else:
                rig.bus.append_value(tp, asked(name))
        rig.bus.append_control(tp)
        return
    producer = AIOKafkaProducer(**rig.bus._settings.connection(), transactional_id=f"{tp.topic}-producer")
    await producer.start()
    await producer.begin_transaction()
    for name in names:
        await producer.send_and_wait(tp.topic, asked(name), partition=tp.partition)
    await (producer.abort_transaction() if abort else producer.commit_transaction())
    await producer.stop()


def with_transactions(rig: Rig) -> None:
    if isinstance(rig.bus, KafkaBus) and rig.bus._settings.bootstrap_servers != os.environ.get(
        "KAFKA_BOOTSTRAP_SERVERS"
    ):
        pytest.skip("Tansu has no transactions: tests/unit/bus/fetching/test_packed.py reads their bytes")


async def test_committed_messages_are_handled_aborted_ones_are_not_and_nothing_is_left_behind(rig_of: Rigs) -> None:
    rig = await rig_of(1)
    with_transactions(rig)
    await transaction(rig, "one", "two")
    await transaction(rig, "never", abort=True)
    await rig.start(answer)
    # Two messages and their end, one aborted message and its end.
    await settled(rig, ["one", "two"], 5)
    await transaction(rig, "three")
    await settled(rig, ["one", "two", "three"], 7)
    assert await lag(rig) == 0


async def test_a_log_that_holds_nothing_but_an_aborted_transaction_has_no_lag(rig_of: Rigs) -> None:
    rig = await rig_of(1)
    with_transactions(rig)
    await transaction(rig, "never", abort=True)
    await rig.start(answer)
    await settled(rig, [], 2)
    assert await lag(rig) == 0


async def test_what_stands_before_an_open_transaction_is_read_and_waits_for_nothing(rig_of: Rigs) -> None:
    rig = await rig_of(1)
    with_transactions(rig)
    if isinstance(rig.bus, MemoryBus):
        pytest.skip("MemoryBus has the marks that transactions leave, and no transactions")
    await rig.ask("before")
    tp = TopicPartition(rig.asked.name, 0)
    producer = AIOKafkaProducer(**rig.bus._settings.connection(), transactional_id=f"{tp.topic}-open")
    await producer.start()
    await producer.begin_transaction()
    await producer.send_and_wait(tp.topic, asked("within"), partition=0)
    await rig.ask("after")
    assert [each.value for each in await rig.read(tp.topic)] == [asked("before")]
    await rig.start(answer)
    await settled(rig, ["before"], 1)
    await producer.commit_transaction()
    await producer.stop()
    await settled(rig, ["before", "within", "after"], 4)


async def lag(rig: Rig) -> int:
    """Committed offsets against where the log ends."""
    tp = TopicPartition(rig.asked.name, 0)
    if isinstance(rig.bus, MemoryBus):
        return rig.bus.end[tp] - await rig.committed()
    async with rig.bus.reader() as reader:
        return (await bounds(reader, [tp]))[tp][1] - await rig.committed()


async def test_a_topic_that_is_made_again_is_read_from_its_beginning(rig_of: Rigs) -> None:
    rig = await rig_of(1)
    await rig.start(answer)
    old = [f"old-{number}" for number in range(20)]
    await rig.ask(*old)
    await settled(rig, old, 20)
    await rig.recreate()
    new = [f"new-{number}" for number in range(5)]
    await rig.ask(*new)

    async def all_there() -> bool:
        # Offsets that go back are noticed, and so is the topic's id: where both happen, messages are handled twice.
        return set(await rig.answers()) == {*old, *new} and await rig.committed() == 5

    await until(all_there, "the new messages are answered, and committed from the beginning")


async def test_offsets_that_expired_are_passed_over(rig_of: Rigs) -> None:
    rig = await rig_of(1)
    tp = TopicPartition(rig.asked.name, 0)
    worker = await rig.start(answer)
    await rig.ask("first")
    await settled(rig, ["first"], 1)
    await rig.stop(worker)
    await rig.ask(*(f"expired-{number}" for number in range(5)), "kept")
    if isinstance(rig.bus, MemoryBus):
        rig.bus.expire(tp, 6)
    else:
        if rig.bus._settings.bootstrap_servers != os.environ.get("KAFKA_BOOTSTRAP_SERVERS"):
            pytest.skip(
                "Tansu deletes no records: tests/unit/bus/worker/test_fetch_loop.py has what the worker makes of it"
            )
        async with rig.bus.admin() as admin:
            await admin.delete_records({tp: RecordsToDelete(before_offset=6)})
    await rig.start(answer)
    await settled(rig, ["first", "kept"], 7)
