"""`caption-parsed` → `tags-generated`: what a video offers and what that is like, with the words that prove it."""

from libs.bus import Event
from libs.events import CaptionParsed, TaggerReprocessRequested, TagsGenerated, caption_digest
from services.tagger import metrics
from services.tagger.tagging import Tagger


async def handle(event: Event[CaptionParsed], tagger: Tagger) -> TagsGenerated:
    """The caption's tags. Never fails for a caption's sake: one that offers nothing gets none."""
    caption = event.payload
    tags = await tagger.tag(caption)
    tags = tags.model_copy(update={"revision": caption.revision, "run": caption.run})
    metrics.count(tags)
    return tags


async def handle_live(event: Event[CaptionParsed], tagger: Tagger) -> TagsGenerated | TaggerReprocessRequested | None:
    """The tags of a caption that is news. One that was read again goes to the topic of those that can wait.

    If reading it again failed, its tags stay: those of a run would replace them, and without the caption's facts.
    """
    caption = event.payload
    if caption.run is None:
        return await handle(event, tagger)
    if caption.status == "failed":
        return None
    return TaggerReprocessRequested.model_validate(caption.model_dump())


def on_dead_letter(event: Event[CaptionParsed], error: Exception) -> TagsGenerated:
    """The answer to a caption that became a dead letter: a listing waits for its tags."""
    metrics.CAPTIONS.labels("failed").inc()
    caption = event.payload
    return TagsGenerated(
        video_id=caption.video_id,
        status="failed",
        reason=str(error) or type(error).__name__,
        derived_from=caption_digest(caption.caption),
        revision=caption.revision,
        run=caption.run,
    )
