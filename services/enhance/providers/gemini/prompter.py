"""A Prompter on Gemini's vision models."""

import asyncio
from collections.abc import Sequence

from google.genai import types

from libs.ledger.usage import Answer, Usage
from services.enhance.prompts.instructions import product_data, rules
from services.enhance.prompts.schema import answer_schema
from services.enhance.providers.endpoint import Endpoint
from services.enhance.providers.gemini.answer import read_text
from services.enhance.providers.gemini.client import Deadline, GeminiClient
from services.enhance.providers.gemini.images import PHOTO_TOKENS, content, probe
from services.enhance.providers.provider import Photo

MAX_OUTPUT_TOKENS = 8192
"""Limit of prompts and reasoning together."""
INSTRUCTION_TOKENS = 2500
"""An upper estimate of the rules, the schema and a product's data."""


class GeminiPrompter:
    """One vision model, for one event loop."""

    provider = "gemini"

    def __init__(self, endpoint: Endpoint, *, deadline: Deadline = asyncio.timeout) -> None:
        self.model = endpoint.model
        self._where = endpoint.where
        self._client = GeminiClient(endpoint, deadline)

    def expected(self, photo: Photo, count: int) -> Usage:
        """See Prompter."""
        return Usage(input_tokens=INSTRUCTION_TOKENS, input_image_tokens=PHOTO_TOKENS, output_tokens=MAX_OUTPUT_TOKENS)

    async def describe(
        self, photo: Photo, *, title: str | None, category: str | None, count: int, looks: Sequence[str],
        instructions: str | None, reference: str | None = None,
    ) -> Answer:  # fmt: skip
        """See Prompter."""
        data = product_data(title=title, category=category, instructions=instructions)
        config = types.GenerateContentConfig(
            system_instruction=rules(count, looks),
            response_mime_type="application/json",
            response_json_schema=answer_schema(count),
            max_output_tokens=MAX_OUTPUT_TOKENS,
        )
        body = await self._client.ask(content((photo,), data), config, prompt=data, reference=reference)
        return await asyncio.to_thread(read_text, body, self._where, self.model)

    async def probe(self) -> None:
        """Check key and model at no cost. Raises CallError."""
        await probe(self._client)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()
