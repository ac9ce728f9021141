"""The one table of topics. CLI, compose, Kubernetes, AsyncAPI and docs are generated from it or tested against it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from libs.events.caption import CaptionParsed
from libs.events.collage import (
    CollageBatchCompleted,
    CollageBatchPlanned,
    CollageBatchSubmitted,
    CollageGenerated,
    CollageRequested,
    CollageRequestedLow,
)
from libs.events.image import ImageGenerated, ImageGenerationRequested
from libs.events.listing import ListingUpdated
from libs.events.merge import VideoMerged, VideoMergeRequested
from libs.events.object import ObjectCreated
from libs.events.payload import Payload
from libs.events.product import ProductImagesEnhanced, ProductSubmitted
from libs.events.reprocess import CaptionReprocessRequested, TaggerReprocessRequested, ThumbnailReprocessRequested
from libs.events.tags import TagsGenerated
from libs.events.thumbnail import ThumbnailGenerated
from libs.events.video import NewVideoPosted, VideoRemoved

WEEK = timedelta(days=7)
MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic. `key` is the payload's field that becomes the Kafka key; with `a|b` the first that is set, with `a/b`
    both.

    `payload` is None until its service exists. Each consumer group in `consumers` has its own retry topics and dead
    letters. `max_message_bytes` is the size of the largest record. Messages of a `background` topic are handled while
    the group's other topics have none.

    With `tombstones`, a null value is an event too: it means that the key is deleted, and handlers get a `Tombstone`.
    Elsewhere it is a dead letter. An `internal` topic is a service's own storage: it has no payload model and no
    consumer groups, and its records have no meaning for others.
    """

    name: str
    key: str
    summary: str
    payload: type[Payload] | None = None
    producers: tuple[str, ...] = ()
    consumers: tuple[str, ...] = ()
    partitions: int = 12
    retention: timedelta = WEEK
    compacted: bool = False
    max_message_bytes: int = 1024 * 1024
    background: bool = False
    tombstones: bool = False
    internal: bool = False

    def key_of(self, payload: Payload) -> str:
        """The Kafka key of a payload of this topic."""
        choices = _fields(self.key)
        if len(choices) == 1 == len(choices[0]):  # nearly all of them, once for each message
            value = getattr(payload, self.key)
            if value is not None:
                return str(value)
        for fields in choices:
            values = [getattr(payload, field) for field in fields]
            if None not in values:
                return "/".join(map(str, values))
        raise ValueError(f"a payload of {self.name} needs {self.key} as its key")


@cache
def _fields(key: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(part.split("/")) for part in key.split("|"))


