"""Pages share the decoders by time, however long single pictures take."""

import asyncio
from collections import Counter

import pytest

from services.collage.worker.decoding.fair_share import Share, Turns
from tests.support.waiting import until


class Pages:
    """Pages whose pictures take seconds of a clock that only they move, one picture at a time."""

    def __init__(self, most: int = 1) -> None:
        self.time = 0.0
        self.turns = Turns(most, clock=lambda: self.time)
        self.order: list[str] = []
        self.most = self._now = 0

    async def picture(self, page: str, share: Share, seconds: float) -> None:
        async with self.turns.turn(share):
            self._now += 1
            self.most = max(self.most, self._now)
            await asyncio.sleep(0)
            self.time += seconds
            self.order.append(page)
            self._now -= 1


async def test_a_page_of_slow_pictures_waits_for_the_others() -> None:
    pages = Pages()
    slow, usual = Share(), Share()
    tasks = [pages.picture("slow", slow, 10) for _ in range(20)] + [
        pages.picture("usual", usual, 0.01) for _ in range(35)
    ]
    await asyncio.gather(*tasks)
    assert pages.order[:36] == ["slow", *["usual"] * 35]


async def test_it_still_gets_its_part() -> None:
    """While others come and go: each begins where the clock stands, not at nought."""
    pages = Pages()
    slow = Share()
    waiting = [asyncio.create_task(pages.picture("slow", slow, 1)) for _ in range(5)]
    for number in range(100):
        await asyncio.gather(*(pages.picture(f"page {number}", share, 0.1) for share in [Share()] for _ in range(2)))
    done = Counter(page.split()[0] for page in pages.order)
    assert done["page"] == 200
    assert done["slow"] == 5, "5 s of their 20"
    await asyncio.gather(*waiting)


@pytest.mark.parametrize("most", [1, 3])
async def test_so_many_at_a_time_and_none_is_lost(most: int) -> None:
    pages = Pages(most)
    shares = [Share(), Share()]
    tasks = [asyncio.create_task(pages.picture("a", shares[number % 2], 0.1)) for number in range(40)]
    await until(lambda: len(pages.order) > 3, "some are done")
    for task in tasks[1::3]:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.gather(*(pages.picture("b", Share(), 0.1) for _ in range(2 * most)))
    assert pages.most == most
    assert pages.order[-2 * most :] == ["b"] * 2 * most


async def test_a_turn_given_to_one_that_is_cancelled_goes_on() -> None:
    pages = Pages()
    share = Share()
    async with pages.turns.turn(share):
        waiting = asyncio.create_task(pages.picture("gone", share, 1))
        await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await asyncio.wait_for(pages.picture("next", share, 1), 60)
    assert pages.order == ["next"]
