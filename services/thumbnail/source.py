"""Downloads videos, from untrusted addresses or from the storage."""

from pathlib import Path

from libs.fetch import Limits, VideoFetcher
from libs.storage import NotFound, ObjectTooLarge, Storage
from services.thumbnail.errors import Gone, VideoTooLarge


class VideoSource:
    """Downloads videos within limits of size and duration."""

    def __init__(self, fetcher: VideoFetcher, storage: Storage, limits: Limits, max_duration: float) -> None:
        self._fetcher, self._storage, self._limits, self._max_duration = fetcher, storage, limits, max_duration

    async def download(self, url: str, to: Path) -> None:
        """Download the video at `url` to the file `to`. Raises FetchError, VideoError or StorageError.

        Storage URIs must be below STORAGE_URI: events are untrusted and could name any bucket.
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
