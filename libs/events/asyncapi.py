"""The AsyncAPI 3.0.0 document of the table of topics: channels, messages, senders and receivers. Pure."""

from typing import Any

from libs.events.envelope import event_type
from libs.events.specs import topic_spec
from libs.events.topics import TOPICS, Topic

Json = dict[str, Any]

CONTRACT_VERSION = "1.2.0"
"""Version of the contract, not of the code. Compatible additions increase its minor number."""

BINDING_VERSION = "0.5.0"

_DESCRIPTION = (
    "Values are JSON and contain only the payload. CloudEvents attributes are in `ce_*` headers (binary mode), the W3C "
    "trace context in `traceparent`. All headers are optional: the id of a message without one derives from its topic, "
    "partition and offset. Unknown fields are ignored. Delivery is at least once: a repeat has the same `ce_id`."
)

_HEADERS: Json = {
    "type": "object",
    "description": "CloudEvents 1.0 attributes in binary mode, and the W3C trace context. All are optional.",
    "properties": {
        "ce_id": {"type": "string", "description": "The event's id; a repeated delivery has the same"},
        "ce_type": {"type": "string", "description": "`reelbus.<topic>.v1`"},
        "ce_source": {"type": "string", "description": "Who sent it, such as `reelbus/caption`"},
        "ce_time": {"type": "string", "format": "date-time", "description": "When it was sent"},
        "ce_causationid": {"type": "string", "description": "The `ce_id` of the event that this one is a result of"},
        "ce_specversion": {"type": "string", "const": "1.0"},
        "content-type": {"type": "string", "const": "application/json"},
        "traceparent": {"type": "string", "pattern": "^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}"},
    },
}


def asyncapi() -> Json:
    """The whole document. Payloads are references to the schema files beside it (`./<topic>.json`)."""
    return {
        "asyncapi": "3.0.0",
        "id": "urn:reelbus:events",
        "info": {
            "title": "Reelbus events",
            "version": CONTRACT_VERSION,
            "description": _DESCRIPTION,
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        },
        "defaultContentType": "application/json",
        "channels": {topic.name: _channel(topic) for topic in TOPICS},
        "operations": dict(operation for topic in TOPICS for operation in _operations(topic)),
        "components": {
            "schemas": {"EventHeaders": _HEADERS},
            "messages": {topic.name: _message(topic) for topic in TOPICS},
        },
    }


def _channel(topic: Topic) -> Json:
    spec = topic_spec(topic)
    config: Json = {"cleanup.policy": [spec.config["cleanup.policy"]]}
    config |= {name: int(spec.config[name]) for name in ("retention.ms", "max.message.bytes") if name in spec.config}
    return {
        "address": topic.name,
        "summary": topic.summary,
        "messages": {topic.name: {"$ref": f"#/components/messages/{topic.name}"}},
        "bindings": {
            "kafka": {
                "topic": spec.name,
                "partitions": spec.partitions,
                "topicConfiguration": config,
                "bindingVersion": BINDING_VERSION,
            }
        },
    }


def _message(topic: Topic) -> Json:
    message: Json = {
        "name": topic.name,
        "title": event_type(topic.name),
        "summary": topic.summary,
        "contentType": "application/json",
        "headers": {"$ref": "#/components/schemas/EventHeaders"},
        "bindings": {
            "kafka": {
                "key": {"type": "string", "description": f"`{topic.key}`"},
                "bindingVersion": BINDING_VERSION,
            }
        },
    }
    if topic.payload is not None:
        # Without schemaFormat: tools support only draft-07 by name, and read these schemas as its superset.
        message["payload"] = {"$ref": f"./{topic.name}.json"}
    return message


def _operations(topic: Topic) -> list[tuple[str, Json]]:
    def operation(action: str, who: str, summary: str) -> tuple[str, Json]:
        body: Json = {
            "action": action,
            "title": f"{who} {action}s {topic.name}",
            "summary": summary,
            "channel": {"$ref": f"#/channels/{topic.name}"},
            "messages": [{"$ref": f"#/channels/{topic.name}/messages/{topic.name}"}],
        }
        if action == "receive":
            body["bindings"] = {
                "kafka": {"groupId": {"type": "string", "const": who}, "bindingVersion": BINDING_VERSION}
            }
        return f"{who.replace(' ', '-')}-{action}s-{topic.name}", body

    return [
        *(operation("send", who, f"Sent by {who}") for who in topic.producers),
        *(operation("receive", who, f"Handled by the consumer group {who}") for who in topic.consumers),
    ]
