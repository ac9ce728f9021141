"""Bringing the tables up to date, by however many processes at once."""

import logging
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from libs.database.filelock import file_lock
from libs.database.transaction import reading, writing

log = logging.getLogger(__name__)
logging.getLogger("alembic.runtime.migration").setLevel(logging.WARNING)  # it tells of each look at the tables

MIGRATIONS = Path(__file__).with_name("migrations")
ADVISORY_LOCK = 0x5265_656C_6275_7301
"""Any number that no other user of the same database takes: "Reelbus", 1."""


class State(Enum):
    """How a database's tables compare to this version's."""

    EMPTY = "its tables are missing"
    BEHIND = "its tables are of an older version"
    CURRENT = "its tables are up to date"
    AHEAD = "its tables are of a newer version"


@dataclass(frozen=True, slots=True)
class Version:
    """The revision that a database's tables have, and the one that this version wants."""

    current: str | None
    wanted: str

    @property
    def state(self) -> State:
        if self.current is None:
            return State.EMPTY
        if self.current == self.wanted:
            return State.CURRENT
        # An unknown one was made by a later version, which keeps its tables fit for the one before.
        return State.BEHIND if self.current in _known() else State.AHEAD


async def look(engine: AsyncEngine) -> Version:
    """What the database has. Raises DatabaseError."""
    async with reading(engine) as connection:
        return await connection.run_sync(_version)


async def upgrade(engine: AsyncEngine) -> Version:
    """Bring the tables up to date; returns what they were. Many may do so at once. Raises DatabaseError."""
    database = engine.url.database
    if engine.dialect.name == "sqlite" and database:
        # Beside the lock that the transaction takes: the switch to WAL cannot wait for another's.
        async with file_lock(Path(f"{database}.lock")):
            return await _upgrade(engine)
    return await _upgrade(engine)


async def _upgrade(engine: AsyncEngine) -> Version:
    before = await look(engine)
    if before.state in (State.CURRENT, State.AHEAD):
        return before
    async with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
        return await connection.run_sync(_upgrade_in)


def _upgrade_in(connection: Connection) -> Version:
    before = _version(connection)
    if before.state in (State.EMPTY, State.BEHIND):
        config = configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        log.info("tables upgraded from %s to %s", before.current or "none", before.wanted)
    return before


def _version(connection: Connection) -> Version:
    return Version(MigrationContext.configure(connection).get_current_revision(), _latest())


def configuration() -> Config:
    """Alembic's, without a file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


@cache
def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(configuration())


def _latest() -> str:
    latest = _scripts().get_current_head()
    assert latest is not None
    return latest


@cache
def _known() -> frozenset[str]:
    return frozenset(script.revision for script in _scripts().walk_revisions())
