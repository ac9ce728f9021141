"""A batch of 2,000,000 rows of 20,000 creators, unsorted: rows a second from start to last page, and peak memory.

Once published to nowhere (a fresh process of this module), once by the planner as it is deployed, to the embedded
broker. Memory is VmHWM of the process that plans.
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import NamedTuple

from prometheus_client.parser import text_string_to_metric_families

from bench.report import Row
from fixtures.loop_time import LoopTime
from fixtures.media.csvs import write_unsorted
from libs.bus import Announcer, BusSettings, Event, KafkaBus
from libs.bus.event import encode_one
from libs.bus.kafka.admin import create
from libs.events import CollageBatchPlanned, CollageBatchSubmitted, topic
from libs.events.specs import topic_specs
from libs.scratch import scratch
from libs.storage import StorageSettings, open_storage
from libs.telemetry.loop import watch_event_loop
from reelbus.stack.broker import embedded_broker, free_port
from services.collage.planner.handler import handle
from services.collage.planner.planner import Planner

ROWS, CREATORS = 2_000_000, 20_000
SMALL = 20_000, 200
MOST_SECONDS = 600
TOPICS = ("collage-batch-submitted", "collage-batch-planned", "collage-requested", "low-priority-collage-requested")


class Figures(NamedTuple):
    """What one planning took. `stall` is the longest time that the event loop did not turn, and `busy` what its thread
    computed meanwhile, where they were measured.
    """

    rows_per_second: float
    peak_mb: float
    accepted: int
    rejected: int
    pages: int
    stall_ms: float | None = None
    busy_ms: float | None = None


def run(*, small: bool = False) -> list[Row]:
    """Both ways, one row each for speed and memory; there is nobody to compare with, so `theirs` is the goal.

    `small`: 20,000 rows of 200 creators.
    """
    rows, creators = SMALL if small else (ROWS, CREATORS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_unsorted(folder / "covers.csv", rows, creators)
        found = {"to nowhere": to_nowhere(folder), "to the embedded broker": to_broker(folder)}
    return [row for way, figures in found.items() for row in _rows(f"planner, {way}", figures)]


def _rows(bench: str, figures: Figures) -> list[Row]:
    speed, memory, stall = figures.rows_per_second, figures.peak_mb, figures.stall_ms
    rows = [
        Row.of(bench, "goal: 50,000 rows/s", ours=[speed], theirs=[50_000], unit="rows/s", goal=1.0),
        Row.of(bench, "goal: 300 MB", ours=[memory], theirs=[300], unit="MB", goal=1.0, higher_is_better=False),
    ]
    if stall is not None:
        against = "goal: 100 ms that the event loop is blocked"
        rows.append(Row.of(bench, against, ours=[stall], theirs=[100], unit="ms", goal=1.0, higher_is_better=False))
    return rows


def to_nowhere(folder: Path) -> Figures:
    """Plan `folder`/covers.csv in a fresh process that throws the pages away when they are records."""
    done = subprocess.run([sys.executable, "-m", "bench.planner", str(folder)], check=True, stdout=subprocess.PIPE)
    return Figures(*json.loads(done.stdout))


def to_broker(folder: Path) -> Figures:
    """Plan `folder`/covers.csv by a service process, until the embedded broker has acknowledged all pages."""
    with embedded_broker() as address:
        bus = KafkaBus(BusSettings(bootstrap_servers=address, security_protocol="PLAINTEXT"))
        asyncio.run(_submit(bus, CollageBatchSubmitted(batch_id="broker", csv_uri=f"{folder.as_uri()}/covers.csv")))
        port = free_port()
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        settings = {
            "KAFKA_BOOTSTRAP_SERVERS": address,
            "KAFKA_SESSION_TIMEOUT_SECONDS": "6",
            "STORAGE_URI": folder.as_uri(),
            "COLLAGE_WORK_FOLDER": str(folder),
            "PORT": str(port),
        }
        service = subprocess.Popen([sys.executable, "-m", "services.collage.planner"], env=kept | settings)
        try:
            found = _until_done(port)
            seconds, pages = found["reelbus_handler_seconds_sum"], found["reelbus_collage_pages_requested_total"]
            peak = _peak_mb(service.pid)
        finally:
            service.terminate()
            service.wait()
    accepted, rejected = found["reelbus_collage_rows_total:accepted"], found["reelbus_collage_rows_total:rejected"]
    return Figures((accepted + rejected) / seconds, peak, round(accepted), round(rejected), round(pages))


async def _submit(bus: KafkaBus, batch: CollageBatchSubmitted) -> None:
    await create(bus, list(topic_specs([topic(name) for name in TOPICS])))
    async with Announcer(bus, "bench") as announcer:
        await announcer.announce([batch])


def _until_done(port: int) -> dict[str, float]:
    """The service's metrics when it has ended an event: summed over labels, and by outcome as `name:outcome`."""
    deadline = time.monotonic() + MOST_SECONDS
    while time.monotonic() < deadline:
        time.sleep(0.5)
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
                text = answer.read().decode()
        except OSError:
            continue
        sums: dict[str, float] = {}
        for family in text_string_to_metric_families(text):
            for sample in family.samples:
                for name in (sample.name, f"{sample.name}:{sample.labels.get('outcome')}"):
                    sums[name] = sums.get(name, 0) + sample.value
        if sums.get("reelbus_events_total"):
            return sums
    raise TimeoutError(f"no plan within {MOST_SECONDS} s")


def _peak_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM:"))


async def _plan(folder: Path) -> Figures:
    """In this process."""
    loop = LoopTime()
    watching = asyncio.create_task(watch_event_loop(loop.observe, 0.002))
    with scratch(folder, "bench") as work:
        async with open_storage(StorageSettings.model_validate({"STORAGE_URI": folder.as_uri()})) as storage:
            planner = Planner(storage, work, 10**10)
            batch = CollageBatchSubmitted(batch_id="nowhere", csv_uri=storage.uri("covers.csv"))
            event = Event("id", "collage-batch-submitted", None, batch, 1, None)
            started = time.perf_counter()
            index = accepted = rejected = 0
            async for result in await handle(event, planner=planner):
                encode_one(event, result, index, "bench")
                if isinstance(result, CollageBatchPlanned):
                    accepted, rejected = result.rows_accepted, result.rows_rejected
                index += 1
            seconds = time.perf_counter() - started
    await asyncio.sleep(0.1)  # what the end of the batch cost
    watching.cancel()
    rate, stall, busy = (accepted + rejected) / seconds, loop.wall * 1000, loop.processor * 1000
    return Figures(rate, _peak_mb(os.getpid()), accepted, rejected, index - 1, stall, busy)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(asyncio.run(_plan(Path(sys.argv[1])))))
    else:
        for shown in run():
            print(f"{shown.bench}: {shown.ours:,.0f} {shown.unit} ({shown.against})")