TOPICS: tuple[Topic, ...] = (
    Topic("new-video-posted", "video_id", "A seller posted a short video", NewVideoPosted,
          ("ingest", "gateway", "anyone"), ("caption", "thumbnail", "catalog")),
    Topic("caption-parsed", "video_id", "What a video's caption says", CaptionParsed,
          ("caption",), ("tagger", "catalog")),
    Topic("tags-generated", "video_id", "Semantic and category tags of a video", TagsGenerated,
          ("tagger",), ("catalog",)),
    Topic("thumbnail-generated", "video_id", "A video's best frames, stored", ThumbnailGenerated,
          ("thumbnail",), ("catalog",)),
    Topic("caption-reprocess-requested", "video_id", "A listed video's caption must be read again",
          CaptionReprocessRequested, ("cli", "anyone"), ("caption",), background=True),
    Topic("tagger-reprocess-requested", "video_id", "A listed caption's tags must be made again",
          TaggerReprocessRequested, ("tagger", "cli", "anyone"), ("tagger",), background=True),
    Topic("thumbnail-reprocess-requested", "video_id", "A listed video's thumbnails must be made again",
          ThumbnailReprocessRequested, ("cli", "anyone"), ("thumbnail",), background=True),
    Topic("video-removed", "video_id", "A video is gone, with all that was stored for it", VideoRemoved,
          ("gateway", "cli", "anyone"), ("catalog", "thumbnail")),
    Topic("listing-updated", "video_id", "A video's current listing", ListingUpdated,
          ("catalog",), ("listings", "gateway"), compacted=True, tombstones=True),
    # Named by Faust: <app>-<table>-changelog. A partition of it belongs to the partitions of the same number that the
    # catalog reads.
    Topic("catalog-listings-changelog", "video_id", "The catalog's state of each video", None,
          ("catalog",), compacted=True, internal=True),
    Topic("collage-batch-submitted", "batch_id", "Collages are requested for a CSV of covers", CollageBatchSubmitted,
          ("ingest", "gateway", "cli", "anyone"), ("collage-planner",), partitions=3, retention=MONTH),
    Topic("collage-batch-planned", "batch_id", "The content of a batch, before its pages are requested",
          CollageBatchPlanned, ("collage-planner",), ("collage-tally",)),
    Topic("collage-requested", "creator", "One creator's page of a batch", CollageRequested,
          ("collage-planner",), ("collage",), partitions=48),
    Topic("low-priority-collage-requested", "creator", "The same for a batch of low priority", CollageRequestedLow,
          ("collage-planner",), ("collage",), partitions=48, background=True),
    Topic("collage-generated", "batch_id", "A collage page is stored, or could not be made", CollageGenerated,
          ("collage",), ("collage-tally", "gateway")),
    Topic("collage-batch-completed", "batch_id", "All pages of a batch have ended", CollageBatchCompleted,
          ("collage-tally",), ("ingest", "gateway"), partitions=3, retention=MONTH),
    Topic("product-submitted", "product_id", "The enhancement of a product's raw photo is requested", ProductSubmitted,
          ("cli", "anyone"), ("enhance",)),
    Topic("product-images-enhanced", "product_id", "A product's enhanced photos are stored", ProductImagesEnhanced,
          ("enhance",), ("gateway",)),
    Topic("image-generation-requested", "job_id", "Images are requested for a prompt", ImageGenerationRequested,
          ("gateway", "cli", "anyone"), ("enhance",)),
    Topic("image-generated", "job_id", "An image job ended", ImageGenerated,
          ("enhance",), ("gateway",)),
    Topic("video-merge-requested", "pipeline_id|output_key", "The concatenation of videos is requested",
          VideoMergeRequested, ("cli", "anyone"), ("merge",)),
    Topic("video-merged", "pipeline_id|output_key", "A merged video is stored, or could not be made", VideoMerged,
          ("merge",), ("gateway",)),
    Topic("voiceover-requested", "pipeline_id|output_key", "Speech is requested for a text", None,
          ("anyone",), ("voiceover",)),
    Topic("voiceover-generated", "pipeline_id|output_key", "A voiceover is stored", None,
          ("voiceover",), ("gateway",)),
    Topic("object-created", "bucket/key", "A bucket's notification of a new object", ObjectCreated,
          ("bucket notifications",), ("ingest",), partitions=6),
)  # fmt: skip

PLANNED = frozenset({"gateway", "voiceover"})
"""Consumer groups of services that do not exist yet: nobody needs their retry topics and dead letters."""

BY_NAME = {topic.name: topic for topic in TOPICS}
BY_PAYLOAD = {topic.payload: topic for topic in TOPICS if topic.payload is not None}

RETRY_DELAYS = (5.0, 60.0, 600.0)
"""Default delays of the retry tiers, seconds. `WORKER_RETRY_DELAYS` overrides them."""


def topic(name: str) -> Topic:
    """The topic called `name`; raises KeyError with the known names."""
    try:
        return BY_NAME[name]
    except KeyError:
        raise KeyError(f"no topic {name!r}; known: {', '.join(BY_NAME)}") from None


def retry_topic(name: str, group: str, tier: int) -> str:
    """The topic in which messages of topic `name` wait for the next attempt of `group`; tiers count from 1."""
    return f"{name}.{group}.retry.{tier}"


def dead_letter_topic(name: str, group: str) -> str:
    """The topic for messages of topic `name` that `group` could not handle."""
    return f"{name}.{group}.dlq"


def is_dead_letter_topic(name: str) -> bool:
    """Whether `name` is a dead-letter topic."""
    return name.endswith(".dlq")


def derived_topics(name: str, group: str, tiers: int) -> Iterator[str]:
    """The retry topics of `group`, lowest tier first, then its dead letters."""
    yield from (retry_topic(name, group, tier) for tier in range(1, tiers + 1))
    yield dead_letter_topic(name, group)
