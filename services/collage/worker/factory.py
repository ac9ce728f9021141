"""From the settings to a renderer."""

import tempfile
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from pathlib import Path

from libs.fetch import Fetcher
from libs.scratch import scratch
from libs.settings import fail
from services.collage.worker.decoding.files import Files
from services.collage.worker.decoding.pool import Decoders
from services.collage.worker.pictures import WebPictures
from services.collage.worker.renderer import PageRenderer, Pictures
from services.collage.worker.settings import MEGAPIXEL, CollageSettings


@asynccontextmanager
async def open_renderer(
    settings: CollageSettings, wrapped: Callable[[Pictures], Pictures] = lambda web: web
) -> AsyncIterator[PageRenderer]:
    """A renderer with its processes and connections, which end with the block.

    `wrapped` may bring pictures from elsewhere than the web. Exits with status 2 and one line where there is no room
    for temporary files.
    """
    async with AsyncExitStack() as stack:
        try:
            folder = stack.enter_context(scratch(Path(tempfile.gettempdir()), "collage"))
        except OSError as error:
            fail(f"no room for temporary files (TMPDIR): {error.strerror or error}")
        files = Files(folder)
        stack.callback(files.close)
        fetcher = await stack.enter_async_context(aclosing(Fetcher.configured(settings.fetch)))
        pictures = wrapped(WebPictures(fetcher, settings.download, settings.referer))
        decoders = Decoders(settings.processes, settings.wanted.limits, settings.confined, folder)
        stack.callback(decoders.close)
        finishing = ThreadPoolExecutor(1, thread_name_prefix="collage-finish")
        stack.callback(finishing.shutdown, wait=False, cancel_futures=True)
        yield PageRenderer(
            pictures, decoders, files, finishing, wanted=settings.wanted, pixels=settings.open_megapixels * MEGAPIXEL
        )
