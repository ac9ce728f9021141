"""JSON Schemas (draft 2020-12) of the payloads, as stored in docs/events/. Pure.

One schema is for both sides: what producers must write and readers must accept (pydantic's "validation" mode: a field
with a default may be missing). What our services write is always valid too.
"""

import re
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from libs.events.payload import Payload
from libs.events.topics import TOPICS, Topic

Schema = dict[str, Any]

DIALECT = GenerateJsonSchema.schema_dialect

_HEAD = ("$schema", "$id", "title", "description", "type", "properties", "required")


class _Plain(GenerateJsonSchema):
    """Without titles of fields: "Video Id" adds nothing to `video_id`."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schema_id(topic: Topic) -> str:
    """The `$id` of a topic's payload; its version is the one in the events' `ce_type`."""
    return f"urn:reelbus:event:{topic.name}:v1"


def payload_schema(topic: Topic, payload: type[Payload]) -> Schema:
    """The JSON Schema of `payload` on `topic`, with keys in a fixed order."""
    made = payload.model_json_schema(mode="validation", schema_generator=_Plain)
    schema = _flowing(made) | {"$schema": DIALECT, "$id": schema_id(topic)}
    head = {name: schema[name] for name in _HEAD if name in schema}
    return head | {name: value for name, value in schema.items() if name not in head}


def payload_schemas() -> dict[str, Schema]:
    """The schema of each topic that has a payload, by topic, in the table's order."""
    return {topic.name: payload_schema(topic, topic.payload) for topic in TOPICS if topic.payload is not None}


def _flowing(value: Any) -> Any:
    """`value` with descriptions without the docstrings' line breaks; paragraphs stay."""
    if isinstance(value, dict):
        return {
            key: re.sub(r"(?<!\n)\n(?!\n)", " ", item)
            if key == "description" and isinstance(item, str)
            else _flowing(item)
            for key, item in value.items()
        }
    return [_flowing(item) for item in value] if isinstance(value, list) else value
