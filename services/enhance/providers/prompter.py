"""The interface of a vision model that writes prompts for a product's photo."""

from collections.abc import Sequence
from typing import Protocol

from libs.ledger.usage import Answer, Usage
from services.enhance.providers.provider import Photo


class Prompter(Protocol):
    """One configured vision model. Its answer's `data` is the JSON text, stored before it is read."""

    provider: str
    model: str

    def expected(self, photo: Photo, count: int) -> Usage:
        """An upper estimate of what the call will use."""
        ...

    async def describe(
        self, photo: Photo, *, title: str | None, category: str | None, count: int, looks: Sequence[str],
        instructions: str | None, reference: str | None = None,
    ) -> Answer:  # fmt: skip
        """Ask once for `count` prompts. `reference`: see ImageRequest. Raises CallError, nothing else."""
        ...

    async def probe(self) -> None:
        """Check key and model at no cost. Raises Failure."""
        ...

    async def aclose(self) -> None:
        """Close the connections."""
        ...
