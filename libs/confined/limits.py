"""What a confined process may use."""

import resource
from typing import NamedTuple


class ProcessLimits(NamedTuple):
    """Passed to the processes."""

    cpu_seconds: float
    """Processor time that one task may take."""
    wall_seconds: float
    """And time on the clock, once it has begun: more, for the machine may be busy."""
    memory_bytes: int
    """Address space of a process."""


def bound(what: int, most: int) -> None:
    """Hold this process to `most` of the resource `what` (`resource.RLIMIT_…`), or to less where it has less."""
    hard = resource.getrlimit(what)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))
