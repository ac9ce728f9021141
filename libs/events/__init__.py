"""The contract: envelope, topics and payload models. It imports pydantic and no other lib of ours."""

from libs.events.caption import CaptionParsed, Evidence
from libs.events.collage import (
    CollageBatchCompleted,
    CollageBatchPlanned,
    CollageBatchSubmitted,
    CollageGenerated,
    CollageRequested,
    CollageRequestedLow,
    CoverImage,
    Layout,
)
from libs.events.object import ObjectCreated, S3Record
from libs.events.payload import Payload
from libs.events.thumbnail import DetectedObject, RankedFrame, Thumbnail, ThumbnailGenerated, VideoFacts
from libs.events.topics import BY_NAME, BY_PAYLOAD, TOPICS, Topic, topic
from libs.events.video import NewVideoPosted

__all__ = [
    "BY_NAME",
    "BY_PAYLOAD",
    "TOPICS",
    "CaptionParsed",
    "CollageBatchCompleted",
    "CollageBatchPlanned",
    "CollageBatchSubmitted",
    "CollageGenerated",
    "CollageRequested",
    "CollageRequestedLow",
    "CoverImage",
    "DetectedObject",
    "Evidence",
    "Layout",
    "NewVideoPosted",
    "ObjectCreated",
    "Payload",
    "RankedFrame",
    "S3Record",
    "Thumbnail",
    "ThumbnailGenerated",
    "Topic",
    "VideoFacts",
    "topic",
]
