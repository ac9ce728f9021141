"""An ImageModel on the `openai` SDK: OpenAI, and servers that speak its images API."""

import asyncio
import math
from collections.abc import Awaitable, Callable
from typing import Any, Literal, TypeVar

import openai

from libs.ledger.errors import CallError, NotServed, Unknown, Unreachable
from libs.ledger.usage import Answer, Usage
from services.enhance.providers.connection import broken, open_client
from services.enhance.providers.endpoint import Endpoint
from services.enhance.providers.openai.answer import read_image
from services.enhance.providers.openai.refusals import NO_LOOKUP, from_status
from services.enhance.providers.openai.sizes import size, tokens
from services.enhance.providers.provider import ImageRequest

T = TypeVar("T")
Quality = Literal["low", "medium", "high", "auto"]
Deadline = Callable[[float], asyncio.Timeout]

PHOTO_TOKENS = 6500
"""An upper estimate of the tokens of a picture in the input, at the highest fidelity."""
CHARACTERS_A_TOKEN = 2


class OpenAIImages:
    """One image model, for one event loop."""

    provider = "openai"
    paid = True
    edits = True

    def __init__(
        self, endpoint: Endpoint, *, quality: Quality = "medium", deadline: Deadline = asyncio.timeout
    ) -> None:
        self.model = endpoint.model
        self._endpoint = endpoint
        self._quality: Quality = quality
        self._deadline = deadline
        self._connection = open_client()
        self._client = openai.AsyncOpenAI(
            api_key=endpoint.api_key,
            base_url=endpoint.base_url,
            max_retries=0,  # the default sends three times after a 429, a 5xx or a lost connection
            http_client=self._connection,
        )

    def expected(self, request: ImageRequest) -> Usage:
        """See ImageModel."""
        return Usage(
            input_tokens=math.ceil(len(request.prompt) / CHARACTERS_A_TOKEN),
            input_image_tokens=PHOTO_TOKENS * len(request.photos),
            image_tokens=tokens(*size(self.model, request.aspect, request.size), self._quality),
            images=1,
        )

    async def generate(self, request: ImageRequest) -> Answer:
        """See ImageModel."""
        width, height = size(self.model, request.aspect, request.size)
        given: dict[str, Any] = {
            "model": self.model,
            "prompt": request.prompt,
            "n": 1,
            "size": f"{width}x{height}",
            "quality": self._quality,
        }
        if request.reference:
            given["extra_headers"] = {"x-client-request-id": request.reference}
        images = self._client.images.with_raw_response
        if request.photos:
            files = [
                (f"{number}.{one.media_type.rpartition('/')[2]}", one.data, one.media_type)
                for number, one in enumerate(request.photos, start=1)
            ]
            answer = await self._bounded(images.edit(image=files, **given), request.prompt)
        else:
            answer = await self._bounded(images.generate(**given), request.prompt)
        where, headers = self._endpoint.where, dict(answer.headers)
        return await asyncio.to_thread(read_image, answer.content, headers, where, self.model)

    async def probe(self) -> None:
        """See ImageModel. A server that cannot look models up passes, and so does a key that may not."""
        try:
            await self._bounded(self._client.models.with_raw_response.retrieve(self.model), "")
        except NotServed as error:
            if error.cause not in NO_LOOKUP:
                raise
        except Unknown as error:
            raise Unreachable(str(error)) from None

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def _bounded(self, answer: Awaitable[T], prompt: str) -> T:
        where = self._endpoint.where
        try:
            async with self._deadline(self._endpoint.seconds):
                return await answer
        except TimeoutError:
            raise Unknown(f"{where}: no answer within {self._endpoint.seconds:g} s", cause="timeout") from None
        except openai.APIStatusError as error:
            raise self._refusal(error, prompt) from None  # the SDK's error holds the request, and with it the key
        except Exception as error:  # noqa: BLE001 - the boundary to the SDK, whose HTTP errors come through raw
            raise broken(error, where) from None

    def _refusal(self, error: openai.APIStatusError, prompt: str) -> CallError:
        response = error.response
        return from_status(
            response.status_code, response.headers, response.content, self._endpoint.where,
            lambda message: self._endpoint.shown(message, prompt),
        )  # fmt: skip
