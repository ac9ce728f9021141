"""How far jobs have come, kept in our database; and whose turn a job is, where several processes run it."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from libs.database import DatabaseError, reading, writing
from libs.database.tables import ingest_positions as table
from libs.database.upsert import insert

log = logging.getLogger(__name__)

LEASE_SECONDS = 60.0
"""How long a process that is gone keeps others waiting."""
GOODBYE_SECONDS = 5.0

Clock = Callable[[], datetime]


class Taken(Exception):
    """Another process has taken over: it goes on from the position that was saved last."""


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)


class Positions:
    """The rows of `ingest_positions`. One object a process."""

    def __init__(self, engine: AsyncEngine, *, lease_seconds: float = LEASE_SECONDS, clock: Clock = utc_now) -> None:
        self._engine, self._lease, self._clock = engine, timedelta(seconds=lease_seconds), clock
        self._me = uuid4().hex

    async def read(self, name: str) -> Any:
        """The position `name`, None where there is none yet. Raises DatabaseError."""
        async with reading(self._engine) as connection:
            found = await connection.scalar(select(table.c.position).where(table.c.name == name))
        return found and found["value"]

    @asynccontextmanager
    async def claimed(self, name: str) -> AsyncIterator["Claim | None"]:
        """The position `name`, ours alone while the block runs; None while another process has it.

        Raises DatabaseError.
        """
        value, mine = await self._take(name)
        if not mine:
            yield None
            return
        claim = Claim(self, name, value)
        renewing = asyncio.create_task(self._renew(claim))
        try:
            yield claim
        finally:
            renewing.cancel()
            with contextlib.suppress(DatabaseError, Taken, TimeoutError):
                async with asyncio.timeout(GOODBYE_SECONDS):
                    await self.write(name, claim.value, free=True)

    async def write(self, name: str, value: Any, *, free: bool = False) -> None:
        """Note `value`, and that we go on; or with `free` that others may. Raises DatabaseError, Taken."""
        position = self._row(value, free=free)
        mine = table.c.position["holder"].as_string() == self._me
        async with writing(self._engine) as connection:
            done = await connection.execute(
                update(table).where(table.c.name == name, mine).values(position=position, updated_at=self._clock())
            )
        if done.rowcount != 1:
            raise Taken(f"{name}: another process has taken over")

    async def _take(self, name: str) -> tuple[Any, bool]:
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
            if held and position["holder"] != self._me:
                return position["value"], False
            # What was read must still be so: of two that see a free position one gets it.
            stamp = max(now, seen + timedelta(microseconds=1))
            same = (table.c.name == name, table.c.updated_at == seen)
            done = await connection.execute(
                update(table).where(*same).values(position=self._row(position["value"]), updated_at=stamp)
            )
            return position["value"], done.rowcount == 1

    def _row(self, value: Any, *, free: bool = False) -> dict[str, Any]:
        until = None if free else (self._clock() + self._lease).isoformat()
        return {"value": value, "holder": self._me, "until": until}

    async def _renew(self, claim: "Claim") -> None:
        while True:
            await asyncio.sleep(self._lease.total_seconds() / 3)
            try:
                await claim.save(claim.value)
            except DatabaseError as error:
                log.warning("%s: %s", claim.name, error)
            except Taken:
                return  # whoever saves next learns it


class Claim:
    """A position that is ours for now."""

    def __init__(self, positions: Positions, name: str, value: Any) -> None:
        self._positions, self.name, self.value = positions, name, value
        self._lock = asyncio.Lock()

    async def save(self, value: Any) -> None:
        """Note how far we are. Raises DatabaseError, Taken."""
        async with self._lock:
            await self._positions.write(self.name, value)
            self.value = value
