"""What a confined process does first, and around each task. Imports nothing else of ours: it stays small."""

import gc
import multiprocessing
import os
import resource
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from libs.confined.kernel import restrict
from libs.confined.limits import ProcessLimits, bound

T = TypeVar("T")

OUT_OF_MEMORY = 77
"""Exit status."""
OUT_OF_PROCESSOR = -signal.SIGPROF
"""Exit status: the kernel ended it."""
SLACK = 1.1
"""A task that watches its processor time itself, and can say more, gets a tenth more to do so."""


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
    """Runs once in each new process: no network, no other program or process, no file written but through
    a mapping, so much memory."""
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
    # Counts processor time, and nothing handles its signal. A limit of processor time counts whole seconds, and a
    # process's whole life.
    signal.setitimer(signal.ITIMER_PROF, seconds * SLACK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
