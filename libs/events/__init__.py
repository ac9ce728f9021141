"""The contract: envelope, topics and payload models. It imports pydantic and no other lib of ours."""

from libs.events.caption import CaptionParsed, Evidence, caption_digest
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
from libs.events.listing import (
    LISTED_CAPTION,
    PART_NAMES,
    PART_VERSIONS,
    ListingPart,
    ListingParts,
    ListingTag,
    ListingThumbnail,
    ListingUpdated,
    PartName,
)
from libs.events.merge import MergedInput, VideoMerged, VideoMergeRequested
from libs.events.object import ObjectCreated, S3Record
from libs.events.payload import Payload
from libs.events.picture import MissingPicture, StoredPicture
from libs.events.product import ProductImagesEnhanced, ProductSubmitted
from libs.events.reprocess import CaptionReprocessRequested, TaggerReprocessRequested, ThumbnailReprocessRequested
from libs.events.tags import Alternative, TagsGenerated
from libs.events.thumbnail import DetectedObject, RankedFrame, Thumbnail, ThumbnailGenerated, VideoFacts
from libs.events.tombstone import Tombstone
from libs.events.topics import BY_NAME, BY_PAYLOAD, TOPICS, Topic, topic
from libs.events.video import NewVideoPosted, VideoRemoved

__all__ = [
    "BY_NAME",
    "BY_PAYLOAD",
    "LISTED_CAPTION",
    "PART_NAMES",
    "PART_VERSIONS",
    "TOPICS",
    "Alternative",
    "CaptionParsed",
    "CaptionReprocessRequested",
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
    "ListingPart",
    "ListingParts",
    "ListingTag",
    "ListingThumbnail",
    "ListingUpdated",
    "MergedInput",
    "MissingPicture",
    "NewVideoPosted",
    "ObjectCreated",
    "PartName",
    "Payload",
    "ProductImagesEnhanced",
    "ProductSubmitted",
    "RankedFrame",
    "S3Record",
    "StoredPicture",
    "TaggerReprocessRequested",
    "TagsGenerated",
    "Thumbnail",
    "ThumbnailGenerated",
    "ThumbnailReprocessRequested",
    "Tombstone",
    "Topic",
    "VideoFacts",
    "VideoMergeRequested",
    "VideoMerged",
    "VideoRemoved",
    "caption_digest",
    "topic",
]
