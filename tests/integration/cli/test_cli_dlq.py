"""Dead letters from failure to resolution, through the command."""

import asyncio
import json
import os
import pty
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.admin import NewTopic

from libs.bus import Event, KafkaBus, Rejected, Worker, WorkerSettings
from libs.bus.errors import Unreadable
from libs.bus.failure import Origin, Outgoing, origin_of, route, truncated
from libs.bus.kafka.fetching.fetched import UnreadableRecord
from libs.bus.message import Message
from libs.bus.reading import bounds, read_range
from libs.events import Payload, Topic
from libs.events.envelope import header, position_id
from tests.integration.conftest import PATIENCE, environment
from tests.support.batches import good_batch, raw_batch, send_raw

HOUR = 3600


@dataclass
class Desk:
    """A topic with a consumer group and its dead letters."""

    bus: KafkaBus
    topic: str
    group: str = "testers"

    @property
    def dlq(self) -> str:
        return f"{self.topic}.{self.group}.dlq"

    @property
    def retry(self) -> str:
        return f"{self.topic}.{self.group}.retry.1"

    async def put(self, *records: Outgoing) -> list[Any]:
        producer = await self.bus.producer()
        acks = [await (await producer.send(r.topic, r.value, r.key or b"", headers=list(r.headers))) for r in records]
        await producer.stop()
        return acks

    async def fail(
        self, value: bytes, error: Exception, *, key: bytes = b"k", age: float = 0, cut: bool = False, **headers: bytes
    ) -> tuple[str, str]:
        """Make a message of this group a dead letter; returns its event id and the place of the letter."""
        (at,) = await self.put(Outgoing(self.topic, key, value, tuple(headers.items())))
        record = ConsumerRecord(
            self.topic, at.partition, at.offset, 0, 0, key, value, None, len(key), len(value), tuple(headers.items())
        )
        origin = Origin(self.topic, at.partition, at.offset, attempts=3)
        event_id = position_id(self.topic, at.partition, at.offset)
        letter = route(
            record, origin, error, event_id=event_id, group=self.group, delays=(1, 2, 3), now=time.time() - age
        )
        assert letter.topic == self.dlq
        (stands,) = await self.put(truncated(letter) if cut else letter)
        return event_id, f"{self.dlq}/0/{stands.offset}"

    async def fail_batch(self, raw: bytes, offsets: range, *, cut: bool = False) -> str:
        """Make an unreadable batch, fetched from offset `offsets.start` on, a dead letter; returns the place of the letter."""
        record = UnreadableRecord.of_batch(TopicPartition(self.topic, 0), offsets, raw, "its checksum is wrong")
        letter = route(
            record, origin_of(record, self.topic), Unreadable(record.error), event_id=Message(record, self.topic).id,
            group=self.group, delays=(1, 2, 3), now=time.time(),
        )  # fmt: skip
        assert letter.topic == self.dlq
        (stands,) = await self.put(truncated(letter) if cut else letter)
        return f"{self.dlq}/0/{stands.offset}"

    async def read(self, topic: str) -> list[ConsumerRecord]:
        tp = TopicPartition(topic, 0)
        async with self.bus.reader() as reader:
            first, end = (await bounds(reader, [tp]))[tp]
            return [record async for record in read_range(reader, {tp: first}, {tp: end})]

    async def delete(self, topic: str) -> None:
        async with self.bus.admin() as admin:
            await admin.delete_topics([topic])
            while topic in await admin.list_topics():  # noqa: ASYNC110 - Kafka removes it later
                await asyncio.sleep(0.05)


@pytest.fixture
async def desk(bus: KafkaBus) -> AsyncIterator[Desk]:
    desk = Desk(bus, f"letters-{uuid.uuid4().hex[:8]}")
    async with bus.admin() as admin:
        await admin.create_topics([NewTopic(name, 1, 1) for name in (desk.topic, desk.retry, desk.dlq)])
    yield desk
    async with bus.admin() as admin:
        await admin.delete_topics([desk.topic, desk.retry, desk.dlq])


