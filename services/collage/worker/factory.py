"""Builds a renderer from the settings."""

import tempfile
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from pathlib import Path

from libs.fetch import Fetcher
from libs.fetch.pictures import WebPictures
from libs.scratch import scratch
from libs.settings import fail
from services.collage.worker.decoding.files import Files
from services.collage.worker.decoding.pool import Decoders
from services.collage.worker.renderer import PageRenderer, Pictures
from services.collage.worker.settings import MEGAPIXEL, CollageSettings


@asynccontextmanager
async def open_renderer(
    settings: CollageSettings, wrap: Callable[[Pictures], Pictures] = lambda web: web
) -> AsyncIterator[PageRenderer]:
    """A renderer with its processes and connections; they are closed when the block ends.

    `wrap` may add other sources of pictures to the web. Exits with status 2 and one line if no temporary folder can be
    made.
    """
    async with AsyncExitStack() as stack:
        try:
            folder = stack.enter_context(scratch(Path(tempfile.gettempdir()), "collage"))
        except OSError as error:
            fail(f"cannot create a folder for temporary files (TMPDIR): {error.strerror or error}")
        files = Files(folder)
        stack.callback(files.close)
        fetcher = await stack.enter_async_context(aclosing(Fetcher.configured(settings.fetch)))
        pictures = wrap(WebPictures(fetcher, settings.download_limits, settings.referer))
        decoders = Decoders(settings.processes, settings.render_limits.limits, settings.process_limits, folder)
        stack.callback(decoders.close)
        finishing = ThreadPoolExecutor(1, thread_name_prefix="collage-finish")
        stack.callback(finishing.shutdown, wait=False, cancel_futures=True)
        yield PageRenderer(
            pictures,
            decoders,
            files,
            finishing,
            limits=settings.render_limits,
            max_open_pixels=settings.open_megapixels * MEGAPIXEL,
        )
