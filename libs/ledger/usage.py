"""What a call used, by the provider's own figures, and its answer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens and images of one call. `image_tokens` are those of the output that are billed as images."""

    input_tokens: int = 0
    input_image_tokens: int = 0
    output_tokens: int = 0
    image_tokens: int = 0
    images: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """A provider's result: the bytes as received, what they are by the provider, and what it says of the call."""

    data: bytes
    media_type: str
    usage: Usage
    response_id: str | None
    model: str
    """The model version that answered; providers route old names to new models."""
