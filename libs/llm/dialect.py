"""The parts of the chat API that a model supports: reduced after rejected requests, kept after the first success."""

import json
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from libs.llm.schema import strict_schema

REFUSALS = frozenset({400, 404, 422})
"""Statuses by which providers reject an unknown parameter. OpenRouter uses 404: no endpoint supports it."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """The form of requests. `plainer` returns the next one to try after a rejection."""

    schema: bool = True
    """True: strict json_schema. False: json_object, with the schema in the prompt."""
    limits: bool = False
    """Whether the schema limits lists and strings."""
    temperature: bool = True
    max_tokens: str = "max_tokens"
    routed: bool = False
    """OpenRouter only: route to hosts that support all parameters, not to ones that ignore the schema."""

    @property
    def key_path(self) -> str:
        """A path below the base URL that responds at once and rejects a wrong key."""
        return "/key" if self.routed else "/models"  # OpenRouter lists its models without a key

    @classmethod
    def of(cls, provider: str) -> "Dialect":
        """The first dialect to try with a provider."""
        return cls(limits=provider == "ollama", routed=provider == "openrouter")

    def request(
        self, *, model: str, system: str, user: str, answer: type[BaseModel], max_tokens: int
    ) -> dict[str, Any]:
        """Arguments of `chat.completions.create`. Never with tools, because the model reads untrusted text."""
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
        """The dialect to try after a rejection, or None if the rejection is not about the request's form.

        OpenAI's reasoning models reject `max_tokens` and `temperature` and name them in the message. Any other
        rejection may be about the schema, which hosts report in many ways: so one attempt is made without it.
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
