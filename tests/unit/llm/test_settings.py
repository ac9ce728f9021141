from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from libs.llm import LLMSettings

NO_KEYS: dict[str, Any] = {"OPENROUTER_API_KEY": None, "OPENAI_API_KEY": None, "LLM_PROVIDER": None, "LLM_MODEL": None}


def settings(**given: object) -> LLMSettings:
    """Settings by their environment names; the machine's own keys stay out of it."""
    return LLMSettings(**{**NO_KEYS, **given})


def test_nothing_set_is_no_model() -> None:
    assert settings().endpoint() is None


@pytest.mark.parametrize(
    ("given", "provider", "model", "base_url", "key"),
    [
        ({"LLM_PROVIDER": "ollama"}, "ollama", "llama3.2", "http://localhost:11434/v1", "ollama"),
        (
            {"LLM_PROVIDER": "Ollama", "OLLAMA_BASE_URL": "http://gpu:1/v1/"},
            "ollama",
            "llama3.2",
            "http://gpu:1/v1",
            "ollama",
        ),
        ({"LLM_PROVIDER": "openai", "OPENAI_API_KEY": "k"}, "openai", "gpt-4o-mini", "https://api.openai.com/v1", "k"),
        ({"OPENAI_API_KEY": "k", "LLM_MODEL": "m"}, "openai", "m", "https://api.openai.com/v1", "k"),
        (
            {"OPENAI_API_KEY": "k", "OPENROUTER_API_KEY": "r\n"},
            *("openrouter", "openai/gpt-4o-mini", "https://openrouter.ai/api/v1", "r"),
        ),
    ],
)
def test_provider(given: dict[str, str], provider: str, model: str, base_url: str, key: str) -> None:
    endpoint = settings(**given).endpoint()
    assert endpoint is not None
    assert (endpoint.provider, endpoint.model, endpoint.base_url, endpoint.api_key) == (provider, model, base_url, key)


def test_none_switches_the_model_off_although_a_key_is_set() -> None:
    assert settings(LLM_PROVIDER="none", OPENAI_API_KEY="k").endpoint() is None


@pytest.mark.parametrize("provider", ["openai", "openrouter"])
def test_a_provider_without_its_key_names_the_variable(provider: str) -> None:
    with pytest.raises(ValidationError, match=f"LLM_PROVIDER={provider} needs {provider.upper()}_API_KEY"):
        settings(LLM_PROVIDER=provider)


@pytest.mark.parametrize("url", ["gpu:11434", "ftp://gpu", "http://", "http://user:pw@gpu", "http://gpu?key=1"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ValidationError, match="OLLAMA_BASE_URL"):
        settings(LLM_PROVIDER="ollama", OLLAMA_BASE_URL=url)


def test_keys_show_nowhere() -> None:
    given = settings(LLM_PROVIDER="openai", OPENAI_API_KEY="sk-very-secret")
    assert "very-secret" not in f"{given!r} {given} {given.model_dump()} {given.endpoint()!r}"
    with pytest.raises(ValidationError) as error:
        settings(LLM_PROVIDER="openai", OPENAI_API_KEY="sk-very-secret\u2026")
    assert "very-secret" not in str(error.value.errors(include_context=False)[0]["msg"])


def test_environment_names(tmp_path: Path) -> None:
    file = tmp_path / "env"
    file.write_text("LLM_PROVIDER=ollama\nLLM_TIMEOUT_SECONDS=3.5\nLLM_MAX_TOKENS=300\nLLM_CONCURRENCY=2\nLLM_RPM=30\n")
    endpoint = LLMSettings(_env_file=file, openai_api_key=None).endpoint()
    assert endpoint is not None
    assert (endpoint.timeout_seconds, endpoint.max_tokens, endpoint.concurrency, endpoint.rpm) == (3.5, 300, 2, 30)
