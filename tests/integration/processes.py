"""Services and the command as processes, for tests that go on talking to them."""

import asyncio
import re
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
import psutil

from fixtures.waiting import until
from tests.integration.conftest import PATIENCE, ROOT, environment
from tests.support.forked import run_forked

QUICK = {"KAFKA_SESSION_TIMEOUT_SECONDS": "6", "WORKER_REBALANCE_DRAIN_SECONDS": "1"}


@dataclass
class Process:
    """One that runs, and what it has said so far."""

    process: asyncio.subprocess.Process
    lines: list[str] = field(default_factory=list)

    @property
    def stderr(self) -> str:
        return "\n".join(self.lines)

    async def says(self, words: str) -> str:
        """Wait for a line on stderr that has `words` in it."""
        await until(
            lambda: any(words in line for line in self.lines) or self.process.returncode is not None, f"{words!r}"
        )
        found = [line for line in self.lines if words in line]
        assert found, f"it ended without saying {words!r}:\n{self.stderr}"
        return found[-1]

    async def ended(self) -> int:
        """Wait for its end; returns the exit status."""
        return await asyncio.wait_for(self.process.wait(), PATIENCE)

    async def end(self, how: signal.Signals) -> int:
        """Send the signal `how`, and wait for its end and that of its child processes; returns the exit status."""
        family = psutil.Process(self.process.pid).children(recursive=True)
        self.process.send_signal(how)
        status = await self.ended()
        await until(lambda: not any(one.is_running() for one in family), "the end of the child processes")
        return status

    async def port(self) -> int:
        """The port of its health and metrics."""
        found = re.search(r"port (\d+)", await self.says("health and metrics on port"))
        assert found is not None
        return int(found[1])

    async def get(self, path: str) -> tuple[int, str]:
        """Ask its health server."""
        url = f"http://127.0.0.1:{await self.port()}{path}"
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            return response.status, await response.text()

    async def ready(self, patience: float = PATIENCE) -> None:
        """Wait until /readyz says so."""

        async def is_ready() -> bool:
            assert self.process.returncode is None, f"it ended:\n{self.stderr}"
            return (await self.get("/readyz"))[0] == 200

        await until(is_ready, "ready", patience)


@asynccontextmanager
async def running(address: str, *module: str, env: Mapping[str, str] | None = None) -> AsyncIterator[Process]:
    """`python -m MODULE`, killed at the end if it still runs."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        *module,
        env=environment(address) | QUICK | dict(env or {}),
        cwd=ROOT,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    child = Process(process)

    async def listen() -> None:
        assert process.stderr is not None
        async for line in process.stderr:
            child.lines.append(line.decode().rstrip("\n"))

    listening = asyncio.create_task(listen())
    try:
        yield child
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        await listening


async def ran(address: str, module: str, env: Mapping[str, str]) -> tuple[int, list[str]]:
    """`python -m MODULE`, forked and run to its end: the exit status, and what it said."""
    own = environment(address) | QUICK | dict(env)
    done = await asyncio.to_thread(run_forked, module, env=own, cwd=ROOT, timeout=PATIENCE)
    return done.returncode, done.stderr.splitlines()
