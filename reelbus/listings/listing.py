"""Listings on a terminal, as lines and as JSON."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from libs.epoch import utc_now
from reelbus.console import output
from reelbus.console.errors import UserError
from reelbus.console.nearest import did_you_mean
from reelbus.database import opened

if TYPE_CHECKING:
    from libs.events import ListingUpdated
    from services.listings.store import ListingStore

COLUMNS = ("VIDEO", "PARTS", "PRICE", "CATEGORY", "TITLE")
LONGEST = 28
"""Characters of a title in a table."""
NEWEST = 1000
"""Listings whose ids are compared with a misspelt one."""


@asynccontextmanager
async def stored() -> AsyncIterator["ListingStore"]:
    """The table of listings. Raises UserError."""
    from services.listings.store import ListingStore

    async with opened() as engine:
        yield ListingStore(engine)


async def show_all(
    as_json: bool, limit: int, *, seller: str | None, category: str | None, words: Sequence[str] = (),
    incomplete: bool = False, overdue: float | None = None,
) -> None:  # fmt: skip
    """Print the listings that were changed last, one per line."""
    from services.listings.store import Filter

    since = None if overdue is None else utc_now() - timedelta(seconds=overdue)
    async with stored() as listings:
        found = await listings.newest(Filter(seller, category, words, incomplete, since), limit)
    if as_json:
        for one in found:
            output.payload(one)
    elif output.on_terminal():
        output.table(COLUMNS, [_cells(one) for one in found], right=("PRICE",))
    else:
        for one in found:
            output.line(*_cells(one)[:-1], one.title, one.seller_handle, _moment(one.updated_at))


async def show(video_id: str, as_json: bool) -> None:
    """Print the listing of a video. Raises UserError if there is none."""
    async with stored() as listings:
        found = await existing(listings, video_id)
    if as_json:
        output.payload(found)
        return
    for name, value in _facts(found):
        if value not in (None, "", []):
            output.line(name, value)


async def existing(listings: "ListingStore", video_id: str) -> "ListingUpdated":
    """The listing of a video. Raises UserError if there is none."""
    from services.listings.store import Filter

    found = await listings.find(video_id)
    if found is not None:
        return found
    removed_at = await listings.removed_at(video_id)
    if removed_at is not None:
        raise UserError(f"video {video_id} was removed at {_moment(removed_at)}")
    near = did_you_mean(video_id, [one.video_id for one in await listings.newest(Filter(), NEWEST)])
    raise UserError(f"video {video_id} has no listing{near or ': `reelbus listings list` shows those that there are'}")


def price_of(listing: "ListingUpdated") -> str | None:
    """The price with its currency, as text."""
    if listing.price is not None:
        amount = f"{listing.price:,}"
    elif listing.price_range is not None:
        amount = "–".join(f"{one:,}" for one in listing.price_range)
    else:
        return None
    return f"{amount} {listing.currency}" if listing.currency else amount


def parts_of(listing: "ListingUpdated") -> str:
    """`complete`, or the parts that are not ready with their states."""
    states = {name: part.status for name, part in listing.parts}
    return ", ".join(f"{name} {status}" for name, status in states.items() if status != "ready") or "complete"


def _cells(one: "ListingUpdated") -> tuple[object, ...]:
    title = one.title
    short = title if title is None or len(title) <= LONGEST else f"{title[: LONGEST - 1]}…"
    return one.video_id, parts_of(one), price_of(one), one.category, short


def _facts(one: "ListingUpdated") -> Iterator[tuple[str, object]]:
    yield "video_id", one.video_id
    yield "version", one.version
    yield "revision", one.revision
    yield "complete", "yes" if one.complete else "no"
    for name, part in one.parts:
        when = None if part.produced_at is None else _moment(part.produced_at)
        yield name, " ".join(filter(None, [part.status, when, part.run and f"run {part.run}", part.reason]))
    yield "waiting_since", None if one.waiting_since is None else _moment(one.waiting_since)
    yield "title", one.title
    yield "price", price_of(one)
    yield "original_price", one.original_price
    yield "sizes", " ".join(filter(None, [", ".join(one.sizes), one.size_system]))
    yield "availability", one.availability
    yield "category", one.category
    yield "category_words", one.category_words
    for tag in one.tags:
        yield "tag", f"{tag.tag} ({tag.text})"
    yield "suggested", ", ".join(one.suggested)
    yield "needs_review", ", ".join(one.needs_review)
    for thumbnail in one.thumbnails:
        yield "thumbnail", f"{thumbnail.uri} {thumbnail.width}×{thumbnail.height}"
    yield "hashtags", ", ".join(one.hashtags)
    yield "seller", one.seller_handle
    yield "caption", one.caption
    yield "video_url", one.video_url
    yield "posted_at", None if one.posted_at is None else _moment(one.posted_at)
    yield "updated_at", _moment(one.updated_at)


def _moment(when: datetime) -> str:
    return output.moment(when.timestamp())
