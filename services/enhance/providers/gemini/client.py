"""One request to Gemini, once, by `google-genai`: its conveniences that would send or pay twice are off."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from google import genai
from google.genai import errors, types

from libs.ledger.errors import CallError, Unknown
from services.enhance.providers.connection import broken, open_client
from services.enhance.providers.endpoint import Endpoint
from services.enhance.providers.gemini.refusals import from_status

# With both keys in the environment the SDK warns that it uses GOOGLE_API_KEY. It does not: a key is passed to it.
logging.getLogger("google_genai._api_client").addFilter(
    lambda record: "Using GOOGLE_API_KEY" not in record.getMessage()
)

T = TypeVar("T")
Deadline = Callable[[float], asyncio.Timeout]

GRACE_SECONDS = 5.0
"""The provider is asked to give up so long before our deadline: its own error says that the call is not billed."""


class GeminiClient:
    """One model of the Gemini API, for one event loop. Close it with `aclose`."""

    def __init__(self, endpoint: Endpoint, deadline: Deadline = asyncio.timeout) -> None:
        self.endpoint = endpoint
        self._deadline = deadline
        self._connection = open_client()
        self._client = genai.Client(
            enterprise=False,  # whatever GOOGLE_GENAI_USE_ENTERPRISE says
            api_key=endpoint.api_key,  # else GOOGLE_API_KEY is used before GEMINI_API_KEY
            http_options=types.HttpOptions(
                base_url=endpoint.base_url,
                timeout=round(1000 * max(endpoint.seconds - GRACE_SECONDS, endpoint.seconds / 2)),  # milliseconds
                retry_options=types.HttpRetryOptions(attempts=1),  # None sends again after a lost connection
                httpx_async_client=self._connection,
            ),
        )

    async def ask(
        self, contents: types.Content, config: types.GenerateContentConfig, *, prompt: str, reference: str | None
    ) -> str:
        """The body of a 200. Raises CallError. `reference` is sent as a header; `prompt` is kept out of messages."""
        config = config.model_copy(
            update={
                "automatic_continuation": False,  # each continuation is a request, and billed
                "automatic_function_calling": types.AutomaticFunctionCallingConfig(disable=True),
                "should_return_http_response": True,  # the SDK would parse tens of megabytes on the event loop
                "http_options": types.HttpOptions(headers={"x-client-request-id": reference}) if reference else None,
            }
        )
        models = self._client.aio.models
        asked = models.generate_content(model=self.endpoint.model, contents=contents, config=config)
        answer = await self._bounded(asked, prompt)
        raw = answer.sdk_http_response
        return raw.body or "" if raw else ""

    async def find_model(self) -> None:
        """Look the model up, at no cost. Raises CallError."""
        await self._bounded(self._client.aio.models.get(model=self.endpoint.model), "")

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aio.aclose()
        self._client.close()
        await self._connection.aclose()

    async def _bounded(self, answer: Awaitable[T], prompt: str) -> T:
        where = self.endpoint.where
        try:
            async with self._deadline(self.endpoint.seconds):
                return await answer
        except TimeoutError:
            raise Unknown(f"{where}: no answer within {self.endpoint.seconds:g} s", cause="timeout") from None
        except errors.APIError as error:
            raise self._refusal(error, prompt) from None  # the SDK's error holds the request, and with it the key
        except Exception as error:  # noqa: BLE001 - the boundary to the SDK, whose HTTP and JSON errors come through raw
            raise broken(error, where) from None

    def _refusal(self, error: errors.APIError, prompt: str) -> CallError:
        status, headers, body = error.code, getattr(error.response, "headers", {}), b""
        if isinstance(content := getattr(error.response, "content", None), bytes):
            body = content
        return from_status(
            status, headers, body, self.endpoint.where, lambda message: self.endpoint.shown(message, prompt)
        )  # fmt: skip
