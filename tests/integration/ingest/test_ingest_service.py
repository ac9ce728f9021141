"""The ingest service as it runs: a process, a broker, an S3 server over HTTP, MariaDB."""

import json
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pytest

from fixtures.loop_time import assert_loop_held
from fixtures.waiting import until
from libs.bus import BusSettings, KafkaBus
from libs.bus.failure import Outgoing
from libs.bus.kafka.admin import create, partition_numbers
from libs.events import CollageBatchCompleted, CollageBatchSubmitted, NewVideoPosted, topic
from libs.events.payload import Payload
from libs.events.specs import topic_specs
from libs.storage import Storage, open_storage
from libs.storage.prepare import prepare
from tests.integration.ingest.driving import VIDEOS, cover_rows, keys, put
from tests.integration.processes import Process, running
from tests.support.mariadb import execute
from tests.support.records import publish, read_all
from tests.support.s3 import S3Env, new_bucket_name, remove_bucket, s3_settings

TOPICS = ("object-created", "collage-batch-completed", "collage-batch-submitted", "new-video-posted")
REASON = "no column of URLs"


@pytest.fixture
async def bus(own_broker: str) -> KafkaBus:
    bus = KafkaBus(BusSettings(bootstrap_servers=own_broker, security_protocol="PLAINTEXT", session_timeout_seconds=6))
    await create(bus, list(topic_specs([topic(name) for name in TOPICS])))
    return bus


@pytest.fixture
async def storage(s3: S3Env) -> AsyncIterator[Storage]:
    settings = s3_settings(s3, f"s3://{new_bucket_name()}/media")
    await prepare(settings)
    async with open_storage(settings) as storage:
        yield storage
    await remove_bucket(s3, settings.root.split("/")[2])


async def produce(bus: KafkaBus, name: str, *values: Any) -> None:
    """As a bucket or a person does: plain JSON without headers."""
    bodies = [value.model_dump_json() if isinstance(value, Payload) else json.dumps(value) for value in values]
    await publish(bus, [Outgoing(name, None, body.encode(), ()) for body in bodies])


async def submitted(bus: KafkaBus) -> dict[str, CollageBatchSubmitted]:
    """The batches by their CSV's URI."""
    numbers = (await partition_numbers(bus))["collage-batch-submitted"]
    records = await read_all(bus, "collage-batch-submitted", numbers)
    found = [CollageBatchSubmitted.model_validate_json(record.value or b"") for record in records]
    return {batch.csv_uri: batch for batch in found}


async def done(service: Process, outcome: str) -> float:
    """How many events ended so."""
    _, text = await service.get("/metrics")
    lines = [line for line in text.splitlines() if line.startswith("reelbus_events_total") and f'"{outcome}"' in line]
    return sum(float(line.rpartition(" ")[2]) for line in lines)


def aws(bucket: str, key: str, name: str = "ObjectCreated:Put") -> dict[str, Any]:
    # https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
    return {
        "Records": [
            {
                "eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": "us-east-1", "eventName": name,
                "eventTime": "2026-11-22T10:00:00.000Z", "userIdentity": {"principalId": "AWS:X"},
                "s3": {
                    "s3SchemaVersion": "1.0", "configurationId": "csv", "bucket": {"name": bucket, "arn": f"arn:aws:s3:::{bucket}"},
                    "object": {"key": quote_plus(key, safe="/"), "size": 9, "eTag": "0", "sequencer": "0A"},
                },
            }
        ]
    }  # fmt: skip


def minio(bucket: str, key: str) -> dict[str, Any]:
    event = aws(bucket, key, "s3:ObjectCreated:CompleteMultipartUpload")
    event["Records"][0]["s3"]["object"]["key"] = quote_plus(key)  # its slashes too
    return event | {"EventName": "s3:ObjectCreated:CompleteMultipartUpload", "Key": f"{bucket}/{key}"}


def versity(bucket: str, key: str) -> dict[str, Any]:
    event = aws(bucket, key, "s3:ObjectCreated:Put")
    event["Records"][0]["s3"]["object"] |= {"key": key, "size": 0}
    event["Records"][0]["s3"]["bucket"]["arn"] = f"arn:aws:s3:::{bucket}/"
    return event


