"""A ChatModel on the `openai` SDK. I/O only: requests, retries and parsing are in the modules beside it."""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from http import HTTPStatus
from typing import Any, TypeVar

import openai
from pydantic import BaseModel

from libs.llm.answer import read_answer
from libs.llm.breaker import Breaker
from libs.llm.dialect import Dialect
from libs.llm.errors import LLMError, ModelBusy, ModelTimeout, ModelUnavailable
from libs.llm.limits import CallsPerMinute
from libs.llm.settings import Endpoint
from libs.llm.status import MAX_ANSWER_BYTES, MAX_ANSWER_CHUNKS, from_status, too_long
from libs.retry import Retry

T = TypeVar("T", bound=BaseModel)

CONNECT_SECONDS = 5.0
CHUNKS_A_TURN = 64
DEFAULT_RETRY = Retry()

log = logging.getLogger(__name__)


class OpenAIChat:
    """One model at one endpoint, for one event loop. Close it with `aclose`."""

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        retry: Retry = DEFAULT_RETRY,
        breaker: Breaker | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.provider: str = endpoint.provider
        self.model = endpoint.model
        self.breaker = breaker or Breaker()
        self._endpoint = endpoint
        self._retry = retry
        self._sleep = sleep
        self._clock = clock
        self._slots = asyncio.Semaphore(endpoint.concurrency)
        self._budget = CallsPerMinute(endpoint.rpm, clock=clock)
        self._dialect = Dialect.of(endpoint.provider)
        # The SDK's own retries do not respect our deadline.
        self._client = openai.AsyncOpenAI(api_key=endpoint.api_key, base_url=endpoint.base_url, max_retries=0)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def probe(self) -> None:
        """Check that the provider answers and accepts our key, at no cost. Raises ModelUnavailable.

        A provider without this endpoint passes, and so does a key that may call models but not list them.
        """
        path, timeout = self._dialect.key_path, openai.Timeout(self._endpoint.timeout_seconds, connect=CONNECT_SECONDS)
        try:
            await self._client.get(path, cast_to=object, options={"timeout": timeout})
        except openai.APIStatusError as error:
            failed = from_status(error, self._endpoint)
            if error.status_code == HTTPStatus.UNAUTHORIZED or getattr(failed, "transient", False):
                raise failed from None
        except openai.APIConnectionError as error:
            raise self._unreachable(error) from None

    async def extract(self, system: str, user: str, schema: type[T], *, deadline_seconds: float | None = None) -> T:
        """See ChatModel. `deadline_seconds` defaults to the endpoint's timeout."""
        seconds = self._endpoint.timeout_seconds if deadline_seconds is None else deadline_seconds
        end = self._clock() + seconds
        self.breaker.check()  # before waiting for a slot, which hung calls may hold
        asked = False
        try:
            async with asyncio.timeout(seconds), self._slots:
                await self._wait_for_budget(end)
                self.breaker.enter()
                asked = True
                return await self._report_to_breaker(self._ask(system, user, schema, end))
        except TimeoutError:
            if not asked:
                raise ModelBusy(f"no free slot within {seconds:g} s") from None
            self.breaker.failed()
            raise ModelTimeout(f"{self.provider} {self.model} did not answer within {seconds:g} s") from None

    async def _wait_for_budget(self, end: float) -> None:
        wait = self._budget.reserve(end - self._clock())
        if wait is None:
            raise ModelBusy(f"LLM_RPM={self._endpoint.rpm} is used up for longer than the deadline")
        if wait:
            await self._sleep(wait)

    async def _report_to_breaker(self, answer: Awaitable[T]) -> T:
        """Await `answer` and report the outcome to the breaker. A timeout is a cancellation here."""
        try:
            value = await answer
        except LLMError as error:
            self.breaker.failed() if error.opens_breaker else self.breaker.succeeded()
            raise
        except BaseException:
            self.breaker.abandoned()
            raise
        self.breaker.succeeded()
        return value

    async def _ask(self, system: str, user: str, schema: type[T], end: float) -> T:
        attempt = 1
        while True:
            try:
                return await self._attempt(system, user, schema, end)
            except ModelUnavailable as error:
                left = end - self._clock()
                delay = self._retry.delay(attempt, error, left, random.random())  # noqa: S311 - jitter, no secret
                if delay is None:
                    raise
            attempt += 1
            await self._sleep(delay)

    async def _attempt(self, system: str, user: str, schema: type[T], end: float) -> T:
        """One answer. The request's form is changed as long as the provider rejects it."""
        dialect = self._dialect
        while True:
            request = dialect.request(
                model=self.model,
                system=system,
                user=user,
                answer=schema,
                max_tokens=self._endpoint.max_tokens,
            )
            try:
                body = await self._post(request, max(0.1, end - self._clock()))
            except openai.APIStatusError as error:
                plainer = dialect.plainer(error.status_code, error.message)
                if plainer is None:
                    # `from None`: the SDK's error contains the request, and with it the key.
                    raise from_status(error, self._endpoint) from None
                dialect = plainer
            else:
                if dialect != self._dialect:
                    fields = {"provider": self.provider, "model": self.model, "dialect": asdict(dialect)}
                    log.info("llm_dialect_changed", extra=fields)
                    self._dialect = dialect
                return read_answer(body, schema)

    async def _post(self, request: dict[str, Any], seconds: float) -> bytes:
        """The body of a 2xx response. Raises APIStatusError for other statuses, ModelUnavailable for network errors."""
        timeout = openai.Timeout(seconds, connect=min(seconds, CONNECT_SECONDS))
        create = self._client.chat.completions.with_streaming_response.create
        body = bytearray()
        chunks = 0
        try:
            async with create(**request, timeout=timeout) as response:
                async for chunk in response.iter_bytes():
                    body += chunk
                    chunks += 1
                    if len(body) > MAX_ANSWER_BYTES or chunks > MAX_ANSWER_CHUNKS:
                        raise too_long()
                    if chunks % CHUNKS_A_TURN == 0:
                        await asyncio.sleep(0)  # the HTTP library returns buffered chunks without yielding to the loop
        except (LLMError, openai.APIStatusError):
            raise
        except Exception as error:  # noqa: BLE001 - see below
            # The boundary to the SDK: errors while a body is read come from its HTTP library, which depends on the
            # SDK's version. None of them may prevent that a caption is parsed.
            raise self._unreachable(error) from None
        return bytes(body)

    def _unreachable(self, error: Exception) -> ModelUnavailable:
        cause = type(error.__cause__ or error).__name__
        return ModelUnavailable(f"{self._endpoint.base_url}: {cause}", transient=True)
