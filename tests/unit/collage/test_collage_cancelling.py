"""A batch that is cancelled: no more pages of it are drawn, and what was drawn stays."""

import json
from datetime import UTC, datetime

import pytest

from libs.bus import Retryable
from libs.fetch import Unreachable
from libs.storage import Unavailable
from services.collage.cancelling import cancel, is_cancelled
from services.collage.keys import cancelled_key, plan_key
from services.collage.worker.handler import handle
from tests.unit.collage.pages import COLOURS, FakeStorage, event, page, plain, renderer_of

PICTURES = {name: plain(colour) for name, colour in COLOURS.items()}
NOW = datetime(2026, 11, 3, tzinfo=UTC)


async def test_the_marker_lies_beside_the_plan() -> None:
    storage = FakeStorage()
    assert not await is_cancelled(storage, "Größe/1")
    await cancel(storage, "Größe/1", NOW)
    [(uri, body)] = storage.objects.items()
    assert uri.rpartition("/")[0] == storage.uri(plan_key("Größe/1")).rpartition("/")[0]
    assert json.loads(body) == {"batch_id": "Größe/1", "cancelled_at": "2026-11-03T00:00:00+00:00"}
    assert await is_cancelled(storage, "Größe/1")
    assert not await is_cancelled(storage, "Größe/2")


async def test_a_page_that_has_not_begun_is_not_drawn() -> None:
    storage = FakeStorage()
    await cancel(storage, "b1", NOW)
    with renderer_of(PICTURES) as (renderer, pictures):
        for attempt in (1, 2, 4):
            requested = event(page("red", "green", "blue"), attempt)
            generated = await handle(requested, renderer=renderer, storage=storage, attempts=4, max_pixels=10**7)
            assert (generated.status, generated.reason, generated.failures) == ("failed", "cancelled", {"cancelled": 3})
            assert (generated.placed, generated.missing, generated.uri, generated.manifest_uri) == (0, 3, None, None)
        other = event(page("red", batch_id="b2"))
        assert (await handle(other, renderer=renderer, storage=storage, attempts=4, max_pixels=10**7)).placed == 1
    assert pictures.requested == ["red"], "of the other batch alone"


async def test_a_page_that_was_drawn_stays_and_one_that_waits_for_its_retry_does_not_go_on() -> None:
    storage = FakeStorage()
    with renderer_of({**PICTURES, "away": Unreachable("no")}) as (renderer, _):
        drawn, waiting = page("red"), page("away", page=2)
        first = await handle(event(drawn), renderer=renderer, storage=storage, attempts=4, max_pixels=10**7)
        with pytest.raises(Retryable):
            await handle(event(waiting), renderer=renderer, storage=storage, attempts=4, max_pixels=10**7)
        await cancel(storage, "b1", NOW)
        again = await handle(event(drawn), renderer=renderer, storage=storage, attempts=4, max_pixels=10**7)
        assert (again.status, again.uri, again.placed) == ("generated", first.uri, 1)
        generated = await handle(event(waiting, 2), renderer=renderer, storage=storage, attempts=4, max_pixels=10**7)
        assert generated.failures == {"cancelled": 1}


async def test_while_the_store_is_away_a_page_waits() -> None:
    storage = FakeStorage(broken=Unavailable("away"))
    with renderer_of(PICTURES) as (renderer, _), pytest.raises(Unavailable):
        await handle(event(page("red")), renderer=renderer, storage=storage, attempts=4, max_pixels=10**7)


def test_the_key_names_no_other_folder() -> None:
    assert cancelled_key("../x").count("/") == 3
