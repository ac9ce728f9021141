"""Memory that is free goes back to the system, which glibc does not do by itself; other C libraries are left alone."""

import ctypes
import gc
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # mallopt(3)


def keep(megabytes: int) -> None:
    """Have the heap keep so much free memory at its end for the next task; single blocks that are larger go back.

    By itself glibc keeps twice the largest single block that was freed, 8 MB after a progressive JPEG of 1080×1920: the
    next one gets new pages, which the kernel has to clear.
    """
    with suppress(AttributeError, OSError):
        libc = ctypes.CDLL(None)
        libc.mallopt(_MMAP_THRESHOLD, megabytes << 20)
        libc.mallopt(_TRIM_THRESHOLD, megabytes << 20)


def trim() -> None:
    """Give back what is free now: what loading weights or decoding a video leaves in the heap is tens of megabytes.

    Once after each such task. Setting glibc to give back each large block at once (M_MMAP_THRESHOLD) keeps a tenth
    less, but the pages of every picture then are new ones: nearly half as much again of decoding's time (measured).
    """
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


def tidied(work: Callable[..., T], *args: object) -> T:
    """`work(*args)`, and then free memory goes back: for tasks that take tens of megabytes. Takes a millisecond.

    PyAV's objects refer to each other in circles: a video would keep its decoder's frames, some 30 MB at 1080×1920,
    until the garbage collector comes by, which counts objects and not bytes.
    """
    try:
        return work(*args)
    finally:
        gc.collect()
        trim()
