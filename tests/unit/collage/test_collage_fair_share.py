"""Pages share the decoders by time, however long single pictures take."""

from collections import Counter
from dataclasses import dataclass

import pytest

from services.collage.worker.decoding.fair_share import FairShare, Share


@dataclass(eq=False)
class Picture:
    page: str
    seconds: float


class Pages:
    """Pages whose pictures take seconds of a clock that only they move."""

    def __init__(self, most: int = 1, together: int = 1, *, ahead: bool = False) -> None:
        self.turns: FairShare[Picture] = FairShare(most, together, ahead=ahead)
        self.order: list[str] = []
        self.most = 0
        self._running: list[tuple[Share, list[Picture]]] = []

    def add(self, page: str, share: Share, seconds: float, count: int = 1, kind: str | None = None) -> list[Picture]:
        pictures = [Picture(page, seconds) for _ in range(count)]
        for picture in pictures:
            self.turns.add(share, picture, kind)
            self.begin()
        return pictures

    def begin(self) -> None:
        while (turn := self.turns.begin()) is not None:
            self._running.append(turn)
        self.most = max(self.most, len(self._running))

    def end_one(self) -> list[Picture]:
        """The pictures of the turn that began first."""
        share, pictures = self._running.pop(0)
        self.order += [picture.page for picture in pictures]
        self.turns.end(share, sum(picture.seconds for picture in pictures))
        self.begin()
        return pictures

    def end_all(self) -> None:
        while self._running:
            self.end_one()


def test_a_page_of_slow_pictures_waits_for_the_others() -> None:
    pages = Pages()
    pages.add("slow", Share(), 10, 20)
    pages.add("usual", Share(), 0.01, 35)
    pages.end_all()
    assert pages.order[:36] == ["slow", *["usual"] * 35]


def test_it_still_gets_its_part() -> None:
    """While others come and go: each begins where the clock stands, not at nought."""
    pages = Pages()
    pages.add("slow", Share(), 1, 5)
    for number in range(100):
        pages.add(f"page {number}", Share(), 0.1, 2)
        while pages.order.count(f"page {number}") < 2:
            pages.end_one()
    done = Counter(page.split()[0] for page in pages.order)
    assert done["page"] == 200
    assert done["slow"] == 5, "5 s of their 20"


@pytest.mark.parametrize("most", [1, 3])
def test_so_many_at_a_time_and_none_is_lost(most: int) -> None:
    pages = Pages(most)
    shares = [Share(), Share()]
    pictures = [(shares[number % 2], *pages.add("a", shares[number % 2], 0.1)) for number in range(40)]
    for _ in range(4):
        pages.end_one()
    gone = pictures[-9::3]
    for share, picture in gone:
        pages.turns.remove(share, picture)
    pages.turns.remove(*pictures[0])  # which had its turn
    pages.end_all()
    assert len(pages.order) == 40 - len(gone)
    pages.add("b", Share(), 0.1, 2 * most)
    pages.end_all()
    assert pages.most == most
    assert pages.order[-2 * most :] == ["b"] * 2 * most


def test_pictures_that_wait_come_together_if_they_are_of_one_page_and_kind() -> None:
    pages = Pages(together=4)
    one, other = Share(), Share()
    first = pages.add("one", one, 1, kind="small")
    small = pages.add("one", one, 1, 5, kind="small")
    alone = pages.add("one", one, 1, 2)
    large = pages.add("one", one, 1, 2, kind="large")
    others = pages.add("other", other, 0, 1, kind="small")
    seen = [pages.end_one() for _ in range(7)]
    assert seen == [first, others, small[:4], small[4:], alone[:1], alone[1:], large]


def test_a_turn_ahead_is_for_as_many_as_can_come_together() -> None:
    pages = Pages(together=4, ahead=True)
    share = Share()
    first = pages.add("a", share, 1, kind="small")
    later = pages.add("a", share, 1, 3, kind="small")
    assert pages.most == 1
    later += pages.add("a", share, 1, kind="small")
    last = pages.add("a", share, 1, 5, kind="small")
    assert pages.most == 2
    assert [pages.end_one() for _ in range(4)] == [first, later, last[:4], last[4:]]
