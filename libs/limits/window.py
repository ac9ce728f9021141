"""The lengths of time that limits are about: one minute, except in tests."""

from dataclasses import dataclass

MICROSECONDS = 1_000_000
SLACK = 1 / 40
"""Share of the window that may pass between a grant and the sending of its call."""
SPAN = 1 / 200
"""Calls granted within this share of the window are kept as one entry, and leave the window together, with the last."""


@dataclass(frozen=True, slots=True)
class Window:
    """The limit holds for the times of sending, in any window of `seconds`.

    A grant counts for `seconds` and the slack. So of a limit at least 1 / (1 + SLACK + SPAN) = 97 % can be used.
    """

    seconds: float = 60.0

    @property
    def slack(self) -> float:
        """Seconds within which a granted call must leave."""
        return self.seconds * SLACK

    @property
    def kept(self) -> int:
        """Microseconds for which a grant counts."""
        return round(self.seconds * (1 + SLACK) * MICROSECONDS)

    @property
    def span(self) -> int:
        """Microseconds within which grants share an entry."""
        return round(self.seconds * SPAN * MICROSECONDS)
