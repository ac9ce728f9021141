"""A bucket's own notifications: a real S3 server announces what is put into it on Apache Kafka, and ingest submits batches.

S3_TEST_HOME is a folder with `start.sh PORT DATA_DIR` and `stop.sh DATA_DIR` of a server that announces objects on the topic
`object-created` of KAFKA_BOOTSTRAP_SERVERS, and that prints the AWS_* variables as `export` lines.
"""

import asyncio
import os
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from fixtures.waiting import until
from libs.bus import BusSettings, KafkaBus
from libs.bus.kafka.admin import create, partition_numbers
from libs.events import CollageBatchSubmitted
from libs.events.specs import existing_topics, topic_specs
from libs.storage import Storage, open_storage
from libs.storage.prepare import prepare
from reelbus.stack.broker import free_port
from tests.chaos.apache_kafka import ApacheKafka, kafka_home
from tests.integration.processes import running
from tests.support.records import read_all
from tests.support.s3 import NAMES, S3Env, s3_settings

pytestmark = pytest.mark.chaos
ROW = b"creator_name,cover_url\nmaya,https://example.com/1.jpg\n"
PART = 5 * 1024 * 1024
"""Bytes; larger objects are uploaded in parts, and announced by another kind of event."""


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """Of a broker with all topics."""
    broker = ApacheKafka(kafka_home(), tmp_path / "kafka")
    await broker.start()
    bus = KafkaBus(BusSettings(bootstrap_servers=broker.address, security_protocol="PLAINTEXT"))
    await create(bus, list(topic_specs(existing_topics())))
    yield broker.address
    await broker.stop()


@pytest.fixture
async def s3(address: str, tmp_path: Path) -> AsyncIterator[S3Env]:
    """A server that announces on that broker."""
    given = os.environ.get("S3_TEST_HOME")
    assert given, (
        "set S3_TEST_HOME to a folder with start.sh and stop.sh of an S3 server that announces objects on Kafka"
    )
    home, folder = Path(given).resolve(), tmp_path / "s3"
    found: dict[str, str] = {}

    async def started() -> bool:
        """The server ends if a partition of the topic has no leader yet."""
        process = await asyncio.create_subprocess_exec(
            home / "start.sh", str(free_port()), folder,
            env=os.environ | {"KAFKA_BOOTSTRAP_SERVERS": address}, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        found.update(re.findall(r"(AWS_\w+)=(\S+)", (await process.communicate())[0].decode()))
        return set(NAMES) <= found.keys()

    await until(started, f"{home}/start.sh prints {', '.join(NAMES)}", 300)
    yield {name: found[name] for name in NAMES}
    await (await asyncio.create_subprocess_exec(home / "stop.sh", folder)).wait()


async def test_what_a_bucket_announces_becomes_batches(address: str, s3: S3Env, tmp_path: Path) -> None:
    settings = s3_settings(s3, "s3://shop/media", STORAGE_PART_SIZE_MB="5")
    await prepare(settings)
    names = ["plain.csv", "2026/all covers & more é.csv", "a+b%20c.csv", "large.csv"]
    bus = KafkaBus(BusSettings(bootstrap_servers=address, security_protocol="PLAINTEXT"))
    env = {**s3, "STORAGE_URI": settings.root, "DATABASE_URL": f"sqlite:///{tmp_path}/own.db"}
    async with open_storage(settings) as storage, running(address, "services.ingest", env=env) as service:
        await service.ready()
        uris = [
            await drop(storage, name, ROW * (2 * PART // len(ROW)) if name == "large.csv" else ROW) for name in names
        ]
        await drop(storage, "readme.txt", b"not a CSV")

        async def all_submitted() -> bool:
            return {batch.csv_uri for batch in await submitted(bus)} >= set(uris)

        await until(all_submitted, f"a batch for each CSV: {service.lines[-3:]}", 300)
        batches = await submitted(bus)
    assert sorted(batch.csv_uri for batch in batches) == sorted(uris)
    assert {batch.trigger for batch in batches} == {"bucket"}


async def drop(storage: Storage, name: str, body: bytes) -> str:
    """Put a file into the inbox; its URI."""
    return (await storage.put(storage.uri(f"csv-files/{name}"), body, content_type="text/csv")).uri


async def submitted(bus: KafkaBus) -> list[CollageBatchSubmitted]:
    numbers = (await partition_numbers(bus))["collage-batch-submitted"]
    records = await read_all(bus, "collage-batch-submitted", numbers)
    return [CollageBatchSubmitted.model_validate_json(record.value or b"") for record in records]
