"""Composition of the listings service."""

from libs.extras import require_extra

require_extra("listings")

import asyncio
from functools import partial

from libs.database import our_database, prepare, probe
from libs.events import topic
from libs.service import begin, serve
from libs.settings import load
from libs.start import Requirement
from libs.telemetry.dependencies import DATABASE
from services.listings.handler import project
from services.listings.overdue import watch_overdue
from services.listings.settings import ListingsSettings
from services.listings.store import ListingStore

GROUP = "listings"


async def main() -> None:
    """Consume until a signal."""
    begin(GROUP)
    settings = load(ListingsSettings)
    async with our_database(settings.database) as engine:
        listings = ListingStore(engine)
        await serve(
            GROUP,
            {topic("listing-updated"): partial(project, listings=listings)},
            emits=(),
            order_by_key=True,
            jobs=(partial(watch_overdue, listings=listings, seconds=settings.overdue_seconds),),
            settings=settings,
            requires=(Requirement(DATABASE, partial(prepare, engine), cheaper=partial(probe, engine)),),
        )


if __name__ == "__main__":
    asyncio.run(main())
