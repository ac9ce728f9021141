"""Composition of the tally."""

from libs.extras import require_extra

require_extra("collage")

import asyncio
from functools import partial

from libs.database import our_database, prepare, probe
from libs.events import topic
from libs.service import begin, serve
from libs.settings import load
from libs.start import Requirement
from libs.storage import open_storage
from libs.telemetry.dependencies import DATABASE, STORE
from services.collage.tally.batch_store import BatchStore
from services.collage.tally.completion import BatchCompletion
from services.collage.tally.handler import generated, planned
from services.collage.tally.settings import TallySettings
from services.collage.tally.upkeep import upkeep

GROUP = "collage-tally"


async def main() -> None:
    """Consume until SIGTERM or SIGINT."""
    begin(GROUP)
    settings = load(TallySettings)
    async with open_storage(settings.storage) as storage, our_database(settings.database) as engine:
        batches = BatchStore(engine)
        completion = BatchCompletion(engine, batches, storage)
        await serve(
            GROUP,
            {
                topic("collage-batch-planned"): partial(planned, batches=batches, completion=completion),
                topic("collage-generated"): partial(generated, batches=batches, completion=completion),
            },
            emits=(topic("collage-batch-completed"),),
            order_by_key=True,
            jobs=(partial(upkeep, batches=batches, completion=completion),),
            settings=settings,
            requires=(
                Requirement(STORE, storage.probe),
                Requirement(DATABASE, partial(prepare, engine), cheaper=partial(probe, engine)),
            ),
        )


if __name__ == "__main__":
    asyncio.run(main())
