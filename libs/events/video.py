"""`new-video-posted`: a seller posted a short shop video."""

from datetime import datetime

from pydantic import Field

from libs.events.payload import Identifier, Payload


class NewVideoPosted(Payload):
    """A seller posted a video. Only `video_id` is required, so that a person can produce one by hand."""

    video_id: Identifier
    caption: str = ""
    seller_handle: str | None = Field(default=None, max_length=256)
    video_url: str | None = Field(default=None, max_length=4096)
    seller_currency: str | None = Field(
        default=None,
        pattern=r"^[A-Z]{3}$",
        description="ISO 4217 code of this seller's amounts without a currency; without it they have none",
    )
    posted_at: datetime | None = None
