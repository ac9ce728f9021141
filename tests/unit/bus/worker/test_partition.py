"""What one partition holds: order per key, release, and how much counts as held."""

import pytest
from aiokafka import TopicPartition
from hypothesis import given
from hypothesis import strategies as st

from libs.bus.kafka.fetching.fetched import held_bytes
from libs.bus.message import Message
from libs.bus.worker.partition import Buffer, Partition
from tests.unit.bus.records import record


def partition(buffer: Buffer | None = None, *, by_key: bool = False, topic: str = "asked") -> Partition:
    return Partition(TopicPartition(topic, 0), "asked", buffer or Buffer(), by_key=by_key)


def filled(keys: str, *, by_key: bool = True, buffer: Buffer | None = None) -> Partition:
    """With one record per character of `keys`, "-" for none; offsets from 0."""
    made = partition(buffer, by_key=by_key)
    for offset, key in enumerate(keys):
        assert made.add(record(key=None if key == "-" else key.encode(), offset=offset))
    return made


def take_all(of: Partition) -> list[Message]:
    taken = []
    while (each := of.take()) is not None:
        taken.append(each)
    return taken


def offsets(messages: list[Message]) -> list[int]:
    return [each.record.offset for each in messages]


def finish(of: Partition, each: Message) -> Message | None:
    """Handled and acknowledged."""
    of.done(each)
    return of.finished(each)


def test_without_order_everything_is_handed_out_as_it_came() -> None:
    assert offsets(take_all(filled("aabb", by_key=False))) == [0, 1, 2, 3]


def test_with_order_a_key_that_runs_waits_and_others_do_not() -> None:
    held = filled("aab-a-b")
    taken = take_all(held)
    assert offsets(taken) == [0, 2, 3, 5], "the first of each key, and those without one"
    second = finish(held, taken[0])
    assert second is not None
    assert second.record.offset == 1
    third = finish(held, second)
    assert third is not None
    assert third.record.offset == 4
    assert finish(held, third) is None
    held.add(record(key=b"a", offset=7))
    assert offsets(take_all(held)) == [7], "nobody runs for this key any more"


def test_an_empty_key_is_a_key() -> None:
    held = partition(by_key=True)
    held.add(record(key=b"", offset=0))
    held.add(record(key=b"", offset=1))
    assert offsets(take_all(held)) == [0]


def test_a_lost_partition_hands_out_no_more() -> None:
    buffer = Buffer()
    held = filled("aaa", buffer=buffer)
    (first,) = take_all(held)
    held.release()
    held.lost = True
    assert finish(held, first) is None
    assert (buffer.count, buffer.size) == (0, 0)


def test_a_record_that_is_known_is_not_taken_in_twice() -> None:
    buffer = Buffer()
    held = partition(buffer)
    assert held.add(record(offset=3))
    assert not held.add(record(offset=3))
    assert (buffer.count, len(held.pending)) == (1, 1)
    (taken,) = take_all(held)
    finish(held, taken)
    assert not held.add(record(offset=3))


def test_release_forgets_what_was_not_handed_out_and_takes_it_again() -> None:
    buffer = Buffer()
    held = filled("abcd", by_key=False, buffer=buffer)
    first, second = held.take(), held.take()
    assert first is not None
    assert second is not None
    held.release()
    assert (buffer.count, buffer.size, held.take()) == (0, 0, None)
    assert not held.add(record(offset=1)), "it runs"
    assert held.add(record(offset=2))
    finish(held, second)
    finish(held, first)
    assert held.position == 2
    held.release()
    held.release()
    assert (buffer.count, held.idle) == (0, True)


def test_what_is_put_back_is_next_again_in_the_order_of_the_log() -> None:
    held = filled("abcd", by_key=False)
    first, second, third = held.take(), held.take(), held.take()
    assert first is not None
    assert second is not None
    assert third is not None
    held.put_back(third)
    held.put_back(first)
    finish(held, second)
    assert (held.idle, held.position) == (True, 0)
    assert offsets(take_all(held)) == [0, 2, 3]


def test_what_waited_for_a_key_comes_after_the_one_that_is_put_back() -> None:
    held = filled("aaba")
    first, other = take_all(held)
    held.put_back(first)
    assert offsets(take_all(held)) == [0]
    assert finish(held, other) is None


