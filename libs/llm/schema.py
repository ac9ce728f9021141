"""Converting a pydantic model to the JSON Schema subset of strict structured output."""

from typing import Any

from pydantic import BaseModel

KEEP = ("type", "enum", "const", "description", "anyOf", "items", "properties")
"""Support for other keywords (limits, formats, defaults, references) differs: pydantic checks them."""
LIMITS = ("maxItems", "maxLength")
"""They stop endless answers of small models with a grammar (Ollama). OpenAI and others reject them."""


def strict_schema(model: type[BaseModel], *, limits: bool = False) -> dict[str, Any]:
    """`model`'s schema: all properties required, none additional, references inlined. Not for recursive models."""
    schema = model.model_json_schema()
    return _plain(schema, schema.get("$defs", {}), (*KEEP, *LIMITS) if limits else KEEP)


def _plain(node: dict[str, Any], definitions: dict[str, Any], keep: tuple[str, ...]) -> dict[str, Any]:
    if "$ref" in node:
        node = definitions[node["$ref"].rsplit("/", 1)[1]] | {key: node[key] for key in node if key != "$ref"}
    plain = {key: node[key] for key in keep if key in node}
    if "anyOf" in plain:
        plain["anyOf"] = [_plain(option, definitions, keep) for option in plain["anyOf"]]
    if "items" in plain:
        plain["items"] = _plain(plain["items"], definitions, keep)
    if plain.get("type") == "object":
        properties = plain.get("properties", {})
        plain["properties"] = {name: _plain(property_, definitions, keep) for name, property_ in properties.items()}
        plain["required"] = list(properties)
        plain["additionalProperties"] = False
    return plain
