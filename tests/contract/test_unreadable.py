"""What cannot be read: a batch becomes a dead letter, and nobody else notices."""

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from fixtures.waiting import until
from libs.bus import Event, MemoryBus
from libs.events.envelope import header
from tests.contract.conftest import Answered, Asked, Rig, Rigs
from tests.support.batches import good_batch, gzip_bomb, raw_batch, raw_record, send_raw

BAD = {
    "unknown codec": (raw_batch(body=b"anything", attributes=7, count=3), 3),
    "no gzip": (raw_batch(body=b"garbage", attributes=1, count=2), 2),
    "no record": (raw_batch(body=b"\x05\x10hello", count=1), 1),
    "a bomb": (raw_batch(body=gzip_bomb(8 << 20), attributes=1, count=1), 1),
}


def asked(*names: str) -> list[bytes]:
    return [Asked(name=name).model_dump_json().encode() for name in names]


async def answer(event: Event[Asked]) -> Answered:
    return Answered(name=event.payload.name)


async def put_bad(rig: Rig, number: int, data: bytes, count: int = 1) -> int | None:
    """A batch of `count` records that cannot be read, on partition `number`: its offset, None if it is not taken."""
    tp = TopicPartition(rig.asked.name, number)
    if isinstance(rig.bus, MemoryBus):
        rig.bus.append_unreadable(tp, data, count=count)
        return rig.bus.end[tp] - count
    try:
        return await send_raw(rig.bus, tp, data)
    except KafkaError:
        return None


async def put_good(rig: Rig, number: int, *names: str) -> int:
    """A batch of questions on partition `number`: its offset."""
    tp = TopicPartition(rig.asked.name, number)
    if isinstance(rig.bus, MemoryBus):
        for value in asked(*names):
            rig.bus.append_value(tp, value)
        return rig.bus.end[tp] - len(names)
    return await send_raw(rig.bus, tp, good_batch(asked(*names)))


async def test_a_batch_that_cannot_be_read_is_a_dead_letter_and_stops_nobody(rig: Rig) -> None:
    """Each kind that the broker takes: Tansu all but one (whose offsets it skips), Apache Kafka the bomb."""
    await put_good(rig, 0, "before")
    bad = {}
    for data, count in BAD.values():
        offset = await put_bad(rig, 0, data, count)
        if offset is not None:
            bad[offset] = (data, count)
    assert bad
    end = await put_good(rig, 0, "after") + 1
    for number in (1, 2):
        await put_good(rig, number, f"beside-{number}")
    await rig.start(answer, max_batch_bytes=1 << 20)

    async def all_there() -> bool:
        return await rig.answers() == ["after", "before", "beside-1", "beside-2"] and len(await rig.dead()) == len(bad)

    await until(all_there, "all that is good is answered")
    for letter in await rig.dead():
        data, count = bad[int(header(letter.headers, "reelbus-offset") or -1)]
        assert header(letter.headers, "reelbus-topic") == rig.asked.name
        assert header(letter.headers, "reelbus-partition") == "0"
        last = int(header(letter.headers, "reelbus-last-offset") or -1)
        assert last == int(header(letter.headers, "reelbus-offset") or -1) + count - 1
        assert header(letter.headers, "reelbus-error-class") == "Unreadable"
        assert letter.value is not None
        assert letter.value[16:] == data[16:], "the batch as it came, but for its offset and its leader's epoch"

    async def committed() -> bool:
        return await rig.committed() == end + 2

    await until(committed, "the commits move past them")


async def test_healthy_partitions_lose_nothing_while_one_cannot_be_read(rig_of: Rigs) -> None:
    """Bad batches again and again, while the others are written to."""
    rig = await rig_of(4)
    await rig.start(answer)
    bad = 0
    for turn in range(3):
        bad += await put_bad(rig, 0, *BAD["no gzip"]) is not None
        for number in (1, 2, 3):
            await put_good(rig, number, *(f"{number}-{turn}-{each}" for each in range(5)))
    names = sorted(f"{number}-{turn}-{each}" for number in (1, 2, 3) for turn in range(3) for each in range(5))

    async def all_there() -> bool:
        return await rig.answers() == names and len(await rig.dead()) == bad

    await until(all_there, "every event is answered")


async def test_one_bad_header_name_costs_one_record(rig: Rig) -> None:
    """MemoryBus holds records and no batches: there the others are written one by one."""
    values = asked("first", "second", "third")
    tp = TopicPartition(rig.asked.name, 0)
    if isinstance(rig.bus, MemoryBus):
        for number, value in enumerate(values):
            rig.bus.append_value(tp, value, error="the name of a header is not UTF-8" if number == 1 else None)
    else:
        records = [
            raw_record(number, value, key=b"k", headers=[(b"\xff\xfe" if number == 1 else b"name", b"content")])
            for number, value in enumerate(values)
        ]
        await send_raw(rig.bus, tp, raw_batch(records))
    await rig.start(answer)

    async def all_there() -> bool:
        return await rig.answers() == ["first", "third"] and len(await rig.dead()) == 1

    await until(all_there, "the others are answered")
    (letter,) = await rig.dead()
    assert letter.value == values[1]
    assert header(letter.headers, "reelbus-offset") == "1"
    assert "header" in (header(letter.headers, "reelbus-error") or "")


async def test_every_codec_is_read(rig_of: Rigs) -> None:
    rig = await rig_of(4)
    names = [f"name-{number}" for number in range(200)]
    if isinstance(rig.bus, MemoryBus):
        await rig.ask(*names)
    else:
        for codec in (1, 2, 3, 4):
            part = names[codec - 1 :: 4]
            await send_raw(rig.bus, TopicPartition(rig.asked.name, codec - 1), good_batch(asked(*part), codec=codec))
    await rig.start(answer)

    async def all_there() -> bool:
        return await rig.answers() == sorted(names)

    await until(all_there, "all are answered")
