"""Whose pictures are decoded next: pages share the decoders evenly by the time that theirs take.

Start-time fair queueing: a page of pictures that each take seconds is behind a page of usual ones from its second
turn on, and still gets its part. Source: Goyal, Vin and Cheng, "Start-time Fair Queueing", 1996.
"""

from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Share:
    """A page's part. `tag` is where it stands on the clock that all pages share: seconds of decoding."""

    def __init__(self) -> None:
        self.tag = 0.0


class FairShare(Generic[T]):
    """At most `most` at a time, each for up to `together` pictures of the page that has had least.

    One more may begin `ahead`, so that it is ready when another ends; not with fewer pictures than can come together,
    as more may come until then.
    """

    def __init__(self, most: int, together: int = 1, *, ahead: bool = False) -> None:
        self.free = most
        self._together, self._ahead = together, ahead
        self._waiting: dict[Share, list[tuple[Hashable, T]]] = {}
        self._now = 0.0

    def add(self, share: Share, picture: T, kind: Hashable = None) -> None:
        """Have `picture` wait. It may have its turn together with others of its page and `kind`; of None, alone."""
        if share not in self._waiting:
            # Nobody saves up what they did not use.
            share.tag = max(share.tag, self._now)
            self._waiting[share] = []
        self._waiting[share].append((kind, picture))

    def remove(self, share: Share, picture: T) -> None:
        """Have `picture` wait no longer, if it does."""
        left = [one for one in self._waiting.get(share, ()) if one[1] is not picture]
        self._keep(share, left)

    def begin(self) -> tuple[Share, list[T]] | None:
        """The next turn, if one is free and somebody waits: whose it is, and the pictures. `end` must follow."""
        if self.free + self._ahead <= 0 or not self._waiting:
            return None
        share = min(self._waiting, key=lambda one: one.tag)
        waiting = self._waiting[share]
        kind = waiting[0][0]
        most = 1 if kind is None else self._together
        taken = [one for one in waiting if one[0] == kind][:most]
        if self.free <= 0 and len(taken) < most:
            return None
        self._now = max(self._now, share.tag)
        self._keep(share, [one for one in waiting if one not in taken])
        self.free -= 1
        return share, [picture for _, picture in taken]

    def end(self, share: Share, seconds: float) -> None:
        """A turn of `share` is over, after `seconds`."""
        share.tag += seconds
        self.free += 1

    def _keep(self, share: Share, waiting: list[tuple[Hashable, T]]) -> None:
        if waiting:
            self._waiting[share] = waiting
        else:
            self._waiting.pop(share, None)
