"""Composition of the thumbnail service."""

from libs.extras import require_extra

require_extra("thumbnail")

import asyncio
from contextlib import ExitStack, aclosing
from functools import partial

from libs.events import topic
from libs.fetch import Fetcher, VideoFetcher
from libs.scratch import scratch
from libs.service import begin, serve
from libs.settings import fail, load
from libs.start import Requirement
from libs.storage import open_storage
from libs.telemetry.dependencies import STORE
from services.thumbnail.factory import open_maker
from services.thumbnail.handler import handle, on_dead_letter
from services.thumbnail.removal import erase
from services.thumbnail.settings import ThumbnailSettings
from services.thumbnail.source import VideoSource

GROUP = "thumbnail"


async def main() -> None:
    """Consume until SIGTERM or SIGINT."""
    begin(GROUP)
    settings = load(ThumbnailSettings)
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(scratch(settings.folder, GROUP))
        except OSError as error:
            fail(f"bad setting THUMBNAIL_WORK_FOLDER: {settings.folder}: {error.strerror or error}")
        maker = stack.enter_context(open_maker(settings))
        async with open_storage(settings.storage) as storage, aclosing(Fetcher.configured(settings.fetch)) as fetcher:
            videos = VideoFetcher(fetcher, settings.fetch)
            source = VideoSource(videos, storage, settings.download_limits, settings.max_duration_seconds)
            handler = partial(handle, source=source, maker=maker, storage=storage, scratch=folder)
            posted = topic("new-video-posted"), topic("thumbnail-reprocess-requested")
            await serve(
                GROUP,
                {**dict.fromkeys(posted, handler), topic("video-removed"): partial(erase, storage=storage)},
                emits=(topic("thumbnail-generated"),),
                settings=settings,
                requires=(Requirement(STORE, storage.probe),),
                on_dead_letter=dict.fromkeys(posted, on_dead_letter),
            )


if __name__ == "__main__":
    asyncio.run(main())