def ids(text: str) -> list[str]:
    return [json.loads(line)["id"] for line in text.splitlines()]


async def test_list_filters_by_topic_error_class_age_id_and_place(desk: Desk, reelbus: Any) -> None:
    old, old_place = await desk.fail(b"1", Rejected("too \x1b[31mlarge"), age=3 * HOUR)
    new, _ = await desk.fail(b"2", KeyError("price"), key=b"other")

    def listed(*args: str) -> list[str]:
        return ids(reelbus("dlq", "list", "--json", "--topic", desk.topic, *args).stdout)

    assert listed() == [old, new]
    assert listed("--error-class", "KeyError") == [new]
    assert listed("--older-than", "2h") == [old]
    assert listed("--newer-than", "2h") == [new]
    assert listed("--group", "testers", new) == [new]
    assert listed("--id", old) == [old]
    assert listed(old_place) == [old]
    plain = reelbus("dlq", "list", "--topic", desk.topic)
    assert plain.stdout.splitlines()[0].split("\t")[5:] == ["Rejected", r"too \x1b[31mlarge"]
    assert "2 unresolved" in plain.stderr


async def test_redrive_sends_the_same_event_to_its_group_only(desk: Desk, reelbus: Any) -> None:
    event_id, place = await desk.fail(b'{"a":1}', KeyError("price"), key=b"video", traceparent=b"00-ab-cd-01")
    other, _ = await desk.fail(b"2", Rejected("no"))

    dry = reelbus("dlq", "redrive", "--topic", desk.topic, "--error-class", "KeyError", "--dry-run")
    assert dry.stdout == f"would redrive\t{place}\t{event_id}\n"
    assert await desk.read(desk.retry) == []

    done = reelbus("dlq", "redrive", "--topic", desk.topic, "--error-class", "KeyError", "--rate", "50/s", "--yes")
    assert (done.returncode, done.stdout) == (0, f"redriven\t{place}\t{event_id}\n"), done.stderr
    (sent,) = await desk.read(desk.retry)
    assert (sent.key, sent.value) == (b"video", b'{"a":1}')
    notes = {name: value.decode() for name, value in sent.headers}
    assert notes["ce_id"] == event_id
    assert notes["traceparent"] == "00-ab-cd-01"
    assert (notes["reelbus-attempts"], notes["reelbus-not-before"]) == ("0", "0")
    assert (notes["reelbus-topic"], notes["reelbus-partition"], notes["reelbus-offset"]) == (desk.topic, "0", "0")
    assert "reelbus-error" not in notes
    assert len(await desk.read(desk.topic)) == 2, "nothing was sent to the topic that other groups read"

    again = reelbus("dlq", "redrive", "--topic", desk.topic, "--error-class", "KeyError", "--yes")
    assert (again.returncode, again.stdout) == (0, "")
    assert ids(reelbus("dlq", "list", "--json", "--topic", desk.topic).stdout) == [other]
    assert len(await desk.read(desk.retry)) == 1


async def test_discard_resolves_without_sending(desk: Desk, reelbus: Any) -> None:
    for number in range(3):
        await desk.fail(str(number).encode(), Rejected("no"))
    refused = reelbus("dlq", "discard")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "--all" in refused.stderr

    done = reelbus("dlq", "discard", "--topic", desk.topic, "--yes")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 3
    assert reelbus("dlq", "list", "--json", "--topic", desk.topic).stdout == ""
    assert await desk.read(desk.retry) == []
    markers = (await desk.read(desk.dlq))[3:]
    assert [header(record.headers, "reelbus-resolves") for record in markers] == ["0", "1", "2"]
    assert {header(record.headers, "reelbus-action") for record in markers} == {"discarded"}


