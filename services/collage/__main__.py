"""Composition of the collage worker."""

from libs.extras import require_extra

require_extra("collage")

import asyncio
from functools import partial

from libs.bus import WorkerSettings
from libs.confined.heap import limit_arenas
from libs.events import topic
from libs.service import begin, serve
from libs.settings import load
from libs.start import Requirement
from libs.storage import open_storage
from libs.telemetry.dependencies import STORE
from services.collage.worker.factory import open_renderer
from services.collage.worker.handler import handle, on_dead_letter
from services.collage.worker.settings import MEGAPIXEL, CollageSettings

GROUP = "collage"
ARENAS = 2
"""Heaps of this process: its threads copy pictures of some megabytes, and further heaps keep some 20 MB unused."""


async def main() -> None:
    """Consume until SIGTERM or SIGINT."""
    begin(GROUP)
    limit_arenas(ARENAS)
    settings = load(CollageSettings)
    attempts = len(load(WorkerSettings).retry_delays) + 1
    async with open_storage(settings.storage) as storage, open_renderer(settings) as renderer:
        handler = partial(
            handle,
            renderer=renderer,
            storage=storage,
            attempts=attempts,
            max_pixels=settings.page_megapixels * MEGAPIXEL,
        )
        pages = topic("collage-requested"), topic("low-priority-collage-requested")
        await serve(
            GROUP,
            dict.fromkeys(pages, handler),
            emits=(topic("collage-generated"),),
            on_dead_letter=dict.fromkeys(pages, on_dead_letter),
            settings=settings,
            requires=(Requirement(STORE, storage.probe),),
        )


if __name__ == "__main__":
    asyncio.run(main())
