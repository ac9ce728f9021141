"""Publishes new rows of the source's table of videos as `new-video-posted`."""

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
from libs.database.foreign import foreign_table
from libs.epoch import as_utc
from libs.events import NewVideoPosted
from libs.events.payload import first_problem
from services.ingest.jobs.positions import Lease, Positions
from services.ingest.jobs.runner import run_periodically
from services.ingest.metrics import VIDEOS
from services.ingest.settings import VideosSettings
from services.ingest.source.database import Source, in_time
from services.ingest.source.table import Types, check_table, naming_settings, type_of, types_of
from services.ingest.source.times import bound, check_times, time_of, values_of, within

log = logging.getLogger(__name__)

NOW = {"mysql": func.utc_timestamp(6), "postgresql": func.now(), "sqlite": func.strftime("%Y-%m-%d %H:%M:%f", "now")}
MAX_CAPTION = 100_000
"""Characters: longer captions would not fit into an event."""
SourceRow = tuple[Any, ...]
"""Id, caption, seller, URL, time, key."""


async def check(source: Source, settings: VideosSettings) -> None:
    """Check that the table of videos and its columns exist. Raises DatabaseError."""
    await check_table(source, settings.table or "", _columns(settings), "VIDEOS")


def _columns(s: VideosSettings) -> tuple[str, ...]:
    return s.id_column, s.caption_column, s.seller_column, s.url_column, s.created_column, s.key_column


class Videos:
    """Publishes rows ordered by time and key, and saves its position."""

    def __init__(self, settings: VideosSettings, source: Source, positions: Positions) -> None:
        self._settings, self._source, self._positions = settings, source, positions
        self._position = f"videos {settings.table}"
        self._types: Types = {}
        self._checked = False
        """Whether the values of the column of times were checked."""

    async def run(self, announcer: Announcer) -> None:
        """Run until cancelled."""
        await run_periodically("videos", partial(self.publish_new, announcer))

    async def publish_new(self, announcer: Announcer) -> float:
        """Publish all new rows; returns the seconds until the next call. Raises DatabaseError, LeaseLost."""
        async with self._positions.leased(self._position) as lease:
            if lease is None:
                return self._settings.seconds
            if lease.value is None:
                await lease.save(await self._first_position())
            while await self._page(lease, announcer):
                pass
        return self._settings.seconds

    async def _first_position(self) -> dict[str, Any]:
        return {"at": (self._settings.since or await self._now()).isoformat(), "key": None}

    async def _page(self, lease: Lease, announcer: Announcer) -> bool:
        """Publish a page of rows; returns whether there may be more."""
        settled = datetime.fromtimestamp((await self._now()).timestamp() - self._settings.settle_seconds, UTC)
        rows = await self._rows(lease.value, settled)
        if not rows:
            return False
        await self._announce([video for row in rows if (video := _video(row)) is not None], announcer)
        await lease.save({"at": _time(rows[-1][4]).isoformat(), "key": _as_json(rows[-1][5])})
        return len(rows) == self._settings.page

    async def _rows(self, position: dict[str, Any], settled: datetime) -> list[SourceRow]:
        table = self._settings.table or ""
        async with naming_settings(self._source, table, "VIDEOS"):
            types = await self._column_types()
            async with self._source.connection() as connection:
                found = await in_time(connection.execute(self._statement(position, settled, types)))
                rows = [tuple(row) for row in found]
                if not rows and not self._checked:
                    created = foreign_table(table, self._settings.created_column)
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
        origin = foreign_table(s.table or "", *names)
        video_id, caption, seller, url, created, key = (origin.c[name] for name in names)
        values, since = values_of(type_of(types, s.created_column)), datetime.fromisoformat(position["at"])
        when = time_of(created, kind, values)
        text = func.substr(caption, 1, MAX_CAPTION + 1)
        statement = select(video_id, text, seller, url, when, key).where(within(created, since, settled, kind, values))
        if position["key"] is not None:
            statement = statement.where(or_(when > bound(since, kind), key > literal(_from_json(position["key"]))))
        return statement.order_by(when, key).limit(s.page)

    async def _now(self) -> datetime:
        """The time of the source's clock: the local clock may be ahead, and then later rows would be missed."""
        async with self._source.connection() as connection:
            return _time(await in_time(connection.scalar(select(NOW[self._source.kind])), self._source.connect_seconds))

    async def _announce(self, videos: Sequence[NewVideoPosted], announcer: Announcer) -> None:
        """Publish, and wait for the acknowledgement. An event that is too large for the broker is left out."""
        try:
            # The event ids derive from position and video, so that a page that is published twice is a repeat.
            await announcer.announce(videos, about=lambda video: f"{self._position}/{video.video_id}")
            VIDEOS.labels("posted").inc(len(videos))
        except Rejected as error:
            if len(videos) > 1:
                for video in videos:
                    await self._announce([video], announcer)
                return
            log.warning("video %r is skipped: %s", videos[0].video_id, error)
            VIDEOS.labels("bad").inc()


def _video(row: SourceRow) -> NewVideoPosted | None:
    """The event of a row; None for an invalid row, which is logged."""
    video_id, caption, seller, url, when, key = row
    if caption is not None and len(caption) > MAX_CAPTION:
        _reject(key, f"its caption has more than {MAX_CAPTION:,} characters")
        return None
    try:
        return NewVideoPosted(
            video_id=_text(video_id) or "", caption=_text(caption) or "", seller_handle=_text(seller),
            video_url=_text(url), posted_at=_time(when),
        )  # fmt: skip
    except ValidationError as error:
        problem = first_problem(error)
        _reject(key, f"{problem.field}: {problem.message}")
        return None


def _reject(key: object, reason: str) -> None:
    log.warning("the row with key %r is skipped: %s", key, reason)
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
