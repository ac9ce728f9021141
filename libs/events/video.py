"""`new-video-posted`: a seller posted a short shop video."""

from datetime import datetime

from pydantic import Field

from libs.events.payload import Identifier, Payload, Revision, Run


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
    revision: Revision = Field(default=0, description="larger when the seller changed the video or its caption")
    run: Run | None = Field(default=None, description="of the reprocessing that sent it again")


class VideoRemoved(Payload):
    """A video is gone: its listing and what was stored for it are erased.

    Of parts that arrive later nothing is kept. A `new-video-posted` of a larger revision lists the video again.
    """

    video_id: Identifier
    reason: str | None = Field(default=None, max_length=1000, description="why, for people")
    removed_at: datetime | None = Field(
        default=None, description="objects that were stored later are kept; null: none are"
    )
    revision: Revision | None = Field(default=None, description="the last removed one; null: all that are known")
