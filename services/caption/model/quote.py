"""A caption in which a model's quotes are looked up, with the amounts that they touch."""

from bisect import bisect_left
from dataclasses import dataclass, field

from libs.text.masks import mask_others
from libs.text.quotes import Quoted, Span
from services.caption.amounts.reading import Amount, scan


@dataclass(slots=True)
class Words(Quoted):
    """The caption's quotes and amounts."""

    amounts: list[Amount] = field(init=False)

    def __post_init__(self) -> None:
        Quoted.__post_init__(self)  # a dataclass with slots is made anew: super() would look for the first one
        self.amounts = list(scan(self.text.plain, mask_others(self.without_addresses)))

    def touching(self, span: Span) -> list[Amount]:
        """The amounts that a span touches, multipliers and currency markers included."""
        first = bisect_left(self.amounts, span[0] + 1, key=lambda amount: amount.end)
        return [amount for amount in self.amounts[first:] if amount.start < span[1]]
