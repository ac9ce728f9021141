"""From a provider's HTTP status to our error. A message of the provider is quoted cut, and without the key."""

import math
from datetime import datetime

import openai

from libs.llm.errors import BadAnswer, LLMError, ModelUnavailable, RateLimited, RequestRefused
from libs.llm.settings import Endpoint
from libs.retry import retry_after

MAX_ANSWER_BYTES = 512 * 1024
"""A completion's whole body. Longest honest answers have about 40 KiB."""
MAX_ANSWER_CHUNKS = 8192
"""Pieces that the body comes in: of 64 bytes each, at the largest."""

TRANSIENT = frozenset({408, 409, 425})
OURS = frozenset({400, 403, 413, 422})


def from_status(error: openai.APIStatusError, endpoint: Endpoint) -> LLMError:
    """The error that status and headers of `error` amount to."""
    status = error.status_code
    where = f"{endpoint.provider} {endpoint.model}: HTTP {status}"
    if status == 401:
        # Providers quote part of the key in this message, so none of it is shown.
        return ModelUnavailable(f"{where}: the key is not accepted")
    said = f"{where}: {' '.join(error.message.replace(endpoint.api_key, '***').split())[:200]}"
    wait = requested_wait(error.response.headers.get("retry-after-ms"), error.response.headers.get("retry-after"))
    if status == 429:
        # Used-up credit comes as 429 too, and does not pass by waiting.
        return RateLimited(said, transient=error.code != "insufficient_quota", retry_after=wait)
    if status in OURS:
        return RequestRefused(said)
    return ModelUnavailable(said, transient=status >= 500 or status in TRANSIENT, retry_after=wait)


def requested_wait(milliseconds: str | None, seconds: str | None, now: datetime | None = None) -> float | None:
    """Seconds to wait by `retry-after-ms`, which is OpenAI's own and finer, else by `retry-after`."""
    try:
        wait = float(milliseconds or "") / 1000
    except ValueError:
        return retry_after(seconds, now)
    return max(0.0, wait) if math.isfinite(wait) else retry_after(seconds, now)


def too_long() -> BadAnswer:
    """The error for a body that does not end."""
    return BadAnswer(f"the answer is longer than {MAX_ANSWER_BYTES // 1024} KiB")
