"""`video-removed`: the stored thumbnails of the video are erased, those of earlier versions of it too."""

import logging

from libs.bus import Event
from libs.events import VideoRemoved
from libs.storage import Storage
from libs.storage.names import thumbnails_of

log = logging.getLogger(__name__)

TOGETHER = 500
"""Objects that are deleted by one request."""


async def erase(event: Event[VideoRemoved], storage: Storage) -> None:
    """Erase the video's objects. Those that were stored after `removed_at` belong to a video that was posted again."""
    video, since = event.payload, event.payload.removed_at
    prefix = f"{storage.root}/{thumbnails_of(video.video_id)}"
    found = [
        info.uri
        async for info in storage.list(prefix)
        if since is None or info.modified is None or info.modified <= since
    ]
    for start in range(0, len(found), TOGETHER):
        await storage.delete(*found[start : start + TOGETHER])
    log.info("thumbnails erased", extra={"video_id": video.video_id, "objects": len(found)})
