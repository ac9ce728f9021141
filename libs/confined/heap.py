"""Returning free memory to the system, which glibc does not do by itself. Without effect on other C libraries."""

import ctypes
import gc
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8  # mallopt(3)


def keep(megabytes: int) -> None:
    """Keep this much free memory in the heap for the next task; larger single blocks are returned when freed.

    By default glibc keeps twice the largest freed block, 8 MB after a progressive JPEG of 1080×1920: the next image
    then gets new pages, which the kernel must clear.
    """
    with suppress(AttributeError, OSError):
        libc = ctypes.CDLL(None)
        libc.mallopt(_MMAP_THRESHOLD, megabytes << 20)
        libc.mallopt(_TRIM_THRESHOLD, megabytes << 20)


def limit_arenas(count: int) -> None:
    """Use at most this many heaps, before the first thread starts: glibc gives each thread its own, up to eight a
    processor, and free memory of one is of no use to the others.
    """
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_ARENA_MAX, count)


def trim() -> None:
    """Return free memory: loading weights or decoding a video leaves tens of megabytes in the heap.

    Call it after each such task. If glibc returned each large block at once (M_MMAP_THRESHOLD), a tenth less would be
    kept, but every picture would get new pages, and decoding would take nearly half as long again (measured).
    """
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


def run_and_trim(work: Callable[..., T], *args: object) -> T:
    """Call `work(*args)`, then return free memory: for tasks that use tens of megabytes. Takes a millisecond.

    PyAV's objects form reference cycles: a video would keep its decoder's frames, some 30 MB at 1080×1920, until the
    garbage collector runs, which counts objects and not bytes.
    """
    try:
        return work(*args)
    finally:
        gc.collect()
        trim()
