"""From the settings to a studio."""

from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, asynccontextmanager

from libs.fetch import Fetcher
from services.collage.decode import confine
from services.collage.pictures import WebPictures
from services.collage.settings import MEGAPIXEL, CollageSettings
from services.collage.studio import Pictures, Studio


@asynccontextmanager
async def open_studio(
    settings: CollageSettings, wrapped: Callable[[Pictures], Pictures] = lambda web: web
) -> AsyncIterator[Studio]:
    """A studio with its threads and connections, which end with the block. Once in a process: see `confine`.

    `wrapped` may bring pictures from elsewhere than the web.
    """
    confine(settings.wanted.limits)
    async with aclosing(Fetcher.configured(settings.fetch)) as fetcher:
        pictures = wrapped(WebPictures(fetcher, settings.download, settings.referer))
        threads = ThreadPoolExecutor(settings.threads, thread_name_prefix="collage-decode")
        try:
            yield Studio(pictures, settings.wanted, threads, settings.open_megapixels * MEGAPIXEL)
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
