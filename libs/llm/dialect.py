"""Which parts of the chat API a model takes. Learned from its refusals, remembered from its first success."""

import json
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from libs.llm.schema import strict_schema

REFUSALS = frozenset({400, 404, 422})
"""Statuses with which providers answer a parameter they do not know. OpenRouter says 404: no endpoint can."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How to phrase a request; `plainer` gives the next to try after a refusal."""

    schema: bool = True
    """json_schema with strict, or only json_object with the schema in the prompt."""
    limits: bool = False
    """Whether that schema bounds lists and strings."""
    temperature: bool = True
    max_tokens: str = "max_tokens"
    routed: bool = False
    """OpenRouter only: route to hosts that take all parameters sent, not to ones that drop the schema."""

    @property
    def key_path(self) -> str:
        """An address below the base URL that answers at once and refuses a wrong key."""
        return "/key" if self.routed else "/models"  # OpenRouter lists its models to anybody

    @classmethod
    def of(cls, provider: str) -> "Dialect":
        """The fullest that a provider is known to take."""
        return cls(limits=provider == "ollama", routed=provider == "openrouter")

    def request(
        self, *, model: str, system: str, user: str, answer: type[BaseModel], max_tokens: int
    ) -> dict[str, Any]:
        """Arguments of `chat.completions.create`. No tools, ever: what the model reads comes from strangers."""
        schema = strict_schema(answer, limits=self.limits)
        response_format: dict[str, Any] = {"type": "json_object"}
        if self.schema:
            description = {"name": answer.__name__, "strict": True, "schema": schema}
            response_format = {"type": "json_schema", "json_schema": description}
        else:
            system += f"\nAnswer only with one JSON object that fits this JSON Schema:\n{json.dumps(schema)}"
        request: dict[str, Any] = {
            "model": model,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
            "response_format": response_format,
        }
        # In the body, not as arguments: the SDK's signature differs between versions.
        body: dict[str, Any] = {self.max_tokens: max_tokens}
        if self.temperature:
            body["temperature"] = 0
        if self.routed:
            body["provider"] = {"require_parameters": True}
        return request | {"extra_body": body}

    def plainer(self, status: int, message: str) -> "Dialect | None":
        """What to try after a refusal, or None if the refusal is not about the request's phrasing.

        Reasoning models of OpenAI refuse `max_tokens` and `temperature`, and name them. Anything else may be the
        schema's fault, for hosts word that in many ways: tried once without.
        """
        if status not in REFUSALS:
            return None
        if self.max_tokens == "max_tokens" and "max_completion_tokens" in message:
            return replace(self, max_tokens="max_completion_tokens")
        if self.temperature and "temperature" in message:
            return replace(self, temperature=False)
        if status == 404 and not (self.routed and "endpoint" in message.lower()):
            return None
        return replace(self, schema=False, routed=False) if self.schema else None
