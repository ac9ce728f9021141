"""Settings of the language model: `LLM_*`, and the providers' keys and URLs."""

from dataclasses import dataclass, field
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from libs.settings import HttpUrl, SecretKey, Settings

Provider = Literal["openrouter", "ollama", "openai"]

DEFAULT_MODELS: dict[Provider, str] = {
    "openrouter": "openai/gpt-4o-mini",
    "openai": "gpt-4o-mini",
    "ollama": "llama3.2",
}
KEY_ORDER: tuple[Provider, ...] = ("openrouter", "openai")
"""Without LLM_PROVIDER the first of these whose key is set is used."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A configured model at a provider."""

    provider: Provider
    model: str
    base_url: str
    api_key: str = field(repr=False)
    timeout_seconds: float = 20.0
    max_tokens: int = 1024
    concurrency: int = 8
    rpm: int | None = None


class LLMSettings(Settings):
    """Settings of the language model. Without LLM_PROVIDER and a key there is none."""

    provider: Literal["openrouter", "ollama", "openai", "none"] | None = Field(default=None, alias="LLM_PROVIDER")
    model: str | None = Field(default=None, alias="LLM_MODEL")
    openrouter_api_key: SecretKey | None = Field(default=None, alias="OPENROUTER_API_KEY")
    openai_api_key: SecretKey | None = Field(default=None, alias="OPENAI_API_KEY")
    ollama_base_url: HttpUrl = Field(default="http://localhost:11434", alias="OLLAMA_BASE_URL")
    openai_base_url: HttpUrl = Field(default="https://api.openai.com/v1", alias="OPENAI_BASE_URL")
    openrouter_base_url: HttpUrl = Field(default="https://openrouter.ai/api/v1", alias="OPENROUTER_BASE_URL")
    timeout_seconds: float = Field(
        default=20, gt=0, le=600, alias="LLM_TIMEOUT_SECONDS", description="deadline of a call, retries included"
    )
    max_tokens: int = Field(default=1024, ge=64, le=32_768, alias="LLM_MAX_TOKENS", description="longest answer")
    concurrency: int = Field(default=8, ge=1, le=1000, alias="LLM_CONCURRENCY", description="calls at a time")
    rpm: int | None = Field(default=None, ge=1, alias="LLM_RPM", description="calls a minute, of this process")

    @field_validator("provider", mode="before")
    @classmethod
    def _any_case(cls, value: object) -> object:
        return value.strip().lower() if isinstance(value, str) else value

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.provider in KEY_ORDER and not self._key(self.provider):
            name = "OPENROUTER_API_KEY" if self.provider == "openrouter" else "OPENAI_API_KEY"
            raise ValueError(f"LLM_PROVIDER={self.provider} needs {name}")
        return self

    def endpoint(self) -> Endpoint | None:
        """The configured model, or None."""
        provider = self.provider or next((name for name in KEY_ORDER if self._key(name)), None)
        if provider is None or provider == "none":
            return None
        # Ollama accepts any key, and serves the OpenAI API below /v1.
        ollama = self.ollama_base_url if self.ollama_base_url.endswith("/v1") else f"{self.ollama_base_url}/v1"
        urls = {"openrouter": self.openrouter_base_url, "openai": self.openai_base_url, "ollama": ollama}
        return Endpoint(
            provider=provider,
            model=self.model or DEFAULT_MODELS[provider],
            base_url=urls[provider],
            api_key=self._key(provider) or "ollama",
            timeout_seconds=self.timeout_seconds,
            max_tokens=self.max_tokens,
            concurrency=self.concurrency,
            rpm=self.rpm,
        )

    def _key(self, provider: Provider) -> str:
        key = {"openrouter": self.openrouter_api_key, "openai": self.openai_api_key}.get(provider)
        return key.get_secret_value() if key else ""
