"""`reelbus videos remove`: one event, and what went because of it."""

import asyncio
from typing import TYPE_CHECKING

from libs.epoch import utc_now
from reelbus.console import output
from reelbus.console.confirm import confirm
from reelbus.console.connect import connect, storage_settings
from reelbus.console.errors import UserError
from reelbus.console.posting import payload_of, post
from reelbus.listings.listing import stored

if TYPE_CHECKING:
    from libs.storage import Storage
    from services.listings.store import ListingStore

LOOK_SECONDS = 0.5


async def remove(video_id: str, reason: str | None, *, ask: bool, seconds: float | None) -> None:
    """Send `video-removed`, wait at most `seconds` until its effects are there, and print them.

    Raises UserError, StorageError, BusError.
    """
    from libs.events import VideoRemoved
    from libs.storage import open_storage

    async with stored() as listings, open_storage(storage_settings()) as storage:
        listing = await listings.find(video_id)
        objects = await _objects(storage, video_id)
        if ask:
            about = (
                "has no listing" if listing is None else f"is listed as {listing.title or 'a video without a title'}"
            )
            count = f"{len(objects)} {output.plural('stored picture', len(objects))}"
            confirm(f"Video {video_id} {about}, with {count}. Remove it?", "nothing was removed")
        given = {
            "video_id": video_id, "reason": reason, "removed_at": utc_now(),
            "revision": None if listing is None else listing.revision,
        }  # fmt: skip
        await post(connect(), payload_of(VideoRemoved, given))
        output.line("sent", "video-removed", video_id)
        if listing is None and not objects and await listings.removed_at(video_id) is None:
            output.note(f"video {video_id} was not known here: if it is posted later, its revision must be above 0")
        if seconds is None:
            return
        left = await _follow(listings, storage, video_id, seconds)
        output.line("listing", "was not there" if listing is None else "stays" if left.listing else "erased")
        gone = len(objects) - len(left.objects)
        output.line("pictures", f"{gone:,} of {len(objects):,} erased")
        for uri in left.objects:
            output.line("stays", uri)
        if left:
            services = " and ".join([*["catalog and listings"] * left.listing, *["thumbnail"] * bool(left.objects)])
            raise UserError(f"not all is gone after {seconds:g} s: is the event waiting for the services {services}?")


class _Left:
    """What is not gone yet."""

    def __init__(self, listing: bool, objects: list[str]) -> None:
        self.listing = listing
        self.objects = objects

    def __bool__(self) -> bool:
        return self.listing or bool(self.objects)


async def _follow(listings: "ListingStore", storage: "Storage", video_id: str, seconds: float) -> _Left:
    end = asyncio.get_running_loop().time() + seconds
    while True:
        left = _Left(await listings.removed_at(video_id) is None, await _objects(storage, video_id))
        if not left or asyncio.get_running_loop().time() >= end:
            return left
        await asyncio.sleep(LOOK_SECONDS)


async def _objects(storage: "Storage", video_id: str) -> list[str]:
    from libs.storage.names import thumbnails_of

    return [info.uri async for info in storage.list(f"{storage.root}/{thumbnails_of(video_id)}")]
