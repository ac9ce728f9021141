"""OpenAI-compatible chat with structured answers: OpenRouter, Ollama, OpenAI. A call ends by its deadline.

`configured_model` imports `OpenAIChat`, and the package openai with it, only where a model is set.
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
from libs.llm.factory import configured_model
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
    "configured_model",
]