def env_of(storage: Storage, s3: S3Env, folder: Path) -> dict[str, str]:
    return {
        **s3,
        "STORAGE_URI": storage.root,
        "DATABASE_URL": f"sqlite:///{folder}/own.db",
        "WORKER_RETRY_DELAYS": "0.1",
    }


async def test_what_is_dropped_into_the_bucket(
    bus: KafkaBus, own_broker: str, storage: Storage, s3: S3Env, tmp_path: Path
) -> None:
    bucket = storage.root.split("/")[2]
    names = ["2026/11/22/all covers & more é.csv", "2026/11/22/plain.CSV", "a+b%20c.csv", "100%.csv"]
    uris = [await put(storage, f"csv-files/{name}", name.encode()) for name in names]
    for other in ("csv-files/readme.txt", "csv-files/failed/old.csv", "archived/x.csv", "batches/b/covers.csv"):
        await put(storage, other)
    told = [f"media/csv-files/{name}" for name in names]
    more = {"INGEST_ROWS": "3", "INGEST_TILE": "160x288", "INGEST_PRIORITY": "low", "INGEST_MISSING": "leave-out"}
    async with running(own_broker, "services.ingest", env=env_of(storage, s3, tmp_path) | more) as service:
        await service.ready()
        events = [
            {"Service": "S3", "Event": "s3:TestEvent", "Bucket": bucket},
            aws(bucket, told[0]), aws(bucket, told[0]), minio(bucket, told[1]), versity(bucket, told[2]), versity(bucket, told[3]),
            aws(bucket, told[0], "ObjectRemoved:Delete"), aws("another-bucket", told[0]), aws(bucket, "media/csv-files/gone.csv"),
            aws(bucket, "media/csv-files//odd\x01name.csv"),
            *(aws(bucket, f"media/{key}") for key in ("csv-files/readme.txt", "csv-files/failed/old.csv", "archived/x.csv", "batches/b/covers.csv")),
        ]  # fmt: skip
        await produce(bus, "object-created", *events)

        async def all_done() -> bool:
            return await done(service, "done") >= len(events)

        await until(all_done, "the notifications")
        batches = await submitted(bus)
        assert set(batches) == set(uris)
        first = batches[uris[0]]
        assert (first.rows, first.columns, first.tile_width, first.tile_height) == (3, 7, 160, 288)
        assert (first.priority, first.missing, first.trigger) == ("low", "leave-out", "bucket")
        assert first.batch_id.startswith("all-covers-more")
        assert await done(service, "dead_lettered") == 0

        # Their batches end; of one file another version has come since.
        await put(storage, f"csv-files/{names[2]}", b"changed")
        report = await storage.put(
            storage.uri("results/r.json"), b'{"reasons": {"no-url": 2}}', content_type="application/json"
        )
        ended = [
            CollageBatchCompleted(batch_id=batch.batch_id, status="completed", csv_uri=batch.csv_uri, trigger="bucket")
            for uri, batch in batches.items() if uri != uris[1]
        ]  # fmt: skip
        failed = CollageBatchCompleted(
            batch_id=batches[uris[1]].batch_id, status="failed", reason=REASON, csv_uri=uris[1], report_uri=report.uri
        )
        elsewhere = CollageBatchCompleted(batch_id="b", status="completed", csv_uri=storage.uri("batches/b/covers.csv"))
        # Twice each: a repeat finds it done.
        await produce(bus, "collage-batch-completed", *[*ended, failed, elsewhere] * 2)

        async def moved() -> bool:
            return await done(service, "done") >= len(events) + 10

        await until(moved, "the completed batches")
        assert await done(service, "dead_lettered") == 0
        assert await keys(storage) == sorted([
            "archived/100%.csv", "archived/2026/11/22/all covers & more é.csv", "archived/x.csv",
            "batches/b/covers.csv", "csv-files/a+b%20c.csv", "csv-files/failed/old.csv", "csv-files/readme.txt",
            "failed/2026/11/22/plain.CSV", "failed/2026/11/22/plain.CSV.report.json", "results/r.json",
        ], key=str.encode)  # fmt: skip
        assert await storage.read(storage.uri(f"archived/{names[0]}"), limit=99) == names[0].encode()
        told_of = json.loads(await storage.read(storage.uri("failed/2026/11/22/plain.CSV.report.json"), limit=9999))
        assert told_of["reason"] == REASON
        assert told_of["report"] == {"reasons": {"no-url": 2}}
        service.process.send_signal(signal.SIGTERM)
        assert await service.ended() == 0


