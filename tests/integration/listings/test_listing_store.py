"""The table of listings on SQLite and PostgreSQL: versions, removals, filters."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from libs.bus import Event, Rejected
from libs.database import DatabaseError, DatabaseSettings, connected, writing
from libs.database.tables import listings as table
from libs.database.upgrade import upgrade
from libs.events import ListingPart, ListingParts, ListingTag, ListingUpdated, Tombstone
from services.listings.handler import project
from services.listings.store import Filter, ListingStore
from tests.support.databases import KINDS, empty_database

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
READY = ListingPart(status="ready", versions={"method": "rules", "lexicon_version": 2})


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DatabaseSettings]:
    with empty_database(request.param, tmp_path) as settings:
        yield settings


@pytest.fixture
async def listings(database: DatabaseSettings) -> AsyncIterator[ListingStore]:
    async with connected(database.url, ours=True) as engine:
        await upgrade(engine)
        yield ListingStore(engine, clock=lambda: NOW)


def listing(video_id: str = "v", version: int = 1, **more: Any) -> ListingUpdated:
    parts = ListingParts(caption=READY, tags=READY, thumbnail=READY)
    given = {"video_id": video_id, "version": version, "complete": True, "parts": parts, "updated_at": NOW}
    return ListingUpdated(**{**given, **more})


async def ids(listings: ListingStore, limit: int = 10, **wanted: Any) -> list[str]:
    return [one.video_id for one in await listings.newest(Filter(**wanted), limit)]


async def test_what_is_stored_is_read(listings: ListingStore) -> None:
    one = listing(title="Heels", price=0.1, price_range=(1, 2.5), posted_at=NOW, sizes=["37"])
    assert await listings.put(one)
    assert await listings.find("v") == one
    assert await listings.find("w") is None


async def test_only_a_later_version_is_stored(listings: ListingStore) -> None:
    second, third = listing(version=2, title="second"), listing(version=3, title="third")
    effects = [await listings.put(one) for one in (second, listing(), second, third, second)]
    assert effects == [True, False, False, True, False]
    assert await listings.find("v") == third


async def test_the_latest_of_many_writers_stays(listings: ListingStore) -> None:
    await asyncio.gather(*(listings.put(listing(version=version)) for version in (3, 9, 1, 7, 8, 2)))
    found = await listings.find("v")
    assert found is not None
    assert found.version == 9


async def test_a_removed_listing_does_not_come_back_by_an_earlier_version(listings: ListingStore) -> None:
    await listings.put(listing(version=2, title="Heels", caption="Heels 5k"))
    assert [await listings.remove("v", 3), await listings.remove("v", 3)] == [True, False]
    assert not await listings.put(listing(version=3)), "a version is a listing or a removal"
    assert await listings.find("v") is None
    assert await ids(listings) == await ids(listings, words=["heels"]) == []
    assert await listings.removed_at("v") == NOW
    assert await listings.put(listing(version=4)), "posted again"
    assert await ids(listings) == ["v"]
    assert await listings.removed_at("v") is None
    assert not await listings.remove("v", 3), "the earlier removal comes late"
    assert await ids(listings) == ["v"]


async def test_a_removal_that_comes_first(listings: ListingStore) -> None:
    assert await listings.remove("v", 3)
    assert not await listings.put(listing(version=2))
    assert await ids(listings) == []


async def test_a_removal_without_a_version_erases_whatever_is_there(listings: ListingStore) -> None:
    await listings.put(listing(version=7))
    assert [await listings.remove("v", None), await listings.remove("v", None)] == [True, False]
    assert not await listings.put(listing(version=7))
    assert await listings.put(listing(version=8))


async def test_a_document_of_a_later_version_is_named(listings: ListingStore) -> None:
    await listings.put(listing("a"))
    later = listing("b").model_dump(mode="json") | {"parts": {"caption": {"status": "unheard"}}}
    async with writing(listings._engine) as connection:
        await connection.execute(
            table.insert().values(video_id="b", version=1, complete=True, updated_at=NOW, document=later)
        )
    for reading in (ids(listings), listings.find("b"), _all(listings)):
        with pytest.raises(DatabaseError, match=r"the listing of video b cannot be read by this version.*upgrade"):
            await reading
    assert await listings.find("a") is not None


async def _all(listings: ListingStore) -> list[str]:
    return [one.video_id async for one in listings.every(Filter())]


async def test_filters(listings: ListingStore) -> None:
    tag = ListingTag(tag="colour:red", text="Red", start=0, end=3, confidence=1)
    await listings.put(listing("a", seller_handle="s", category="apparel.shoes.heels", tags=[tag], caption="RED 50%"))
    await listings.put(listing("b", seller_handle="t", category="apparel.shoes", updated_at=NOW + timedelta(1)))
    await listings.put(listing("c", category="apparel.shoeshine", complete=False, waiting_since=NOW))
    assert await ids(listings) == ["b", "a", "c"], "the newest first"
    assert await ids(listings, 1) == ["b"]
    assert await ids(listings, seller="s") == ["a"]
    assert await ids(listings, category="apparel.shoes") == ["b", "a"], "with those below, and no others"
    assert await ids(listings, words=["Red", "HEELS"]) == ["a"]
    assert await ids(listings, words=["red", "boots"]) == []
    assert await ids(listings, words=["50%"]) == ["a"]
    assert await ids(listings, words=["5%0"]) == await ids(listings, words=["r_d"]) == [], "no patterns"
    assert await ids(listings, incomplete=True) == ["c"]
    assert await ids(listings, waiting_since=NOW) == ["c"]
    assert await ids(listings, waiting_since=NOW - timedelta(seconds=1)) == []
    assert [await listings.overdue(NOW), await listings.overdue(NOW - timedelta(seconds=1))] == [1, 0]


async def test_all_are_read_in_pieces(listings: ListingStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.listings.store.ROWS_AT_ONCE", 2)
    for number in range(5):
        await listings.put(listing(f"v{number}", posted_at=NOW + timedelta(days=number)))
    await listings.put(listing("w", updated_at=NOW))
    await listings.remove("v4", 2)
    every = [one.video_id async for one in listings.every(Filter())]
    assert every == ["v0", "v1", "v2", "v3", "w"]
    assert [one.video_id async for one in listings.every(Filter(), since=NOW + timedelta(days=2))] == ["v2", "v3"]


async def test_the_handler_stores_erases_and_rejects(listings: ListingStore) -> None:
    def event(payload: Any) -> Event[Any]:
        return Event("e", "listing-updated", "v", payload, 1, None)

    await project(event(listing()), listings)
    assert await ids(listings) == ["v"]
    await project(event(Tombstone(key="v", version=2)), listings)
    assert await ids(listings) == []
    for key in ("x" * 257, "a\x00"):
        with pytest.raises(Rejected, match="not the id of a video"):
            await project(event(Tombstone(key=key)), listings)
