"""Which kinds of goods a caption names."""

import re
from functools import cached_property

from services.caption.lexicon import size_words as words

_SHOES, _GARMENTS = re.compile(words.SHOES), re.compile(words.EVEN_GARMENTS)
_TROUSERS, _HATS, _TOYS = re.compile(words.TROUSERS), re.compile(words.HATS), re.compile(words.TOYS)
_BRAS = re.compile(words.BRAS)
_CHILDREN = re.compile(words.CHILDREN)
_SPELT_OUT = re.compile(r"(?<![^\W_])(?:small|medium|large)(?![^\W_])")
_JEANS = re.compile(r"(?<![^\W\d_])(?:jeans?|denim)(?![^\W\d_])|ยีนส์|جينز|जींस|জিন্স|ジーンズ|デニム|牛仔|청바지|джинс")


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
