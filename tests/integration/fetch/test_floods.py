"""Hosts that send much of what costs much: 64 of them at a time leave the event loop free, and end by the deadline."""

import asyncio
from io import BytesIO

import pytest

from fixtures.flooding import FLOODS, HEAVY, STEADY, flooding
from fixtures.loop_time import loop_held_under
from libs.fetch import Fetcher, FetchError, FetchSettings, Limits, TooSlow
from tests.integration.fetch.conftest import fetching

AT_ONCE = 64
LIMITS = Limits(bytes=20_000_000, seconds=60)


class Nowhere(BytesIO):
    """A file that keeps nothing."""

    def write(self, data: object) -> int:
        return len(bytes(data))  # type: ignore[call-overload]


async def reason(fetcher: Fetcher, url: str) -> str:
    try:
        await fetcher.save(url, BytesIO(), LIMITS, accept=("image/",))
    except FetchError as error:
        return error.reason
    return "done"


@pytest.mark.parametrize(
    ("name", "wanted"), [*((name, "wrong-content") for name in FLOODS), *((name, "done") for name in HEAVY)]
)
async def test_a_flood_leaves_the_event_loop_free(name: str, wanted: str) -> None:
    with flooding(FLOODS | HEAVY) as port:
        async with fetching(FetchSettings(allow_private=f"127.0.0.1:{port}", attempts=1)) as fetcher:
            url = f"http://127.0.0.1:{port}/{name}"
            async with loop_held_under():
                assert {*await asyncio.gather(*(reason(fetcher, url) for _ in range(AT_ONCE)))} == {wanted}


async def test_the_deadline_ends_bodies_without_end() -> None:
    with flooding({"steady": STEADY}) as port:
        async with fetching(FetchSettings(allow_private=f"127.0.0.1:{port}", attempts=1)) as fetcher:
            url, limits = f"http://127.0.0.1:{port}/steady", Limits(bytes=10**15, seconds=1)
            async with loop_held_under():
                found = await asyncio.gather(
                    *(fetcher.save(url, Nowhere(), limits) for _ in range(AT_ONCE)), return_exceptions=True
                )
    assert {type(error) for error in found} == {TooSlow}
