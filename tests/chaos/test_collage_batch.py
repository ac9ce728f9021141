"""A batch of 2,100 covers, with COLLAGE_PICTURES another number, through the services of collages: how fast it is.

What kills do to it: test_kills.py.
"""

import time
from pathlib import Path

import psutil
import pytest

from fixtures.waiting import until
from libs.bus import BusSettings, KafkaBus
from tests.chaos.harness import PATIENCE, Surroundings, Traffic
from tests.chaos.services.collage import PICTURES, collage
from tests.integration.collage.batches import WORKER, services
from tests.support.s3 import S3Env


@pytest.mark.long
@pytest.mark.measures
async def test_a_batch_of_covers(address: str, s3: S3Env, root: str, tmp_path: Path) -> None:
    bus = KafkaBus(BusSettings(bootstrap_servers=address, session_timeout_seconds=6))
    async with collage(Surroundings(address, bus, s3, root, tmp_path)) as service:
        async with services(address, service.env, WORKER, WORKER) as workers:
            traffic = Traffic(bus, service)
            started = time.monotonic()
            await traffic.post()
            await until(traffic.all_have_ended, "all pages have ended", PATIENCE)
            seconds = time.monotonic() - started
            processor = sum(sum(psutil.Process(one.process.pid).cpu_times()[:2]) for one in workers)
        await service.effects({})
    print(
        f"\ncollages: {PICTURES} pictures, {len(traffic.posted)} pages, 2 workers: {PICTURES / seconds:.0f} pictures/s, "
        f"{processor * 1000 / PICTURES:.1f} ms of processor time each in the workers, without their decoding processes"
    )
