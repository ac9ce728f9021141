"""Upgrading the tables. Several processes may do so at the same time."""

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
logging.getLogger("alembic.runtime.migration").setLevel(logging.WARNING)  # at INFO it logs each read of the version

MIGRATIONS = Path(__file__).with_name("migrations")
ADVISORY_LOCK = 0x5265_656C_6275_7301
"""A number that no other program uses in the same database: "Reelbus", 1."""


class State(Enum):
    """The state of a database's tables, compared with this version's."""

    EMPTY = "its tables are missing"
    BEHIND = "its tables are of an older version"
    CURRENT = "its tables are up to date"
    AHEAD = "its tables are of a newer version"


@dataclass(frozen=True, slots=True)
class Version:
    """The current revision of a database's tables, and the one that this version needs."""

    current: str | None
    wanted: str

    @property
    def state(self) -> State:
        if self.current is None:
            return State.EMPTY
        if self.current == self.wanted:
            return State.CURRENT
        # An unknown one is from a later version, whose tables can be used by the version before it.
        return State.BEHIND if self.current in _known() else State.AHEAD


async def look(engine: AsyncEngine) -> Version:
    """The version of the database's tables. Raises DatabaseError."""
    async with reading(engine) as connection:
        return await connection.run_sync(_version)


async def upgrade(engine: AsyncEngine) -> Version:
    """Upgrade the tables; returns their version before. Several processes may call it at once. Raises DatabaseError."""
    database = engine.url.database
    if engine.dialect.name == "sqlite" and database:
        # In addition to the transaction's lock: the switch to WAL fails if another process holds it.
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
    """Alembic's configuration, without a file."""
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
