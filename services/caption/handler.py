"""`new-video-posted` → `caption-parsed`: what the caption says, each fact with the words that prove it."""

from libs.bus import Event
from libs.events import CaptionParsed, NewVideoPosted
from services.caption import metrics
from services.caption.extract import Extractor


async def handle(event: Event[NewVideoPosted], extractor: Extractor) -> CaptionParsed:
    """The caption's facts. Never fails for a caption's sake: one that says nothing gives empty fields."""
    parsed = await extractor.extract(event.payload)
    metrics.count(parsed)
    return parsed
