"""The services that exist, as child processes on one machine."""

import asyncio
import importlib.util
import os
import pkgutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reelbus.broker import HOST, free_port
from reelbus.errors import UserError
from reelbus.process import spawn, tail

SESSION_SECONDS = 6
"""A join of a group on the embedded broker takes half of it."""

READY_SECONDS = 60.0

_ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Service:
    """A running service. Its health endpoint is on `port`."""

    name: str
    port: int
    log: Path
    process: "subprocess.Popen[bytes]"

    async def until_ready(self) -> None:
        """Wait until its /readyz says so. Raises UserError when it ends first, or takes longer than a minute."""
        deadline = asyncio.get_running_loop().time() + READY_SECONDS
        while not await _is_ready(self.port):
            self.check()
            if asyncio.get_running_loop().time() > deadline:
                raise UserError(f"{self.name} was not ready after {READY_SECONDS:.0f} s{self.last_lines()}")
            await asyncio.sleep(0.1)

    def check(self) -> None:
        """Raise UserError, with its last words, if it ended."""
        status = self.process.poll()
        if status is not None:
            raise UserError(f"{self.name} ended with status {status}{self.last_lines()}")

    def last_lines(self) -> str:
        """Its log's end, for an error message."""
        said = tail(self.log)
        return f"; the end of {self.log}:\n{said}" if said else f" ({self.log} is empty)"


def existing() -> list[str]:
    """The names of the services that can be run: packages of `services` with a `__main__`."""
    import services

    return sorted(
        module.name
        for module in pkgutil.iter_modules(services.__path__)
        if module.ispkg and importlib.util.find_spec(f"services.{module.name}.__main__") is not None
    )


def start(name: str, bootstrap: str, logs: Path) -> Service:
    """Start service `name` against the broker at `bootstrap`."""
    port, log = free_port(), logs / f"{name}.log"
    # -P: a folder called `services` where the user happens to be is not ours.
    args = [sys.executable, "-P", "-m", f"services.{name}"]
    return Service(name, port, log, spawn(args, env=_environment(os.environ, bootstrap, port), log=log))


def _environment(base: Mapping[str, str], bootstrap: str, port: int) -> dict[str, str]:
    """The user's environment, so that LLM_PROVIDER and the like count, on the embedded broker."""
    kept = {name: value for name, value in base.items() if not name.startswith(("KAFKA_", "PYTHONPATH"))}
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
