"""OpenAI-compatible chat that answers in a schema: OpenRouter, Ollama, OpenAI. Asking costs at most its deadline.

`OpenAIChat`, which needs the package openai, is in `libs.llm.openai_chat`: whoever asks no model can do without it.
"""

from libs.llm.breaker import Breaker
from libs.llm.errors import (
    BadAnswer,
    CircuitOpen,
    LLMError,
    ModelBusy,
    ModelTimeout,
    ModelUnavailable,
    RateLimited,
    RequestRefused,
)
from libs.llm.model import ChatModel
from libs.llm.settings import Endpoint, LLMSettings

__all__ = [
    "BadAnswer",
    "Breaker",
    "ChatModel",
    "CircuitOpen",
    "Endpoint",
    "LLMError",
    "LLMSettings",
    "ModelBusy",
    "ModelTimeout",
    "ModelUnavailable",
    "RateLimited",
    "RequestRefused",
]
