"""What a confined process may use."""

from typing import NamedTuple


class ProcessLimits(NamedTuple):
    """Passed to the processes."""

    cpu_seconds: float
    """Processor time that one task may take."""
    memory_bytes: int
    """Address space of a process."""
