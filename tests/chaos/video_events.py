"""What a catalog is given of videos, in random order, and the listing that each must have in the end."""

import random
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from libs.bus.failure import Outgoing
from libs.events import (
    CaptionParsed,
    Evidence,
    ListingUpdated,
    NewVideoPosted,
    Payload,
    TagsGenerated,
    Thumbnail,
    ThumbnailGenerated,
    VideoRemoved,
    caption_digest,
)
from libs.events.envelope import envelope
from libs.events.topics import BY_PAYLOAD
from services.catalog.listing import listing
from services.catalog.merge import merge
from services.catalog.parts import Arrived, Removed, arrived
from services.catalog.state import State

MISSING, REPEATED, OLDER, FAILED, STRAYED = 0.02, 0.1, 0.1, 0.05, 0.05
"""Shares of parts that never come, that come twice, that an older revision has too, that failed once in the same
revision, and that are sent to another partition than that of their video."""
REMOVED = 0.06
"""Share of videos of which a revision is removed: the newest in half of the cases, an older one in the other half."""
OLD, NEW = 1, 2
"""The revisions."""
FROM, UNTIL = 1_790_000_000_000, 1_790_000_600_000
"""Unix milliseconds at which events are sent."""


def parts(video_id: str, revision: int) -> Iterator[Payload]:
    """A post, its caption, tags and thumbnails."""
    caption = f"Red heels, revision {revision} of {video_id}"
    proof = Evidence(text="Red", start=0, end=3, method="rules", confidence=0.9)
    picture = Thumbnail(
        uri=f"s3://shop/{video_id}/{revision}.jpg", width=400, height=500, aspect="4:5", format="jpeg", bytes=9,
        sha256="0" * 64, rank=1, crop=(0, 0, 4, 5),
    )  # fmt: skip
    of: dict[str, Any] = {"video_id": video_id, "revision": revision}
    yield NewVideoPosted(caption=caption, seller_handle="shop", **of)
    yield CaptionParsed(caption=caption, title=caption, price=55_000 + revision, **of)
    yield TagsGenerated(
        category="apparel.shoes.heels", tags=["colour:red"], evidence={"colour:red": proof},
        derived_from=caption_digest(caption), **of,
    )  # fmt: skip
    yield ThumbnailGenerated(status="generated", thumbnails=[picture], **of)


class VideoEvents:
    """Events of `count` videos in `records`, in random order."""

    def __init__(self, count: int, dice: random.Random) -> None:
        self._dice = dice
        self._known: dict[str, list[Arrived | Removed]] = defaultdict(list)
        self._number = 0
        self.complete: set[bytes] = set()
        """Videos of which all parts come, and nothing is removed."""
        self.gone: set[bytes] = set()
        """Videos that are removed, with all revisions."""
        self.records = [record for number in range(count) for record in self._of_video(f"video-{number}")]
        dice.shuffle(self.records)

    def add(self, payload: Payload, *, arrives: bool = True) -> Outgoing:
        """The record of one more event; with `arrives` it counts for its video's listing."""
        name, event_id, at = BY_PAYLOAD[type(payload)].name, f"e{self._number}", self._dice.randrange(FROM, UNTIL)
        self._number += 1
        event = arrived(payload, at, event_id)
        if arrives:
            self._known[event.video_id].append(event)
        headers = envelope(event_id, name, "tests/chaos", at=at)
        return Outgoing(name, event.video_id.encode(), payload.model_dump_json().encode(), headers)

    def listings(self) -> dict[bytes, ListingUpdated | None]:
        """What the merge makes of each video's events, in another order than that of `records`; None: it is gone."""
        found: dict[bytes, ListingUpdated | None] = {}
        for video_id, events in self._known.items():
            state = State()
            for event in self._dice.sample(events, len(events)):
                state, _ = merge(state, event)
            found[video_id.encode()] = listing(video_id, state) if state.listed else None
        return found

    def _of_video(self, video_id: str) -> Iterator[Outgoing]:
        chance, key = self._dice.random, video_id.encode()
        came = 0
        for old, new in zip(parts(video_id, OLD), parts(video_id, NEW), strict=True):
            if chance() < MISSING:
                continue
            came += 1
            given = [new]
            if chance() < OLDER:
                given.append(old)
            if chance() < FAILED and not isinstance(new, NewVideoPosted):
                given.append(new.model_copy(update={"status": "failed", "reason": "it broke"}))
            for payload in given:
                yield from self._sent(payload)
        if chance() < REMOVED:
            revision = self._dice.choice((OLD, NEW))
            if revision == NEW:
                self.gone.add(key)
            yield from self._sent(VideoRemoved(video_id=video_id, revision=revision))
        elif came == len(list(parts(video_id, NEW))):
            self.complete.add(key)

    def _sent(self, payload: Payload) -> list[Outgoing]:
        record = self.add(payload)
        if self._dice.random() < STRAYED:
            record = record._replace(key=f"of another partition {self._number}".encode())
        return [record] * (2 if self._dice.random() < REPEATED else 1)
