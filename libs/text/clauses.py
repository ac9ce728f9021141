"""Where a caption's clauses end."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from libs.text.tables.abbreviations import ABBREVIATIONS
from libs.text.words import alternatives

_BREAK = re.compile(r"[\n\x00\x1d\x1f!?;|✅❌🇦-🇿.](?!(?<=\.)\d)")
_ABBREVIATED = re.compile(rf"(?<![^\W\d_])(?:{alternatives(ABBREVIATIONS)}|[a-z](?:\.[a-z])+)\Z")


@dataclass(slots=True)
class Clauses:
    """Breaks of `low`: line ends, closing marks, pictures, masked stretches; not the points of "Rs." and "1.5"."""

    low: str
    starts: list[int] = field(init=False, default_factory=list)
    ends: list[int] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        for match in _BREAK.finditer(self.low):
            start, end = match.span()
            if self.low[start] == "." and not self._stops(start, end):
                continue
            self.starts.append(start)
            self.ends.append(end)

    def _stops(self, start: int, end: int) -> bool:
        """Whether a point ends a sentence."""
        low = self.low
        if end < len(low) and not low[end].isspace():
            return False
        if low[start - 1 : start].isdigit():
            rest = low[end : end + 3].lstrip()
            return not rest or rest[0].isalpha() or "\n" in low[end : end + 3]
        return not _ABBREVIATED.search(low[max(0, start - 7) : start]) and low[start - 1 : start] != "."

    def start_of(self, position: int) -> int:
        """Where the clause of `position` begins."""
        index = bisect_right(self.ends, position)
        return self.ends[index - 1] if index else 0

    def end_of(self, position: int) -> int:
        """Where the clause of `position` ends."""
        index = bisect_left(self.starts, position)
        return self.starts[index] if index < len(self.starts) else len(self.low)

    def between(self, start: int, end: int) -> bool:
        """Whether a break stands in `low[start:end]`."""
        return self.end_of(start) < end
