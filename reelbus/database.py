"""`reelbus database`: the tables that services keep their state in."""

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

HELP = "Look at and upgrade the tables in the database that DATABASE_URL names (default: an SQLite file)."

app = typer.Typer(no_args_is_help=True, help=HELP)


@app.command()
def upgrade() -> None:
    """Make the tables, or bring them up to date. Safe to repeat, and to run twice at once. SQLite needs it not."""
    run(_upgrade())


@app.command()
def status() -> None:
    """Show the database, its revision and the one that this version wants; exit status 1 if it has to be upgraded."""
    from libs.database import DatabaseSettings
    from libs.settings import load

    url = load(DatabaseSettings).url
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        raise UserError(f"{url.database}: there is no such file yet; the first service that starts makes it")
    if not run(_status()):
        raise UserError("run `reelbus database upgrade`")


async def _upgrade() -> None:
    from libs.database.translate import shown
    from libs.database.upgrade import State, look, upgrade

    async with _reached(ANSWER_SECONDS) as engine:
        if engine.dialect.name != "sqlite":
            await look(engine)  # an upgrade may take its time, a server that does not answer may not
    async with _reached() as engine:
        before = await upgrade(engine)
    done = "upgraded" if before.state in (State.EMPTY, State.BEHIND) else "nothing to do"
    now = before.wanted if done == "upgraded" else before.current
    output.line(done, shown(engine.url), f"from {before.current or 'no tables'}", f"to {now}")


async def _status() -> bool:
    from libs.database.translate import shown
    from libs.database.upgrade import State, look

    async with _reached(ANSWER_SECONDS) as engine:
        version = await look(engine)
    output.line("database", shown(engine.url))
    output.line("revision", version.current)
    output.line("wanted", version.wanted)
    output.line("state", version.state.value)
    return version.state in (State.CURRENT, State.AHEAD)


@asynccontextmanager
async def _reached(patience: float | None = None) -> AsyncIterator["AsyncEngine"]:
    """The database, whatever its tables are. Raises UserError."""
    from libs.database import DatabaseSettings, connected
    from libs.settings import load

    url = load(DatabaseSettings).url
    with _one_line(url):
        async with connected(url, ours=True, patience=patience) as engine:
            yield engine


@asynccontextmanager
async def opened() -> AsyncIterator["AsyncEngine"]:
    """The database with its tables as this version wants them. Raises UserError."""
    from libs.database import DatabaseSettings, open_database
    from libs.settings import load

    settings = load(DatabaseSettings)
    with _one_line(settings.url):
        async with open_database(settings, patience=ANSWER_SECONDS) as engine:
            yield engine


@contextmanager
def _one_line(url: "URL") -> Iterator[None]:
    from libs.database import DatabaseError

    try:
        yield
    except DatabaseError as error:
        seconds = url.query.get("timeout", f"{ANSWER_SECONDS:g}")
        waited = f" within {seconds} s" if isinstance(error.__cause__, TimeoutError) else ""
        raise UserError(f"{error}{waited}") from error
