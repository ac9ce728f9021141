"""The interface of an image model. Adapters raise `libs.ledger.errors`, so that a call ends in the right state."""

from dataclasses import dataclass, field
from typing import Protocol

from libs.ledger.usage import Answer, Usage


@dataclass(frozen=True, slots=True)
class Photo:
    """An input picture that was checked and normalised (upright, sRGB, without metadata): JPEG or PNG bytes."""

    data: bytes = field(repr=False)
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ImageRequest:
    """One image: `prompt` for a model, `preset` and `variant` (from 1) for the local provider.

    `photos`: the product first, or references; empty for text alone. `aspect`: width and height of the wanted ratio.
    `size`: pixels of the longer side. `reference` names the attempt in the provider's logs; paid providers get it as a
    header.
    """

    prompt: str
    photos: tuple[Photo, ...] = ()
    aspect: tuple[int, int] = (1, 1)
    size: int = 1024
    preset: str | None = None
    variant: int = 1
    reference: str | None = None


class ImageModel(Protocol):
    """One configured model. Nothing connects before the first call; `aclose` closes the connections."""

    provider: str
    """gemini, openai or local."""
    model: str
    """As configured; the answer has the version that answered."""
    paid: bool
    """Whether calls cost money. If not, an unknown outcome is simply tried again."""
    edits: bool
    """Whether it takes `photos`."""

    def expected(self, request: ImageRequest) -> Usage:
        """An upper estimate of what the call will use, for limits and budgets."""
        ...

    async def generate(self, request: ImageRequest) -> Answer:
        """Send one request, once. Raises CallError, nothing else; no deadline of its own beyond the configured one."""
        ...

    async def probe(self) -> None:
        """Check key and model at no cost. Raises Failure."""
        ...

    async def aclose(self) -> None:
        """Close the connections."""
        ...
