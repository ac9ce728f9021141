"""Services as child processes on one machine."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from libs.registry import BY_NAME, SERVICES, Service
from reelbus.console.errors import UserError
from reelbus.console.nearest import did_you_mean
from reelbus.models.weights import cached, cached_mask
from reelbus.stack.broker import HOST, free_port
from reelbus.stack.process import spawn, tail

SESSION_SECONDS = 6
"""Session timeout of the services. Joining a group on the embedded broker takes half of it."""

READY_SECONDS = 120.0
OBJECTS = "objects"
"""Subfolder of the object store, next to that of the logs."""

DATABASE = "reelbus.db"
NICENESS = 10
"""Added nice value of the services that do not go first."""

_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Running:
    """A running service. Its health endpoint is on `port`."""

    name: str
    port: int
    log: Path
    process: "subprocess.Popen[bytes]"

    async def until_ready(self) -> None:
        """Wait until /readyz returns 200. Raises UserError if the service ends, or takes longer than READY_SECONDS."""
        deadline = asyncio.get_running_loop().time() + READY_SECONDS
        while not await _is_ready(self.port):
            self.check()
            if asyncio.get_running_loop().time() > deadline:
                raise UserError(f"{self.name} was not ready after {READY_SECONDS:.0f} s{self.last_lines()}")
            await asyncio.sleep(0.1)

    def check(self) -> None:
        """Raise UserError, with the end of its log, if it has ended."""
        status = self.process.poll()
        if status is not None:
            raise UserError(f"{self.name} ended with status {status}{self.last_lines()}")

    def last_lines(self) -> str:
        """The end of its log, for an error message."""
        log_end = tail(self.log)
        return f"; the end of {self.log}:\n{log_end}" if log_end else f" ({self.log} is empty)"


def chosen(only: str | None) -> tuple[Service, ...]:
    """The services of `--only NAME,NAME`, in the order of the registry; all if it is None. Raises UserError."""
    if only is None:
        return SERVICES
    names = [name for name in map(str.strip, only.split(",")) if name]
    for name in names:
        if name not in BY_NAME:
            advice = did_you_mean(name, BY_NAME) or f"; use one of {', '.join(BY_NAME)}"
            raise UserError(f"--only: unknown service {name!r}{advice}", status=2)
    if not names:
        raise UserError(f"--only must name services: {', '.join(BY_NAME)}", status=2)
    return tuple(service for service in SERVICES if service.name in names)


def unconsumed(started: Collection[Service]) -> list[str]:
    """Topics of services that are not among `started`: events wait there."""
    names = {service.name for service in started}
    topics = {topic.name: topic for service in SERVICES for topic in service.consumes}
    return [name for name, topic in topics.items() if names.isdisjoint(topic.consumers)]


def settings_here(env: Mapping[str, str], folder: Path) -> dict[str, str]:
    """`env` with defaults for a single machine: objects and database in `folder`, cached weights."""
    here, weights, mask = {}, cached(), cached_mask()
    if not (env.get("STORAGE_URI") or env.get("S3_BUCKET_NAME")):
        here["STORAGE_URI"] = objects_uri(folder)
    if not env.get("INGEST_POLL_SECONDS"):
        here["INGEST_POLL_SECONDS"] = "1"  # a folder sends no notifications
    if not env.get("DATABASE_URL"):
        here["DATABASE_URL"] = f"sqlite:///{(folder / DATABASE).absolute()}"
    if not env.get("YOLO_MODEL_PATH") and weights is not None:
        here["YOLO_MODEL_PATH"] = str(weights)
    if not env.get("ENHANCE_MASK_MODEL_PATH") and mask is not None:
        here["ENHANCE_MASK_MODEL_PATH"] = str(mask)
    return {**env, **here}


def without(env: Mapping[str, str], prefixes: tuple[str, ...]) -> dict[str, str]:
    """`env` without the settings whose names start with one of `prefixes`."""
    return {name: value for name, value in env.items() if not name.startswith(prefixes)}


def objects_uri(folder: Path) -> str:
    """STORAGE_URI of the stack in `folder`."""
    return (folder / OBJECTS).absolute().as_uri()


def start(service: Service, bootstrap: str, logs: Path, env: Mapping[str, str] = os.environ) -> Running:
    """Start `service` against the broker at `bootstrap`, with the settings in `env`."""
    port, log = free_port(), logs / f"{service.name}.log"
    # -P: a folder named `services` in the working directory must not be imported.
    args = [sys.executable, "-P", "-m", service.module]
    process = spawn(args, env=_environment(env, bootstrap, port), log=log)
    if not service.goes_first:
        # All start at once, on few processors: the results that a user waits for come first.
        os.setpriority(os.PRIO_PROCESS, process.pid, NICENESS)
    return Running(service.name, port, log, process)


def _environment(base: Mapping[str, str], bootstrap: str, port: int) -> dict[str, str]:
    """`base`, the environment of the user, with the settings of the embedded broker."""
    kept = without(base, ("KAFKA_", "PYTHONPATH"))
    path = os.pathsep.join(filter(None, [str(_ROOT), base.get("PYTHONPATH")]))
    return kept | {
        "KAFKA_BOOTSTRAP_SERVERS": bootstrap,
        "KAFKA_SESSION_TIMEOUT_SECONDS": str(SESSION_SECONDS),
        "PORT": str(port),
        "PYTHONPATH": path,
        "PYTHONUNBUFFERED": "1",
    }


async def _is_ready(port: int) -> bool:
    try:
        async with asyncio.timeout(2):
            reader, writer = await asyncio.open_connection(HOST, port)
            try:
                writer.write(b"GET /readyz HTTP/1.0\r\n\r\n")
                return b" 200 " in await reader.readline()
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return False
