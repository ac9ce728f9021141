"""What every service's `__main__` does around its handlers: logs, traces, health, sign-in, signals."""

import asyncio
import logging
import os
import platform
import signal
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack
from typing import Any

from libs.bus import Announcer, BusSettings, Handler, KafkaBus, SetupError, Unreachable, Worker, WorkerSettings
from libs.bus.event import OnDeadLetter, log_context
from libs.events import Topic
from libs.extras import version
from libs.garbage import collect_seldom
from libs.settings import Settings, TelemetrySettings, changed, fail, load
from libs.start import NotStarted, Requirement, StartSettings, met
from libs.storage.settings import StorageSettings
from libs.telemetry import metrics
from libs.telemetry.dependencies import watch
from libs.telemetry.health import HealthServer
from libs.telemetry.logs import configure
from libs.telemetry.loop import watch_event_loop
from libs.telemetry.memory import watch_memory
from libs.telemetry.tracing import Tracer, tracer_from_environment

log = logging.getLogger(__name__)

Job = Callable[[Announcer], Coroutine[Any, Any, None]]
"""What a service does besides handling events, such as a schedule; goes on until cancelled."""

ECHO_SECONDS = 1.0
"""A signal so soon after the first is the same request: `timeout`, for one, sends it to its child and to its group."""


def begin(service: str) -> None:
    """Logs as the settings want them. `serve` calls it too; who logs before that calls it first."""
    configure(service, load(TelemetrySettings).log_level, context=log_context)


async def serve(
    group: str,
    handlers: Mapping[Topic, Handler[Any]],
    *,
    emits: tuple[Topic, ...],
    order_by_key: bool = False,
    concurrency: int | None = None,
    on_dead_letter: Mapping[Topic, OnDeadLetter[Any]] | None = None,
    jobs: Sequence[Job] = (),
    settings: Settings | None = None,
    requires: Sequence[Requirement] = (),
) -> None:
    """Run `handlers` as a member of consumer group `group` until SIGTERM or SIGINT; a second signal exits at once.

    Nothing is consumed before all of `requires` have answered; later they are watched. `settings` are the service's
    own: those that are not defaults are in the line that it logs at start.

    `concurrency` goes before WORKER_CONCURRENCY, for a service that cannot do more at a time. `jobs` run beside the
    worker and are cancelled when it stops; one that fails ends the service.

    Exits with status 2 and one line for a bad setting, certificate, password, a missing topic or a requirement that
    refuses; with 1 when a broker or requirement does not answer in time.
    """
    begin(group)
    collect_seldom()
    brokers, worker_settings, start = load(BusSettings), load(WorkerSettings), load(StartSettings)
    bus, tracer = KafkaBus(brokers), _tracer(group)
    _log_start(group, brokers, settings, [start, worker_settings])
    if concurrency is not None:
        worker_settings = worker_settings.model_copy(update={"concurrency": concurrency})
    routes = {topic.payload: topic for topic in emits if topic.payload is not None}
    worker = Worker(
        bus, group, handlers, worker_settings,
        routes=routes, order_by_key=order_by_key, on_dead_letter=on_dead_letter, tracer=tracer,
    )  # fmt: skip
    health = HealthServer(
        worker_settings.port,
        host=worker_settings.health_host or "",
        alive=lambda: worker.alive,
        ready=lambda: worker.ready,
    )
    try:
        await health.__aenter__()
        log.info("health and metrics on port %d", health.port)
    except OSError as error:
        fail(error.strerror or str(error))
    metrics.BUILD_INFO.labels(version(), platform.python_version(), group).set(1)
    watching = [asyncio.create_task(watch_event_loop()), asyncio.create_task(watch_memory())]
    try:
        running = asyncio.ensure_future(_run(bus, worker, emits, jobs=jobs, requires=requires, start=start))
        _on_signals(worker, running)
        await running
    except asyncio.CancelledError:
        log.info("stopped before it was ready")
    except Unreachable as error:
        fail(str(error), status=1)
    except SetupError as error:
        fail(str(error))
    except NotStarted as error:
        fail(str(error), status=error.status)
    finally:
        for task in watching:
            task.cancel()
        await health.__aexit__(None, None, None)
        if tracer is not None:
            await asyncio.to_thread(tracer.shutdown)


def _log_start(group: str, brokers: BusSettings, own: Settings | None, others: Sequence[Settings]) -> None:
    """One line that says what runs here, for whom reads logs from their beginning."""
    store = getattr(own, "storage", None)
    log.info(
        "reelbus %s starts", version(), extra={
            "group": group,
            "brokers": brokers.bootstrap_servers,
            **({"store": store.root} if isinstance(store, StorageSettings) else {}),
            "settings": changed(brokers, *([] if own is None else [own]), *others),
        },
    )  # fmt: skip


async def _run(
    bus: KafkaBus, worker: Worker, emits: tuple[Topic, ...], *, jobs: Sequence[Job], requires: Sequence[Requirement],
    start: StartSettings,
) -> None:  # fmt: skip
    await met(requires, start.connect_timeout_seconds)
    await bus.check(worker.needs(emits), reads=worker.reads, writes=worker.writes(emits))
    async with AsyncExitStack() as stack:
        jobs_beside = [watch(one.dependency, one.watched) for one in requires if one.required]
        if jobs:
            announcer = await stack.enter_async_context(Announcer(bus, f"reelbus/{worker.group}"))
            jobs_beside += [job(announcer) for job in jobs]
        working = asyncio.create_task(worker.run())
        beside = [asyncio.create_task(job) for job in jobs_beside]
        try:
            await asyncio.wait([working, *beside], return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            working.cancel()
            raise
        finally:
            for task in beside:
                task.cancel()
            worker.stop()
            ended = await asyncio.gather(working, *beside, return_exceptions=True)
        for outcome in ended:
            if isinstance(outcome, Exception):
                raise outcome


def _on_signals(worker: Worker, running: "asyncio.Future[None]") -> None:
    loop = asyncio.get_running_loop()
    asked: float | None = None

    def on_signal() -> None:
        nonlocal asked
        if asked is not None:
            if loop.time() - asked < ECHO_SECONDS:
                return
            log.warning("second signal: exiting now, what runs will be handled again")
            logging.shutdown()
            os._exit(1)
        asked = loop.time()
        if worker.ready:
            log.info("draining; a second signal exits at once")
            worker.stop()
        else:
            running.cancel()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, on_signal)


def _tracer(group: str) -> Tracer | None:
    try:
        return tracer_from_environment(group)
    except ValueError as error:
        fail(str(error))