def test_release_keeps_what_was_put_back_below_a_running_one_until_the_partition_is_lost() -> None:
    """Fetching again from its offset on would hand out the running one a second time."""
    buffer = Buffer()
    held = filled("abc", by_key=False, buffer=buffer)
    first, second = held.take(), held.take()
    assert first is not None
    assert second is not None
    held.put_back(first)
    held.release()
    assert [held.add(record(offset=offset)) for offset in (0, 1, 2)] == [False, False, True]
    assert offsets(take_all(held)) == [0, 2]
    held.put_back(first)
    held.drop()
    held.lost = True
    held.put_back(second)
    assert (buffer.count, buffer.size, held.take()) == (0, 0, None)


def test_the_position_is_the_first_fetched_until_something_is_done() -> None:
    held = partition()
    assert held.position is None
    held.add(record(offset=7))
    assert held.position == 7
    finish(held, take_all(held)[0])
    assert held.position == 8


def test_idle_means_nothing_runs_and_nothing_waits_for_an_acknowledgement() -> None:
    held = filled("ab", by_key=False)
    assert held.idle, "what was not handed out is nobody's work yet"
    first, second = take_all(held)
    assert (held.idle, held.ahead) == (False, 2)
    held.finished(first)
    held.finished(second)
    assert not held.idle, "their results are not acknowledged"
    held.done(second)
    assert (held.idle, held.ahead) == (False, 2), "the second waits for the first"
    held.done(first)
    assert (held.idle, held.ahead) == (True, 0)


def test_what_waits_in_a_retry_topic_takes_no_room_from_the_rest() -> None:
    buffer = Buffer()
    held = partition(buffer, topic="asked.g.retry.1")
    held.add(record(topic="asked.g.retry.1"))
    assert buffer.count == 0
    take_all(held)
    assert buffer.count == 0


STEPS = ("fetch", "take", "finish", "put back", "release")
TO_THE_END = [(step, 0) for step in ("fetch", "take", "finish")] * 12


@pytest.mark.parametrize("by_key", [False, True])
@given(
    keys=st.lists(st.sampled_from([b"a", b"b", None]), max_size=12),
    steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 5)), max_size=60),
)
def test_in_any_interleaving(by_key: bool, keys: list[bytes | None], steps: list[tuple[str, int]]) -> None:
    """Everything is handled once, keys in their order and one at a time; the buffer counts what is held."""
    buffer = Buffer()
    other = filled("xyz", by_key=by_key, buffer=buffer)
    held = partition(buffer, by_key=by_key)
    log = [record(b"v" * n, key=key, offset=n * 2) for n, key in enumerate(keys)]
    fetched = 0
    running: list[Message] = []
    done: list[Message] = []
    for step, which in [*steps, *TO_THE_END]:
        if step == "fetch" and fetched < len(log):
            held.add(log[fetched])
            fetched += 1
        elif step == "take" and (taken := held.take()) is not None:
            running.append(taken)
        elif step == "finish" and running:
            ended = running.pop(which % len(running))
            done.append(ended)
            if (follower := finish(held, ended)) is not None:
                running.append(follower)
        elif step == "put back" and running:
            held.put_back(running.pop(which % len(running)))
        elif step == "release":
            held.release()
            fetched = sum(each.offset < (held.tracker.next or 0) for each in log)
        begun = {each.record.offset for each in running + done}
        waiting = [each for each in log[:fetched] if each.offset not in begun]
        assert buffer.count == len(waiting) + 3
        assert buffer.size == sum(map(held_bytes, waiting)) + sum(each.size for each in other.pending)
        assert held.running == len(running)
        busy = [each.record.key for each in running if each.record.key is not None]
        assert not by_key or len(busy) == len(set(busy))
    assert held.idle
    assert held.position == (log[-1].offset + 1 if log else None)
    assert sorted(each.record.offset for each in done) == [each.offset for each in log]
    for key in [b"a", b"b"] if by_key else []:
        in_order = [each.record.offset for each in done if each.record.key == key]
        assert in_order == sorted(in_order)
    assert sorted(offsets(done)) == [each.offset for each in log]
    for key in {b"a", b"b"} if by_key else set():
        mine = offsets([each for each in done if each.record.key == key])
        assert mine == sorted(mine)


def test_what_holds_no_message_is_committed_though_nothing_came_before_it() -> None:
    held = partition()
    held.advance(0, 3)  # an aborted transaction of two messages, and its end
    assert held.to_commit == 3
    held = partition()
    held.advance(3, 3)  # an empty log that begins at 3
    assert held.to_commit is None
