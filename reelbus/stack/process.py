"""Child processes that never outlive the command, however it ends."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

TERM_SECONDS = 35.0
"""How long a child may take after SIGTERM: a worker drains up to 25 s (WORKER_SHUTDOWN_DRAIN_SECONDS)."""

_PR_SET_PDEATHSIG = 1


def spawn(args: Sequence[str], *, env: Mapping[str, str], log: Path | None = None) -> subprocess.Popen[bytes]:
    """Start a child that writes to `log` (None: nowhere) in a process group of its own.

    Its own group, since Ctrl-C reaches a terminal's whole foreground group: the broker would be gone before the
    services have drained. On Linux the kernel kills the child when we die, by SIGKILL too; elsewhere a child of a
    killed command stays and has to be stopped by hand. Call it from the main thread: the kernel watches the
    thread that started the child.
    """
    if log is not None:
        log.parent.mkdir(parents=True, exist_ok=True)
    with open(os.devnull if log is None else log, "ab") as out:
        return subprocess.Popen(  # noqa: S603 - our own arguments
            args,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            process_group=0,
            preexec_fn=_die_with_parent(),  # noqa: PLW1509 - two system calls, nothing that takes a lock
        )


def stop(child: subprocess.Popen[bytes], *, seconds: float = TERM_SECONDS) -> int:
    """End a child: SIGTERM, then SIGKILL when it is still there after `seconds`. Returns its exit status."""
    child.terminate()
    return await_end(child, seconds=seconds)


def await_end(child: subprocess.Popen[bytes], *, seconds: float = TERM_SECONDS) -> int:
    """Wait for a child that was told to end; SIGKILL after `seconds`. Returns its exit status."""
    try:
        return child.wait(seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        return child.wait()


def tail(log: Path, lines: int = 15) -> str:
    """The last lines of a log; empty when there is none."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - 64 * 1024))
            return "\n".join(file.read().decode("utf-8", "replace").splitlines()[-lines:])
    except OSError:
        return ""


def _die_with_parent() -> Callable[[], None] | None:
    if not sys.platform.startswith("linux"):
        return None
    # Looked up before the fork: after it only system calls are safe.
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def ask() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:  # it died between fork and prctl
            os._exit(1)

    return ask
