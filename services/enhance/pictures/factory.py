"""Builds the pool and the source of pictures from the settings."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from libs.fetch import Fetcher
from libs.fetch.pictures import WebPictures
from libs.scratch import scratch
from libs.settings import fail
from libs.storage import Storage
from services.enhance.pictures.pool import PicturePool
from services.enhance.pictures.settings import PictureSettings
from services.enhance.pictures.source import RawImages


class Pictures(NamedTuple):
    """`raw` gives inputs, `pool` checks outputs."""

    raw: RawImages
    pool: PicturePool


@asynccontextmanager
async def open_pictures(settings: PictureSettings, storage: Storage) -> AsyncIterator[Pictures]:
    """Pictures in and out, with their processes and connections; closed when the block ends.

    Exits with status 2 and one line if no temporary folder can be made.
    """
    async with AsyncExitStack() as stack:
        try:
            folder = stack.enter_context(scratch(Path(tempfile.gettempdir()), "enhance"))
        except OSError as error:
            fail(f"cannot create a folder for temporary files (TMPDIR): {error.strerror or error}")
        fetcher = await stack.enter_async_context(aclosing(Fetcher.configured(settings.fetch)))
        pool = PicturePool.configured(settings)
        stack.callback(pool.close)
        limits = settings.download_limits
        raw = RawImages(WebPictures(fetcher, limits), storage, pool, folder, limits.bytes)
        yield Pictures(raw, pool)
