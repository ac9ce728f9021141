"""What came of one step of making a store ready."""

from typing import NamedTuple


class Step(NamedTuple):
    """One thing that was looked at: "made", "changed", "removed", "unchanged", "kept" or "skipped"."""

    outcome: str
    what: str
    detail: str | None = None
