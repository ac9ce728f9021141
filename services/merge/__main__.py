"""Composition of the merge service."""

from libs.extras import require_extra

require_extra("merge")

import asyncio
from functools import partial

from libs.bus import WorkerSettings
from libs.events import topic
from libs.service import begin, serve
from libs.settings import load
from libs.start import Requirement
from libs.storage import open_storage
from libs.telemetry.dependencies import STORE
from services.merge.factory import handler_seconds, open_merger
from services.merge.handler import Desk, handle, on_dead_letter, on_invalid
from services.merge.settings import MergeSettings

GROUP = "merge"


async def main() -> None:
    """Consume until SIGTERM or SIGINT."""
    begin(GROUP)
    settings = load(MergeSettings)
    attempts = len(load(WorkerSettings).retry_delays) + 1
    async with open_storage(settings.storage) as storage, open_merger(settings, storage) as merger:
        desk = Desk(storage, merger, settings.places, settings.max_inputs, attempts)
        requested = topic("video-merge-requested")
        await serve(
            GROUP,
            {requested: partial(handle, desk=desk)},
            emits=(topic("video-merged"),),
            # Two merges to one object at the same time would end each other's uploads.
            order_by_key=True,
            concurrency=settings.at_a_time,
            handler_seconds=handler_seconds(settings),
            on_dead_letter={requested: on_dead_letter},
            on_invalid={requested: on_invalid},
            settings=settings,
            requires=(Requirement(STORE, storage.probe),),
        )


if __name__ == "__main__":
    asyncio.run(main())
