"""What tests do around a running thumbnail service: its topics, videos posted as a person posts them, what came of it."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from aiokafka import ConsumerRecord, TopicPartition
from prometheus_client.parser import text_string_to_metric_families

from libs.bus import BusSettings, KafkaBus
from libs.bus.failure import Outgoing
from libs.bus.kafka.admin import partition_numbers
from libs.events import ThumbnailGenerated
from libs.storage import StorageSettings
from libs.storage.s3.client import s3_client
from tests.integration.processes import Process
from tests.support.records import publish, read_all
from tests.support.s3 import S3Env, s3_settings
from tests.support.service_topics import create_topics

GROUP = "thumbnail"
REMOVED = "video-removed"
POSTED, GENERATED, DEAD = "new-video-posted", "thumbnail-generated", "new-video-posted.thumbnail.dlq"
QUICK = {"WORKER_RETRY_DELAYS": "0.1,0.2"}
PICTURES = 18
"""Of a video, by default: three frames, three aspects, two formats."""


async def with_topics(address: str) -> KafkaBus:
    """A bus on an embedded broker, with the topics of the thumbnail service."""
    bus = KafkaBus(BusSettings(bootstrap_servers=address, security_protocol="PLAINTEXT", session_timeout_seconds=6))
    await create_topics(bus, "thumbnail")
    return bus


def settings_for(work: Path, root: str, s3: S3Env | None = None, **more: str) -> dict[str, str]:
    """The service's environment: temporary files in `work`, objects below `root`."""
    return {**QUICK, **(s3 or {}), "THUMBNAIL_WORK_FOLDER": str(work), "STORAGE_URI": root, **more}


async def post(bus: KafkaBus, videos: Mapping[str, str]) -> None:
    """Post videos, id → address, as a person does: plain JSON, no headers."""
    await publish(
        bus,
        [
            Outgoing(POSTED, None, json.dumps({"video_id": video_id, "video_url": url}).encode(), ())
            for video_id, url in videos.items()
        ],
    )


async def records(bus: KafkaBus, name: str) -> list[ConsumerRecord]:
    """All records of a topic as of now."""
    return await read_all(bus, name, (await partition_numbers(bus))[name])


async def events(bus: KafkaBus) -> dict[str, ThumbnailGenerated]:
    """What came of each video, by its id; one event each."""
    found = [ThumbnailGenerated.model_validate_json(record.value or b"") for record in await records(bus, GENERATED)]
    assert len({event.video_id for event in found}) == len(found), "each once"
    return {event.video_id: event for event in found}


async def committed(bus: KafkaBus) -> int:
    """Sum of the group's committed offsets on the topic of posted videos."""
    parts = [TopicPartition(POSTED, number) for number in (await partition_numbers(bus))[POSTED]]
    async with bus.reader(GROUP) as reader:
        return sum([(await reader.committed(tp)) or 0 for tp in parts])


async def metric(service: Process, name: str, **labels: str) -> float:
    """The sum of a metric's samples that have these labels."""
    _, text = await service.get("/metrics")
    samples = (sample for family in text_string_to_metric_families(text) for sample in family.samples)
    return sum(s.value for s in samples if s.name == name and labels.items() <= s.labels.items())


async def has_ended(service: Process, count: int) -> bool:
    """Whether `count` messages are done or dead letters."""
    done, dead = [
        await metric(service, "reelbus_events_total", outcome=outcome) for outcome in ("done", "dead_lettered")
    ]
    return done + dead >= count


def left_in(work: Path) -> list[Path]:
    """The videos, whole or not, in the service's folder for temporary files."""
    return [path for path in work.rglob("*") if path.is_file() and path.name != ".in-use"]


async def objects(env: S3Env, root: str) -> dict[str, bytes]:
    """All objects below `root`: URI → content."""
    settings: StorageSettings = s3_settings(env, root)
    bucket, _, prefix = root.removeprefix("s3://").partition("/")
    async with s3_client(settings) as client:
        listed = (await client.list_objects_v2(Bucket=bucket, Prefix=prefix)).get("Contents", [])
        answers = {one["Key"]: await client.get_object(Bucket=bucket, Key=one["Key"]) for one in listed}
        return {f"s3://{bucket}/{key}": await answer["Body"].read() for key, answer in answers.items()}


def digests(found: Mapping[str, bytes]) -> dict[str, str]:
    """SHA-256 of each object, as events name them."""
    return {uri: hashlib.sha256(content).hexdigest() for uri, content in found.items()}
