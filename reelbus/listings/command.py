"""`reelbus listings`: the listings in the database."""

from typing import Annotated

import typer

from libs.units import duration
from reelbus.console.connect import run
from reelbus.console.options import Json, parsed
from reelbus.jobs.inputs import identifier

HELP = """Show and search the listings in DATABASE_URL (default: the SQLite file .reelbus/reelbus.db).

The listings service writes them; `reelbus watch listing-updated` shows changes as they come."""

app = typer.Typer(no_args_is_help=True, help=HELP)

Seller = Annotated[str | None, typer.Option(help="Only listings of this seller's handle (default: all).")]
Category = Annotated[
    str | None, typer.Option(metavar="SLUG", help="Only this category and those below, such as apparel.shoes.")
]
Limit = Annotated[int, typer.Option(min=1, max=10_000, help="Number of listings to print, last changed first.")]


@app.command("list")
def list_listings(
    *,
    seller: Seller = None,
    category: Category = None,
    incomplete: Annotated[
        bool, typer.Option("--incomplete", help="Only listings with a part that is waiting, stale or failed.")
    ] = False,
    overdue: Annotated[
        float | None,
        typer.Option(
            parser=parsed(duration), metavar="TIME", help="Only listings that have waited for a part so long (15m, 2h)."
        ),
    ] = None,
    limit: Limit = 50,
    as_json: Json = False,
) -> None:
    """List listings, last changed first."""
    from reelbus.listings.listing import show_all

    run(show_all(as_json, limit, seller=seller, category=category, incomplete=incomplete, overdue=overdue))


@app.command()
def search(
    *,
    words: Annotated[
        list[str], typer.Argument(metavar="WORD...", help="Words that must all occur; parts of words count.")
    ],
    seller: Seller = None,
    category: Category = None,
    limit: Limit = 50,
    as_json: Json = False,
) -> None:
    """Search title, caption, hashtags, sizes, category, tags and handle of listings."""
    from reelbus.listings.listing import show_all

    run(show_all(as_json, limit, seller=seller, category=category, words=words))


@app.command()
def show(
    *, video: Annotated[str, typer.Argument(metavar="ID", help="Id of the video.")], as_json: Json = False
) -> None:
    """Show the listing of a video, and the state of its parts."""
    from reelbus.listings.listing import show

    run(show(identifier(video, "ID"), as_json))
