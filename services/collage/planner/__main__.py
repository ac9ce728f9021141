"""Composition of the planner."""

from libs.extras import require_extra

require_extra("collage")

import asyncio
from contextlib import ExitStack
from functools import partial

from libs.events import topic
from libs.scratch import scratch
from libs.service import begin, serve
from libs.settings import fail, load
from libs.start import Requirement
from libs.storage import open_storage
from libs.telemetry.dependencies import STORE
from services.collage.planner.handler import handle, on_dead_letter
from services.collage.planner.planner import Planner
from services.collage.planner.settings import PlannerSettings

GROUP = "collage-planner"
EMITS = ("collage-batch-planned", "collage-requested", "low-priority-collage-requested")


async def main() -> None:
    """Consume until SIGTERM or SIGINT."""
    begin(GROUP)
    settings = load(PlannerSettings)
    submitted = topic("collage-batch-submitted")
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(scratch(settings.folder, GROUP))
        except OSError as error:
            fail(f"bad setting COLLAGE_WORK_FOLDER: {settings.folder}: {error.strerror or error}")
        async with open_storage(settings.storage) as storage:
            planner = Planner(storage, folder, settings.csv_max_bytes)
            await serve(
                GROUP,
                {submitted: partial(handle, planner=planner)},
                emits=tuple(topic(name) for name in EMITS),
                concurrency=1,  # a batch takes memory, and waiting in a handler would use up its time limit
                on_dead_letter={submitted: on_dead_letter},
                settings=settings,
                requires=(Requirement(STORE, storage.probe),),
            )


if __name__ == "__main__":
    asyncio.run(main())
