"""Limits of a confined process."""

import os
import resource
import sys
from typing import NamedTuple, Self

WALL_FACTOR = 4
"""The wall time limit of a task as a multiple of its processor time limit: the machine may be busy."""


class ProcessLimits(NamedTuple):
    """Limits of a process and its tasks."""

    cpu_seconds: float
    """Processor time of one task."""
    wall_seconds: float
    """Wall time of one task, from its start; longer than `cpu_seconds`, because the machine may be busy."""
    memory_bytes: int
    """Address space of a process."""
    file_bytes: int = 0
    """The largest file that it may write; 0: it may write none."""

    @classmethod
    def of_tasks(cls, cpu_seconds: float, memory_bytes: int) -> Self:
        """Limits for tasks of so much processor time, with the wall time that these may take."""
        return cls(cpu_seconds, cpu_seconds * WALL_FACTOR, memory_bytes)


def address_space(megabytes: int) -> int:
    """`megabytes` (of 2²⁰ bytes) in bytes, at most what a limit can be set to."""
    return min(megabytes * 1024 * 1024, sys.maxsize)


def one_a_core(configured: int | None, most: int) -> int:
    """The number of processes or threads: as configured; None: one a core, at most `most`."""
    return configured or min(most, os.cpu_count() or 1)


def bound(what: int, most: int) -> None:
    """Limit the resource `what` (`resource.RLIMIT_…`) of this process to `most`, or to its lower hard limit."""
    hard = resource.getrlimit(what)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))
