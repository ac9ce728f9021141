"""`python -m MODULE ARGS`, run to its end in a process that is forked from one with the imports done.

It has streams, an environment and a folder of its own, as any process; but its start costs some hundredths of a second of
processor time, where the imports of a command cost a whole one.
"""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile

ROOT = Path(__file__).resolve().parents[2]

LATER = {
    "reelbus": (
        "aiosqlite", "libs.bus.kafka.admin", "libs.database", "libs.events", "libs.ledger.ledger", "reelbus.console.help",
        "reelbus.demo.command", "services.caption.rules", "services.collage.tally.batch_store", "services.enhance.jobs",
        "services.merge.job.child", "services.merge.job.merging", "services.thumbnail.pool",
    ),
}  # fmt: skip
"""What a module imports when it needs it, and what costs."""
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
"""A process with threads is not forked: numpy has some from its import on."""


@cache
def _server(module: str) -> socket.socket:
    """It runs until this socket is closed, at the end of this process."""
    ours, theirs = socket.socketpair()
    command = [sys.executable, "-m", "tests.support.forking", module, *LATER.get(module, ())]
    with theirs:
        subprocess.Popen(command, cwd=ROOT, env=os.environ | ONE_THREAD, stdin=theirs)
    return ours


def run_forked(
    module: str, *args: str, env: Mapping[str, str], cwd: Path, timeout: float, given: str = ""
) -> "subprocess.CompletedProcess[str]":
    """As `subprocess.run`. `given`: its stdin."""
    ours, theirs = socket.socketpair()
    with ours, TemporaryFile("w+") as stdin, TemporaryFile("r+") as stdout, TemporaryFile("r+") as stderr:
        stdin.write(given)
        stdin.seek(0)
        with theirs:
            streams = [one.fileno() for one in (theirs, stdin, stdout, stderr)]
            socket.send_fds(_server(module), [b"."], streams)
        ours.sendall(json.dumps({"args": args, "env": dict(env), "cwd": str(cwd)}).encode())
        ours.shutdown(socket.SHUT_WR)
        ours.settimeout(timeout)
        with ours.makefile() as told:
            process = int(told.readline())
            try:
                status = int(told.readline())
            except TimeoutError:
                os.kill(process, signal.SIGKILL)
                raise subprocess.TimeoutExpired([module, *args], timeout) from None
        stdout.seek(0)
        stderr.seek(0)
        return subprocess.CompletedProcess([module, *args], status, stdout.read(), stderr.read())
