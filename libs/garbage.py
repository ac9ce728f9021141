"""Garbage collection settings of a process that handles messages."""

import gc

YOUNG, MIDDLE, OLD = 10_000, 20, 20


def collect_seldom() -> None:
    """Collect after 10,000 new objects instead of 700, and ignore the existing ones. Call it after all is loaded.

    Thousands of messages wait for their acknowledgement and are not garbage. With Python's default thresholds, a worker
    spends two fifths of its time on checking them.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
