"""From the settings to a model."""

from typing import TYPE_CHECKING

from libs.llm.settings import LLMSettings

if TYPE_CHECKING:
    from libs.llm.openai_chat import OpenAIChat


def configured_model(settings: LLMSettings) -> "OpenAIChat | None":
    """The model that the settings name, or None. Nothing connects before the first question.

    The package openai is imported only where there is a model: its import takes most of a second.
    """
    endpoint = settings.endpoint()
    if endpoint is None:
        return None
    from libs.llm.openai_chat import OpenAIChat

    return OpenAIChat(endpoint)
