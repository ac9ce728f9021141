"""The worker's memory stays flat over many collages. With COLLAGE_PAGES another number of them."""

import asyncio
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import psutil
import pytest

from fixtures.waiting import until
from libs.bus import Announcer
from libs.events import CollageRequested, CoverImage
from tests.integration.collage.batches import WORKER, bus_at, cover_host, covers, services
from tests.integration.thumbnail.driving import metric
from tests.integration.thumbnail.test_memory import memory, sampled

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads memory from /proc")

PAGES = int(os.environ.get("COLLAGE_PAGES", "200"))
PER_PAGE = 35
DECODERS = 2
LIMIT_MB = 280.0 + 30.0 * DECODERS
"""As services/collage/README.md says."""
GROWTH = 1.15
"""Of the second half's memory over that of the first half without its start."""
PATIENCE = 900.0


def page(number: int, host: str) -> CollageRequested:
    first = number * PER_PAGE
    return CollageRequested(
        batch_id="b1", creator=f"shop {number % 12}", page=number + 1, pages=PAGES,
        images=[CoverImage(url=f"http://{host}/{first + index}.jpg") for index in range(PER_PAGE)],
        submitted_at=datetime(2026, 11, 2, tzinfo=UTC),
    )  # fmt: skip


class Measured(NamedTuple):
    """PSS of all its processes after each twentieth part of the pages, and at its peak, in MB; pictures a second, and
    processor ms each.
    """

    samples: list[float]
    peak: float
    rate: float
    processor: float


async def measured(address: str, tmp_path: Path, pages: int) -> Measured:
    bus = await bus_at(address)
    # What the memory depends on is set, so that the machine does not matter.
    env = {
        "STORAGE_URI": (tmp_path / "objects").as_uri(), "COLLAGE_IMAGE_SECONDS": "30", "WORKER_CONCURRENCY": "16",
        "COLLAGE_DECODERS": str(DECODERS), "COLLAGE_OPEN_MEGAPIXELS": "32", "COLLAGE_DOWNLOADS": "8",
    }  # fmt: skip
    async with cover_host(covers(tmp_path / "covers", 48)) as host:
        env |= {"FETCH_ALLOW_PRIVATE": host, "FETCH_READ_TIMEOUT_SECONDS": "2"}
        async with services(address, env, WORKER) as (worker,):
            async with Announcer(bus, "test") as announcer:
                await announcer.announce([page(number, host) for number in range(pages)])
            samples: list[float] = []
            begun = asyncio.get_running_loop().time()
            async with sampled(worker) as seen:
                for count in range(1, 21):

                    async def there(count: int = count) -> bool:
                        return await metric(worker, "reelbus_collage_pages_total") >= pages * count // 20

                    await until(there, f"{pages * count // 20} pages", PATIENCE)
                    samples.append(memory(worker.process.pid)[0])
            rate = pages * PER_PAGE / (asyncio.get_running_loop().time() - begun)
            assert await metric(worker, "reelbus_collage_pages_total", status="failed") == 0
            peak = max(total for total, _, _ in seen)
            root = psutil.Process(worker.process.pid)
            spent = [process.cpu_times() for process in (root, *root.children(recursive=True))]
            worker.process.terminate()
            assert await worker.ended() == 0, worker.stderr
    return Measured(samples, peak, rate, sum(one.user + one.system for one in spent) * 1000 / (pages * PER_PAGE))


@pytest.mark.long
@pytest.mark.measures
async def test_memory_is_flat(own_broker: str, tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    samples, peak, rate, processor = await measured(own_broker, tmp_path, PAGES)
    record_property("peak MB", round(peak, 1))
    print(
        f"\n{PAGES} collages of {PER_PAGE} pictures, {rate:.0f} pictures/s, {processor:.1f} ms of processor each; PSS at most {peak:.0f} MB; on the way: "
        + " ".join(f"{sample:.0f}" for sample in samples)
    )
    assert peak <= LIMIT_MB
    assert max(samples[10:]) <= GROWTH * max(samples[2:10])
