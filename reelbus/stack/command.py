"""The embedded stack: broker, topics and services, on one machine. And `reelbus up`."""

import asyncio
import os
import signal
import subprocess
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from libs.extras import install_command, missing_packages
from libs.registry import SERVICES, Service
from reelbus.console import output
from reelbus.console.connect import run
from reelbus.console.errors import UserError
from reelbus.stack.broker import HOST, broker_process, free_port
from reelbus.stack.claim import claimed
from reelbus.stack.hints import FOLDER, PORT, hints, inbox
from reelbus.stack.process import await_end, tail
from reelbus.stack.services import Running, chosen, settings_here, start, unread

if TYPE_CHECKING:
    from libs.bus import KafkaBus

WATCH_SECONDS = 0.2
BROKER_EXTRA = "local"

Folder = Annotated[Path, typer.Option("--folder", help="Where logs and pictures go.")]
Only = Annotated[
    str | None, typer.Option("--only", metavar="NAME,NAME", help="Start only these services.", show_default="all")
]


@dataclass(frozen=True, slots=True)
class Stack:
    """What runs."""

    address: str
    folder: Path
    bus: "KafkaBus"
    broker: "subprocess.Popen[bytes]"
    broker_log: Path
    services: list[Running]

    def check(self) -> None:
        """Raise UserError, with the end of its log, when the broker or a service ended."""
        if self.broker.poll() is not None:
            said = tail(self.broker_log)
            raise UserError(f"the broker ended with status {self.broker.returncode}" + (f":\n{said}" if said else ""))
        for service in self.services:
            service.check()

    async def until_something_ends(self) -> None:
        """Look after the processes; raises UserError when one ends."""
        while True:
            self.check()
            await asyncio.sleep(WATCH_SECONDS)


@asynccontextmanager
async def stack(
    folder: Path,
    port: int | None = None,
    env: Mapping[str, str] = os.environ,
    services: Collection[Service] = SERVICES,
) -> AsyncIterator[Stack]:
    """Run broker, topics and `services`; at the end the services drain, then the broker goes.

    `env` holds the services' settings; what it leaves open is set for one machine: see `settings_here`.
    Gives the stack while services are still starting: `Running.until_ready` tells when. Raises UserError.
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
        chosen = port if port is not None else free_port()
        ending.enter_context(claimed(folder, f"{HOST}:{chosen}"))
        logs = _fresh_logs(folder)
        broker_log = logs / "broker.log"
        address, broker = ending.enter_context(broker_process(chosen, log=broker_log))
        settings = load(BusSettings, bootstrap_servers=address, security_protocol="PLAINTEXT", ssl_ca_file=None)
        bus = KafkaBus(settings)
        await create(bus, list(topic_specs(existing_topics(), retry_tiers())))
        running: list[Running] = []
        ending.push_async_callback(_stop_all, running)
        here = settings_here(env, folder)
        _make_inbox(inbox(folder, env))
        running.extend(start(service, address, logs, here) for service in services)
        yield Stack(address, folder, bus, broker, broker_log, running)


def note_unread(services: Collection[Service]) -> None:
    """Say which topics none of `services` reads, where some services are left out."""
    if names := unread(services):
        output.note(f"nothing consumes {', '.join(names)}: the services that do are not started")


def up(
    *,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The broker's port.")] = PORT,
    folder: Folder = FOLDER,
    only: Only = None,
) -> None:
    """Run the embedded broker and all services until Ctrl-C. Nothing is kept: the broker holds all in memory."""
    run(_up(port, folder, chosen(only)))


async def _up(port: int, folder: Path, services: Collection[Service]) -> None:
    stopping = _on_signals()
    async with stack(folder, port, services=services) as running:
        note_unread(services)
        output.line("broker", running.address, running.broker_log)
        watching = asyncio.create_task(_watch_over(running))
        asked = asyncio.create_task(stopping.wait())
        await asyncio.wait([watching, asked], return_when=asyncio.FIRST_COMPLETED)
        output.note("stopping: services drain, then the broker ends")
        asked.cancel()
        if watching.done():
            watching.result()
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


async def _watch_over(running: Stack) -> None:
    await asyncio.gather(running.until_something_ends(), _announce(running))


async def _announce(running: Stack) -> None:
    for service in running.services:
        await service.until_ready()
        output.line(service.name, f"http://127.0.0.1:{service.port}", service.log)
    names = [service.name for service in running.services]
    output.note(hints(running.address, running.folder, os.environ, names))


def _on_signals() -> asyncio.Event:
    """An event that SIGINT, SIGTERM and SIGHUP set; the second of them ends the command at once, children included."""
    loop, stopping = asyncio.get_running_loop(), asyncio.Event()

    def asked(number: signal.Signals) -> None:
        if stopping.is_set():
            # The default action ends us now, and the kernel our children with us.
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, asked, number)
    return stopping


async def _stop_all(services: list[Running]) -> None:
    for service in services:
        service.process.terminate()  # once: a service takes a second signal as "do not drain"
    # In a thread: a blocked loop would not notice the second Ctrl-C of a user who does not want to wait.
    for service in services:
        await asyncio.to_thread(await_end, service.process)


def _make_inbox(to: str) -> None:
    """For people to drop CSVs into."""
    if to.startswith("s3:"):
        return
    try:
        Path(to).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"cannot make {to}: {error.strerror} (STORAGE_URI or --folder names another place)") from None


def _fresh_logs(folder: Path) -> Path:
    logs = folder / "logs"
    try:
        logs.mkdir(parents=True, exist_ok=True)
        (folder / ".gitignore").write_text("*\n")
        for log in logs.glob("*.log"):
            log.unlink()
    except OSError as error:
        raise UserError(f"cannot write logs to {logs}: {error.strerror} (--folder names another place)") from None
    return logs
