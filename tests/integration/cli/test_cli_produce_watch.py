"""`reelbus produce` and `reelbus watch`."""

import json
import signal
import uuid
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.admin import NewTopic

from libs.bus import BusSettings, KafkaBus
from tests.integration.conftest import reelbus_on
from tests.support.batches import raw_batch, raw_record, send_raw


@pytest.fixture
async def topic(bus: KafkaBus) -> AsyncIterator[str]:
    """A topic of no service, with one partition."""
    name = f"watched-{uuid.uuid4().hex[:8]}"
    async with bus.admin() as admin:
        await admin.create_topics(
            [NewTopic(name, 1, 1, topic_configs={"message.timestamp.after.max.ms": str(2**63 - 1)})]
        )
    yield name
    async with bus.admin() as admin:
        await admin.delete_topics([name])


@pytest.fixture(scope="session")
def tables_topics(broker: str) -> None:
    """The table's topics, on the broker that the session shares."""
    assert reelbus_on(broker)("topics", "create").returncode == 0


@pytest.mark.usefixtures("tables_topics")
async def test_valid_lines_are_sent_and_invalid_ones_reported(reelbus: Any) -> None:
    video = f"v-{uuid.uuid4().hex[:8]}"
    given = f"""{{"video_id": "{video}-1", "caption": "a", "extra": 1}}
not JSON
{{"caption": "no id"}}

{{
  "video_id": "{video}-2",
  "caption": "pretty"
}}
"""
    sent = reelbus("produce", "new-video-posted", given=given)
    assert sent.returncode == 1
    assert "line 2: not JSON" in sent.stderr
    assert "line 3: not a valid NewVideoPosted: video_id: Field required" in sent.stderr
    ids = [line.split("\t")[0] for line in sent.stdout.splitlines()]
    assert len(ids) == 2

    seen = reelbus("watch", "new-video-posted", "--from-beginning", "--timeout", "2", "--json")
    events = {event["id"]: event for event in map(json.loads, seen.stdout.splitlines())}
    first, second = (events[event_id] for event_id in ids)
    assert (first["key"], first["payload"]) == (
        f"{video}-1",
        {"video_id": f"{video}-1", "caption": "a", "extra": 1},
    )
    assert first["headers"]["ce_type"] == "reelbus.new-video-posted.v1"
    assert (second["key"], second["payload"]["caption"]) == (f"{video}-2", "pretty")
    assert f"{second['topic']}/{second['partition']}/{second['offset']}" == sent.stdout.splitlines()[1].split("\t")[1]


async def test_force_sends_any_bytes_to_any_topic(reelbus: Any, topic: str) -> None:
    refused = reelbus("produce", topic, given="{}")
    assert refused.returncode == 2
    assert "--force" in refused.stderr
    sent = reelbus("produce", topic, "--force", "--key", "k", given="not JSON\n")
    assert sent.returncode == 0, sent.stderr
    seen = reelbus("watch", topic, "--from-beginning", "--count", "1", "--json")
    event = json.loads(seen.stdout)
    assert (event["key"], event["payload"]) == ("k", "not JSON")


async def test_watch_shows_new_events_and_ends_with_ctrl_c(reelbus: Any, start: Any, topic: str) -> None:
    assert reelbus("produce", topic, "--force", given="1\n2\n3\n").returncode == 0
    with start("watch", topic, "--json") as watching:
        assert watching.stderr.readline().startswith("watching")
        reelbus("produce", topic, "--force", given='"later"\n')
        assert json.loads(watching.stdout.readline())["payload"] == "later"
        watching.send_signal(signal.SIGINT)
        assert watching.wait(30) == 130
        assert watching.stderr.read() == ""


async def test_watch_reports_that_too_few_events_arrived_in_time(reelbus: Any, topic: str) -> None:
    short = reelbus("watch", topic, "--count", "2", "--timeout", "0.5")
    assert short.returncode == 1
    assert short.stderr.endswith("reelbus: received 0 of 2 events within 0.5 s\n")


