"""Composition of the ingest service."""

from libs.extras import require_extra

require_extra("ingest")

import asyncio
from contextlib import AsyncExitStack
from functools import partial

from libs.database import DatabaseError, our_database, prepare, probe
from libs.events import topic
from libs.service import Job, begin, serve
from libs.settings import fail, load
from libs.start import Requirement
from libs.storage import open_storage
from libs.telemetry.dependencies import DATABASE, SOURCE_DATABASE, STORE
from services.ingest.covers import export as covers
from services.ingest.handler import completed, created
from services.ingest.inbox.arrivals import Arrivals
from services.ingest.inbox.files import Files
from services.ingest.inbox.moving import Mover
from services.ingest.inbox.naming import Inbox
from services.ingest.inbox.polling import Polling
from services.ingest.jobs import videos
from services.ingest.jobs.positions import Positions
from services.ingest.jobs.schedule import Schedule
from services.ingest.jobs.videos import Videos
from services.ingest.settings import IngestSettings
from services.ingest.source.database import Source, open_source

GROUP = "ingest"


async def main() -> None:
    """Consume until SIGTERM or SIGINT."""
    begin(GROUP)
    settings = load(IngestSettings)
    try:
        async with AsyncExitStack() as stack:
            await _serve(settings, stack)
    except DatabaseError as error:
        fail(str(error), status=1 if error.transient else 2)


async def _serve(settings: IngestSettings, stack: AsyncExitStack) -> None:
    storage = await stack.enter_async_context(open_storage(settings.storage))
    engine = await stack.enter_async_context(our_database(settings.database))
    requires = [
        Requirement(STORE, storage.probe),
        Requirement(DATABASE, partial(prepare, engine), cheaper=partial(probe, engine)),
    ]
    inbox, files, positions = Inbox(storage.root, settings.prefix), Files(engine), Positions(engine)
    arrivals = Arrivals(files, settings.layout)
    jobs: list[Job] = []
    if settings.source is not None:
        source = await stack.enter_async_context(open_source(settings.source))
        requires.append(Requirement(SOURCE_DATABASE, partial(check_source, source, settings)))
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
        settings=settings,
        requires=requires,
    )


async def check_source(source: Source, settings: IngestSettings) -> None:
    """Check access to the source and its tables, in one probe, because the dependency has one state."""
    await source.probe()
    if settings.cron is not None:
        await covers.check(source, settings.covers)
    if settings.videos.table is not None:
        await videos.check(source, settings.videos)


if __name__ == "__main__":
    asyncio.run(main())
