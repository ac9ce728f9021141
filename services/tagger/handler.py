"""`caption-parsed` → `tags-generated`: what a video offers and what that is like, with the words that prove it."""

from libs.bus import Event
from libs.events import CaptionParsed, TagsGenerated, caption_digest
from services.tagger import metrics
from services.tagger.tagging import Tagger


async def handle(event: Event[CaptionParsed], tagger: Tagger) -> TagsGenerated:
    """The caption's tags. Never fails for a caption's sake: one that offers nothing gets none."""
    caption = event.payload
    tags = await tagger.tag(caption)
    tags = tags.model_copy(update={"revision": caption.revision, "run": caption.run})
    metrics.count(tags)
    return tags


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
