"""Which kinds of goods a caption names."""

import re
from functools import cached_property

from libs.text.words import alternatives, separate_words, whole_words
from services.caption.lexicon.sizes import goods
from services.caption.lexicon.sizes.letters import SPELT_OUT


def _names(words: str, unspaced: str) -> re.Pattern[str]:
    """A search for goods: whole words, and words of scripts without spaces."""
    return re.compile(f"{whole_words(words)}|{alternatives(unspaced)}")


_SHOES = _names(goods.SHOES, goods.SHOES_UNSPACED)
_GARMENTS = _names(goods.EVEN_GARMENTS, goods.EVEN_GARMENTS_UNSPACED)
_TROUSERS = _names(goods.TROUSERS, goods.TROUSERS_UNSPACED)
_JEANS = _names(goods.JEANS, goods.JEANS_UNSPACED)
_HATS = _names(goods.HATS, goods.HATS_UNSPACED)
_TOYS = _names(goods.TOYS, goods.TOYS_UNSPACED)
_BRAS = _names(goods.BRAS, goods.BRAS_UNSPACED)
_CHILDREN = _names(goods.CHILDREN, goods.CHILDREN_UNSPACED)
_SPELT_OUT = re.compile(separate_words(SPELT_OUT))


class Goods:
    """`low` and the kinds of goods that it names.

    Each kind is looked for in the whole caption once, when it is first asked for: once per size would make the time
    grow with the square of the caption's length.
    """

    def __init__(self, low: str) -> None:
        self.low = low

    @cached_property
    def shoes(self) -> bool:
        """Something that is worn on feet."""
        return _SHOES.search(self.low) is not None

    @cached_property
    def garments(self) -> bool:
        """Clothes whose sizes are even numbers."""
        return _GARMENTS.search(self.low) is not None

    @cached_property
    def trousers(self) -> bool:
        """Trousers or skirts, whose sizes are waists."""
        return _TROUSERS.search(self.low) is not None

    @cached_property
    def jeans(self) -> bool:
        """Jeans, whose waists are measured in single inches up to 32."""
        return _JEANS.search(self.low) is not None

    @cached_property
    def hats(self) -> bool:
        """Hats, whose sizes are centimetres."""
        return _HATS.search(self.low) is not None

    @cached_property
    def bras(self) -> bool:
        """Underwear and swimwear that is sold by chest and cup."""
        return _BRAS.search(self.low) is not None

    @cached_property
    def children(self) -> bool:
        """Something for children."""
        return _CHILDREN.search(self.low) is not None

    @cached_property
    def several_spelt_out(self) -> bool:
        """More than one of the sizes small, medium and large."""
        return len(set(_SPELT_OUT.findall(self.low))) > 1

    @cached_property
    def toys(self) -> bool:
        """Toys or bicycles, whose ages are advice."""
        return _TOYS.search(self.low) is not None
