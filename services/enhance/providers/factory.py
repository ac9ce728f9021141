"""From the settings to models. An SDK is imported only where its model is chosen: that takes a second."""

from services.enhance.providers.prompter import Prompter
from services.enhance.providers.provider import ImageModel
from services.enhance.providers.settings import ProviderSettings


def configured_image_model(settings: ProviderSettings) -> ImageModel | None:
    """The paid image model that the settings choose; None: the local provider. Nothing connects before a call."""
    endpoint = settings.image_endpoint()
    if endpoint is None:
        return None
    if endpoint.provider == "gemini":
        from services.enhance.providers.gemini.images import GeminiImages

        return GeminiImages(endpoint)
    from services.enhance.providers.openai.images import OpenAIImages

    return OpenAIImages(endpoint, quality=settings.openai_image_quality)


def configured_prompter(settings: ProviderSettings) -> Prompter | None:
    """The vision model that writes prompts; None: the prompts are `services.enhance.prompts.template_prompts`."""
    endpoint = settings.vision_endpoint()
    if endpoint is None:
        return None
    from services.enhance.providers.gemini.prompter import GeminiPrompter

    return GeminiPrompter(endpoint)
