"""`reelbus database`: the tables with the state of the services."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from reelbus.console import output
from reelbus.console.connect import ANSWER_SECONDS, run
from reelbus.console.errors import UserError

if TYPE_CHECKING:
    from sqlalchemy import URL
    from sqlalchemy.ext.asyncio import AsyncEngine

HELP = "Check and upgrade the tables in DATABASE_URL (default: the SQLite file .reelbus/reelbus.db)."

app = typer.Typer(no_args_is_help=True, help=HELP)


@app.command()
def upgrade() -> None:
    """Create or upgrade the tables.

    Safe to repeat and to run concurrently. Services upgrade an SQLite file at start, so it does not need this command.
    """
    run(_upgrade())


@app.command()
def status() -> None:
    """Show the database, the revision of its tables, and the revision that this version needs.

    The exit status is 1 if the tables must be upgraded.
    """
    from libs.database import DatabaseSettings
    from libs.settings import load

    url = load(DatabaseSettings).url
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        raise UserError(f"{url.database} does not exist yet: the first service that starts creates it")
    if not run(_status()):
        raise UserError("the tables must be upgraded: run `reelbus database upgrade`")


async def _upgrade() -> None:
    from libs.database.translate import shown
    from libs.database.upgrade import State, look, upgrade

    async with _connection(ANSWER_SECONDS) as engine:
        if engine.dialect.name != "sqlite":
            await look(engine)  # with the time limit: the upgrade itself has none
    async with _connection() as engine:
        before = await upgrade(engine)
    done = "upgraded" if before.state in (State.EMPTY, State.BEHIND) else "nothing to do"
    now = before.wanted if done == "upgraded" else before.current
    output.line(done, shown(engine.url), f"from {before.current or 'no tables'}", f"to {now}")


async def _status() -> bool:
    from libs.database.translate import shown
    from libs.database.upgrade import State, look

    async with _connection(ANSWER_SECONDS) as engine:
        version = await look(engine)
    output.line("database", shown(engine.url))
    output.line("revision", version.current)
    output.line("wanted", version.wanted)
    output.line("state", version.state.value)
    return version.state in (State.CURRENT, State.AHEAD)


@asynccontextmanager
async def _connection(patience: float | None = None) -> AsyncIterator["AsyncEngine"]:
    """A connection, whatever the state of the tables. Raises UserError."""
    from libs.database import DatabaseSettings, connected
    from libs.settings import load

    url = load(DatabaseSettings).url
    with _user_errors(url):
        async with connected(url, ours=True, patience=patience) as engine:
            yield engine


@asynccontextmanager
async def opened() -> AsyncIterator["AsyncEngine"]:
    """The database, with tables of the revision that this version needs. Raises UserError."""
    from libs.database import DatabaseSettings, open_database
    from libs.settings import load

    settings = load(DatabaseSettings)
    with _user_errors(settings.url):
        async with open_database(settings, patience=ANSWER_SECONDS) as engine:
            yield engine


@contextmanager
def _user_errors(url: "URL") -> Iterator[None]:
    from libs.database import DatabaseError

    try:
        yield
    except DatabaseError as error:
        seconds = url.query.get("timeout", f"{ANSWER_SECONDS:g}")
        waited = f" within {seconds} s" if isinstance(error.__cause__, TimeoutError) else ""
        raise UserError(f"{error}{waited}") from error
