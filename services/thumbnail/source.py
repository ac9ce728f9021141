"""Where a video comes from: a stranger's address, or our own storage."""

from pathlib import Path

from libs.fetch import Limits, VideoFetcher
from libs.storage import NotFound, ObjectTooLarge, Storage
from services.thumbnail.errors import Gone, VideoTooLarge


class VideoSource:
    """Brings videos to disk, within the limits."""

    def __init__(self, fetcher: VideoFetcher, storage: Storage, limits: Limits, max_duration: float) -> None:
        self._fetcher, self._storage, self._limits, self._max_duration = fetcher, storage, limits, max_duration

    async def bring(self, url: str, to: Path) -> None:
        """Put the video at `url` into the file `to`. Raises FetchError, VideoError or StorageError.

        Of our own storage only what lies below its root: the event may be a stranger's, who could name any bucket.
        """
        if self._storage.contains(url):
            try:
                await self._storage.download(url, to, limit=self._limits.bytes)
            except NotFound as error:
                raise Gone(str(error)) from None
            except ObjectTooLarge as error:
                raise VideoTooLarge(f"{error} (MAX_VIDEO_SIZE_MB)") from None
        else:
            await self._fetcher.fetch(url, to, self._limits, max_duration=self._max_duration)
