"""`new-video-posted` → `caption-parsed`: what the caption says, each fact with the words that prove it."""

from libs.bus import Event
from libs.events import CaptionParsed, NewVideoPosted
from services.caption import metrics
from services.caption.extract import Extractor


async def handle(event: Event[NewVideoPosted], extractor: Extractor) -> CaptionParsed:
    """The caption's facts. Never fails for a caption's sake: one that says nothing gives empty fields."""
    video = event.payload
    parsed = await extractor.extract(video)
    metrics.count(parsed)
    return parsed.model_copy(update={"revision": video.revision, "run": video.run})


def on_dead_letter(event: Event[NewVideoPosted], error: Exception) -> CaptionParsed:
    """The answer to a video that became a dead letter: a listing waits for its caption."""
    video = event.payload
    return CaptionParsed(
        video_id=video.video_id,
        status="failed",
        reason=str(error) or type(error).__name__,
        seller_handle=video.seller_handle,
        caption=video.caption,
        revision=video.revision,
        run=video.run,
    )
