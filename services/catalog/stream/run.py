"""Running the stream as a process: logs, health, metrics and signals around the Faust application."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

from libs.bus import BusSettings, KafkaBus, SetupError, Unreachable, WorkerSettings
from libs.bus.closing import CLOSE_SECONDS, within
from libs.bus.kafka.admin import partition_numbers
from libs.bus.observing.letters import DeadLetterMonitor
from libs.bus.observing.monitor import LOOK_SECONDS, LagMonitor
from libs.bus.publisher import Publisher
from libs.bus.worker.skips import Skips
from libs.events.topics import dead_letter_topic, retry_topic
from libs.garbage import collect_seldom
from libs.service import begin, hosted, log_start, stop_on_signals
from libs.settings import fail, load
from services.catalog.stream.agent import Agent
from services.catalog.stream.app import App, application, attach, table
from services.catalog.stream.checks import common_partitions
from services.catalog.stream.gaps import Gaps
from services.catalog.stream.join import Join
from services.catalog.stream.progress import Progress
from services.catalog.stream.settings import StreamSettings

log = logging.getLogger(__name__)

STOP_SECONDS = 10.0
"""How long the application may take to stop after its drain."""


@dataclass(slots=True)
class _Running:
    """What the health endpoints and signals look at; `progress` is None until the topics were checked."""

    stop: asyncio.Event
    progress: Progress | None = None


async def run(group: str, join: Join) -> None:
    """Join until SIGTERM or SIGINT; a second signal exits at once.

    Exits with status 2 and one line for a wrong setting, certificate or password, a missing topic or unequal numbers of
    partitions; with 1 if no broker answers, or after an error that only a new process can mend.
    """
    begin(group)
    collect_seldom()
    brokers, worker, own = load(BusSettings), load(WorkerSettings), load(StreamSettings)
    store = "memory" if own.state_folder is None else str(own.state_folder)
    log_start(group, brokers, [worker, own], store=store)
    running = _Running(asyncio.Event())
    async with hosted(
        group, worker,
        alive=lambda: running.progress is None or running.progress.alive,
        ready=lambda: running.progress is not None and running.progress.ready,
    ):  # fmt: skip
        try:
            joining = asyncio.create_task(_join(group, join, brokers, worker, own, running))
            stop_on_signals(joining, lambda: running.progress is not None, running.stop.set)
            await joining
        except (Unreachable, SetupError):
            raise
        except Exception as error:
            log.error("the stream ended: %s", error, exc_info=error)
            fail(f"{type(error).__name__}: {error}", status=1)


async def _join(  # noqa: PLR0917 - what run() has loaded
    group: str, join: Join, brokers: BusSettings, worker: WorkerSettings, own: StreamSettings, running: _Running
) -> None:
    bus = KafkaBus(brokers)
    retries = {retry_topic(topic, group, 1): topic for topic in join.topics}
    origins = {topic: topic for topic in join.topics} | retries
    letters = {dead_letter_topic(topic, group) for topic in join.topics}
    await bus.check(
        {*origins, *letters, join.output, own.changelog_topic},
        reads={*origins, own.changelog_topic},
        writes={*letters, *join.topics, join.output, own.changelog_topic},
    )
    partitions = common_partitions(await partition_numbers(bus), join.topics, own.changelog_topic)
    async with AsyncExitStack() as stack:
        publisher, gaps, skips = Publisher(bus), Gaps(bus, group), Skips(bus, group, origins)
        await publisher.start()
        stack.push_async_callback(within, CLOSE_SECONDS, publisher.stop(), "closing the producer")
        stack.push_async_callback(gaps.close)
        app = application(
            group, brokers, own,
            embedded_broker=not bus.idempotent, drain_seconds=worker.rebalance_drain_seconds,
        )  # fmt: skip
        agent = Agent(
            group, join, table(app, own), origins=origins, delays=own.attempt_delays, concurrency=worker.concurrency,
            max_bytes=worker.max_message_bytes, publisher=publisher, gaps=gaps, skips=skips,
        )  # fmt: skip
        attach(app, agent, skips, list(origins), partitions)
        progress = Progress(group, app, agent, worker.stall_seconds)
        lag = LagMonitor(group, list(origins), bus, progress, look_seconds=LOOK_SECONDS)
        dead = DeadLetterMonitor(group, join.topics, bus, progress)
        beside = [asyncio.create_task(job) for job in (lag.run(), dead.run(), progress.run(lag))]
        running.progress = progress
        starting = asyncio.create_task(app.start())
        ends: list[asyncio.Future[Any]] = [
            asyncio.create_task(running.stop.wait()), asyncio.create_task(_crashed(app)), agent.failed,
            progress.recreated, *beside,
        ]  # fmt: skip
        try:
            await _first_of(starting, ends)
        finally:
            progress.stopping = True
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
            await _stop(app, starting, worker.shutdown_drain_seconds)


async def _first_of(starting: "asyncio.Task[None]", ends: Sequence["asyncio.Future[Any]"]) -> None:
    """Wait for the first of `ends`, or for a failed start; raises what it failed with."""
    waited: set[asyncio.Future[Any]] = {starting, *ends}
    while True:
        done, waited = await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
        for future in done:
            future.result()
        if done - {starting}:
            for future in waited:
                if future is not starting:
                    future.cancel()
            return


async def _crashed(app: App) -> None:
    """Raise what a part of the application failed with."""
    await app._crashed.wait()
    raise app.crash_reason or RuntimeError("the application ended by itself")


async def _stop(app: App, starting: "asyncio.Task[None]", drain_seconds: float) -> None:
    """Finish the record in hand, commit, leave the group."""
    if not starting.done():
        starting.cancel()
        await asyncio.gather(starting, return_exceptions=True)
    await within(drain_seconds + STOP_SECONDS, app.stop(), "stopping")
    log.info("drained")
