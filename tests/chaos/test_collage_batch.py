"""A batch of 2,100 covers from a slow, partly broken host: none is lost that could be had, and it is completed once.

With COLLAGE_PICTURES another number. Storage is moto's S3 over HTTP, or the server that AWS_ENDPOINT_URL names; the
broker the embedded one, or also that of KAFKA_BOOTSTRAP_SERVERS.
"""

import asyncio
import hashlib
import os
import time
import uuid
from contextlib import AsyncExitStack
from pathlib import Path

import psutil
import pytest

from fixtures.media.covers import cover
from libs.bus import Announcer, KafkaBus
from libs.events import CollageBatchSubmitted
from libs.storage import open_storage
from tests.integration.collage.batches import (
    PLANNER,
    TALLY,
    WORKER,
    bus_at,
    completions,
    cover_host,
    covers,
    drawn,
    records,
    rows,
    services,
    told,
)
from tests.integration.processes import running
from tests.support.cover_host import fate
from tests.support.s3 import S3Env, s3_settings
from tests.support.waiting import until

PICTURES = int(os.environ.get("COLLAGE_PICTURES", "2100"))
CREATORS = 120
PER_PAGE = 35
DIFFERENT = 48
"""Covers that the host has."""
PATIENCE = 900.0
PAGES = sum(-(-len(range(creator, PICTURES, CREATORS)) // PER_PAGE) for creator in range(CREATORS))

pytestmark = pytest.mark.long


@pytest.mark.parametrize("kills", [0, 2])
async def test_a_batch_of_covers(address: str, s3: S3Env, root: str, tmp_path: Path, kills: int) -> None:
    batch = f"test-{uuid.uuid4().hex[:8]}"
    bus = await bus_at(address)
    async with cover_host(covers(tmp_path / "covers", DIFFERENT)) as host, AsyncExitStack() as stack:
        env = {
            **s3,
            "STORAGE_URI": root,
            "DATABASE_URL": f"sqlite:///{tmp_path / 'reelbus.db'}",
            "FETCH_ALLOW_PRIVATE": host,
            "WORKER_CONCURRENCY": "8",
        }
        await stack.enter_async_context(services(address, env, PLANNER, TALLY))
        workers = await stack.enter_async_context(services(address, env, WORKER, WORKER))
        async with open_storage(s3_settings(s3, root)) as storage:
            uri = storage.uri(f"batches/{batch}/covers.csv")
            await storage.put(uri, rows(host, PICTURES, CREATORS).encode(), content_type="text/csv")
            started = time.monotonic()
            async with Announcer(bus, "test") as announcer:
                await announcer.announce([CollageBatchSubmitted(batch_id=batch, csv_uri=uri)])
            for blow in range(kills):
                await until(lambda: ended(bus, batch, PAGES * (blow + 1) // (kills + 2)), "some pages", PATIENCE)  # noqa: B023
                workers[blow].process.kill()
                await workers[blow].ended()
                workers.append(await stack.enter_async_context(running(address, WORKER, env=env)))
            await until(lambda: is_completed(bus, batch), "the batch is completed", PATIENCE)
            seconds = time.monotonic() - started
            processor = sum(sum(psutil.Process(one.process.pid).cpu_times()[:2]) for one in workers[kills:])
            found = await drawn(storage)
        counted = await told(host)
        done = [event for event in (await completions(bus)).values() if event.batch_id == batch]

    print(
        f"\ncollages: {PICTURES} pictures, {found.collages} pages, 2 workers, {kills} SIGKILL: {seconds:.0f} s, "
        f"{PICTURES / seconds:.0f} pictures/s, {processor * 1000 / PICTURES:.1f} ms of processor time each in the living workers; {counted['requests']} requests, {len(found.missing)} missing"
    )
    gone = {f"http://{host}/{number}.jpg" for number in range(PICTURES) if fate(number) == "gone"}
    assert found.missing.keys() == gone, "missing is what the host does not have, and nothing else"
    assert found.tiles == len(found.placed) + len(gone) == PICTURES, "each once"
    digests = [hashlib.sha256(cover(number)).hexdigest() for number in range(DIFFERENT)]
    numbers = {url: int(url.rpartition("/")[2].removesuffix(".jpg")) for url in found.placed}
    assert all(digests[numbers[url] % DIFFERENT] == digest for url, digest in found.placed.items())
    assert len(done) == 1, "completed once, after de-duplication by event id"
    (completed,) = done
    assert (completed.status, completed.pages, completed.failed) == ("completed", PAGES, 0)
    assert (completed.placed, completed.missing) == (PICTURES - len(gone), len(gone))


async def ended(bus: KafkaBus, batch: str, count: int) -> bool:
    await asyncio.sleep(0.5)  # reading the whole topic is not free
    return sum(batch.encode() in (record.value or b"") for record in await records(bus, "collage-generated")) >= count


async def is_completed(bus: KafkaBus, batch: str) -> bool:
    await asyncio.sleep(0.5)
    return any(event.batch_id == batch for event in (await completions(bus)).values())
