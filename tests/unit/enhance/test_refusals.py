"""Error answers of providers and proxies as errors of a call."""

import json
from typing import Any

import pytest

from fixtures.providers import gemini as google
from fixtures.providers import openai as open_ai
from libs.ledger.errors import Blocked, CallError, NotServed, RateLimited, Refused, Unknown
from services.enhance.providers.endpoint import Endpoint, without
from services.enhance.providers.gemini import refusals as gemini
from services.enhance.providers.openai import refusals as openai

PER_MINUTE, PER_DAY = "GenerateRequestsPerMinutePerProjectPerModel", "GenerateRequestsPerDayPerProjectPerModel-FreeTier"


def of_google(status: int, body: Any, **headers: str) -> CallError:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return gemini.from_status(status, headers, data, "gemini m", lambda message: message)


def of_openai(status: int, body: Any, **headers: str) -> CallError:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return openai.from_status(status, headers, data, "openai m", lambda message: message)


@pytest.mark.parametrize(
    ("body", "retry_after", "daily"),
    [
        (google.quota(PER_MINUTE, "53s"), 53, False),
        (google.quota(PER_MINUTE, "1.5s"), 1.5, False),
        (google.quota(PER_MINUTE, None), None, False),
        (google.quota(PER_MINUTE, "soon"), None, False),
        (google.quota(PER_DAY, "53s"), 53, True),
        ([google.quota(PER_DAY, None)], None, True),
        (google.error(429, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota)."), None, False),
    ],
)
def test_googles_limits(body: Any, retry_after: float | None, daily: bool) -> None:
    error = of_google(429, body)
    assert isinstance(error, RateLimited)
    assert (error.retry_after, error.daily) == (retry_after, daily)


@pytest.mark.parametrize(
    ("status", "body", "kind", "again"),
    [
        (
            429,
            google.error(429, "RESOURCE_EXHAUSTED", "Quota exceeded for metric: requests, limit: 0"),
            NotServed,
            False,
        ),
        (429, google.error(429, "RESOURCE_EXHAUSTED", "Your prepayment credits are depleted."), NotServed, False),
        (400, google.error(400, "INVALID_ARGUMENT", "no", [{"reason": "API_KEY_INVALID"}]), NotServed, False),
        (400, google.error(400, "FAILED_PRECONDITION", "User location is not supported"), NotServed, False),
        (400, google.error(400, "INVALID_ARGUMENT", "aspect ratio"), Refused, False),
        (401, google.error(401, "UNAUTHENTICATED", "no"), NotServed, False),
        (403, google.error(403, "PERMISSION_DENIED", "no"), NotServed, False),
        (404, google.error(404, "NOT_FOUND", "models/x is not found"), NotServed, False),
        (413, google.error(413, "INVALID_ARGUMENT", "too large"), Refused, False),
        (499, google.error(499, "CANCELLED", "cancelled"), Refused, True),
        (500, google.error(500, "INTERNAL", "An internal error has occurred."), Refused, True),
        (502, google.error(502, "BAD_GATEWAY", "try again"), Unknown, None),
        (503, google.error(503, "UNAVAILABLE", "The model is overloaded."), Refused, True),
        (504, google.error(504, "DEADLINE_EXCEEDED", "too slow"), Refused, True),
    ],
)
def test_googles_own_errors(status: int, body: Any, kind: type[CallError], again: bool | None) -> None:
    error = of_google(status, body)
    assert type(error) is kind
    assert getattr(error, "again", None) is again


@pytest.mark.parametrize(
    ("status", "body", "kind", "again"),
    [
        (400, open_ai.error("no", "moderation_blocked"), Blocked, None),
        (400, open_ai.error("no", "content_policy_violation"), Blocked, None),
        (400, open_ai.error("no", "billing_hard_limit_reached"), NotServed, False),
        (400, open_ai.error("size"), Refused, False),
        (401, open_ai.error("Incorrect API key provided: sk-123"), NotServed, False),
        (403, open_ai.error("Your organization must be verified"), NotServed, False),
        (404, open_ai.error("gone", "model_not_found"), NotServed, False),
        (429, open_ai.error("no", None, "insufficient_quota"), NotServed, False),
        (429, open_ai.error("slow down", "rate_limit_exceeded"), RateLimited, True),
        (500, open_ai.error("server had an error", None, "server_error"), Refused, True),
        (503, open_ai.error("overloaded"), Refused, True),
        (504, open_ai.error("the upstream was too slow"), Unknown, None),
        (408, open_ai.error("timeout"), Unknown, None),
    ],
)
def test_openais_own_errors(status: int, body: Any, kind: type[CallError], again: bool | None) -> None:
    error = of_openai(status, body)
    assert type(error) is kind
    assert getattr(error, "again", None) is again
    assert "sk-123" not in str(error)


def test_openais_wait_is_the_more_precise_header() -> None:
    error = of_openai(429, open_ai.error("no"), **{"retry-after": "2", "retry-after-ms": "1500"})
    assert isinstance(error, RateLimited)
    assert error.retry_after == 1.5


@pytest.mark.parametrize("answer", [of_google, of_openai])
@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (301, NotServed), (307, NotServed), (401, NotServed), (404, NotServed), (407, NotServed), (413, Refused),
        (429, RateLimited), (408, Unknown), (500, Unknown), (502, Unknown), (504, Unknown), (520, Unknown),
    ],
)  # fmt: skip
@pytest.mark.parametrize("body", [b"<html>", b"", b"\xff", b"[1]", b'{"error": "no"}', b"[" * 9000])
def test_answers_that_are_not_the_providers(answer: Any, status: int, kind: type[CallError], body: bytes) -> None:
    error = answer(status, body)
    assert type(error) is kind
    assert error.usage is None


def test_a_message_shows_neither_key_nor_prompt() -> None:
    endpoint = Endpoint("gemini", "m", "http://h", "sekret-key")
    prompt = "Show the golden teapot\nof the Emperor on a table"
    shown = endpoint.shown(
        "Bad value 'show the golden  teapot of the Emperor on' with sekret-key in it " + "x" * 999, prompt
    )
    assert shown.startswith("Bad value '…' with *** in it xxx")
    assert len(shown) == 240
    assert "sekret-key" not in repr(endpoint)


def test_short_words_in_common_stay() -> None:
    assert without("The size is not supported", "Show the shoe; the size is 7") == "The size is not supported"
