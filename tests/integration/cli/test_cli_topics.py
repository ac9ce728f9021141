"""`reelbus topics` and `reelbus lag` on a broker of their own."""

import json
from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.admin import NewTopic

from libs.bus import BusSettings, KafkaBus
from libs.events.specs import existing_topics, topic_specs
from tests.integration.conftest import reelbus_on


@pytest.fixture
def reelbus(own_broker: str) -> Any:
    return reelbus_on(own_broker)


@pytest.fixture
def bus(own_broker: str) -> KafkaBus:
    return KafkaBus(BusSettings(bootstrap_servers=own_broker, security_protocol="PLAINTEXT"))


async def test_create_makes_what_is_missing_and_changes_nothing_that_is_there(bus: KafkaBus, reelbus: Any) -> None:
    wanted = [spec.name for spec in topic_specs(existing_topics())]
    async with bus.admin() as admin:
        await admin.create_topics([NewTopic("caption-parsed", 2, 1)])

    dry = reelbus("topics", "create", "--dry-run")
    assert dry.stdout.count("would create") == len(wanted) - 1
    missing = reelbus("topics", "check")
    assert missing.returncode == 1
    assert "new-video-posted: missing\n" in missing.stdout

    made = reelbus("topics", "create")
    assert made.returncode == 0, made.stderr
    assert [line.split("\t")[1] for line in made.stdout.splitlines()] == [n for n in wanted if n != "caption-parsed"]
    assert reelbus("topics", "create").stdout == ""

    differs = reelbus("topics", "check", "--json")
    assert differs.returncode == 1
    found = [json.loads(line) for line in differs.stdout.splitlines()]
    assert {item["topic"] for item in found} == {"caption-parsed"}
    assert {"topic": "caption-parsed", "setting": "partitions", "wanted": "12", "found": "2"} in found
    assert reelbus("topics", "check", "new-video-posted").returncode == 0
    assert ".gateway." not in made.stdout, "that of a planned service"
    assert reelbus("topics", "create", "collage-generated", "--all").stdout.count(".gateway.") == 4


async def test_more_partitions_than_specified_are_not_a_difference(bus: KafkaBus, reelbus: Any) -> None:
    assert reelbus("topics", "create", "collage-batch-submitted").returncode == 0
    (spec, *_) = [spec for spec in topic_specs(existing_topics()) if spec.name == "collage-batch-submitted"]
    async with bus.admin() as admin:
        await admin.delete_topics([spec.name])
        await admin.create_topics([NewTopic(spec.name, spec.partitions + 2, 1, topic_configs=spec.config)])
    checked = reelbus("topics", "check", "collage-batch-submitted")
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("topics", "create", "new-vido-posted"), "unknown topic 'new-vido-posted'; did you mean new-video-posted?"),
        (("produce", "caption-pasred"), "unknown topic 'caption-pasred'; did you mean caption-parsed?"),
        (("watch", "new-video-postd"), "; did you mean new-video-posted?"),
        (("lag", "captoin"), "consumer group 'captoin' has no committed offsets; did you mean caption?"),
        (("dlq", "list", "--topic", "new-video-post"), "no dead letters of topic 'new-video-post' on"),
        (("dlq", "list", "--group", "captions"), "; did you mean caption?"),
        (("dlq", "redrive", "--group", "tumbnail", "--yes"), "; did you mean thumbnail?"),
    ],
)  # fmt: skip
def test_for_a_misspelt_name_the_nearest_is_suggested(reelbus: Any, args: tuple[str, ...], message: str) -> None:
    assert reelbus("topics", "create", "new-video-posted").returncode == 0
    refused = reelbus(*args)
    assert refused.returncode == 2
    assert message in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_for_a_misspelt_command_the_nearest_is_suggested(reelbus: Any) -> None:
    for args, message in ((("wach",), "'watch'"), (("topics", "chek"), "'check'"), (("dlq", "redriv"), "'redrive'")):
        refused = reelbus(*args)
        assert refused.returncode == 2
        assert f"Did you mean {message}" in refused.stderr


async def test_the_retry_topics_are_those_of_the_setting(reelbus: Any) -> None:
    made = reelbus("topics", "create", "new-video-posted", WORKER_RETRY_DELAYS="1,2")
    names = {line.split("\t")[1] for line in made.stdout.splitlines()}
    assert "new-video-posted.caption.retry.2" in names
    assert "new-video-posted.caption.retry.3" not in names


async def test_list_shows_the_topics_and_their_partitions_on_the_broker(reelbus: Any) -> None:
    reelbus("topics", "create", "new-video-posted")
    rows = {row["topic"]: row for row in map(json.loads, reelbus("topics", "list", "--json").stdout.splitlines())}
    assert rows["new-video-posted"]["partitions"] == 12
    assert rows["tags-generated"]["partitions"] is None
    assert rows["listing-updated"]["kept"] == "compacted"


async def test_lag_counts_what_is_not_committed(bus: KafkaBus, reelbus: Any) -> None:
    reelbus("topics", "create")
    given = "\n".join(json.dumps({"video_id": "one"}) for _ in range(5))
    sent = reelbus("produce", "new-video-posted", given=given)
    partition = int(sent.stdout.split()[1].split("/")[1])
    producer = await bus.producer()
    for _ in range(2):
        await (await producer.send("new-video-posted.caption.retry.1", b"{}", b"k", headers=[]))
    await (await producer.send("new-video-posted.caption.dlq", b"{}", b"k", headers=[]))
    await producer.stop()
    async with bus.reader("caption") as reader:
        tp = TopicPartition("new-video-posted", partition)
        reader.assign([tp])
        await reader.commit({tp: 3})

    row, again = map(json.loads, reelbus("lag", "caption", "--json").stdout.splitlines())
    assert (again["topic"], again["lag"]) == ("caption-reprocess-requested", 0)
    assert row == {
        "topic": "new-video-posted",
        "group": "caption",
        "committed": 3,
        "end": 5,
        "lag": 2,
        "waiting": 2,
        "dead_letters": 1,
    }
    table = reelbus("lag").stdout
    assert "\tgateway\t" not in table, "a planned service is not shown"
    assert "new-video-posted\tthumbnail\t-\t5\t5\t0\t0\n" in table


async def test_setup_errors_are_one_line(reelbus: Any) -> None:
    away = reelbus("topics", "list", KAFKA_BOOTSTRAP_SERVERS="127.0.0.1:1")
    assert away.returncode == 1
    assert away.stderr.startswith("reelbus: no broker answers at 127.0.0.1:1")
    assert away.stderr.count("\n") == 1
    bad = reelbus("topics", "list", KAFKA_SECURITY_PROTOCOL="SASL_SSL")
    assert bad.returncode == 2
    assert "KAFKA_SASL_USERNAME" in bad.stderr
    assert bad.stderr.count("\n") == 1
    unknown = reelbus("topics", "create", "nosuch")
    assert unknown.returncode == 2
    assert "unknown topic 'nosuch'" in unknown.stderr
