"""Positions of jobs in the database, with a lease, so that only one of several processes runs a job."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from libs.database import DatabaseError, reading, writing
from libs.database.tables import ingest_positions as table
from libs.database.upsert import insert
from libs.epoch import Clock, utc_now

log = logging.getLogger(__name__)

LEASE_SECONDS = 60.0
"""After a crash of the holder, other processes wait so long."""
RELEASE_SECONDS = 5.0


class LeaseLost(Exception):
    """Another process has the lease, and continues from the last saved position."""


class Positions:
    """The rows of `ingest_positions`. One object per process, which is the holder of its leases."""

    def __init__(self, engine: AsyncEngine, *, lease_seconds: float = LEASE_SECONDS, clock: Clock = utc_now) -> None:
        self._engine, self._duration, self._clock = engine, timedelta(seconds=lease_seconds), clock
        self._holder = uuid4().hex

    async def read(self, name: str) -> Any:
        """The position `name`; None if there is none yet. Raises DatabaseError."""
        async with reading(self._engine) as connection:
            found = await connection.scalar(select(table.c.position).where(table.c.name == name))
        return found and found["value"]

    @asynccontextmanager
    async def leased(self, name: str) -> AsyncIterator["Lease | None"]:
        """The lease of position `name` while the block runs; None if another process has it.

        Raises DatabaseError.
        """
        value, acquired = await self._acquire(name)
        if not acquired:
            yield None
            return
        lease = Lease(self, name, value)
        renewal = asyncio.create_task(self._renew(lease))
        try:
            yield lease
        finally:
            renewal.cancel()
            with contextlib.suppress(DatabaseError, LeaseLost, TimeoutError):
                async with asyncio.timeout(RELEASE_SECONDS):
                    await self.write(name, lease.value, release=True)

    async def write(self, name: str, value: Any, *, release: bool = False) -> None:
        """Save `value`, and renew or `release` the lease. Raises DatabaseError, LeaseLost."""
        position = self._row(value, release=release)
        is_holder = table.c.position["holder"].as_string() == self._holder
        async with writing(self._engine) as connection:
            done = await connection.execute(
                update(table).where(table.c.name == name, is_holder).values(position=position, updated_at=self._clock())
            )
        if done.rowcount != 1:
            raise LeaseLost(f"{name}: another process has taken over")

    async def _acquire(self, name: str) -> tuple[Any, bool]:
        now = self._clock()
        async with writing(self._engine) as connection:
            found = (
                await connection.execute(select(table.c.position, table.c.updated_at).where(table.c.name == name))
            ).one_or_none()
            if found is None:
                first = insert(connection, table).values(name=name, position=self._row(None), updated_at=now)
                done = await connection.execute(first.on_conflict_do_nothing())
                return None, done.rowcount == 1
            position, seen = found
            held = position["until"] is not None and datetime.fromisoformat(position["until"]) > now
            if held and position["holder"] != self._holder:
                return position["value"], False
            # The row must not have changed since it was read: only one of two processes gets a free lease.
            stamp = max(now, seen + timedelta(microseconds=1))
            same = (table.c.name == name, table.c.updated_at == seen)
            done = await connection.execute(
                update(table).where(*same).values(position=self._row(position["value"]), updated_at=stamp)
            )
            return position["value"], done.rowcount == 1

    def _row(self, value: Any, *, release: bool = False) -> dict[str, Any]:
        until = None if release else (self._clock() + self._duration).isoformat()
        return {"value": value, "holder": self._holder, "until": until}

    async def _renew(self, lease: "Lease") -> None:
        while True:
            await asyncio.sleep(self._duration.total_seconds() / 3)
            try:
                await lease.save(lease.value)
            except DatabaseError as error:
                log.warning("%s: %s", lease.name, error)
            except LeaseLost:
                return  # the next `save` of the job raises it too


class Lease:
    """The lease of a position."""

    def __init__(self, positions: Positions, name: str, value: Any) -> None:
        self._positions, self.name, self.value = positions, name, value
        self._lock = asyncio.Lock()

    async def save(self, value: Any) -> None:
        """Save the position. Raises DatabaseError, LeaseLost."""
        async with self._lock:
            await self._positions.write(self.name, value)
            self.value = value
