"""Settings of the tagger, from the environment."""

from typing import Literal, Self

from pydantic import Field, model_validator

from libs.llm import LLMSettings
from libs.settings import Settings

MAX_SECONDS = 14
"""Tags are to be there within 15 s, the rules' part and the publishing included."""

Method = Literal["auto", "rules", "llm", "both"]


class TaggerSettings(Settings):
    """Whether a model is asked, and for how long."""

    method: Method = Field(default="auto", alias="TAGGER_METHOD", description="auto: both if a model is configured")
    model_seconds: float = Field(
        default=12,
        gt=0,
        le=MAX_SECONDS,
        alias="TAGGER_LLM_TIMEOUT_SECONDS",
        description="deadline of a call, instead of LLM_TIMEOUT_SECONDS",
    )
    llm: LLMSettings = Field(default_factory=LLMSettings)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.method in ("llm", "both") and self.llm.endpoint() is None:
            raise ValueError(f"TAGGER_METHOD={self.method} needs a model: set LLM_PROVIDER")
        return self
