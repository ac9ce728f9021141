"""Setup of a confined process, and running its tasks. It imports little, so that the process stays small."""

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
"""Exit status: the kernel killed it."""
SLACK = 1.1
"""Factor on the limit: a task that checks its processor time itself can report more, and gets a tenth more for that."""


def or_exit(work: Callable[..., T], seconds: float, args: tuple[object, ...]) -> T:
    """Call `work(*args)`. After `seconds` of processor time the kernel kills the process.

    After a MemoryError the process exits, because its memory would not be enough for the next task either.
    """
    try:
        with _within(seconds):
            return work(*args)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def confine(limits: ProcessLimits) -> None:
    """Set the limits of a new process: no network, no new programs or processes, limited memory, and files only up to
    their limit (except through a mapping).
    """
    # Ctrl-C goes to all processes of the terminal, but the parent decides when to stop. SIGTERM has no handler, which
    # would have to wait for the codec.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    bound(resource.RLIMIT_AS, limits.memory_bytes)
    bound(resource.RLIMIT_CORE, 0)
    bound(resource.RLIMIT_FSIZE, limits.file_bytes)
    filtered = restrict(network=False)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if not filtered:
        bound(resource.RLIMIT_NPROC, 0)
    # What is loaded now stays in memory: the garbage collector need not check it after each task.
    gc.freeze()


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    # A timer on processor time, whose signal kills the process. RLIMIT_CPU has whole seconds only, and counts the
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
