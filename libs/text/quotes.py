"""Where the words that a model quotes stand in a text, whatever became of their spaces, case, width and dashes."""

from dataclasses import dataclass, field

from libs.text.hashtags import find_hashtags
from libs.text.masks import MASK, mask_addresses
from libs.text.normalised import BREAK, MONEY, Text, replaced

MAX_QUOTE = 1_000
MAX_PLACES = 50
"""A quote that stands in more places than this proves nothing in particular."""

LONGEST_WORD = 100
"""Characters that a quote is widened by on either side."""

Span = tuple[int, int]
"""Start and end in `Text.plain`."""


@dataclass(slots=True)
class Quoted:
    """A text in which quotes are looked up."""

    text: Text
    without_addresses: str = field(init=False)
    """`low` without addresses and handles."""
    hashtags: list[tuple[str, int, int]] = field(init=False)
    """Each with its name in the seller's spelling."""
    _offer: str = field(init=False)
    """`low` without addresses, handles and hashtags."""
    _compact: str = field(init=False)
    _index: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.without_addresses = mask_addresses(self.text)
        self.hashtags = find_hashtags(self.text, self.without_addresses)
        tags = [(start, end) for _, start, end in self.hashtags]
        self._offer = replaced(self.without_addresses, tags, lambda part: MASK * len(part))
        self._compact, self._index = _compacted(self.text.low)

    def find(self, quote: str) -> list[Span]:
        """All places of `quote`, widened to whole words: those in its very spelling first.

        Places wholly in addresses, handles and hashtags are left out: they are not the seller's offer.
        """
        needle, _ = _compacted(Text(quote).low) if len(quote) <= MAX_QUOTE else ("", [])
        if not needle:
            return []
        spans: list[Span] = []
        at = self._compact.find(needle)
        while at >= 0 and len(spans) < MAX_PLACES:
            span = self._index[at], self._index[at + len(needle) - 1] + 1
            if self._offer[slice(*span)].strip(f"{MASK} "):
                spans.append(span)
            at = self._compact.find(needle, at + 1)
        spans.sort(key=lambda span: (not self.verbatim(span, quote), span))
        return [self._widened(span) for span in spans]

    def verbatim(self, span: Span, quote: str) -> bool:
        """Whether the seller wrote it just so."""
        return self.text.original(*span) == quote.strip()

    def low(self, span: Span) -> str:
        """The folded words of a span, with `MASK` for what is not the seller's offer."""
        return self._offer[slice(*span)]

    def _widened(self, span: Span) -> Span:
        """Out to whole words: "S" of "Shoes" and "4" of "42" prove nothing."""
        low, (start, end) = self.text.low, span
        first, last = max(0, start - LONGEST_WORD), min(len(low), end + LONGEST_WORD)
        while start > first and _one_word(low[start - 1], low[start]):
            start -= 1
        while end < last and _one_word(low[end - 1], low[end]):
            end += 1
        return start, end


def _compacted(low: str) -> tuple[str, list[int]]:
    """`low` without what models drop or add when they copy, and where each character stood."""
    index = [i for i, char in enumerate(low) if not char.isspace() and char not in (BREAK, MONEY)]
    return "".join(low[i] for i in index), index


def _one_word(left: str, right: str) -> bool:
    """Whether a cut between the two would split a word. Scripts from Thai on have no spaces between words."""
    return left.isalnum() and right.isalnum() and max(left, right) < "\u0780"
