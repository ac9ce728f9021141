"""Running a service: logs, traces, health, connections and signals around its handlers."""

import asyncio
import logging
import os
import platform
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from libs.bus import Announcer, BusSettings, Handler, KafkaBus, SetupError, Unreachable, Worker, WorkerSettings
from libs.bus.event import OnDeadLetter, OnInvalid, log_context
from libs.events import Topic
from libs.extras import version
from libs.garbage import collect_seldom
from libs.settings import Settings, TelemetrySettings, changed, fail, load
from libs.start import NotStarted, Requirement, StartSettings, wait_for
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
"""A task of a service besides its handlers, such as a schedule. It runs until cancelled."""

ECHO_SECONDS = 1.0
"""A second signal within this time is ignored: `timeout`, for example, sends one to its child and one to its group."""


def begin(service: str) -> None:
    """Configure logs by the settings. `serve` calls it too; call it first to log before `serve`."""
    configure(service, load(TelemetrySettings).log_level, context=log_context)


async def serve(
    group: str,
    handlers: Mapping[Topic, Handler[Any]],
    *,
    emits: tuple[Topic, ...],
    order_by_key: bool = False,
    concurrency: int | None = None,
    handler_seconds: float | None = None,
    drain_seconds: float | None = None,
    on_stop: Callable[[], None] | None = None,
    on_dead_letter: Mapping[Topic, OnDeadLetter[Any]] | None = None,
    on_invalid: Mapping[Topic, OnInvalid] | None = None,
    jobs: Sequence[Job] = (),
    settings: Settings | None = None,
    requires: Sequence[Requirement] = (),
) -> None:
    """Run `handlers` as a member of consumer group `group` until SIGTERM or SIGINT; a second signal exits at once.

    Consuming starts after all of `requires` have answered; later they are probed regularly. `settings` are the
    service's own; the log line at start has those that differ from their defaults.

    `concurrency` overrides WORKER_CONCURRENCY, for a service with a lower limit. `handler_seconds` is used if
    WORKER_HANDLER_TIMEOUT_SECONDS is not set, `drain_seconds` if WORKER_SHUTDOWN_DRAIN_SECONDS is not, for a service
    whose handlers need longer. `on_stop` is called when the drain of a stop begins. `jobs` run beside the worker and
    are cancelled when it stops. If one fails, the service stops.

    What a service must finish after its handlers, such as calls that outlive them, it awaits around `serve` with
    `async with`: that runs after an error too, and a second signal ends it.

    Exits with status 2 and one line for a wrong setting, certificate or password, a missing topic or a requirement that
    fails permanently; with 1 if a broker or requirement does not answer in time.
    """
    begin(group)
    collect_seldom()
    brokers, worker_settings, start = load(BusSettings), load(WorkerSettings), load(StartSettings)
    bus, tracer = KafkaBus(brokers), _tracer(group)
    store = getattr(settings, "storage", None)
    log_start(
        group, brokers, [*([] if settings is None else [settings]), start, worker_settings],
        store=store.root if isinstance(store, StorageSettings) else None,
    )  # fmt: skip
    own = {"handler_timeout_seconds": handler_seconds, "shutdown_drain_seconds": drain_seconds}
    unset = own.keys() - worker_settings.model_fields_set
    worker_settings = worker_settings.model_copy(update={name: own[name] for name in unset if own[name] is not None})
    if concurrency is not None:
        worker_settings = worker_settings.model_copy(update={"concurrency": concurrency})
    routes = {topic.payload: topic for topic in emits if topic.payload is not None}
    worker = Worker(
        bus, group, handlers, worker_settings,
        routes=routes, order_by_key=order_by_key, on_dead_letter=on_dead_letter, on_invalid=on_invalid,
        tracer=tracer,
    )  # fmt: skip

    def stop() -> None:
        worker.stop()
        if on_stop is not None:
            on_stop()

    try:
        async with hosted(
            group, worker_settings,
            alive=lambda: worker.alive, ready=lambda: worker.ready, waiting=lambda: worker.waiting,
        ):  # fmt: skip
            running = asyncio.ensure_future(_run(bus, worker, emits, jobs=jobs, requires=requires, start=start))
            stop_on_signals(running, lambda: worker.ready, stop)
            await running
    except NotStarted as error:
        fail(str(error), status=error.status)
    finally:
        if tracer is not None:
            await asyncio.to_thread(tracer.shutdown)


@asynccontextmanager
async def hosted(
    group: str, settings: WorkerSettings, *, alive: Callable[[], bool], ready: Callable[[], bool],
    waiting: Callable[[], str | None] = lambda: None,
) -> AsyncIterator[None]:  # fmt: skip
    """Serve health and metrics, and watch event loop and memory, while the block runs. A cancelled block ends quietly.

    Exits with status 2 and one line if the port is taken, or for a SetupError of the block; with 1 for Unreachable.
    """
    health = HealthServer(settings.port, host=settings.health_host or "", alive=alive, ready=ready, waiting=waiting)
    try:
        await health.__aenter__()
        log.info("health and metrics on port %d", health.port)
    except OSError as error:
        fail(error.strerror or str(error))
    metrics.BUILD_INFO.labels(version(), platform.python_version(), group).set(1)
    watching = [asyncio.create_task(watch_event_loop()), asyncio.create_task(watch_memory())]
    try:
        yield
    except asyncio.CancelledError:
        log.info("stopped before it was ready")
    except Unreachable as error:
        fail(str(error), status=1)
    except SetupError as error:
        fail(str(error))
    finally:
        for task in watching:
            task.cancel()
        await health.__aexit__(None, None, None)


def log_start(group: str, brokers: BusSettings, settings: Sequence[Settings], *, store: str | None = None) -> None:
    """Log one line with version, group, brokers, store and changed settings."""
    log.info(
        "reelbus %s starts", version(), extra={
            "group": group,
            "brokers": brokers.bootstrap_servers,
            **({} if store is None else {"store": store}),
            "settings": changed(brokers, *settings),
        },
    )  # fmt: skip


async def _run(
    bus: KafkaBus, worker: Worker, emits: tuple[Topic, ...], *, jobs: Sequence[Job], requires: Sequence[Requirement],
    start: StartSettings,
) -> None:  # fmt: skip
    await wait_for(requires, start.connect_timeout_seconds)
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


def stop_on_signals(running: "asyncio.Future[None]", ready: Callable[[], bool], stop: Callable[[], None]) -> None:
    """At SIGTERM or SIGINT call `stop`, or cancel `running` if it is not ready yet. A second signal exits at once."""
    loop = asyncio.get_running_loop()
    asked: float | None = None

    def on_signal() -> None:
        nonlocal asked
        if asked is not None:
            if loop.time() - asked < ECHO_SECONDS:
                return
            log.warning("second signal: exiting now, running messages will be handled again")
            logging.shutdown()
            os._exit(1)
        asked = loop.time()
        if ready():
            log.info("draining; a second signal exits at once")
            stop()
        else:
            running.cancel()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, on_signal)


def _tracer(group: str) -> Tracer | None:
    try:
        return tracer_from_environment(group)
    except ValueError as error:
        fail(str(error))
