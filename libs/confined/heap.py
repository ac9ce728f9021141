"""Memory that is free goes back to the system, which glibc does not do by itself; other C libraries are left alone."""

import ctypes
import gc
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


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
