"""`reelbus reprocess`: options."""

from typing import Annotated, Literal

import typer

from libs.units import duration, rate
from reelbus.console.confirm import check_terminal
from reelbus.console.errors import UserError
from reelbus.console.options import Yes, parsed
from reelbus.jobs.inputs import identifier

RATE = 50.0


def reprocess(
    *,
    service: Annotated[
        Literal["caption", "tagger", "thumbnail"],
        typer.Option(help="The service that makes its part again; captions that are read again are also tagged again."),
    ],
    creator: Annotated[str | None, typer.Option(help="Only videos of this seller's handle (default: all).")] = None,
    since: Annotated[
        float | None,
        typer.Option(
            parser=parsed(duration),
            metavar="AGE",
            help="Only videos posted within this time, such as 30d; without a time, listings that changed in it.",
        ),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CONDITION",
            help="Only parts with this field, such as 'lexicon_version<3', method=rules or status=failed. May be "
            "repeated: all must hold. A missing version is less than every version.",
        ),
    ] = None,
    video: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only the video with this id; may be repeated.")
    ] = None,
    per_second: Annotated[
        float | None,
        typer.Option(
            "--rate",
            parser=parsed(rate),
            metavar="RATE",
            help=f"Maximum rate, such as 5/s or 30/m (default: {RATE:g}/s).",
        ),
    ] = None,
    run: Annotated[
        str | None,
        typer.Option(metavar="RUN", help="Continue this run: listings whose part it has made are left out."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the videos that would be sent, and send nothing.")
    ] = False,
    yes: Yes = False,
) -> None:
    """Make parts of listings again, for example after an update of the lexicon, the model or the detector.

    Listings are selected in DATABASE_URL (default: the SQLite file .reelbus/reelbus.db). Each becomes an event on
    <service>-reprocess-requested, which the service handles while it has no other events. Results replace the earlier
    ones; a failure replaces nothing.
    """
    from reelbus.reprocess.run import Wanted
    from reelbus.reprocess.run import reprocess as send

    if video and (creator is not None or since is not None):
        raise UserError("--video names videos: use it without --creator and --since", status=2)
    if not (yes or dry_run):
        check_terminal("reprocess")
    send(
        Wanted(service, creator, since, tuple(where or ()), tuple(identifier(one, "--video") for one in video or ())),
        run, rate=per_second or RATE, dry_run=dry_run, ask=not yes,
    )  # fmt: skip