async def test_a_closed_pipe_ends_it_without_a_message(start: Any, topic: str, reelbus: Any) -> None:
    with start("watch", topic) as watching:
        assert watching.stderr.readline().startswith("watching")
        watching.stdout.close()
        reelbus("produce", topic, "--force", given="1\n")
        watching.wait(30)
        assert watching.stderr.read() == ""


async def test_terminal_controls_in_a_value_are_escaped(reelbus: Any, topic: str) -> None:
    reelbus("produce", topic, "--force", given='"\\u001b[31mred\\u202e"\n')
    plain = reelbus("watch", topic, "--from-beginning", "--count", "1")
    assert "\\u001b[31mred\\u202e" in plain.stdout


async def test_unusual_records_are_shown(reelbus: Any, bus: KafkaBus, topic: str) -> None:
    producer = await bus.producer()
    odd: list[tuple[bytes | None, bytes | None, list[tuple[str, bytes | None]], int]] = [
        (None, b"first", [("x", None), ("ce_id", None)], 2**53),
        (b"tombstone", None, [("y", b"\xff\xfe")], 1),
        (b"\xff\x1b[2J", b'{"caption": "\\ud800"}', [], 2**62),
        (b"k", b"NaN", [], 316_000_000_000_000),
    ]
    for key, value, headers, time in odd:
        await producer.send_and_wait(topic, value, key, headers=headers, timestamp_ms=time)
    await producer.stop()

    seen = reelbus("watch", topic, "--from-beginning", "--count", "4", "--json")
    assert seen.returncode == 0, seen.stderr
    events = {event["offset"]: event for event in map(json.loads, seen.stdout.splitlines())}
    assert [events[offset]["payload"] for offset in range(4)] == ["first", None, {"caption": "\ud800"}, "NaN"]
    assert events[0]["headers"] == {"x": None, "ce_id": None}
    assert events[1]["headers"] == {"y": "\ufffd\ufffd"}
    assert (events[1]["time"], events[2]["time"]) == ("1970-01-01T00:00:00Z", "@4611686018427388")
    plain = reelbus("watch", topic, "--from-beginning", "--count", "4")
    assert plain.returncode == 0, plain.stderr
    assert "\ufffd\\x1b[2J" in plain.stdout


async def test_unreadable_records_are_noted_and_skipped(own_broker: str) -> None:
    # Not on Kafka, which reads a batch before it takes it.
    reelbus, topic = reelbus_on(own_broker), "watched"
    bus = KafkaBus(BusSettings(bootstrap_servers=own_broker, security_protocol="PLAINTEXT"))
    async with bus.admin() as admin:
        await admin.create_topics([NewTopic(topic, 1, 1)])
    tp = TopicPartition(topic, 0)
    reelbus("produce", topic, "--force", given="1\n")
    await send_raw(bus, tp, raw_batch([raw_record(0, b"2", headers=[(b"\xff", b"x")])]))
    await send_raw(bus, tp, raw_batch(body=b"no gzip", attributes=1, count=2))
    reelbus("produce", topic, "--force", given="5\n")
    seen = reelbus("watch", topic, "--from-beginning", "--count", "3", "--json")
    assert seen.returncode == 0, seen.stderr
    assert [json.loads(line)["payload"] for line in seen.stdout.splitlines()] == [1, 2, 5]
    note = seen.stderr.splitlines()[1]
    assert note.startswith(f"{topic}/0/2 to 3 cannot be read: "), note


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
async def test_json_parses_back_in_any_encoding(reelbus: Any, topic: str, encoding: str) -> None:
    text = "55k 🔥 عباية"
    assert reelbus("produce", topic, "--force", given=json.dumps(text)).returncode == 0
    watching = ["watch", topic, "--from-beginning", "--count", "1"]
    event = reelbus(*watching, "--json", PYTHONIOENCODING=encoding)
    assert json.loads(event.stdout)["payload"] == text
    line = reelbus(*watching, PYTHONIOENCODING=encoding).stdout
    assert json.loads(line.split("\t")[3]) == text
