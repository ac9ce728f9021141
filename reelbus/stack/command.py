"""The embedded stack: broker, topics and services, on one machine. And `reelbus up`."""

import asyncio
import os
import signal
import subprocess
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

import typer

from libs.extras import install_command, missing_packages
from libs.registry import SERVICES, Service
from reelbus.console import output
from reelbus.console.connect import run
from reelbus.console.errors import UserError
from reelbus.stack.broker import HOST, broker_process, free_port
from reelbus.stack.claim import locked_folder
from reelbus.stack.hints import FOLDER, PORT, hints, inbox
from reelbus.stack.process import await_end, tail
from reelbus.stack.services import Running, chosen, settings_here, start, unconsumed, without

if TYPE_CHECKING:
    from libs.bus import KafkaBus

WATCH_SECONDS = 0.2
BROKER_EXTRA = "local"

Folder = Annotated[Path, typer.Option("--folder", help="Folder of logs, objects and the database.")]
Only = Annotated[
    str | None,
    typer.Option("--only", metavar="NAME,NAME", help="Services to start, separated by commas.", show_default="all"),
]


@dataclass(frozen=True, slots=True)
class Stack:
    """A running broker and its services."""

    address: str
    folder: Path
    bus: "KafkaBus"
    broker: "subprocess.Popen[bytes]"
    broker_log: Path
    services: list[Running]

    def check(self) -> None:
        """Raise UserError, with the end of its log, if the broker or a service has ended."""
        if self.broker.poll() is not None:
            log_end = tail(self.broker_log)
            raise UserError(
                f"the broker ended with status {self.broker.returncode}" + (f":\n{log_end}" if log_end else "")
            )
        for service in self.services:
            service.check()

    async def until_a_process_ends(self) -> None:
        """Wait until a process ends; then raises UserError."""
        while True:
            self.check()
            await asyncio.sleep(WATCH_SECONDS)


@asynccontextmanager
async def stack(
    folder: Path,
    port: int | None = None,
    env: Mapping[str, str] = os.environ,
    services: Collection[Service] = SERVICES,
    withheld: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> AsyncIterator[Stack]:
    """Run the broker and `services`, and create the topics. At the end the services drain, then the broker stops.

    `env` holds the settings of the services; `settings_here` adds defaults for a single machine. `withheld`: prefixes
    of settings that a service, by its name, does not get. Yields the stack while services are still starting: see
    `Running.until_ready`. Raises UserError.
    """
    from libs.bus import BusSettings, KafkaBus
    from libs.bus.kafka.admin import create
    from libs.events.specs import existing_topics, topic_specs
    from libs.settings import load
    from reelbus.topics import retry_tiers

    of_services = {"services"} if len(services) == len(SERVICES) else {service.extra for service in services}
    extras = (*sorted(of_services), BROKER_EXTRA)
    if missing := sorted({name for extra in extras for name in missing_packages(extra)}):
        raise UserError(f"not installed: {', '.join(missing)}; run {install_command(*extras)}", status=2)
    async with AsyncExitStack() as ending:
        broker_port = port if port is not None else free_port()
        ending.enter_context(locked_folder(folder, f"{HOST}:{broker_port}"))
        logs = _empty_logs(folder)
        broker_log = logs / "broker.log"
        address, broker = ending.enter_context(broker_process(broker_port, log=broker_log))
        settings = load(BusSettings, bootstrap_servers=address, security_protocol="PLAINTEXT", ssl_ca_file=None)
        bus = KafkaBus(settings)
        await create(bus, list(topic_specs(existing_topics(), retry_tiers())))
        running: list[Running] = []
        ending.push_async_callback(_stop_all, running)
        here = settings_here(env, folder)
        _make_inbox(inbox(folder, env))
        running.extend(
            start(service, address, logs, without(here, withheld.get(service.name, ()))) for service in services
        )
        yield Stack(address, folder, bus, broker, broker_log, running)


def note_unconsumed(services: Collection[Service]) -> None:
    """Print the topics that none of `services` consumes, if some services are not started."""
    if names := unconsumed(services):
        output.note(f"no started service consumes {', '.join(names)}")


def up(
    *,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="TCP port of the broker, on 127.0.0.1.")] = PORT,
    folder: Folder = FOLDER,
    only: Only = None,
) -> None:
    """Run the embedded broker and the services until Ctrl-C.

    The broker holds all events in memory: they are lost when it stops. Objects and the database stay in the folder.
    """
    run(_up(port, folder, chosen(only)))


async def _up(port: int, folder: Path, services: Collection[Service]) -> None:
    stopping = _on_signals()
    async with stack(folder, port, services=services) as running:
        note_unconsumed(services)
        output.line("broker", running.address, running.broker_log)
        watching = asyncio.create_task(_watch(running))
        signalled = asyncio.create_task(stopping.wait())
        await asyncio.wait([watching, signalled], return_when=asyncio.FIRST_COMPLETED)
        output.note("stopping: services drain, then the broker stops")
        signalled.cancel()
        if watching.done():
            watching.result()
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


async def _watch(running: Stack) -> None:
    await asyncio.gather(running.until_a_process_ends(), _announce(running))


async def _announce(running: Stack) -> None:
    for service in running.services:
        await service.until_ready()
        output.line(service.name, f"http://127.0.0.1:{service.port}", service.log)
    names = [service.name for service in running.services]
    output.note(hints(running.address, running.folder, os.environ, names))


def _on_signals() -> asyncio.Event:
    """An event that SIGINT, SIGTERM and SIGHUP set. A second signal ends the command and its children at once."""
    loop, stopping = asyncio.get_running_loop(), asyncio.Event()

    def on_signal(number: signal.Signals) -> None:
        if stopping.is_set():
            # The default action ends us now, and the kernel our children with us.
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, on_signal, number)
    return stopping


async def _stop_all(services: list[Running]) -> None:
    for service in services:
        service.process.terminate()  # once: a second signal makes a service exit without draining
    # In a thread: a blocked event loop would not receive a second Ctrl-C.
    for service in services:
        await asyncio.to_thread(await_end, service.process)


def _make_inbox(to: str) -> None:
    """Create the folder that users copy CSVs into."""
    if to.startswith("s3:"):
        return
    try:
        Path(to).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            f"cannot create {to}: {error.strerror} (choose another folder with STORAGE_URI or --folder)"
        ) from None


def _empty_logs(folder: Path) -> Path:
    logs = folder / "logs"
    try:
        logs.mkdir(parents=True, exist_ok=True)
        (folder / ".gitignore").write_text("*\n")
        for log in logs.glob("*.log"):
            log.unlink()
    except OSError as error:
        raise UserError(
            f"cannot write logs to {logs}: {error.strerror} (choose another folder with --folder)"
        ) from None
    return logs
