"""Composition of the ingest service."""

import asyncio
from contextlib import AsyncExitStack
from functools import partial

from libs.database import DatabaseError, open_database
from libs.events import topic
from libs.service import Job, begin, serve
from libs.settings import fail, load
from libs.storage import open_storage
from services.ingest.arrivals import Arrivals
from services.ingest.files import Files
from services.ingest.handler import completed, created
from services.ingest.inbox import Inbox
from services.ingest.moving import Mover
from services.ingest.polling import Polling
from services.ingest.positions import Positions
from services.ingest.schedule import Schedule
from services.ingest.settings import IngestSettings
from services.ingest.source import open_source
from services.ingest.videos import Videos

GROUP = "ingest"


async def main() -> None:
    """Consume until a signal."""
    begin(GROUP)
    settings = load(IngestSettings)
    try:
        async with AsyncExitStack() as stack:
            await _serve(settings, stack)
    except DatabaseError as error:
        fail(str(error), status=1 if error.transient else 2)


async def _serve(settings: IngestSettings, stack: AsyncExitStack) -> None:
    storage = await stack.enter_async_context(open_storage(settings.storage))
    engine = await stack.enter_async_context(open_database(settings.database))
    inbox, files, positions = Inbox(storage.root, settings.prefix), Files(engine), Positions(engine)
    arrivals = Arrivals(files, settings.layout)
    jobs: list[Job] = []
    if settings.source is not None:
        source = await stack.enter_async_context(open_source(settings.source))
        if settings.cron is not None:
            jobs.append(Schedule(settings, source, storage, positions).run)
        if settings.videos.table is not None:
            jobs.append(Videos(settings.videos, source, positions).run)
    if settings.poll_seconds:
        polling = Polling(
            inbox, storage, arrivals, positions,
            seconds=settings.poll_seconds, settle_seconds=settings.settle_seconds,
        )  # fmt: skip
        jobs.append(polling.run)
    await serve(
        GROUP,
        {
            topic("object-created"): partial(created, inbox=inbox, storage=storage, arrivals=arrivals),
            topic("collage-batch-completed"): partial(completed, mover=Mover(inbox, storage, files)),
        },
        emits=(topic("collage-batch-submitted"), topic("new-video-posted")),
        jobs=jobs,
    )


if __name__ == "__main__":
    asyncio.run(main())
