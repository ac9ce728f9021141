"""What is said of each message that was handled: one line, and what it says."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from prometheus_client import REGISTRY

from fixtures.waiting import until
from libs.bus import Event, MemoryBus, Rejected, Retryable, Worker, WorkerSettings
from libs.bus.failure import Outgoing
from libs.events import Payload, Topic
from libs.events.envelope import header
from libs.events.topics import derived_topics

DELAYS = (0.01, 0.02)


class Asked(Payload):
    """What is consumed here."""

    name: str


class Answered(Payload):
    """A result."""

    name: str


ASKED, ANSWERED = Topic("asked", "name", "test", Asked), Topic("answered", "name", "test", Answered)

Handle = Callable[[Event[Asked]], Any]


async def handled(group: str, handle: Handle, *sent: Outgoing, ends: int = 1, on_dead_letter: Any = None) -> MemoryBus:
    """Run a worker until `ends` messages have reached their place, retries counted."""
    bus = MemoryBus()
    bus.create("asked", "answered", *derived_topics("asked", group, len(DELAYS)), partitions=1)
    for record in sent:
        bus.append(next(tp for tp in bus.log if tp.topic == "asked"), record)
    worker = Worker(
        bus, group, {ASKED: handle}, WorkerSettings(retry_delays=DELAYS), routes={Answered: ANSWERED},
        on_dead_letter={ASKED: on_dead_letter} if on_dead_letter else None,
    )  # fmt: skip
    running = asyncio.create_task(worker.run())
    await until(lambda: sum(counted(group).values()) >= ends, "all at their place")
    worker.stop()
    await running
    return bus


def counted(group: str) -> dict[str, float]:
    outcomes = ("done", "retried", "dead_lettered", "dropped")
    labels = {"group": group, "topic": "asked"}
    return {o: REGISTRY.get_sample_value("reelbus_events_total", labels | {"outcome": o}) or 0 for o in outcomes}


def message(name: str = "a", event_id: str = "e1") -> Outgoing:
    return Outgoing("asked", b"k", Asked(name=name).model_dump_json().encode(), (("ce_id", event_id.encode()),))


def said(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [line for line in caplog.records if line.name == "libs.bus.worker.outcome"]


@pytest.fixture(autouse=True)
def _info(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)


async def test_a_handled_event_is_one_line(caplog: pytest.LogCaptureFixture) -> None:
    async def handle(event: Event[Asked]) -> list[Answered]:
        return [Answered(name="x"), Answered(name="y")]

    bus = await handled("one-line", handle, message())
    (line,) = said(caplog)
    fields = vars(line)
    assert (line.levelname, line.getMessage(), fields["outcome"]) == ("INFO", "done", "done")
    assert [fields[name] for name in ("event_id", "topic", "key", "attempt")] == ["e1", "asked", "k", 1]
    assert fields["seconds"] >= 0
    results = bus.records("answered")
    assert fields["results"] == [header(result.headers, "ce_id") for result in results]
    assert fields["published"] == len(results) == 2
    assert [header(result.headers, "ce_causationid") for result in results] == ["e1", "e1"]


async def test_a_stream_tells_how_many(caplog: pytest.LogCaptureFixture) -> None:
    async def stream() -> AsyncIterator[Answered]:
        for number in range(50):
            yield Answered(name=str(number))

    async def handle(event: Event[Asked]) -> AsyncIterator[Answered]:
        return stream()

    bus = await handled("streams", handle, message())
    (line,) = said(caplog)
    assert vars(line)["published"] == 50
    assert {header(result.headers, "ce_causationid") for result in bus.records("answered")} == {"e1"}


async def test_giving_up_is_an_error_and_trying_again_is_none(caplog: pytest.LogCaptureFixture) -> None:
    async def handle(event: Event[Asked]) -> None:
        raise Retryable("the shop is closed")

    await handled("gives-up", handle, message(), ends=3)
    assert [(line.levelname, vars(line)["outcome"], vars(line)["attempt"]) for line in said(caplog)] == [
        ("INFO", "retried", 1),
        ("INFO", "retried", 2),
        ("ERROR", "dead_lettered", 3),
    ]
    last = said(caplog)[-1]
    assert last.getMessage() == "Retryable: the shop is closed → asked.gives-up.dlq"
    assert (vars(last)["event_id"], vars(last)["partition"], vars(last)["offset"]) == ("e1", 0, 0), (
        "where it first stood"
    )


async def test_a_bug_is_an_error_with_its_traceback_each_time(caplog: pytest.LogCaptureFixture) -> None:
    async def handle(event: Event[Asked]) -> None:
        raise KeyError("oops")

    await handled("bugs", handle, message(), ends=3)
    assert [(line.levelname, line.exc_info is not None) for line in said(caplog)] == [("ERROR", True)] * 3


async def test_a_malformed_message_is_told_with_its_place(caplog: pytest.LogCaptureFixture) -> None:
    async def handle(event: Event[Asked]) -> None: ...

    await handled("malformed", handle, message(), Outgoing("asked", b"its \xff key", b"not JSON", ()), ends=2)
    (line,) = [line for line in said(caplog) if vars(line)["outcome"] == "dead_lettered"]
    fields = vars(line)
    assert line.levelname == "WARNING"
    assert line.getMessage().startswith("Rejected: not a valid Asked: ")
    assert [fields[name] for name in ("topic", "partition", "offset", "key")] == ["asked", 0, 1, "its � key"]
    assert fields["event_id"]


async def test_last_words_name_the_event_they_are_about(caplog: pytest.LogCaptureFixture) -> None:
    async def handle(event: Event[Asked]) -> None:
        raise Rejected("no")

    bus = await handled("words", handle, message(), on_dead_letter=lambda event, error: Answered(name=str(error)))
    (word,) = bus.records("answered")
    assert header(word.headers, "ce_causationid") == "e1"
    assert header(word.headers, "ce_id") != "e1"


async def test_ages_are_told_from_the_event_s_own_time() -> None:
    async def handle(event: Event[Asked]) -> None: ...

    old = message()._replace(headers=(("ce_id", b"e2"), ("ce_time", b"2020-01-01T00:00:00Z")))
    odd = message()._replace(headers=(("ce_id", b"e3"), ("ce_time", b"9999-01-01T00:00:00Z")))
    rest = [message()._replace(headers=(("ce_time", stamp),)) for stamp in (b"soon", b"\xff", None)]  # type: ignore[arg-type]
    await handled("ages", handle, message(), old, odd, *rest, ends=6)
    for name in ("reelbus_event_age_seconds", "reelbus_end_to_end_seconds"):
        within = {"group": "ages", "topic": "asked", "le": "604800.0"}
        assert REGISTRY.get_sample_value(f"{name}_bucket", within) == 5, "all but the one of 2020"
        assert REGISTRY.get_sample_value(f"{name}_count", {"group": "ages", "topic": "asked"}) == 6
