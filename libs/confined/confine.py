"""What a confined process does first, and around each task. Imports nothing else of ours: it stays small."""

import gc
import math
import multiprocessing
import os
import resource
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from libs.confined.kernel import restrict
from libs.confined.limits import ProcessLimits, bound

T = TypeVar("T")

OUT_OF_MEMORY = 77
"""Exit status."""
OUT_OF_PROCESSOR = -signal.SIGXCPU
"""Exit status: the kernel ended it."""
SLACK_SECONDS = 1.0
"""A task that watches its processor time itself, and can say more, gets to do so."""


def or_exit(work: Callable[..., T], seconds: float, args: tuple[object, ...]) -> T:
    """`work(*args)` within `seconds` of processor time; beyond, the kernel ends the process.

    A process that ran out of memory ends itself, since what holds its memory now would fail the next task.
    """
    try:
        with _within(seconds):
            return work(*args)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def confine(limits: ProcessLimits) -> None:
    """Runs once in each new process: no network, no other program or process, no file written, so much memory."""
    # Ctrl-C goes to the whole terminal; whether to stop is for the parent to say. When it does, at once: a handler
    # would wait for the codec to come back.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    bound(resource.RLIMIT_AS, limits.memory_bytes)
    bound(resource.RLIMIT_CORE, 0)
    bound(resource.RLIMIT_FSIZE, 0)
    filtered = restrict(network=False)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if not filtered:
        bound(resource.RLIMIT_NPROC, 0)
    # What is loaded by now stays: it need not be looked at after each task.
    gc.freeze()


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    until = math.ceil(time.process_time() + seconds + SLACK_SECONDS)
    resource.setrlimit(resource.RLIMIT_CPU, (until if hard == resource.RLIM_INFINITY else min(until, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_CPU, (hard, hard))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
