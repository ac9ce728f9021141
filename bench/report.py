"""One row of the benchmark table: ours beside a peer in the same run."""

import importlib
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """`ratio` is ours / theirs; `goal` is what it should reach (or stay below, when lower is better)."""

    bench: str
    against: str
    ours: float
    theirs: float | None
    unit: str
    ratio: float | None
    goal: float | None
    higher_is_better: bool = True

    @classmethod
    def of(
        cls, bench: str, against: str, *, ours: Sequence[float], theirs: Sequence[float], unit: str, goal: float | None,
        higher_is_better: bool = True,
    ) -> "Row":  # fmt: skip
        """The medians, and the median of the ratios round by round (the machine's speed drifts between rounds)."""
        ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
        middle = statistics.median
        return cls(bench, against, middle(ours), middle(theirs), unit, middle(ratios), goal, higher_is_better)

    @classmethod
    def alone(cls, bench: str, against: str, ours: float, unit: str, *, higher_is_better: bool = True) -> "Row":
        """A figure without a peer. `against`: what it is of."""
        return cls(bench, against, ours, None, unit, None, None, higher_is_better)


def rows_of(name: str, *, small: bool) -> list[Row]:
    """Run the bench of that name."""
    rows: list[Row] = importlib.import_module(f"bench.{name}").run(small=small)
    return rows
