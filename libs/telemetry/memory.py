"""Memory of this process and its child processes, which share a container's limit. Linux only."""

import asyncio
import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from libs.telemetry import metrics

SAMPLE_SECONDS = 5.0

_PAGE = os.sysconf("SC_PAGE_SIZE")


async def watch_memory() -> None:
    """Update the memory metrics until cancelled. It reads in a thread, because the kernel takes time to count pages."""
    while True:
        if not await asyncio.to_thread(sample):
            return
        await asyncio.sleep(SAMPLE_SECONDS)


def sample(proc: Path = Path("/proc"), cgroup: Path = Path("/sys/fs/cgroup")) -> bool:
    """Set the metrics once. Returns False if the system does not provide the values."""
    own = os.getpid()
    if not (proc / str(own) / "statm").exists():
        return False
    metrics.MEMORY.labels("self").set(held(proc / str(own)))
    metrics.MEMORY.labels("children").set(sum(held(proc / str(pid)) for pid in descendants(own, proc)))
    metrics.MEMORY_LIMIT.set(limit(proc, cgroup))
    return True


def held(process: Path) -> int:
    """Memory of a process in bytes: its proportional set size (PSS), which counts shared memory once; 0 if it ended.

    Without permission to read that, its resident set size (RSS).
    """
    with suppress(OSError):
        for line in (process / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    with suppress(OSError, IndexError):
        return int((process / "statm").read_text().split()[1]) * _PAGE
    return 0


def descendants(pid: int, proc: Path = Path("/proc")) -> Iterator[int]:
    """The child processes of `pid`, and their children."""
    children: dict[int, list[int]] = defaultdict(list)
    for entry in proc.glob("[0-9]*"):
        with suppress(OSError, IndexError, ValueError):
            # The name, in parentheses, may contain any character.
            parent = (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()[1]
            children[int(parent)].append(int(entry.name))
    remaining = list(children[pid])
    while remaining:
        child = remaining.pop()
        yield child
        remaining += children[child]


def limit(proc: Path = Path("/proc"), cgroup: Path = Path("/sys/fs/cgroup")) -> int:
    """Memory limit of this process and its children in bytes: the container's limit, else the machine's memory."""
    found = []
    with suppress(OSError, IndexError, ValueError):
        total = next(line for line in (proc / "meminfo").read_text().splitlines() if line.startswith("MemTotal:"))
        found.append(int(total.split()[1]) * 1024)
    for name in ("memory.max", "memory/memory.limit_in_bytes"):
        with suppress(OSError, ValueError):
            found.append(int((cgroup / name).read_text()))
    return min(found, default=0)
