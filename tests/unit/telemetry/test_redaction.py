"""No secret in a log line."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.telemetry.redaction import _PATTERNS, HIDDEN, is_secret, redact, redacted

SECRET = "hunter2hunter2"

TEXTS = [
    f"postgresql://reelbus:{SECRET}@db:5432/shop",
    f"postgresql://reelbus:{SECRET}@with@ats@db:5432/shop",
    f"redis://:{SECRET}@cache/0",
    f"GET https://b.s3.amazonaws.com/k?X-Amz-Date=20250101&X-Amz-Signature={SECRET}&x=1 failed",
    f"https://b/k?X-Amz-Security-Token={SECRET}",
    f"https://b/k?X-Amz-Credential={SECRET}%2F2025",
    f"https://storage.googleapis.com/b/k?X-Goog-Signature={SECRET}",
    f"https://a.blob.core.windows.net/c/k?sv=2024&sig={SECRET}",
    f"https://generativelanguage.googleapis.com/v1/models?key={SECRET}",
    f"{{'Authorization': 'Bearer {SECRET}'}}",
    f"api_key={SECRET}",
    f'{{"password": "{SECRET}"}}',
    f"OPENAI_API_KEY={SECRET}",
    "Incorrect API key provided: sk-hunter2hunter2",
    "xi sk_hunter2hunter2",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_secret_in_a_text_is_hidden(text: str) -> None:
    clean = redact(text)
    assert "hunter2" not in clean
    assert HIDDEN in clean


def test_what_surrounds_a_secret_stays() -> None:
    assert redact(f"postgresql://reelbus:{SECRET}@db/shop") == f"postgresql://reelbus:{HIDDEN}@db/shop"
    assert (
        redact(f"https://b/k?X-Amz-Signature={SECRET}&x=1 failed") == f"https://b/k?X-Amz-Signature={HIDDEN}&x=1 failed"
    )


@pytest.mark.parametrize(
    "text",
    [
        "new-video-posted: 3 messages done",
        "https://www.tiktok.com/@test/video/123",
        "no broker answers at 127.0.0.1:9092",
        "check KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD (SaslAuthenticationFailed)",
        "🔥 New heels only 55k! Sizes 37–41 #TRACK",
        "key: value, tokens: 120",
        "a basic question",
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize(
    "name", ["password", "sasl_password", "token", "access_token", "api_key", "xi-api-key", "Authorization", "apikey"]
)
def test_names_of_secrets(name: str) -> None:
    assert is_secret(name)
    assert redacted(SECRET, name) == HIDDEN


@pytest.mark.parametrize("name", ["prompt_tokens", "max_tokens", "key", "event_id", "topic", "passed", "caption"])
def test_names_of_no_secrets(name: str) -> None:
    assert not is_secret(name)


def test_secrets_are_found_inside_of_structures() -> None:
    value = {"headers": [{"authorization": SECRET}], "url": f"amqp://u:{SECRET}@h", "n": 3}
    assert redacted(value) == {"headers": [{"authorization": HIDDEN}], "url": f"amqp://u:{HIDDEN}@h", "n": 3}


@pytest.mark.parametrize("text", ["://" * 40_000, "a.b:" * 30_000, "://a:" * 30_000, "?key=" * 30_000, "sk-" * 40_000])
def test_hostile_text_takes_no_longer(text: str) -> None:
    started = time.process_time()
    redact(text)
    assert time.process_time() - started < 10, "quadratic would take minutes"


PARTS = ("https://", "user:pass@", "?sig=", "token", "password", "=", ":", " ", "Bearer ", "sk-", "sk_", "AIza", "AKIA")


@given(st.lists(st.one_of(st.sampled_from(PARTS), st.text("abcABC019-_./'\"", max_size=24)), max_size=6).map("".join))
def test_a_text_that_is_passed_over_holds_nothing_that_a_pattern_finds(text: str) -> None:
    expected = text
    for pattern, replacement in _PATTERNS:
        expected = pattern.sub(replacement, expected)
    assert redact(text) == expected
