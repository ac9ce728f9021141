"""The events of the demo: sends them, and reads the results."""

import json
import time
from collections.abc import AsyncGenerator, Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from reelbus.console.errors import UserError
from reelbus.console.posting import SOURCE
from reelbus.demo.listings import finished
from reelbus.stack.command import Stack

if TYPE_CHECKING:
    from libs.events import (
        CaptionParsed,
        CollageBatchCompleted,
        CollageGenerated,
        ListingUpdated,
        ProductImagesEnhanced,
        ThumbnailGenerated,
        VideoMerged,
    )

    Result = (
        CaptionParsed
        | ThumbnailGenerated
        | ListingUpdated
        | ProductImagesEnhanced
        | CollageGenerated
        | CollageBatchCompleted
        | VideoMerged
    )

TIMEOUT_SECONDS = 300.0
"""Time without any result. All together may take longer; on a busy machine the last services take minutes to start."""
INPUT = "new-video-posted"
CAPTIONS, THUMBNAILS, LISTINGS = "caption-parsed", "thumbnail-generated", "listing-updated"
GROUPS = {CAPTIONS: "caption", THUMBNAILS: "thumbnail", LISTINGS: "catalog"}
"""The service that emits each result of a video."""
TAGS = "tags-generated"
PRODUCTS, ENHANCED, ENHANCE = "product-submitted", "product-images-enhanced", "enhance"
"""The events of product photos and their results, and the service that makes them."""
MERGE_REQUESTED, MERGED, MERGE = "video-merge-requested", "video-merged", "merge"
"""The request for a merged video and its result, and the service that makes it."""
BATCH = "the covers"
"""Name of the batch in messages: its id is not known in advance."""
COLLAGES, COMPLETED = "collage-generated", "collage-batch-completed"
DEAD = (
    *(f"{INPUT}.{group}.dlq" for group in GROUPS.values()),
    *(f"{topic}.catalog.dlq" for topic in (CAPTIONS, THUMBNAILS, TAGS)),
    f"{CAPTIONS}.tagger.dlq",
    f"{PRODUCTS}.{ENHANCE}.dlq",
    f"{MERGE_REQUESTED}.{MERGE}.dlq",
    "collage-batch-submitted.collage-planner.dlq", "collage-requested.collage.dlq",
)  # fmt: skip


async def post(running: Stack, topic: str, payloads: Mapping[str, dict[str, Any]]) -> None:
    """Produce an event for each payload, by key."""
    from libs.events.envelope import envelope

    async with running.bus.producing() as producer:
        for key, payload in payloads.items():
            value = json.dumps(payload, ensure_ascii=False).encode()
            headers = list(envelope(str(uuid4()), topic, SOURCE))
            await (await producer.send(topic, value, key.encode(), headers=headers))


async def results(
    running: Stack,
    videos: Sequence[dict[str, Any]],
    *,
    products: Collection[str] = (),
    covers: bool,
    merges: Collection[str] = (),
    clock: Callable[[], float] = time.monotonic,
) -> AsyncGenerator["Result", None]:
    """Yield results in the order of arrival until all have arrived: the caption facts, the thumbnails and the finished
    listing of each video,
    if their service runs, the pictures of `products` (ids), with `covers` the collages and the completion of the batch,
    and the merged videos of `merges` (pipeline ids).

    Raises UserError if a sample becomes a dead letter, or if no result arrives for TIMEOUT_SECONDS.
    """
    from aiokafka import TopicPartition

    from libs.bus.dead_letters.letter import letter_of
    from libs.bus.kafka.admin import partition_numbers
    from libs.events import BY_NAME

    numbers = await partition_numbers(running.bus)
    topics = (*GROUPS, ENHANCED, COLLAGES, COMPLETED, MERGED, *DEAD)
    partitions = [TopicPartition(topic, number) for topic in topics for number in numbers[topic]]
    names = {service.name for service in running.services}
    waiting = {(topic, video["video_id"]) for topic, group in GROUPS.items() if group in names for video in videos}
    waiting |= {(ENHANCED, product_id) for product_id in products}
    waiting |= {(COMPLETED, BATCH)} if covers else set()
    waiting |= {(MERGED, pipeline_id) for pipeline_id in merges}
    deadline = clock() + TIMEOUT_SECONDS
    async with running.bus.reader() as reader:
        reader.assign(partitions)
        for tp in partitions:
            reader.seek(tp, 0)
        while waiting:
            running.check()
            if clock() > deadline:
                raise UserError(_missing(running, waiting))
            for records in (await reader.getmany(timeout_ms=200)).values():
                for record in records:
                    if record.topic in DEAD:
                        letter = letter_of(record)
                        raise UserError(f"a sample became a dead letter: {letter.error_class}: {letter.error}")
                    payload = BY_NAME[record.topic].payload
                    assert payload is not None
                    result: Any = payload.model_validate_json(record.value)
                    if record.topic != LISTINGS or finished(result, names):
                        waiting.discard((record.topic, _subject(result)))
                    deadline = clock() + TIMEOUT_SECONDS
                    yield result


def _subject(result: Any) -> str:
    """What a result belongs to."""
    return next(
        (getattr(result, name) for name in ("video_id", "product_id", "pipeline_id") if hasattr(result, name)), BATCH
    )


def _missing(running: Stack, waiting: set[tuple[str, str]]) -> str:
    messages = []
    for topic, group in (GROUPS | {ENHANCED: ENHANCE, COMPLETED: "collage-tally", MERGED: MERGE}).items():
        names = ", ".join(sorted(subject for missing, subject in waiting if missing == topic))
        if names:
            logs = "".join(service.last_lines() for service in running.services if service.name == group)
            messages.append(f"no {topic} for {names}, and no other result for {TIMEOUT_SECONDS:.0f} s{logs}")
    return "\n".join(messages)
