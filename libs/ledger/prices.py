"""What calls cost: the providers' prices, dated. `PAID_PRICES` replaces or adds rows.

List prices in USD of 2026-11-28 for ordinary requests, without discounts for cached or batched input:

- gemini: https://ai.google.dev/gemini-api/docs/pricing
- openai: https://developers.openai.com/api/docs/pricing

The pages themselves were not read. The figures are the copies of them in litellm 1.110.2 (PyPI), which resellers' pages
confirm for gemini-3.1-flash-image and gpt-image-1-mini; the price of a picture is said where it stands.
"""

import json
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from libs.ledger.usage import Usage

log = logging.getLogger(__name__)

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """USD per million tokens, and per picture. `image` counts only for answers without image tokens."""

    text_input: float = 0.0
    image_input: float = 0.0
    text_output: float = 0.0
    image_output: float = 0.0
    image: float = 0.0

    def __post_init__(self) -> None:
        if any(not 0 <= getattr(self, one.name) < MILLION for one in fields(self)):
            raise ValueError("a price must be from 0 to 1,000,000")

    def cost(self, usage: Usage) -> float:
        """USD for `usage`."""
        tokens = (
            usage.input_tokens * self.text_input
            + usage.input_image_tokens * self.image_input
            + usage.output_tokens * self.text_output
            + usage.image_tokens * self.image_output
        )
        pictures = 0.0 if usage.image_tokens else usage.images * self.image
        return tokens / MILLION + pictures


PRICES: dict[str, Price] = {
    # Image models of Gemini. `image` is a picture of 1K, for answers that do not count its tokens.
    "gemini/gemini-3.1-flash-image": Price(0.50, 0.50, 3.00, 60.00, image=0.067),
    "gemini/gemini-3.1-flash-lite-image": Price(0.25, 0.25, 1.50, 30.00, image=0.034),
    "gemini/gemini-3-pro-image": Price(2.00, 2.00, 12.00, 120.00, image=0.134),
    "gemini/gemini-2.5-flash-image": Price(0.30, 0.30, 2.50, 30.00, image=0.039),
    # Vision models of Gemini, which write prompts. They make no pictures.
    "gemini/gemini-3.8-flash": Price(0.75, 0.75, 3.75),
    "gemini/gemini-3.7-flash": Price(0.75, 0.75, 3.75),
    "gemini/gemini-3.6-flash": Price(0.75, 0.75, 3.75),
    "gemini/gemini-3.5-flash-lite": Price(0.30, 0.30, 2.50),
    "gemini/gemini-3.5-flash": Price(1.50, 1.50, 9.00),
    "gemini/gemini-3-flash": Price(0.50, 0.50, 3.00),
    "gemini/gemini-3.1-flash-lite": Price(0.25, 0.25, 1.50),
    "gemini/gemini-3.1-pro": Price(2.00, 2.00, 12.00),
    "gemini/gemini-2.5-flash": Price(0.30, 0.30, 2.50),
    # Image models of OpenAI. A price of text output is listed for 1.5 only: the others have that of pictures, which is
    # not lower. `image` is a square picture of 1024 pixels in high quality: listed for mini, else 4,160 output tokens,
    # which is not verified.
    "openai/gpt-image-2.6-sunburst": Price(5.00, 8.00, 30.00, 30.00, image=0.125),
    "openai/gpt-image-2.6-flare": Price(5.00, 8.00, 30.00, 30.00, image=0.125),
    "openai/gpt-image-2.5-sunburst": Price(5.00, 8.00, 30.00, 30.00, image=0.125),
    "openai/gpt-image-2.5-flare": Price(5.00, 8.00, 30.00, 30.00, image=0.125),
    "openai/gpt-image-2": Price(5.00, 8.00, 30.00, 30.00, image=0.125),
    "openai/gpt-image-1.5": Price(5.00, 8.00, 10.00, 32.00, image=0.133),
    "openai/gpt-image-1-mini": Price(2.00, 2.50, 8.00, 8.00, image=0.036),
    "openai/gpt-image-1": Price(5.00, 10.00, 40.00, 40.00, image=0.167),
}
"""By provider and model. A version of a model, such as `…-2026-04-21` or `…-preview`, has the price of the model."""

_VERSION = re.compile(r"[-@](preview|latest|exp|\d)[\w.-]*")
"""What follows a model's name in that of its version. `-image` or `-lite` make another model, with other prices."""
_ROWS = TypeAdapter(dict[str, Price])
WANTED = (
    'must be a JSON object such as {"gemini/gemini-3.1-flash-image": {"text_input": 0.5, "image_output": 60}}, '
    "in USD per million tokens, or a file with one"
)


def parsed(text: str) -> dict[str, Price]:
    """The prices in `text`: JSON, or the path of a file with JSON. Raises ValueError."""
    try:
        content = text if text.lstrip().startswith("{") else Path(text).read_text(encoding="utf-8")
        rows = _ROWS.validate_python(json.loads(content), strict=False, extra="forbid")
    except OSError as error:
        raise ValueError(f"{WANTED}: {error.strerror or error}") from None
    except (ValidationError, ValueError, RecursionError):
        raise ValueError(WANTED) from None
    if any("/" not in name for name in rows):
        raise ValueError(f"{WANTED}: names are provider/model")
    return rows


class Prices:
    """The table, with `overrides`. An unknown model has the highest prices of its provider, with a warning."""

    def __init__(self, overrides: Mapping[str, Price] | None = None) -> None:
        self._rows = {**PRICES, **(overrides or {})}
        self._warned: set[str] = set()

    def of(self, provider: str, model: str) -> Price:
        """The price of a model, or of the model that it is a version of."""
        name = f"{provider}/{model}"
        if (exact := self._rows.get(name)) is not None:
            return exact
        versions = [row for row in self._rows if name.startswith(row) and _VERSION.fullmatch(name[len(row) :])]
        if versions:
            return self._rows[max(versions, key=len)]
        if name not in self._warned:
            self._warned.add(name)
            log.warning(
                "%s has no price: the highest prices of its provider are used; set PAID_PRICES", name,
                extra={"provider": provider, "model": model},
            )  # fmt: skip
        return _dearest(
            [row for key, row in self._rows.items() if key.startswith(f"{provider}/")] or [*self._rows.values()]
        )

    def cost(self, provider: str, model: str, usage: Usage) -> float:
        """USD for `usage` of a model."""
        return self.of(provider, model).cost(usage)


def _dearest(rows: list[Price]) -> Price:
    return Price(*(max(getattr(row, one.name) for row in rows) for one in fields(Price)))
