"""Memory that is free goes back to the system, which glibc does not do by itself; other C libraries are left alone."""

import ctypes
from contextlib import suppress


def trim() -> None:
    """Give back what is free now: what loading weights or decoding a video leaves in the heap is tens of megabytes.

    Once after each such task. Setting glibc to give back each large block at once (M_MMAP_THRESHOLD) keeps a tenth
    less, but the pages of every picture then are new ones: nearly half as much again of decoding's time (measured).
    """
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
