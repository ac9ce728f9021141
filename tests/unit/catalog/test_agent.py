"""In what order a record is published, written and done, and what becomes of those that fail."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import pytest
from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.errors import MessageSizeTooLargeError

from fixtures.waiting import until
from libs.bus.failure import Outgoing
from services.catalog.stream.agent import Agent
from services.catalog.stream.gaps import RecordsSkipped
from services.catalog.stream.join import BadPart, Change, Publication, Record, UnknownState

TOPIC, RETRY, OUT = "parts", "parts.g.retry.1", "joined"


class Append:
    """A state is what was joined so far; a value that it has already is a repeat."""

    topics, output = (TOPIC,), OUT

    def __init__(self, log: list[str]) -> None:
        self._log = log
        self.failures = 0

    def key_of(self, record: Record) -> bytes:
        if record.key is None:
            raise BadPart("no key")
        return record.key

    def apply(self, state: bytes | None, record: Record) -> Change:
        value = record.value or b""
        if state == b"later":
            raise UnknownState("of a later version")
        if value == b"bad":
            raise BadPart("bad")
        if self.failures:
            self.failures -= 1
            raise ZeroDivisionError("a bug")
        if value in (state or b""):
            return Change(state)
        return Change((state or b"") + value, [Publication(record.key or b"", value, ())])


@dataclass
class Fakes:
    """A consumer, a publisher, a table and the guard of gaps in one. `log` has what was done, in order."""

    log: list[str] = field(default_factory=list)
    data: dict[bytes, bytes] = field(default_factory=dict)
    gone: bool = False
    gone_after_append: bool = False
    full: bool = False
    frozen: bool = False
    flow_active: bool = True
    next: int = 0
    held: "asyncio.Event | None" = None
    letters: list[Outgoing] = field(default_factory=list)
    skipped: bool = False

    # the consumer
    def owns(self, message: Any) -> bool:
        return not self.gone

    def expected(self, message: Any) -> int:
        return self.next

    def begin(self, message: Any) -> bool:
        self.next = message.offset + 1
        return True

    def acknowledge(self, message: Any) -> None:
        self.log.append(f"done {message.offset}")

    # the publisher
    async def send(self, records: Sequence[Outgoing], done: Callable[[Exception | None], None]) -> None:
        if self.held is not None:
            await self.held.wait()
        for record in records:
            if record.topic.endswith(".dlq"):
                self.letters.append(record)
            self.log.append(f"publish {record.topic} {(record.value or b'').decode()}")
        done(None)

    # the table
    def read(self, key: bytes) -> bytes | None:
        return self.data.get(key)

    @contextmanager
    def writing(self, partition: int) -> Iterator["Fakes"]:
        yield self

    async def append(self, key: bytes, state: bytes | None) -> int:
        if self.full:
            raise MessageSizeTooLargeError
        self.log.append(f"append {(state or b'').decode()}")
        self.gone = self.gone or self.gone_after_append
        return len(self.log)

    def keep(self, key: bytes, state: bytes | None, appended: int) -> None:
        assert self.log[appended - 1] == f"append {(state or b'').decode()}"
        self.log.append(f"keep {(state or b'').decode()}")
        self.data[key] = state or b""

    # the guard
    async def check(self, tp: TopicPartition, first: int, stop: int) -> None:
        self.log.append(f"check {first} to {stop}")
        if self.skipped:
            raise RecordsSkipped("skipped")


def event(offset: int, value: bytes, key: bytes | None = b"k", topic: str = TOPIC) -> Any:
    record = cast(Any, ConsumerRecord)(topic, 0, offset, 1, 0, key, value, None, 0, 0, ())
    message = SimpleNamespace(
        record=record, topic=topic, partition=0, offset=offset, tp=TopicPartition(topic, 0), key=key, value=value
    )
    return SimpleNamespace(message=message)


class Stream:
    def __init__(self, *events: Any) -> None:
        self._events = events

    async def events(self) -> AsyncIterator[Any]:
        for one in self._events:
            yield one


@pytest.fixture
def fakes() -> Fakes:
    return Fakes()


@pytest.fixture
async def agent(fakes: Fakes) -> Agent:
    return Agent(
        "g", Append(fakes.log), cast(Any, fakes), origins={TOPIC: TOPIC, RETRY: TOPIC}, delays=(0.0, 0.0),
        concurrency=4, max_bytes=100, publisher=cast(Any, fakes), gaps=cast(Any, fakes), skips=cast(Any, fakes),
    )  # fmt: skip


async def run(agent: Agent, fakes: Fakes, *events: Any) -> None:
    await agent.run(Stream(*events), cast(Any, fakes), 1)
    await agent.idle()


async def test_published_then_appended_then_kept_then_done(agent: Agent, fakes: Fakes) -> None:
    await run(agent, fakes, event(0, b"a"))
    assert fakes.log == ["publish joined a", "append a", "keep a", "done 0"]


async def test_a_repeat_changes_nothing_and_is_done(agent: Agent, fakes: Fakes) -> None:
    await run(agent, fakes, event(0, b"a"), event(1, b"a"))
    assert fakes.log == ["publish joined a", "append a", "keep a", "done 0", "done 1"]


async def test_records_of_one_key_are_joined_one_after_the_other_and_of_others_beside(
    agent: Agent, fakes: Fakes
) -> None:
    fakes.held = asyncio.Event()
    running = asyncio.create_task(run(agent, fakes, event(0, b"a"), event(1, b"b"), event(2, b"c", b"other")))
    await until(lambda: fakes.next == 3, "all three are in hand")
    assert fakes.log == []
    fakes.held.set()
    await running
    assert fakes.data == {b"k": b"ab", b"other": b"c"}
    assert fakes.log.index("done 0") < fakes.log.index("publish joined b")


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (event(0, b"bad"), "bad"),
        (event(0, b"a", None), "no key"),
        (event(0, b"a" * 101), "the value has 101 bytes; at most 100 are joined"),
    ],
    ids=["bad", "no key", "large"],
)
async def test_what_can_never_be_joined_is_a_dead_letter_at_once(
    agent: Agent, fakes: Fakes, bad: Any, said: str
) -> None:
    await run(agent, fakes, bad, event(1, b"b"))
    (letter,) = fakes.letters
    headers = dict(letter.headers)
    assert (letter.topic, headers["reelbus-error"], headers["reelbus-attempts"]) == ("parts.g.dlq", said.encode(), b"1")
    assert "done 0" in fakes.log
    assert fakes.data == {b"k": b"b"}


async def test_a_failure_that_passes_is_retried(agent: Agent, fakes: Fakes) -> None:
    cast(Append, agent._join).failures = 2
    await run(agent, fakes, event(0, b"a"))
    assert (fakes.letters, fakes.data) == ([], {b"k": b"a"})


async def test_a_failure_that_stays_is_a_dead_letter_after_all_attempts(agent: Agent, fakes: Fakes) -> None:
    cast(Append, agent._join).failures = 3
    await run(agent, fakes, event(0, b"a"))
    assert dict(fakes.letters[0].headers)["reelbus-attempts"] == b"3"
    assert fakes.log[-1] == "done 0"


async def test_a_state_that_cannot_be_read_ends_all(agent: Agent, fakes: Fakes) -> None:
    fakes.data[b"k"] = b"later"
    running = asyncio.create_task(agent.run(Stream(event(0, b"a")), cast(Any, fakes), 1))
    with pytest.raises(UnknownState, match="of a later version"):
        await agent.failed
    await running
    assert (fakes.log, fakes.letters, fakes.frozen) == ([], [], True)


async def test_a_state_that_is_too_large_is_a_dead_letter(agent: Agent, fakes: Fakes) -> None:
    fakes.full = True
    await run(agent, fakes, event(0, b"a"))
    assert b"too many for the changelog" in dict(fakes.letters[0].headers)["reelbus-error"]


async def test_a_redriven_letter_is_sent_to_the_input_topic(agent: Agent, fakes: Fakes) -> None:
    await run(agent, fakes, event(0, b"a", topic=RETRY))
    assert fakes.log == ["publish parts a", "done 0"]


async def test_a_jump_is_checked_first_and_ends_all_if_records_were_skipped(agent: Agent, fakes: Fakes) -> None:
    await run(agent, fakes, event(0, b"a"), event(4, b"b"))
    assert fakes.log.index("check 1 to 4") < fakes.log.index("publish joined b")
    assert fakes.data == {b"k": b"ab"}
    fakes.log.clear()
    fakes.skipped = True
    running = asyncio.create_task(run(agent, fakes, event(9, b"c"), event(10, b"d")))
    with pytest.raises(RecordsSkipped):
        await agent.failed
    assert fakes.log == ["check 5 to 9"]
    assert fakes.frozen
    running.cancel()


async def test_nothing_is_written_for_a_partition_that_was_lost_meanwhile(agent: Agent, fakes: Fakes) -> None:
    fakes.held = asyncio.Event()
    running = asyncio.create_task(run(agent, fakes, event(0, b"a")))
    await until(lambda: fakes.next == 1, "it is in hand")
    fakes.gone = True
    fakes.held.set()
    await running
    assert fakes.log == ["publish joined a"], "the new owner does the rest"


async def test_a_store_keeps_no_state_of_a_partition_that_was_lost_while_it_was_appended(
    agent: Agent, fakes: Fakes
) -> None:
    fakes.gone_after_append = True
    await run(agent, fakes, event(0, b"a"))
    assert fakes.log == ["publish joined a", "append a"], "what the new owner appended before it is restored first"


async def test_what_comes_after_the_flow_was_stopped_is_left_for_later(agent: Agent, fakes: Fakes) -> None:
    fakes.flow_active = False
    await run(agent, fakes, event(0, b"a"))
    assert fakes.log == []
