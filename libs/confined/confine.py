"""What a confined process does first, and around each task. Imports nothing else of ours: it stays small."""

import gc
import multiprocessing
import os
import resource
import signal
import threading
from collections.abc import Callable
from typing import TypeVar

from libs.confined.heap import trim
from libs.confined.limits import ProcessLimits

T = TypeVar("T")

OUT_OF_MEMORY = 77
"""Exit status."""


def or_exit(work: Callable[..., T], *args: object) -> T:
    """Do the work; a process that ran out of memory ends, since what holds its memory now would fail the next task.

    PyAV's objects refer to each other in circles: a video would keep its decoder's frames, some 30 MB at 1080×1920,
    until the garbage collector comes by, which counts objects and not bytes.
    """
    try:
        return work(*args)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    finally:
        gc.collect()
        trim()


def confine(limits: ProcessLimits) -> None:
    """Runs once in each new process."""
    # Ctrl-C goes to the whole terminal; whether to stop is for the parent to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    memory = limits.memory_bytes if hard == resource.RLIM_INFINITY else min(limits.memory_bytes, hard)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # What is loaded by now stays: it need not be looked at after each task.
    gc.freeze()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
