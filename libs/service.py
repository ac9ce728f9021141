"""What every service's `__main__` does around its handlers: logs, traces, health, sign-in, signals."""

import asyncio
import logging
import os
import signal
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any

from libs.bus import Announcer, BusSettings, Handler, KafkaBus, SetupError, Unreachable, Worker, WorkerSettings
from libs.bus.event import LastWords, log_context
from libs.events import Topic
from libs.settings import fail, load
from libs.telemetry import HealthServer, TelemetrySettings, Tracer, configure, tracer_from_environment, watch_event_loop

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
    last_words: Mapping[Topic, LastWords[Any]] | None = None,
    jobs: Sequence[Job] = (),
) -> None:
    """Run `handlers` as a member of consumer group `group` until SIGTERM or SIGINT; a second signal exits at once.

    `concurrency` goes before WORKER_CONCURRENCY, for a service that cannot do more at a time. `jobs` run beside the
    worker and are cancelled when it stops; one that fails ends the service.

    Exits with status 2 and one line for a bad setting, certificate, password or a missing topic, with 1 when no
    broker answers in time.
    """
    begin(group)
    bus, settings, tracer = KafkaBus(load(BusSettings)), load(WorkerSettings), _tracer(group)
    if concurrency is not None:
        settings = settings.model_copy(update={"concurrency": concurrency})
    routes = {topic.payload: topic for topic in emits if topic.payload is not None}
    worker = Worker(
        bus, group, handlers, settings, routes=routes, order_by_key=order_by_key, last_words=last_words, tracer=tracer
    )
    health = HealthServer(settings.port, alive=lambda: worker.alive, ready=lambda: worker.ready)
    try:
        await health.__aenter__()
        log.info("health and metrics on port %d", health.port)
    except OSError as error:
        fail(error.strerror or str(error))
    watching = asyncio.create_task(watch_event_loop())
    try:
        running = asyncio.ensure_future(_run(bus, worker, emits, jobs))
        _on_signals(worker, running)
        await running
    except asyncio.CancelledError:
        log.info("stopped before it was ready")
    except Unreachable as error:
        fail(str(error), status=1)
    except SetupError as error:
        fail(str(error))
    finally:
        watching.cancel()
        await health.__aexit__(None, None, None)
        if tracer is not None:
            await asyncio.to_thread(tracer.shutdown)


async def _run(bus: KafkaBus, worker: Worker, emits: tuple[Topic, ...], jobs: Sequence[Job]) -> None:
    await bus.check(worker.needs(emits))
    if not jobs:
        await worker.run()
        return
    async with Announcer(bus, f"reelbus/{worker.group}") as announcer:
        working = asyncio.create_task(worker.run())
        beside = [asyncio.create_task(job(announcer)) for job in jobs]
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
