"""Settings of the caption service, from the environment."""

from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from libs.llm import LLMSettings
from libs.settings import JsonTexts, Settings
from services.caption.amounts.iso4217 import CODES

MAX_SECONDS = 28.0
"""A caption is to be answered within 30 s, the rules' part and the publishing included."""

Method = Literal["auto", "rules", "llm", "both"]


class CaptionSettings(Settings):
    """What bare numbers mean, and whether a model is asked."""

    default_currency: str | None = Field(
        default=None, alias="DEFAULT_CURRENCY", description="of bare numbers of all sellers; unset: they have none"
    )
    seller_currencies: JsonTexts = Field(
        default={}, alias="SELLER_CURRENCIES", description='JSON, such as {"shop_lagos": "NGN"}'
    )
    method: Method = Field(default="auto", alias="CAPTION_METHOD", description="auto: both if a model is configured")
    llm: LLMSettings = Field(default_factory=LLMSettings)

    @field_validator("default_currency")
    @classmethod
    def _iso(cls, value: str | None) -> str | None:
        return None if value is None else _code(value)

    @field_validator("seller_currencies")
    @classmethod
    def _by_handle(cls, value: dict[str, str]) -> dict[str, str]:
        return {handle_key(handle): _code(code) for handle, code in value.items()}

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.method in ("llm", "both") and self.llm.endpoint() is None:
            raise ValueError(f"CAPTION_METHOD={self.method} needs a model: set LLM_PROVIDER")
        if self.llm.timeout_seconds > MAX_SECONDS:
            raise ValueError(f"LLM_TIMEOUT_SECONDS must be at most {MAX_SECONDS:g} here: a caption has 30 s in total")
        return self


def handle_key(handle: str) -> str:
    """A seller's handle as it is looked up: without @, in any case."""
    return handle.strip().removeprefix("@").casefold()


def _code(value: str) -> str:
    code = value.strip().upper()
    if code not in CODES:
        raise ValueError("must be a currency code of ISO 4217, such as NGN")
    return code
