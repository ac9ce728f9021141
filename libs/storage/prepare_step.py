"""The outcome of one step of preparing a store."""

from typing import NamedTuple


class Step(NamedTuple):
    """One step. `outcome` is "made", "changed", "removed", "unchanged", "kept" or "skipped"."""

    outcome: str
    what: str
    detail: str | None = None
