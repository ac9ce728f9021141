"""Composition of the catalog."""

from libs.extras import require_extra

require_extra("catalog")

import asyncio

from libs.bus import WorkerSettings
from libs.settings import load
from services.catalog.join import CatalogJoin
from services.catalog.stream.run import run

GROUP = "catalog"


def catalog_join() -> CatalogJoin:
    """The join, with its topics."""
    return CatalogJoin(
        ("new-video-posted", "caption-parsed", "tags-generated", "thumbnail-generated", "video-removed"),
        "listing-updated",
        max_message_bytes=load(WorkerSettings).max_message_bytes,
    )


async def main() -> None:
    """Join until a signal."""
    await run(GROUP, catalog_join())


if __name__ == "__main__":
    asyncio.run(main())
