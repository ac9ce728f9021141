"""An ImageModel on Gemini's image models."""

import asyncio
import math

from google.genai import types

from libs.ledger.errors import Refused, Unknown, Unreachable
from libs.ledger.usage import Answer, Usage
from services.enhance.providers.endpoint import Endpoint
from services.enhance.providers.gemini.answer import read_image
from services.enhance.providers.gemini.client import Deadline, GeminiClient
from services.enhance.providers.provider import ImageRequest, Photo

ASPECTS = ((1, 1), (2, 3), (3, 2), (3, 4), (4, 3), (4, 5), (5, 4), (9, 16), (16, 9), (21, 9))
"""What the image models offer."""
SIZES = ((1024, "1K", 1120), (2048, "2K", 1680), (4096, "4K", 2520))
"""Longer side up to which a size is asked for, its name, and tokens of a picture (Google's page of 3.1 Flash Image)."""
PHOTO_TOKENS = 1120
"""Tokens of a picture in the input."""
THOUGHT_TOKENS = 4000
"""An upper estimate of reasoning, which cannot be switched off."""
MAX_PHOTO_BYTES = 10_000_000
"""All photos of a request together. Google takes 20 MB inline, in base64; but the SDK encodes on the event loop, for
some 0.13 s with so much."""
CHARACTERS_A_TOKEN = 2
"""A low estimate: in Latin script it is some four."""


class GeminiImages:
    """One image model, for one event loop."""

    provider = "gemini"
    paid = True
    edits = True

    def __init__(self, endpoint: Endpoint, *, deadline: Deadline = asyncio.timeout) -> None:
        self.model = endpoint.model
        self._where = endpoint.where
        self._client = GeminiClient(endpoint, deadline)

    def expected(self, request: ImageRequest) -> Usage:
        """See ImageModel."""
        return Usage(
            input_tokens=math.ceil(len(request.prompt) / CHARACTERS_A_TOKEN),
            input_image_tokens=PHOTO_TOKENS * len(request.photos),
            output_tokens=THOUGHT_TOKENS,
            image_tokens=_size(request.size)[1],
            images=1,
        )

    async def generate(self, request: ImageRequest) -> Answer:
        """See ImageModel."""
        if sum(len(one.data) for one in request.photos) > MAX_PHOTO_BYTES:
            raise Refused(f"{self._where}: the photos have more than {MAX_PHOTO_BYTES:,} bytes", cause="too-large")
        name, _ = _size(request.size)
        config = types.GenerateContentConfig(
            response_modalities=["IMAGE"],
            image_config=types.ImageConfig(aspect_ratio=nearest_aspect(request.aspect), image_size=name),
        )
        contents = content(request.photos, request.prompt)
        body = await self._client.ask(contents, config, prompt=request.prompt, reference=request.reference)
        return await asyncio.to_thread(read_image, body, self._where, self.model)

    async def probe(self) -> None:
        """See ImageModel."""
        await probe(self._client)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()


def content(photos: tuple[Photo, ...], text: str) -> types.Content:
    """One message of the user: pictures, then the text."""
    pictures = [types.Part.from_bytes(data=one.data, mime_type=one.media_type) for one in photos]
    return types.Content(role="user", parts=[*pictures, types.Part.from_text(text=text)])


def nearest_aspect(aspect: tuple[int, int]) -> str:
    """The offered ratio that is nearest to `aspect`, as `4:5`."""
    wanted = math.log(aspect[0] / aspect[1])
    width, height = min(ASPECTS, key=lambda one: abs(math.log(one[0] / one[1]) - wanted))
    return f"{width}:{height}"


async def probe(client: GeminiClient) -> None:
    """Look the model up. Raises CallError; silence may pass: nothing was asked for that costs."""
    try:
        await client.find_model()
    except Unknown as error:
        raise Unreachable(str(error)) from None


def _size(longer: int) -> tuple[str, int]:
    """Name and tokens of the smallest offered size that is not smaller than `longer` pixels, else of the largest."""
    _, name, tokens = next((one for one in SIZES if longer <= one[0]), SIZES[-1])
    return name, tokens
