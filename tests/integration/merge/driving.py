"""What tests do around a running merge service: its topics, requests posted as a person posts them, what came of them."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from aiokafka import ConsumerRecord

from libs.bus import BusSettings, KafkaBus
from libs.bus.failure import Outgoing
from libs.bus.kafka.admin import create, partition_numbers
from libs.events import VideoMerged, topic
from libs.events.envelope import header
from libs.events.specs import topic_specs
from libs.storage.s3.client import s3_client
from tests.integration.processes import Process
from tests.support.records import publish, read_all
from tests.support.s3 import S3Env, s3_settings

GROUP = "merge"
REQUESTED, MERGED = "video-merge-requested", "video-merged"
QUICK = {"WORKER_RETRY_DELAYS": "0.1,0.2"}


async def with_topics(address: str) -> KafkaBus:
    """A bus on a broker, with the topics of the merge service."""
    bus = KafkaBus(BusSettings(bootstrap_servers=address, security_protocol="PLAINTEXT", session_timeout_seconds=6))
    await create(bus, list(topic_specs([topic(REQUESTED), topic(MERGED)])))
    return bus


def settings_for(work: Path, root: str, s3: S3Env | None = None, **more: str) -> dict[str, str]:
    """The service's environment: temporary files in `work`, objects below `root`."""
    return {**QUICK, **(s3 or {}), "MERGE_WORK_FOLDER": str(work), "STORAGE_URI": root, **more}


def request(name: str, inputs: Sequence[str], **fields: Any) -> dict[str, Any]:
    """A request of pipeline `name`, whose result is merged/NAME.mp4."""
    return {"pipeline_id": name, "input_videos": list(inputs), "output_key": f"merged/{name}.mp4"} | fields


async def post(bus: KafkaBus, requests: Sequence[Mapping[str, Any]]) -> None:
    """Post requests as a person does: plain JSON, no headers."""
    await publish(bus, [Outgoing(REQUESTED, None, json.dumps(one).encode(), ()) for one in requests])


async def records(bus: KafkaBus, name: str) -> list[ConsumerRecord]:
    """All records of a topic as of now."""
    return await read_all(bus, name, (await partition_numbers(bus))[name])


async def answers(bus: KafkaBus) -> list[tuple[VideoMerged, str | None]]:
    """All answers as of now, in the order of their times, each with its event id."""
    found = sorted(await records(bus, MERGED), key=lambda record: record.timestamp)
    return [(VideoMerged.model_validate_json(record.value or b""), header(record.headers, "ce_id")) for record in found]


async def unfinished_uploads(env: S3Env, root: str) -> list[str]:
    """The keys of unfinished uploads in the bucket of `root`."""
    bucket = root.removeprefix("s3://").partition("/")[0]
    async with s3_client(s3_settings(env, root)) as client:
        found = await client.list_multipart_uploads(Bucket=bucket)
        return [one["Key"] for one in found.get("Uploads", ())]


async def ended(service: Process, **outcomes: int) -> bool:
    """Whether so many requests ended with these outcomes, by the service's metrics."""
    _, text = await service.get("/metrics")
    return all(f'reelbus_merge_merges_total{{outcome="{name}"}} {count}.0' in text for name, count in outcomes.items())