async def test_last_weeks_file_of_the_same_name_is_kept(
    bus: KafkaBus, own_broker: str, storage: Storage, s3: S3Env, tmp_path: Path
) -> None:
    await put(storage, "archived/daily.csv", b"last week's")
    uri = await put(storage, "csv-files/daily.csv", b"this weeks's")
    async with running(own_broker, "services.ingest", env=env_of(storage, s3, tmp_path)) as service:
        await service.ready()
        by_hand = CollageBatchCompleted(batch_id="by hand", status="completed", csv_uri=uri)
        await produce(bus, "collage-batch-completed", by_hand)

        async def moved() -> bool:
            return "csv-files/daily.csv" not in await keys(storage)

        await until(moved, "the move")
        found = [key for key in await keys(storage) if key.startswith("archived/")]
        contents = {await storage.read(storage.uri(key), limit=99) for key in found}
        assert contents == {b"last week's", b"this weeks's"}
        assert "archived/daily.csv" in found


async def test_schedule_videos_and_polling(bus: KafkaBus, own_broker: str, source_url: str, tmp_path: Path) -> None:
    cover_rows(source_url, [])
    execute(
        source_url,
        "INSERT INTO videos_links (creator_name, cover_urls, created_at) VALUES ('ana', '[\"http://h/1\"]', UTC_TIMESTAMP())",
        VIDEOS,
        "INSERT INTO videos (video_id, caption, created_at) VALUES ('v1', '55k 🔥', '2026-11-20'), ('v2', 'x', '2026-11-20')",
    )
    folder = tmp_path / "objects" / "csv-files"
    folder.mkdir(parents=True)
    (folder / "dropped.csv").write_text("creator_name,cover_url,created_at\n")
    env = {
        "STORAGE_URI": (tmp_path / "objects").as_uri(), "DATABASE_URL": f"sqlite:///{tmp_path}/own.db",
        "INGEST_SOURCE_URL": source_url, "INGEST_COVERS_CRON": "* * * * * */2", "INGEST_VIDEOS_TABLE": "videos",
        "INGEST_VIDEOS_FROM": "2026-11-01", "INGEST_POLL_SECONDS": "0.2", "INGEST_POLL_SETTLE_SECONDS": "0",
    }  # fmt: skip
    async with running(own_broker, "services.ingest", env=env) as service:

        async def triggers() -> bool:
            return {batch.trigger for batch in (await submitted(bus)).values()} == {"bucket", "schedule"}

        await until(triggers, "a batch from the schedule, and one from the folder")
        numbers = (await partition_numbers(bus))["new-video-posted"]

        async def posted() -> bool:
            return len(await read_all(bus, "new-video-posted", numbers)) == 2

        await until(posted, "both videos")
        records = await read_all(bus, "new-video-posted", numbers)
        videos = {NewVideoPosted.model_validate_json(record.value or b"").video_id for record in records}
        assert videos == {"v1", "v2"}
        _, metrics = await service.get("/metrics")
        assert 'reelbus_ingest_videos_total{outcome="posted"} 2.0' in metrics
        assert_loop_held(metrics)
        service.process.send_signal(signal.SIGTERM)
        assert await service.ended() == 0


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"INGEST_COVERS_CRON": "every day"}, "bad setting INGEST_COVERS_CRON: must be a cron expression"),
        ({"INGEST_COVERS_CRON": "0 3 * * *"}, "INGEST_COVERS_CRON needs INGEST_SOURCE_URL"),
        ({"INGEST_SOURCE_URL": "mysql://u:s3cret@host"}, "bad setting INGEST_SOURCE_URL: must name a database"),
        ({"INGEST_TILE": "big"}, "bad setting INGEST_TILE: must be width and height"),
    ],
)
async def test_a_bad_setting_is_one_line(env: dict[str, str], said: str) -> None:
    async with running("127.0.0.1:1", "services.ingest", env=env) as service:
        assert await service.ended() == 2
    assert said in service.stderr
    assert "s3cret" not in service.stderr
    assert len(service.lines) == 1
