"""What a call used, by the provider's own figures, and its answer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens and images of one call. No token is counted twice: each has its own price."""

    input_tokens: int = 0
    """Text of the input."""
    input_image_tokens: int = 0
    """Pictures of the input."""
    output_tokens: int = 0
    """Text of the output, reasoning included."""
    image_tokens: int = 0
    """Pictures of the output."""
    images: int = 0
    """Pictures of the output, for models that are billed by the picture."""

    @property
    def tokens(self) -> int:
        """All tokens together."""
        return self.input_tokens + self.input_image_tokens + self.output_tokens + self.image_tokens


@dataclass(frozen=True, slots=True)
class Answer:
    """A provider's result: the bytes as received, what they are by the provider, and what it says of the call."""

    data: bytes
    media_type: str
    usage: Usage
    response_id: str | None
    model: str
    """The model version that answered; providers route old names to new models."""
    flags: tuple[str, ...] = ()
    """Notes of the provider for a reviewer, such as `degraded`."""
