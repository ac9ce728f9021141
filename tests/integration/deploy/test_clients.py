"""docs/clients.md: its Python runs as it stands there, and all that it posts is an event on the partition of its key."""

import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from libs.bus import BusSettings, KafkaBus
from libs.bus.failure import Outgoing
from libs.bus.kafka.admin import partition_numbers
from libs.bus.kafka.partitioner import partition_of
from libs.events import CaptionParsed, NewVideoPosted
from reelbus.stack.broker import embedded_broker
from tests.support.records import publish, read_all
from tests.support.service_topics import create_topics

PAGE = (Path(__file__).parents[3] / "docs/clients.md").read_text(encoding="utf-8")
POSTED, PARSED = "new-video-posted", "caption-parsed"
KEY = b"test123"
SECONDS = 240
"""For one program at most."""


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with embedded_broker() as made:
        yield made


@pytest.mark.parametrize(("number", "library"), [(0, "aiokafka"), (1, "confluent_kafka")])
async def test_python_posts_an_event_and_reads_its_result(address: str, number: int, library: str) -> None:
    program = blocks("python")[number]
    assert f"from {library} import" in program
    bus = KafkaBus(BusSettings(bootstrap_servers=address, security_protocol="PLAINTEXT"))
    await create_topics(bus, "caption")
    numbers = await partition_numbers(bus)
    before = len(await read_all(bus, POSTED, numbers[POSTED]))
    other = CaptionParsed(video_id="other", caption="Heels 20k", price=20000)
    result = CaptionParsed(video_id=KEY.decode(), caption="Heels 55k", price=55000)
    await publish(
        bus, [Outgoing(PARSED, each.video_id.encode(), each.model_dump_json().encode(), ()) for each in (other, result)]
    )

    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", program], env=os.environ | {"KAFKA_BOOTSTRAP_SERVERS": address},
        capture_output=True, text=True, check=False, timeout=SECONDS,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    partition = partition_of(KEY, numbers[POSTED])
    assert done.stdout.split() == [str(partition), "55000"]
    (posted,) = (await read_all(bus, POSTED, numbers[POSTED]))[before:]
    assert (posted.key, posted.partition) == (KEY, partition)
    assert NewVideoPosted.model_validate_json(posted.value).video_id == KEY.decode()


def test_what_all_clients_post_is_the_event() -> None:
    (example,) = (json.loads(block) for block in blocks("json"))
    assert NewVideoPosted.model_validate(example).video_id == KEY.decode()
    values = [json.loads(found) for found in re.findall(r'\{"video_id": "test123".*?\}', PAGE)]
    assert len(values) == 7  # the example, rpk, kcat, both of Python, Java, Go
    for value in values:
        assert value.items() <= example.items()
        assert NewVideoPosted.model_validate(value).caption == example["caption"]


def test_each_client_has_a_section_that_says_whether_it_was_run() -> None:
    sections = re.findall(r"^## (.+)\n\n(.+)$", PAGE, re.MULTILINE)
    said = {name: words.split(":")[0].split(" ")[0] for name, words in sections[2:]}
    assert said == {
        "rpk": "Not", "kcat": "Run", "Redpanda Console": "Not", "Python: aiokafka": "Run",
        "Python: confluent-kafka": "Run", "Java": "Run", "Node": "Run", "Go": "Not",
    }  # fmt: skip
