"""`reelbus videos`: removing videos."""

from typing import Annotated

import typer

from reelbus.console.confirm import check_terminal
from reelbus.console.connect import run
from reelbus.console.options import Yes
from reelbus.jobs.inputs import identifier

HELP = """Remove videos, with all that was stored for them.

DATABASE_URL has the listings, STORAGE_URI or S3_BUCKET_NAME sets the object store."""

app = typer.Typer(no_args_is_help=True, help=HELP)


@app.callback(help=HELP)
def _group() -> None:
    """Keeps `remove` a command of its own while it is the only one."""


@app.command()
def remove(
    *,
    video: Annotated[str, typer.Argument(metavar="ID", help="Id of the video.")],
    reason: Annotated[str | None, typer.Option(help="Why, for people, at most 1000 characters.")] = None,
    yes: Yes = False,
    no_wait: Annotated[bool, typer.Option("--no-wait", help="Only send video-removed; do not follow it.")] = False,
    timeout: Annotated[
        float, typer.Option(min=0, help="Stop waiting after this number of seconds, with exit status 1.")
    ] = 60,
) -> None:
    """Remove a video, and print what went: its listing, and its stored pictures.

    Events of it stay on their topics until their retention ends, at most 7 days. Parts that are made later do not bring
    it back; a new-video-posted of a larger revision does.
    """
    from reelbus.videos.removal import remove

    if not yes:
        check_terminal("remove")
    run(remove(identifier(video, "ID"), reason, ask=not yes, seconds=None if no_wait else timeout))