@pytest.mark.parametrize("action", ["redrive", "discard"])
async def test_without_a_terminal_confirmation_needs_an_option(desk: Desk, reelbus: Any, action: str) -> None:
    event_id, _ = await desk.fail(b"1", Rejected("no"))
    refused = reelbus("dlq", action, event_id, given="y\n")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == f"reelbus: nothing was done: stdin is not a terminal, so {action} needs --yes\n"
    assert ids(reelbus("dlq", "list", "--json", "--topic", desk.topic).stdout) == [event_id]


@pytest.mark.parametrize(
    ("answer", "status", "unresolved", "message"),
    [
        ("n\n", 1, 3, "reelbus: cancelled: nothing was discarded\n"),
        ("\x04", 1, 3, "\nreelbus: cancelled: nothing was discarded\n"),  # Ctrl-D
        ("y\n", 0, 0, "discarded 3\n"),
    ],
)
async def test_on_a_terminal_it_prints_a_summary_and_asks(
    desk: Desk, broker: str, reelbus: Any, answer: str, status: int, unresolved: int, message: str
) -> None:
    for error in (Rejected("no"), Rejected("no"), KeyError("price")):
        await desk.fail(b"1", error)
    async with on_terminal(broker, "discard", "--topic", desk.topic) as (process, terminal):
        os.write(terminal, answer.encode())
        err = (await asyncio.wait_for(process.communicate(), PATIENCE))[1].decode()
    assert process.returncode == status, err
    assert err == (
        f"discard 3 letters; topics: {desk.topic} (3); groups: testers (3); errors: Rejected (2), KeyError (1)\n"
        f"discard 3 letters? [y/N]:{message}"
    )
    assert len(ids(reelbus("dlq", "list", "--json", "--topic", desk.topic).stdout)) == unresolved


@pytest.mark.parametrize(("action", "done"), [("redrive", "redriven"), ("discard", "discarded")])
async def test_ctrl_c_at_the_question_does_nothing(
    desk: Desk, broker: str, reelbus: Any, action: str, done: str
) -> None:
    event_id, _ = await desk.fail(b"1", Rejected("no"))
    async with on_terminal(broker, action, "--topic", desk.topic) as (process, _):
        assert process.stderr is not None
        await asyncio.wait_for(process.stderr.readuntil(b"[y/N]:"), PATIENCE)
        process.send_signal(signal.SIGINT)
        err = (await asyncio.wait_for(process.communicate(), PATIENCE))[1].decode()
    assert (process.returncode, err) == (130, f"\nreelbus: cancelled: nothing was {done}\n")
    assert ids(reelbus("dlq", "list", "--json", "--topic", desk.topic).stdout) == [event_id]


@asynccontextmanager
async def on_terminal(broker: str, *args: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, int]]:
    """`reelbus dlq ARGS` on a pseudo-terminal, and the other end of it; killed at the end if it still runs."""
    ours, theirs = pty.openpty()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "reelbus", "dlq", *args,
        env=environment(broker), stdin=theirs, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield process, ours
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        os.close(theirs)
        os.close(ours)


async def test_for_a_misspelt_error_class_the_nearest_is_suggested(desk: Desk, reelbus: Any) -> None:
    await desk.fail(b"1", Rejected("no"))
    hint = "no dead letters of error class 'Rejectd'; did you mean Rejected?\n"
    listed = reelbus("dlq", "list", "--topic", desk.topic, "--error-class", "Rejectd")
    assert (listed.returncode, listed.stdout, listed.stderr) == (0, "", f"{hint}0 unresolved\n")
    discarded = reelbus("dlq", "discard", "--topic", desk.topic, "--error-class", "Rejectd", "--yes")
    assert (discarded.returncode, discarded.stderr) == (0, f"{hint}no unresolved dead letter matches\n")
    none = reelbus("dlq", "list", "--topic", desk.topic, "--error-class", "Retryable")
    assert (none.returncode, none.stderr) == (0, "0 unresolved\n"), "a class without letters is not an error"
    old = reelbus("dlq", "list", "--topic", desk.topic, "--error-class", "Rejected", "--older-than", "1d")
    assert old.stderr == "0 unresolved\n", "there are some, but none is that old"


