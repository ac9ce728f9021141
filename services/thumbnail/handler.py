"""`new-video-posted` → `thumbnail-generated`: makes and stores the thumbnails of a video."""

import logging

from libs.bus import Event
from libs.events import NewVideoPosted, ThumbnailGenerated
from libs.fetch import FetchError
from libs.scratch import Scratch
from libs.storage import Storage
from services.thumbnail.errors import DEAD_LETTER, NoAddress, VideoError
from services.thumbnail.maker import ThumbnailMaker
from services.thumbnail.metrics import VIDEOS
from services.thumbnail.removal import is_removed
from services.thumbnail.source import VideoSource

log = logging.getLogger(__name__)


async def handle(
    event: Event[NewVideoPosted], *, source: VideoSource, maker: ThumbnailMaker, storage: Storage, scratch: Scratch
) -> ThumbnailGenerated | None:
    """Make the thumbnails of the event's video. A permanent failure gives an event with status failed; transient errors
    (network, site, storage, a crashed decoder) are retried. None for a request that waited while its video was removed.
    """
    video = event.payload
    if video.run is not None and await is_removed(storage, video.video_id, video.run):
        log.info("the video was removed: no thumbnails of it are made again", extra={"video_id": video.video_id})
        return None
    try:
        if not video.video_url:
            raise NoAddress("the event has no video_url")
        with scratch.file() as path:
            await source.download(video.video_url, path)
            result = await maker.thumbnails(video.video_id, path, storage)
    except VideoError as error:
        result = _failed(video, error.cause, str(error))
    except FetchError as error:
        if error.transient:
            raise
        result = _failed(video, error.reason, str(error))
    VIDEOS.labels(result.cause or "generated").inc()
    return result.model_copy(update={"revision": video.revision, "run": video.run})


def on_dead_letter(event: Event[NewVideoPosted], error: Exception) -> ThumbnailGenerated:
    """The answer to a video that became a dead letter: a listing waits for its thumbnails."""
    VIDEOS.labels(DEAD_LETTER).inc()
    video = event.payload
    failed = _failed(video, DEAD_LETTER, str(error) or type(error).__name__)
    return failed.model_copy(update={"revision": video.revision, "run": video.run})


def _failed(video: NewVideoPosted, cause: str, reason: str) -> ThumbnailGenerated:
    log.debug("no thumbnails: %s", reason)
    return ThumbnailGenerated(video_id=video.video_id, status="failed", reason=reason, cause=cause)
