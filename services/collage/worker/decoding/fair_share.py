"""Selects the pictures to decode next: pages share the decoders evenly, by decoding time.

Start-time fair queueing: after its first turn, a page of slow pictures waits for pages of usual ones, but still gets
its share. Source: Goyal, Vin and Cheng, "Start-time Fair Queueing", 1996.
"""

from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Share:
    """The share of one page. `tag` is its start tag: its position in virtual time, in seconds of decoding."""

    def __init__(self) -> None:
        self.tag = 0.0


class FairShare(Generic[T]):
    """At most `turns` at a time, each for up to `group_size` pictures of the page with the lowest tag.

    With `ahead`, one more may begin, so that it is ready when another ends; but only with a full group, because more
    pictures may arrive until then.
    """

    def __init__(self, turns: int, group_size: int = 1, *, ahead: bool = False) -> None:
        self.free = turns
        self._group_size, self._ahead = group_size, ahead
        self._waiting: dict[Share, list[tuple[Hashable, T]]] = {}
        self._now = 0.0

    def add(self, share: Share, picture: T, kind: Hashable = None) -> None:
        """Queue `picture`. It is grouped with others of the same page and `kind`; kind None is never grouped."""
        if share not in self._waiting:
            # An idle page does not save up unused time.
            share.tag = max(share.tag, self._now)
            self._waiting[share] = []
        self._waiting[share].append((kind, picture))

    def remove(self, share: Share, picture: T) -> None:
        """Remove `picture` from the queue, if it is there."""
        self._set_queue(share, [entry for entry in self._waiting.get(share, ()) if entry[1] is not picture])

    def begin(self) -> tuple[Share, list[T]] | None:
        """Begin the next turn, if one is free and pictures wait: its share, and the pictures. `end` must follow."""
        if self.free + self._ahead <= 0 or not self._waiting:
            return None
        share = min(self._waiting, key=lambda share: share.tag)
        waiting = self._waiting[share]
        kind = waiting[0][0]
        limit = 1 if kind is None else self._group_size
        group = [entry for entry in waiting if entry[0] == kind][:limit]
        if self.free <= 0 and len(group) < limit:
            return None
        self._now = max(self._now, share.tag)
        self._set_queue(share, [entry for entry in waiting if entry not in group])
        self.free -= 1
        return share, [picture for _, picture in group]

    def end(self, share: Share, seconds: float) -> None:
        """End a turn of `share` that took `seconds`."""
        share.tag += seconds
        self.free += 1

    def _set_queue(self, share: Share, waiting: list[tuple[Hashable, T]]) -> None:
        if waiting:
            self._waiting[share] = waiting
        else:
            self._waiting.pop(share, None)
