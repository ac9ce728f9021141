"""Precision and recall, of what `reelbus captions` and `reelbus tags` score."""

from dataclasses import asdict, dataclass

COLUMNS = ("PRECISION", "RECALL", "F1", "GIVEN", "LABELLED")
"""Of a table of rates."""


@dataclass(slots=True)
class Rates:
    """Correct among given and among labelled: values of a field, items of a list, nodes, tags or captions."""

    correct: int = 0
    given: int = 0
    labelled: int = 0

    @property
    def precision(self) -> float:
        """Correct among given; 1 when nothing was given."""
        return self.correct / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """Correct among labelled; 1 when nothing was labelled."""
        return self.correct / self.labelled if self.labelled else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def add(self, given: set[str], labelled: set[str]) -> None:
        """Count what two sets share."""
        self.correct += len(given & labelled)
        self.given += len(given)
        self.labelled += len(labelled)

    def as_dict(self) -> dict[str, float | int]:
        """The counts and the three rates."""
        return asdict(self) | {"precision": self.precision, "recall": self.recall, "f1": self.f1}

    def cells(self) -> tuple[str | int, ...]:
        """The row of a table, under COLUMNS."""
        return (f"{self.precision:.3f}", f"{self.recall:.3f}", f"{self.f1:.3f}", self.given, self.labelled)