@pytest.mark.parametrize("action", ["redrive", "discard"])
async def test_ctrl_c_leaves_resolved_letters_marked(desk: Desk, start: Any, reelbus: Any, action: str) -> None:
    for number in range(30):
        await desk.fail(str(number).encode(), Rejected("no"))
    with start("dlq", action, "--topic", desk.topic, "--rate", "10/s", "--yes") as working:
        done = [working.stdout.readline() for _ in range(3)]
        working.send_signal(signal.SIGINT)
        rest, err = await asyncio.to_thread(working.communicate, timeout=60)
    count = len(done) + len(rest.splitlines())
    assert working.returncode == 130
    word = {"redrive": "redriven", "discard": "discarded"}[action]
    assert err.splitlines()[1:] == [f"reelbus: interrupted: {word} {count} of 30 letters"]
    assert len(ids(reelbus("dlq", "list", "--json", "--topic", desk.topic).stdout)) == 30 - count
    assert len(await desk.read(desk.retry)) == (count if action == "redrive" else 0)


async def test_a_truncated_letter_is_redriven_from_its_origin(desk: Desk, reelbus: Any) -> None:
    event_id, _ = await desk.fail(b"x" * 5000, Rejected("too large"), key=b"big", cut=True, traceparent=b"00-ab-cd-01")
    done = reelbus("dlq", "redrive", event_id, "--yes")
    assert done.returncode == 0, done.stderr
    (sent,) = await desk.read(desk.retry)
    assert (sent.key, sent.value) == (b"big", b"x" * 5000)
    assert header(sent.headers, "traceparent") == "00-ab-cd-01"
    assert header(sent.headers, "ce_id") == event_id


async def test_a_truncated_letter_without_its_original_stays_unresolved(desk: Desk, reelbus: Any) -> None:
    event_id, _ = await desk.fail(b"x" * 5000, Rejected("too large"), cut=True)
    await desk.delete(desk.topic)
    refused = reelbus("dlq", "redrive", event_id, "--yes")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert f"{desk.topic}/0/0 no longer contains the original" in refused.stderr
    assert ids(reelbus("dlq", "list", "--json", event_id).stdout) == [event_id]


async def test_redrive_without_a_retry_topic_sends_nothing(desk: Desk, reelbus: Any) -> None:
    await desk.fail(b"1", Rejected("no"))
    await desk.delete(desk.retry)
    refused = reelbus("dlq", "redrive", "--topic", desk.topic, "--yes")
    assert refused.returncode == 2
    assert refused.stderr.endswith(
        f"\nreelbus: cannot redrive: topic {desk.retry} does not exist: create it with `reelbus topics create`\n"
    )


async def test_show_prints_headers_and_value(desk: Desk, reelbus: Any) -> None:
    event_id, place = await desk.fail("{nö".encode(), Rejected("not JSON"))
    shown = json.loads(reelbus("dlq", "show", place).stdout)
    assert (shown["id"], shown["value"], shown["error"]) == (event_id, "{nö", "not JSON")
    assert shown["headers"]["reelbus-error-class"] == "Rejected"
    assert reelbus("dlq", "show", event_id, "--value").stdout == "{nö\n"
    assert reelbus("dlq", "show", "nobody").returncode == 1


class Named(Payload):
    name: str


async def test_a_value_is_bytes_in_a_pipe_and_escaped_on_a_terminal(desk: Desk, broker: str) -> None:
    value = b"\x1b]0;title\x07\xff\nb"
    event_id, _ = await desk.fail(value, Rejected("no"))
    ours, theirs = pty.openpty()
    for stdout in (asyncio.subprocess.PIPE, theirs):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "reelbus", "dlq", "show", "--value", event_id, env=environment(broker), stdout=stdout
        )
        out, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
        assert out in (None, value + b"\n")
    os.close(theirs)
    assert os.read(ours, 1000).decode() == "\\x1b]0;title\\x07\ufffd\r\nb\r\n"
    os.close(ours)


