"""The form of a vision model's answer."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class WrittenPrompt(BaseModel):
    """One prompt of the answer."""

    model_config = ConfigDict(extra="ignore", strict=True)

    look: str = Field(default="", max_length=100)
    prompt: str = Field(min_length=1)


def answer_schema(count: int) -> dict[str, Any]:
    """The JSON schema of an answer with exactly `count` prompts."""
    entry = {
        "type": "object",
        "properties": {
            "look": {"type": "string", "description": "the look's name, as given"},
            "prompt": {"type": "string", "description": "at most 120 words"},
        },
        "required": ["look", "prompt"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"prompts": {"type": "array", "items": entry, "minItems": count, "maxItems": count}},
        "required": ["prompts"],
        "additionalProperties": False,
    }
