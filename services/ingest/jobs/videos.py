"""New rows of the source's table of videos become `new-video-posted`."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import Select, func, literal, or_, select

from libs.bus import Announcer, Rejected
from libs.database import DatabaseError
from libs.events import NewVideoPosted
from services.ingest.jobs.positions import Claim, Positions
from services.ingest.jobs.runner import go_on
from services.ingest.metrics import VIDEOS
from services.ingest.settings import VideosSettings
from services.ingest.source.database import Source, in_time
from services.ingest.source.table import Types, check_table, naming_settings, source_table, type_of, types_of
from services.ingest.source.times import as_utc, bound, check_times, time_of, values_of, within

log = logging.getLogger(__name__)

NOW = {"mysql": func.utc_timestamp(6), "postgresql": func.now(), "sqlite": func.strftime("%Y-%m-%d %H:%M:%f", "now")}
MOST_CAPTION = 100_000
"""Characters: a longer one is none, and would not fit into an event."""
SourceRow = tuple[Any, ...]
"""Id, caption, seller, URL, time, key."""


async def check(source: Source, settings: VideosSettings) -> None:
    """See that the table of videos is there, with its columns. Raises DatabaseError."""
    await check_table(source, settings.table or "", _columns(settings), "VIDEOS")


def _columns(s: VideosSettings) -> tuple[str, ...]:
    return s.id_column, s.caption_column, s.seller_column, s.url_column, s.created_column, s.key_column


class Videos:
    """Posts rows in the order of their time and key, and keeps in mind how far it came."""

    def __init__(self, settings: VideosSettings, source: Source, positions: Positions) -> None:
        self._settings, self._source, self._positions = settings, source, positions
        self._position = f"videos {settings.table}"
        self._types: Types = {}
        self._checked = False
        """Whether it is known that the column of times holds times."""

    async def run(self, announcer: Announcer) -> None:
        """Until cancelled."""
        await go_on("videos", partial(self.look, announcer))

    async def look(self, announcer: Announcer) -> float:
        """Post all that is new; returns the seconds until the next look. Raises DatabaseError, Taken."""
        async with self._positions.claimed(self._position) as claim:
            if claim is None:
                return self._settings.seconds
            if claim.value is None:
                await claim.save(await self._beginning())
            while await self._page(claim, announcer):
                pass
        return self._settings.seconds

    async def _beginning(self) -> dict[str, Any]:
        """Where the first run of all begins."""
        return {"at": (self._settings.since or await self._now()).isoformat(), "key": None}

    async def _page(self, claim: Claim, announcer: Announcer) -> bool:
        """Post some rows; whether there may be more."""
        settled = datetime.fromtimestamp((await self._now()).timestamp() - self._settings.settle_seconds, UTC)
        rows = await self._rows(claim.value, settled)
        if not rows:
            return False
        await self._announce([video for row in rows if (video := _video(row)) is not None], announcer)
        await claim.save({"at": _time(rows[-1][4]).isoformat(), "key": _as_json(rows[-1][5])})
        return len(rows) == self._settings.page

    async def _rows(self, position: dict[str, Any], settled: datetime) -> list[SourceRow]:
        table = self._settings.table or ""
        async with naming_settings(self._source, table, "VIDEOS"):
            types = await self._column_types()
            async with self._source.connection() as connection:
                found = await in_time(connection.execute(self._statement(position, settled, types)))
                rows = [tuple(row) for row in found]
                if not rows and not self._checked:
                    created = source_table(table, self._settings.created_column)
                    await check_times(connection, created, self._source.kind, types, "INGEST_VIDEOS_CREATED_COLUMN")
                self._checked = True
                return rows

    async def _column_types(self) -> Types:
        if not self._types:
            self._types = await types_of(self._source, self._settings.table or "")
        return self._types

    def _statement(self, position: dict[str, Any], settled: datetime, types: Types) -> Select[Any]:
        s, kind = self._settings, self._source.kind
        names = _columns(s)
        origin = source_table(s.table or "", *names)
        video_id, caption, seller, url, created, key = (origin.c[name] for name in names)
        values, since = values_of(type_of(types, s.created_column)), datetime.fromisoformat(position["at"])
        when = time_of(created, kind, values)
        text = func.substr(caption, 1, MOST_CAPTION + 1)
        statement = select(video_id, text, seller, url, when, key).where(within(created, since, settled, kind, values))
        if position["key"] is not None:
            statement = statement.where(or_(when > bound(since, kind), key > literal(_from_json(position["key"]))))
        return statement.order_by(when, key).limit(s.page)

    async def _now(self) -> datetime:
        """By the source's own clock: ours may be ahead, and rows would be passed over before they are there."""
        async with self._source.connection() as connection:
            return _time(await in_time(connection.scalar(select(NOW[self._source.kind])), self._source.patience))

    async def _announce(self, videos: Sequence[NewVideoPosted], announcer: Announcer) -> None:
        """Returns when the brokers have them. One that is too large for them is left out."""
        try:
            # A page that is posted again after a crash is known as a repeat.
            await announcer.announce(videos, about=lambda video: f"{self._position}/{video.video_id}")
            VIDEOS.labels("posted").inc(len(videos))
        except Rejected as error:
            if len(videos) > 1:
                for video in videos:
                    await self._announce([video], announcer)
                return
            log.warning("video %r is left out: %s", videos[0].video_id, error)
            VIDEOS.labels("bad").inc()


def _video(row: SourceRow) -> NewVideoPosted | None:
    """The event of a row; None for one that makes none, which is told once, since the position passes it."""
    video_id, caption, seller, url, when, key = row
    if caption is not None and len(caption) > MOST_CAPTION:
        _leave_out(key, f"its caption has more than {MOST_CAPTION:,} characters")
        return None
    try:
        return NewVideoPosted(
            video_id=_text(video_id) or "", caption=_text(caption) or "", seller_handle=_text(seller),
            video_url=_text(url), posted_at=_time(when),
        )  # fmt: skip
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        _leave_out(key, f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}")
        return None


def _leave_out(key: object, why: str) -> None:
    log.warning("the row of key %r is left out: %s", key, why)
    VIDEOS.labels("bad").inc()


def _text(value: object) -> str | None:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return None if value is None else str(value)


def _time(value: object) -> datetime:
    when = as_utc(value)
    if when is None:
        raise DatabaseError(
            f"{value!r} is not a time: INGEST_VIDEOS_CREATED_COLUMN must name a column of dates and times"
        )
    return when


def _as_json(key: object) -> int | str | dict[str, str]:
    if isinstance(key, UUID):
        return {"uuid": str(key)}
    if isinstance(key, int | str):
        return key
    raise DatabaseError(
        f"{key!r} is not a key: INGEST_VIDEOS_KEY_COLUMN must name a column of whole numbers, texts or UUIDs"
    )


def _from_json(key: int | str | dict[str, str]) -> int | str | UUID:
    return UUID(key["uuid"]) if isinstance(key, dict) else key
