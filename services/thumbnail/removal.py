"""`video-removed`: the stored thumbnails of the video are erased, those of earlier versions of it too."""

import logging

from libs.bus import Event
from libs.epoch import Clock, utc_now
from libs.events import VideoRemoved
from libs.events.reprocess import run_name
from libs.storage import NotFound, Storage
from libs.storage.names import removal_of, thumbnails_of

log = logging.getLogger(__name__)

MOMENT_BYTES = 100
TOGETHER = 500
"""Objects that are deleted by one request."""


async def erase(event: Event[VideoRemoved], storage: Storage, clock: Clock = utc_now) -> None:
    """Erase the video's objects. Those that were stored after `removed_at` belong to a video that was posted again.

    The time of the removal is stored first, for requests of reprocessing that wait: see `is_removed`.
    """
    video, since = event.payload, event.payload.removed_at
    moment = run_name(since or clock()).encode()
    await storage.put(storage.uri(removal_of(video.video_id)), moment, content_type="text/plain")
    prefix = f"{storage.root}/{thumbnails_of(video.video_id)}"
    found = [
        info.uri
        async for info in storage.list(prefix)
        if since is None or info.modified is None or info.modified <= since
    ]
    for start in range(0, len(found), TOGETHER):
        await storage.delete(*found[start : start + TOGETHER])
    log.info("thumbnails erased", extra={"video_id": video.video_id, "objects": len(found)})


async def is_removed(storage: Storage, video_id: str, run: str) -> bool:
    """Whether the video was removed after `run` began. A run of later selects only what is listed again."""
    try:
        removed = await storage.read(storage.uri(removal_of(video_id)), limit=MOMENT_BYTES)
    except NotFound:
        return False
    return run <= removed.decode(errors="replace")
