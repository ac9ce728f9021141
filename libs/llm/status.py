"""Converting a provider's HTTP status to our error. The provider's message is truncated, and the key removed."""

import math
from datetime import datetime

import openai

from libs.llm.errors import BadAnswer, LLMError, ModelUnavailable, RateLimited, RequestRefused
from libs.llm.settings import Endpoint
from libs.retry import retry_after

MAX_ANSWER_BYTES = 512 * 1024
"""Limit of a completion's body. The longest normal answers have about 40 KiB."""
MAX_ANSWER_CHUNKS = 8192
"""Limit of a body's chunks: 64 bytes each for a body of the maximum size."""

TRANSIENT = frozenset({408, 409, 425})
OURS = frozenset({400, 403, 413, 422})


def from_status(error: openai.APIStatusError, endpoint: Endpoint) -> LLMError:
    """The error for the status and headers of `error`."""
    status = error.status_code
    where = f"{endpoint.provider} {endpoint.model}: HTTP {status}"
    if status == 401:
        # Without the provider's message, which quotes a part of the key.
        return ModelUnavailable(f"{where}: authentication failed: check the key")
    message = f"{where}: {' '.join(error.message.replace(endpoint.api_key, '***').split())[:200]}"
    wait = requested_wait(error.response.headers.get("retry-after-ms"), error.response.headers.get("retry-after"))
    if status == 429:
        # An exhausted quota is a 429 too, and waiting does not help.
        return RateLimited(message, transient=error.code != "insufficient_quota", retry_after=wait)
    if status in OURS:
        return RequestRefused(message)
    return ModelUnavailable(message, transient=status >= 500 or status in TRANSIENT, retry_after=wait)


def requested_wait(milliseconds: str | None, seconds: str | None, now: datetime | None = None) -> float | None:
    """Seconds to wait: from `retry-after-ms`, an OpenAI header, else from `retry-after`."""
    try:
        wait = float(milliseconds or "") / 1000
    except ValueError:
        return retry_after(seconds, now)
    return max(0.0, wait) if math.isfinite(wait) else retry_after(seconds, now)


def too_long() -> BadAnswer:
    """The error for a body above the limit."""
    return BadAnswer(f"the answer is longer than {MAX_ANSWER_BYTES // 1024} KiB")
