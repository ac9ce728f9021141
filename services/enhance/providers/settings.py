"""Settings of the image providers and of the vision model: `IMAGE_*`, `GEMINI_*`, `OPENAI_*`."""

from typing import Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator

from libs.limits import Quota, Scope, scope_of
from libs.settings import HttpUrl, SecretKey, Settings
from services.enhance.providers.endpoint import Endpoint

Provider = Literal["local", "gemini", "openai"]


class ProviderSettings(Settings):
    """Which provider makes images, its models, keys and limits."""

    provider: Literal["local", "gemini", "openai"] | None = Field(default=None, alias="IMAGE_PROVIDER")
    call_seconds: float = Field(default=180, ge=20, le=900, alias="IMAGE_CALL_SECONDS")
    gemini_api_key: SecretKey | None = Field(default=None, alias="GEMINI_API_KEY")
    gemini_base_url: HttpUrl = Field(default="https://generativelanguage.googleapis.com", alias="GEMINI_BASE_URL")
    gemini_model: str = Field(default="gemini-3.8-flash", alias="GEMINI_MODEL")
    gemini_image_model: str = Field(default="gemini-3.1-flash-image", alias="GEMINI_IMAGE_MODEL")
    gemini_project: str | None = Field(default=None, alias="GEMINI_PROJECT")
    gemini_rpm: int = Field(default=60, ge=1, alias="GEMINI_RPM")
    gemini_tpm: int | None = Field(default=None, ge=1, alias="GEMINI_TPM")
    gemini_ipm: int | None = Field(default=None, ge=1, alias="GEMINI_IPM")
    gemini_rpd: int | None = Field(default=None, ge=1, alias="GEMINI_RPD")
    openai_api_key: SecretKey | None = Field(default=None, alias="OPENAI_API_KEY")
    openai_base_url: HttpUrl = Field(default="https://api.openai.com/v1", alias="OPENAI_BASE_URL")
    openai_image_model: str = Field(default="gpt-image-2.5-flare", alias="OPENAI_IMAGE_MODEL")
    openai_image_quality: Literal["low", "medium", "high", "auto"] = Field(
        default="medium", alias="OPENAI_IMAGE_QUALITY"
    )
    openai_image_rpm: int = Field(default=60, ge=1, alias="OPENAI_IMAGE_RPM")
    openai_image_tpm: int | None = Field(default=None, ge=1, alias="OPENAI_IMAGE_TPM")
    openai_image_ipm: int | None = Field(default=None, ge=1, alias="OPENAI_IMAGE_IPM")
    openai_image_rpd: int | None = Field(default=None, ge=1, alias="OPENAI_IMAGE_RPD")

    @field_validator("provider", "openai_image_quality", mode="before")
    @classmethod
    def _any_case(cls, value: object) -> object:
        return value.strip().lower() if isinstance(value, str) else value

    @field_validator("gemini_model", "gemini_image_model", "openai_image_model")
    @classmethod
    def _name(cls, value: str) -> str:
        name = value.strip().removeprefix("models/")
        if not name or not name.isascii() or not name.isprintable() or any(one in name for one in " ?#%"):
            raise ValueError("must be a model's name, such as gemini-3.1-flash-image")
        return name

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.provider == "gemini" and not _text(self.gemini_api_key):
            raise ValueError("IMAGE_PROVIDER=gemini needs GEMINI_API_KEY")
        if self.provider == "openai" and not _text(self.openai_api_key):
            raise ValueError("IMAGE_PROVIDER=openai needs OPENAI_API_KEY")
        return self

    @property
    def chosen(self) -> Provider:
        """The provider of images: IMAGE_PROVIDER; else gemini if its key is set, else local.

        An OPENAI_API_KEY alone chooses nothing: it may be there for captions.
        """
        return self.provider or ("gemini" if _text(self.gemini_api_key) else "local")

    def image_endpoint(self) -> Endpoint | None:
        """The chosen image model; None: the local provider."""
        if self.chosen == "local":
            return None
        if self.chosen == "gemini":
            return self._gemini(self.gemini_image_model)
        return Endpoint(
            provider="openai",
            model=self.openai_image_model,
            base_url=self.openai_base_url,
            api_key=_text(self.openai_api_key),
            seconds=self.call_seconds,
        )

    def vision_endpoint(self) -> Endpoint | None:
        """The model that writes prompts. None without a Gemini key, and where the local provider makes the images."""
        return None if self.chosen == "local" or not _text(self.gemini_api_key) else self._gemini(self.gemini_model)

    def scope(self, endpoint: Endpoint) -> Scope:
        """What the provider counts together with the calls of `endpoint`."""
        project = self.gemini_project if endpoint.provider == "gemini" else None
        return scope_of(endpoint.provider, endpoint.model, project, endpoint.api_key)

    def quota(self, endpoint: Endpoint) -> Quota:
        """The limits of `endpoint`."""
        if endpoint.provider == "gemini":
            return Quota(self.gemini_rpm, self.gemini_tpm, self.gemini_ipm, self.gemini_rpd)
        return Quota(self.openai_image_rpm, self.openai_image_tpm, self.openai_image_ipm, self.openai_image_rpd)

    def _gemini(self, model: str) -> Endpoint:
        key = _text(self.gemini_api_key)
        return Endpoint("gemini", model, self.gemini_base_url, key, self.call_seconds)


def _text(key: SecretStr | None) -> str:
    return key.get_secret_value() if key else ""