async def test_a_redriven_event_reaches_its_worker_and_no_other_group(
    desk: Desk, bus: KafkaBus, reelbus: Callable[..., Any]
) -> None:
    topic = Topic(desk.topic, "name", "test", Named)
    seen: asyncio.Queue[Event[Named]] = asyncio.Queue()
    broken = True

    async def handle(event: Event[Named]) -> None:
        await seen.put(event)
        if broken:
            raise Rejected("not today")

    settings = WorkerSettings(retry_delays=(60,), commit_interval_seconds=0.1)  # type: ignore[call-arg]
    worker = Worker(bus, desk.group, {topic: handle}, settings)
    running = asyncio.create_task(worker.run())
    try:
        async with asyncio.timeout(30):
            while not worker.ready:  # noqa: ASYNC110 - a flag, not an event
                await asyncio.sleep(0.05)
            await desk.put(Outgoing(desk.topic, b"a", b'{"name":"a"}', ()))
            first = await seen.get()
            while not await desk.read(desk.dlq):  # noqa: ASYNC110 - only a read shows it
                await asyncio.sleep(0.05)
            broken = False
            done = await asyncio.to_thread(reelbus, "dlq", "redrive", "--topic", desk.topic, "--yes")
            assert done.returncode == 0, done.stderr
            second = await seen.get()
    finally:
        worker.stop()
        await running
    assert (second.id, second.key, second.attempt) == (first.id, "a", 1)
    assert len(await desk.read(desk.topic)) == 1
    lag = reelbus("dlq", "list", "--json", "--topic", desk.topic)
    assert lag.stdout == ""


# ---- batches that could not be read -------------------------------------------------------------------


async def test_a_batch_that_cannot_be_read_is_shown_and_not_redriven(desk: Desk, reelbus: Any) -> None:
    raw = raw_batch(body=b"\xff\x00garbage", attributes=1, count=3, base=5)
    place = await desk.fail_batch(raw, range(5, 8))
    (listed,) = [
        json.loads(line) for line in reelbus("dlq", "list", "--json", "--topic", desk.topic).stdout.splitlines()
    ]
    assert listed["origin"] == f"{desk.topic}/0/5-7"
    assert listed["error_class"] == "Unreadable"
    shown = reelbus("dlq", "show", place)
    assert shown.returncode == 0, shown.stderr
    assert "reelbus-last-offset" in shown.stdout
    done = reelbus("dlq", "redrive", "--topic", desk.topic, "--yes")
    assert done.stdout == ""
    refusals = [line for line in done.stderr.splitlines() if "still cannot be read" in line]
    assert len(refusals) == 1, done.stderr
    assert await desk.read(desk.retry) == []
    discarded = reelbus("dlq", "discard", "--topic", desk.topic, "--yes")
    assert (discarded.returncode, len(discarded.stdout.splitlines())) == (0, 1)


@pytest.mark.parametrize("cut", [False, True])
async def test_a_batch_that_has_become_readable_is_redriven_record_by_record(
    desk: Desk, reelbus: Any, cut: bool
) -> None:
    """For example because a library for its codec was missing. A truncated letter is read from its topic."""
    raw = good_batch([b"0", b"1", b"2"], codec=4)
    assert await send_raw(desk.bus, TopicPartition(desk.topic, 0), raw) == 0
    place = await desk.fail_batch(raw, range(1, 3), cut=cut)
    done = reelbus("dlq", "redrive", place, "--yes")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"redriven\t{place}\t")
    sent = await desk.read(desk.retry)
    assert [(each.key, each.value) for each in sent] == [(b"key", b"1"), (b"key", b"2")]
    assert [header(each.headers, "reelbus-offset") for each in sent] == ["1", "2"]
    assert [header(each.headers, "ce_id") for each in sent] == [position_id(desk.topic, 0, n) for n in (1, 2)]
    assert [header(each.headers, "name") for each in sent] == ["content", "content"]
    assert reelbus("dlq", "list", "--json", "--topic", desk.topic).stdout == ""
