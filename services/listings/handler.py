"""`listing-updated` → a row of the table of listings."""

from libs.bus import Event, Rejected
from libs.events import ListingUpdated, Tombstone
from services.listings.metrics import LISTINGS
from services.listings.store import ListingStore

MAX_KEY = 256
"""Characters of a video's id."""


async def project(event: Event[ListingUpdated | Tombstone], listings: ListingStore) -> None:
    """Store a listing, or erase it for a null value, unless a later version is there: then the event is old news."""
    payload = event.payload
    if isinstance(payload, Tombstone):
        if len(payload.key) > MAX_KEY or "\x00" in payload.key:
            raise Rejected("the key is not the id of a video")
        changed = await listings.remove(payload.key, payload.version)
        effect = "erased"
    else:
        changed = await listings.put(payload)
        effect = "stored"
    LISTINGS.labels(effect if changed else "outdated").inc()
