"""How often Python looks for reference cycles, in a process that handles messages."""

import gc

YOUNG, MIDDLE, OLD = 10_000, 20, 20


def collect_seldom() -> None:
    """Look through new objects only, and after 10,000 of them instead of 700; to be called once all is loaded.

    Thousands of messages that wait for their acknowledgement are alive, and no garbage: with Python's own thresholds
    a worker spends two fifths of its time looking at them again and again.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
