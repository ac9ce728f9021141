"""`reelbus reprocess`: selects listings, and sends a request for each at the rate that was asked for."""

import asyncio
import re
import time
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from libs.epoch import utc_now
from libs.events import ListingPart, ListingUpdated, PartName
from libs.events.reprocess import run_name
from libs.events.topics import BY_PAYLOAD
from libs.pacing import batch_size, paced
from reelbus.console import output
from reelbus.console.confirm import confirm
from reelbus.console.connect import ANSWER_SECONDS, connect, run
from reelbus.console.errors import UserError
from reelbus.console.posting import SOURCE
from reelbus.console.progress import Progress, View, view
from reelbus.console.signals import run_until_signal
from reelbus.listings.listing import existing, stored
from reelbus.reprocess.conditions import Condition, condition
from reelbus.reprocess.requests import REQUESTS, Impossible, Request, request

if TYPE_CHECKING:
    from libs.bus import Announcer
    from services.listings.store import ListingStore

PARTS: dict[str, PartName] = {"caption": "caption", "tagger": "tags", "thumbnail": "thumbnail"}
"""The part that a service makes."""
BATCH = 100
"""Requests that are sent before their acknowledgement is waited for."""


class Wanted(NamedTuple):
    """Which parts are made again. Without `videos`: all that the others select. `since`: seconds."""

    service: Literal["caption", "tagger", "thumbnail"]
    creator: str | None = None
    since: float | None = None
    where: Sequence[str] = ()
    videos: Sequence[str] = ()

    @property
    def part(self) -> PartName:
        """The part."""
        return PARTS[self.service]


class _Selection:
    """The listings that are wanted, counted as they are read."""

    def __init__(self, wanted: Wanted, run: str, now: datetime) -> None:
        """Raises UserError for a condition that is not valid."""
        self._wanted, self.run = wanted, run
        self._since = None if wanted.since is None else now - timedelta(seconds=wanted.since)
        self._conditions = _conditions(wanted)
        self.left_out: Counter[str] = Counter()

    async def requests(
        self, listings: "ListingStore", *, again: bool = False
    ) -> AsyncGenerator[tuple[Request, ListingPart], None]:
        """A request for each, with the part as it is. Raises UserError for a video that was never listed.

        `again`: of a selection that was counted; what is gone since is left out.
        """
        self.left_out.clear()
        async for listing in self._all(listings, again=again):
            part: ListingPart = getattr(listing.parts, self._wanted.part)
            if not all(one.holds(part) for one in self._conditions):
                continue
            if part.run is not None and part.run >= self.run:
                self.left_out["made by this run or a later one"] += 1
                continue
            try:
                yield request(listing, self._wanted.part, self.run), part
            except Impossible as error:
                self.left_out[str(error)] += 1

    async def _all(self, listings: "ListingStore", *, again: bool) -> AsyncIterator[ListingUpdated]:
        from services.listings.store import Filter

        if not self._wanted.videos:
            async for listing in listings.every(Filter(seller=self._wanted.creator), since=self._since):
                yield listing
        for video in dict.fromkeys(self._wanted.videos):
            if again or await listings.removed_at(video) is not None:
                found = await listings.find(video)
            else:
                found = await existing(listings, video)
            if found is None:
                self.left_out["that was removed"] += 1
            else:
                yield found


def reprocess(wanted: Wanted, given: str | None, *, rate: float, dry_run: bool, ask: bool) -> None:
    """Select, show, ask if `ask`, and send. Raises UserError, BusError."""
    name = _checked_run(given)
    selection = _Selection(wanted, name, utc_now())
    topic = BY_PAYLOAD[REQUESTS[wanted.part]].name
    count = run(_count(selection, topic, show=dry_run))
    if not count:
        output.note("no listing to make again")
        return
    requests = f"{count:,} {output.plural('request', count)}"
    if dry_run:
        output.note(f"would send {requests} to {topic}")
        return
    if ask:
        confirm(f"Send {requests} to {topic}, at most {rate:g} a second?", "nothing was sent")
    output.note(f"run {name}")  # before an error: it is what to go on with
    sending = _Sending(selection, count, rate)
    try:
        received = run(run_until_signal(sending.run))
    finally:
        output.line("sent", topic, f"{sending.sent:,}", name)
    if received is not None:
        raise UserError(f"interrupted: continue with the same options and --run {name}", status=128 + received)
    output.note(f"what waits: `reelbus lag {wanted.service}`; results: `reelbus watch listing-updated`")


async def _count(selection: _Selection, topic: str, *, show: bool) -> int:
    """How many requests there are, and print what is left out; with `show`, print each."""
    if not show:
        await connect().check([topic])
    count = 0
    async with stored() as listings, aclosing(selection.requests(listings)) as found:
        async for one, part in found:
            count += 1
            if show:
                made_by = " ".join(f"{field}={value}" for field, value in part.versions.items())
                output.line("would send", one.video_id, part.status, made_by or None)
    for reason, number in selection.left_out.most_common():
        output.note(f"left out: {number:,} {output.plural('listing', number)} {reason}")
    return count


class _Sending:
    """Sends the requests of a selection. `sent` were acknowledged."""

    def __init__(self, selection: _Selection, count: int, rate: float) -> None:
        self._selection, self._count, self._rate = selection, count, rate
        self.sent = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Send until all are sent, or `stop` is set."""
        from libs.bus import Announcer

        most = batch_size(self._rate, BATCH)
        with view("reprocess") as shown:
            async with stored() as listings, Announcer(connect(), SOURCE) as announcer:
                batch: list[Request] = []
                async with aclosing(paced(self._selection.requests(listings, again=True), self._rate, stop)) as coming:
                    async for one, _ in coming:
                        batch.append(one)
                        if len(batch) >= most:
                            await self._send(announcer, batch, shown)
                await self._send(announcer, batch, shown)

    async def _send(self, announcer: "Announcer", batch: list[Request], shown: View) -> None:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await announcer.announce(batch)
        except TimeoutError:
            raise UserError(
                f"no broker has acknowledged a request for {ANSWER_SECONDS:g} s: continue with the same options and "
                f"--run {self._selection.run}"
            ) from None
        self.sent += len(batch)
        batch.clear()
        # Listings that came since the count are sent too.
        total = max(self._count, self.sent)
        amount = f"{self.sent:,}/{total:,} requests"
        shown.show(Progress("sending", self.sent == total, self.sent, total, amount), time.monotonic())


def _conditions(wanted: Wanted) -> list[Condition]:
    try:
        return [condition(text, wanted.part) for text in wanted.where]
    except ValueError as error:
        raise UserError(f"--where: {error}", status=2) from None


def _checked_run(given: str | None) -> str:
    """The run's name: the time, so that a later run's results win (`Run`). Raises UserError."""
    now = run_name(utc_now())
    if given is None:
        return now
    if not re.fullmatch(r"\d{8}T\d{6}Z", given) or given > now:
        # Any other text could be above the runs of all times to come.
        raise UserError(f"--run: must be a run that was printed before, such as {now}, not {given!r}", status=2)
    return given
