"""The table of listings: each row has the latest version of one. All writes are safe to repeat and in any order."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from pydantic import ValidationError
from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncEngine

from libs.database import DatabaseError, reading, writing
from libs.database.tables import listings
from libs.database.upsert import insert
from libs.epoch import Clock, utc_now
from libs.events import ListingUpdated
from libs.events.payload import first_problem

LONGEST = 500
"""Characters of texts in columns with an index: PostgreSQL limits the bytes of an index entry."""

ROWS_AT_ONCE = 500


class Filter(NamedTuple):
    """Which listings are wanted; None, empty and False do not restrict."""

    seller: str | None = None
    category: str | None = None
    """A category, with all below it."""
    words: Sequence[str] = ()
    """Each occurs in the title, caption, hashtags, tags, category or handle."""
    incomplete: bool = False
    waiting_since: datetime | None = None
    """Only listings that have waited for a part at least since then."""


class ListingStore:
    """Raises DatabaseError."""

    def __init__(self, engine: AsyncEngine, clock: Clock = utc_now) -> None:
        self._engine = engine
        self._clock = clock

    async def put(self, listing: ListingUpdated) -> bool:
        """Store `listing` unless its version, or a later one, is stored. Whether it was stored."""
        row = _row(listing)
        async with writing(self._engine) as connection:
            added = insert(connection, listings).values(video_id=listing.video_id, **row)
            changed = added.on_conflict_do_update(
                index_elements=[listings.c.video_id], set_=row, where=listings.c.version < listing.version
            )
            return (await connection.execute(changed.returning(listings.c.video_id))).first() is not None

    async def remove(self, video_id: str, version: int | None) -> bool:
        """Erase a listing, unless a version after `version` is stored. Whether there was something to erase.

        The row stays without content, so that an earlier version, which may come late, is not stored again. Without a
        version, whatever is stored is erased.
        """
        now = self._clock()
        empty: dict[str, Any] = {column.name: None for column in listings.c if column.nullable}
        row = empty | {"version": version or 0, "removed_at": now, "complete": False, "updated_at": now}
        async with writing(self._engine) as connection:
            added = insert(connection, listings).values(video_id=video_id, **row)
            found: ColumnElement[bool] = listings.c.removed_at.is_(None)
            if version is None:
                row["version"] = listings.c.version
            else:
                found = or_(found & (listings.c.version <= version), listings.c.version < version)
            changed = added.on_conflict_do_update(index_elements=[listings.c.video_id], set_=row, where=found)
            return (await connection.execute(changed.returning(listings.c.video_id))).first() is not None

    async def find(self, video_id: str) -> ListingUpdated | None:
        """The listing of a video; None if there is none, or if it was removed."""
        query = select(listings.c.document).where(listings.c.video_id == video_id, listings.c.removed_at.is_(None))
        async with reading(self._engine) as connection:
            document = (await connection.execute(query)).scalar()
        return None if document is None else _listing(video_id, document)

    async def removed_at(self, video_id: str) -> datetime | None:
        """When the listing of a video was erased; None if it was not."""
        query = select(listings.c.removed_at).where(listings.c.video_id == video_id)
        async with reading(self._engine) as connection:
            return (await connection.execute(query)).scalar()

    async def newest(self, wanted: Filter, limit: int) -> list[ListingUpdated]:
        """The listings that were changed last, the newest first."""
        query = select(listings.c.video_id, listings.c.document).where(*_conditions(wanted))
        query = query.order_by(listings.c.updated_at.desc(), listings.c.video_id).limit(limit)
        async with reading(self._engine) as connection:
            return [_listing(row.video_id, row.document) for row in await connection.execute(query)]

    async def every(self, wanted: Filter, *, since: datetime | None = None) -> AsyncIterator[ListingUpdated]:
        """All listings of videos that were posted since then, by their ids; read in pieces, so memory is bounded.

        A video without a time counts by the time of its newest part.
        """
        last = ""
        while True:
            query = select(listings.c.video_id, listings.c.document).where(
                *_conditions(wanted), listings.c.video_id > last
            )
            if since is not None:
                query = query.where(func.coalesce(listings.c.posted_at, listings.c.updated_at) >= since)
            async with reading(self._engine) as connection:
                rows = (await connection.execute(query.order_by(listings.c.video_id).limit(ROWS_AT_ONCE))).all()
            for row in rows:
                yield _listing(row.video_id, row.document)
            if len(rows) < ROWS_AT_ONCE:
                return
            last = rows[-1].video_id

    async def overdue(self, since: datetime) -> int:
        """How many listings have waited for a part at least since then."""
        query = select(func.count()).where(*_conditions(Filter(waiting_since=since)))
        async with reading(self._engine) as connection:
            return (await connection.execute(query)).scalar_one()


def _listing(video_id: str, document: Any) -> ListingUpdated:
    """Raises DatabaseError for a document that a later version wrote."""
    try:
        return ListingUpdated.model_validate(document)
    except ValidationError as error:
        field = first_problem(error).field
        raise DatabaseError(
            f"the listing of video {video_id} cannot be read by this version ({field or 'no document'}): upgrade it"
        ) from None


def _row(listing: ListingUpdated) -> dict[str, Any]:
    return {
        "version": listing.version,
        "removed_at": None,
        "complete": listing.complete,
        "waiting_since": listing.waiting_since,
        "seller_handle": _cut(listing.seller_handle),
        "category": _cut(listing.category),
        "posted_at": listing.posted_at,
        "updated_at": listing.updated_at,
        "words": _words(listing),
        "document": listing.model_dump(mode="json"),
    }


def _words(listing: ListingUpdated) -> str:
    """What is searched, in lower case."""
    texts = [
        listing.title, listing.caption, *listing.hashtags, *listing.sizes, listing.category,
        *(tag.tag for tag in listing.tags), listing.seller_handle,
    ]  # fmt: skip
    return "\n".join(filter(None, texts)).lower()


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [listings.c.removed_at.is_(None)]
    if wanted.seller is not None:
        found.append(listings.c.seller_handle == wanted.seller)
    if wanted.category is not None:
        below = listings.c.category.startswith(f"{wanted.category}.", autoescape=True)
        found.append(or_(listings.c.category == wanted.category, below))
    found += [listings.c.words.contains(word.lower(), autoescape=True) for word in wanted.words]
    if wanted.incomplete:
        found.append(listings.c.complete.is_(False))
    if wanted.waiting_since is not None:
        found.append(listings.c.waiting_since <= wanted.waiting_since)
    return found


def _cut(text: str | None) -> str | None:
    return None if text is None else text[:LONGEST]
