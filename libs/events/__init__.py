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
from libs.events.image import ImageGenerated, ImageGenerationRequested
from libs.events.merge import MergedInput, VideoMerged, VideoMergeRequested
from libs.events.object import ObjectCreated, S3Record
from libs.events.payload import Payload
from libs.events.picture import MissingPicture, StoredPicture
from libs.events.product import ProductImagesEnhanced, ProductSubmitted
from libs.events.tags import Alternative, TagsGenerated
from libs.events.thumbnail import DetectedObject, RankedFrame, Thumbnail, ThumbnailGenerated, VideoFacts
from libs.events.topics import BY_NAME, BY_PAYLOAD, TOPICS, Topic, topic
from libs.events.video import NewVideoPosted

__all__ = [
    "BY_NAME",
    "BY_PAYLOAD",
    "TOPICS",
    "Alternative",
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
    "ImageGenerated",
    "ImageGenerationRequested",
    "Layout",
    "MergedInput",
    "MissingPicture",
    "NewVideoPosted",
    "ObjectCreated",
    "Payload",
    "ProductImagesEnhanced",
    "ProductSubmitted",
    "RankedFrame",
    "S3Record",
    "StoredPicture",
    "TagsGenerated",
    "Thumbnail",
    "ThumbnailGenerated",
    "Topic",
    "VideoFacts",
    "VideoMergeRequested",
    "VideoMerged",
    "topic",
]
