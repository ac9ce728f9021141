"""Limits of a confined process."""

import resource
from typing import NamedTuple


class ProcessLimits(NamedTuple):
    """Limits of a process and its tasks."""

    cpu_seconds: float
    """Processor time of one task."""
    wall_seconds: float
    """Wall time of one task, from its start; longer than `cpu_seconds`, because the machine may be busy."""
    memory_bytes: int
    """Address space of a process."""


def bound(what: int, most: int) -> None:
    """Limit the resource `what` (`resource.RLIMIT_…`) of this process to `most`, or to its lower hard limit."""
    hard = resource.getrlimit(what)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))
