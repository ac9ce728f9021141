"""The command as its user runs it: a process, against an embedded broker of the session's own.

With KAFKA_BOOTSTRAP_SERVERS set, most cases run on that broker as well; they leave the table's topics there.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from libs.bus import BusSettings, KafkaBus
from reelbus.stack.broker import embedded_broker
from tests.support.forked import run_forked

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60

Reelbus = Callable[..., subprocess.CompletedProcess[str]]


BROKERS = ["embedded", *(["environment"] if os.environ.get("KAFKA_BOOTSTRAP_SERVERS") else [])]


@pytest.fixture(scope="session", params=BROKERS)
def broker(request: pytest.FixtureRequest) -> Iterator[str]:
    """Bootstrap address of a broker that all tests of the session share."""
    if request.param == "environment":
        yield os.environ["KAFKA_BOOTSTRAP_SERVERS"]
        return
    with embedded_broker() as address:
        yield address


@pytest.fixture
def own_broker() -> Iterator[str]:
    """Bootstrap address of an embedded broker that nobody else uses."""
    with embedded_broker() as address:
        yield address


@pytest.fixture
def bus(broker: str) -> KafkaBus:
    if broker == os.environ.get("KAFKA_BOOTSTRAP_SERVERS"):
        return KafkaBus(BusSettings(session_timeout_seconds=6))
    return KafkaBus(BusSettings(bootstrap_servers=broker, security_protocol="PLAINTEXT", session_timeout_seconds=6))


def environment(address: str) -> dict[str, str]:
    """What the command sees: nothing of the caller's LLM or worker settings, nor of another broker's."""
    prefixes = ("KAFKA_",) if address == os.environ.get("KAFKA_BOOTSTRAP_SERVERS") else ()
    names = ("PATH", "HOME", "LANG", "TMPDIR")
    kept = {name: value for name, value in os.environ.items() if name in names or name.startswith(prefixes)}
    return kept | {"KAFKA_BOOTSTRAP_SERVERS": address, "PYTHONUNBUFFERED": "1"}


def reelbus_on(address: str) -> Reelbus:
    def run(*args: str, given: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        env = environment(address) | more
        if not any(name.startswith("PYTHON") for name in more):  # what only the start of an interpreter reads
            return run_forked("reelbus", *args, env=env, cwd=ROOT, timeout=PATIENCE, given=given)
        return subprocess.run(
            [sys.executable, "-m", "reelbus", *args],
            input=given,
            env=env,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    return run


@pytest.fixture
def reelbus(broker: str) -> Reelbus:
    """Runs `reelbus ARGS` to its end; `given` is its stdin, other keywords are environment variables."""
    return reelbus_on(broker)


def reelbus_in(folder: Path, *command: str) -> Reelbus:
    """Runs `reelbus COMMAND ARGS` in `folder`, away from any broker; keywords are environment variables."""

    def run(*args: str, **env: str) -> subprocess.CompletedProcess[str]:
        own = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **env}
        return run_forked("reelbus", *command, *args, env=own, cwd=folder, timeout=PATIENCE)

    return run


@contextmanager
def started(address: str, *args: str, **more: str) -> Iterator["subprocess.Popen[str]"]:
    """`reelbus ARGS`, running, with `more` in its environment; killed at the end if it still is."""
    process = subprocess.Popen(
        [sys.executable, "-m", "reelbus", *args],
        env=environment(address) | more,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def start(broker: str) -> Callable[..., "contextmanager[subprocess.Popen[str]]"]:
    return lambda *args, **more: started(broker, *args, **more)
