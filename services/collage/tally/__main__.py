"""Composition of the tally."""

import asyncio
from functools import partial

from libs.database import DatabaseError, open_database
from libs.events import topic
from libs.service import begin, serve
from libs.settings import fail, load
from libs.storage import open_storage
from services.collage.tally.ending import Endings
from services.collage.tally.handler import generated, planned
from services.collage.tally.ledger import Ledger
from services.collage.tally.settings import TallySettings
from services.collage.tally.upkeep import upkeep

GROUP = "collage-tally"


async def main() -> None:
    """Consume until a signal."""
    begin(GROUP)
    settings = load(TallySettings)
    try:
        async with open_storage(settings.storage) as storage, open_database(settings.database) as engine:
            ledger = Ledger(engine)
            endings = Endings(engine, ledger, storage)
            await serve(
                GROUP,
                {
                    topic("collage-batch-planned"): partial(planned, ledger=ledger, endings=endings),
                    topic("collage-generated"): partial(generated, ledger=ledger, endings=endings),
                },
                emits=(topic("collage-batch-completed"),),
                order_by_key=True,
                jobs=(partial(upkeep, ledger=ledger, endings=endings),),
            )
    except DatabaseError as error:
        fail(str(error), status=1 if error.transient else 2)


if __name__ == "__main__":
    asyncio.run(main())
