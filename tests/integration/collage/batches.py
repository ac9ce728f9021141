"""Helpers for tests of whole batches: a CSV of covers, a cover host, the services as processes, and their results."""

import asyncio
import csv
import io
import json
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
from aiokafka import ConsumerRecord

from fixtures.media.covers import cover
from libs.bus import BusSettings, KafkaBus
from libs.bus.kafka.admin import create, partition_numbers
from libs.events import CollageBatchCompleted, topic
from libs.events.envelope import header
from libs.events.specs import topic_specs
from libs.storage import Storage
from tests.integration.conftest import ROOT
from tests.integration.processes import Process, running
from tests.support.records import read_all

TOPICS = (
    "object-created", "collage-batch-submitted", "collage-batch-planned", "collage-requested",
    "low-priority-collage-requested", "collage-generated", "collage-batch-completed",
)  # fmt: skip
PLANNER, WORKER, TALLY, INGEST = (
    "services.collage.planner",
    "services.collage",
    "services.collage.tally",
    "services.ingest",
)


async def bus_at(address: str) -> KafkaBus:
    """A bus with the topics of collages."""
    bus = KafkaBus(BusSettings(bootstrap_servers=address, session_timeout_seconds=6))
    await create(bus, list(topic_specs([topic(name) for name in TOPICS])))
    return bus


def covers(folder: Path, count: int) -> Path:
    """A folder of so many different covers."""
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:03}.jpg").write_bytes(cover(number))
    return folder


@asynccontextmanager
async def cover_host(pictures: Path) -> AsyncIterator[str]:
    """`host:port` of tests/support/cover_host.py, in a process of its own."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.support.cover_host", str(pictures), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        yield f"127.0.0.1:{int(await process.stdout.readline())}"
    finally:
        process.kill()
        await process.wait()


async def request_counts(host: str) -> dict[str, int]:
    """The host's counts: requests, served, known."""
    async with aiohttp.ClientSession() as session, session.get(f"http://{host}/counts") as response:
        counted: dict[str, int] = await response.json()
        return counted


def rows(host: str, pictures: int, creators: int) -> str:
    """A CSV of `pictures` covers, numbered from 0, of creators in turn: not sorted by creator."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["creator_name", "cover_url", "created_at"])
    for number in range(pictures):
        writer.writerow([f"shop {number % creators}", f"http://{host}/{number}.jpg", "2026-11-01T12:00:00Z"])
    return out.getvalue()


@asynccontextmanager
async def services(address: str, env: Mapping[str, str], *modules: str) -> AsyncIterator[list[Process]]:
    """Services as processes, ready."""
    async with AsyncExitStack() as stack:
        started = [await stack.enter_async_context(running(address, module, env=env)) for module in modules]
        await asyncio.gather(*(one.ready() for one in started))
        yield started


async def records(bus: KafkaBus, name: str) -> list[ConsumerRecord]:
    """All records of a topic as of now."""
    return await read_all(bus, name, (await partition_numbers(bus))[name])


async def completions(bus: KafkaBus) -> dict[str, CollageBatchCompleted]:
    """The completions by event id: one of each batch, or there is a bug."""
    found = await records(bus, "collage-batch-completed")
    return {
        header(record.headers, "ce_id") or "": CollageBatchCompleted.model_validate_json(record.value or b"")
        for record in found
    }


@dataclass(frozen=True)
class Drawn:
    """What stands in a batch's manifests."""

    collages: int
    placed: dict[str, str]
    """URL → digest of the picture."""
    missing: dict[str, str]
    """URL → reason."""
    tiles: int


async def drawn(storage: Storage) -> Drawn:
    """Read all manifests; each collage that they name is there."""
    placed: dict[str, str] = {}
    missing: dict[str, str] = {}
    collages = tiles = 0
    names = {info.uri async for info in storage.list(f"{storage.root}/collages/")}
    for uri in sorted(name for name in names if name.endswith(".json")):
        manifest: dict[str, Any] = json.loads(await storage.read(uri, limit=10_000_000))
        assert f"{uri.removesuffix('.json')}.jpg" in names
        collages += 1
        for tile in manifest["tiles"]:
            tiles += 1
            if tile["status"] == "placed":
                placed[tile["url"]] = tile["sha256"]
            else:
                missing[tile["url"]] = tile["reason"]
    return Drawn(collages, placed, missing, tiles)
