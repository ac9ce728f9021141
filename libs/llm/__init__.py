"""OpenAI-compatible chat that answers in a schema: OpenRouter, Ollama, OpenAI. Asking costs at most its deadline."""

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
from libs.llm.openai_chat import OpenAIChat
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
    "OpenAIChat",
    "RateLimited",
    "RequestRefused",
]
