"""The contract: envelope, topics, payload models. Imports pydantic and nothing else of ours."""

from libs.events.caption import CaptionParsed, Evidence
from libs.events.payload import Payload
from libs.events.topics import BY_NAME, BY_PAYLOAD, TOPICS, Topic, topic
from libs.events.video import NewVideoPosted

__all__ = [
    "BY_NAME",
    "BY_PAYLOAD",
    "TOPICS",
    "CaptionParsed",
    "Evidence",
    "NewVideoPosted",
    "Payload",
    "Topic",
    "topic",
]
