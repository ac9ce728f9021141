"""Child processes that end with the command, even if it is killed."""

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
    """Start a child in its own process group, with its output in `log` (None: discarded).

    Ctrl-C is sent to the foreground process group of a terminal: in the same group, the broker would stop before the
    services have drained. On Linux the kernel kills the child when this process ends, even by SIGKILL; on other systems
    the child of a killed command keeps running. Call it from the main thread: the kernel kills the child when the
    thread that started it ends.
    """
    if log is not None:
        log.parent.mkdir(parents=True, exist_ok=True)
    with open(os.devnull if log is None else log, "ab") as out:
        return subprocess.Popen(  # noqa: S603 - fixed arguments
            args,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            process_group=0,
            preexec_fn=_die_with_parent(),  # noqa: PLW1509 - two system calls, nothing that takes a lock
        )


def stop(child: subprocess.Popen[bytes], *, seconds: float = TERM_SECONDS) -> int:
    """Stop a child: SIGTERM, and SIGKILL if it still runs after `seconds`. Returns its exit status."""
    child.terminate()
    return await_end(child, seconds=seconds)


def await_end(child: subprocess.Popen[bytes], *, seconds: float = TERM_SECONDS) -> int:
    """Wait for a child that was sent SIGTERM; SIGKILL after `seconds`. Returns its exit status."""
    try:
        return child.wait(seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        return child.wait()


def tail(log: Path, lines: int = 15) -> str:
    """The last lines of a log; empty if there is no log."""
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

    def set_parent_death_signal() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:  # the parent ended between fork and prctl
            os._exit(1)

    return set_parent_death_signal
