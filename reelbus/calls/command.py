"""`reelbus calls`: calls of providers, and decisions about those that may have been paid."""

from typing import Annotated, Literal

import typer

from libs import units
from reelbus.console.confirm import check_terminal
from reelbus.console.connect import run
from reelbus.console.errors import UserError
from reelbus.console.options import Json, Yes, parsed

HELP = """Show calls of providers and what they cost, and decide about those that may have been paid.

DATABASE_URL sets the database of the services, KAFKA_BOOTSTRAP_SERVERS the brokers that requests are posted to."""

StateName = Literal["unknown", "planned", "sent", "received", "settled", "refused", "blocked", "all"]

app = typer.Typer(no_args_is_help=True, help=HELP)

Calls = Annotated[
    list[str] | None, typer.Argument(metavar="CALL", help="Ids of calls, or the first characters of each.")
]
OfJob = Annotated[
    str | None, typer.Option("--job", metavar="JOB", help="All calls of this job that wait for a decision.")
]


@app.command("list")
def list_calls(
    *,
    state: Annotated[
        StateName, typer.Option("--state", help="Only calls in this state; unknown: without those given up.")
    ] = "unknown",
    job: Annotated[
        str | None, typer.Option("--job", metavar="JOB", help="Only calls of this job (default: all jobs).")
    ] = None,
    since: Annotated[
        float | None,
        typer.Option(
            "--since", parser=parsed(units.duration), metavar="AGE",
            help="Only calls that changed in this time, such as 90s, 10m, 2h or 3d (default: all).",
        ),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="Number of calls, the last changed first.")] = 50,
    as_json: Json = False,
) -> None:  # fmt: skip
    """List calls with their cost, and what those with an unknown outcome may have cost."""
    from reelbus.calls.listing import show_all

    run(show_all(state, job=job, since=since, limit=limit, as_json=as_json))


@app.command()
def show(
    call: Annotated[str, typer.Argument(metavar="CALL", help="Id of a call, or its first characters.")],
    as_json: Json = False,
) -> None:
    """Show one call, its request and all its attempts."""
    from reelbus.calls.listing import show_one

    run(show_one(call, as_json))


@app.command()
def retry(calls: Calls = None, *, job: OfJob = None, yes: Yes = False) -> None:
    """Allow another attempt, and post the request of the job again, so that it goes on.

    For calls that are unknown, refused, given up, or held back by a budget. A call that was paid is paid again.
    """
    _decide("retry", calls, job, yes=yes)


@app.command("give-up")
def give_up(calls: Calls = None, *, job: OfJob = None, yes: Yes = False) -> None:
    """Send no further attempt, and post the request of the job again, so that it ends without these calls.

    An answer that still comes is kept.
    """
    _decide("give-up", calls, job, yes=yes)


def _decide(action: Literal["retry", "give-up"], calls: list[str] | None, job: str | None, *, yes: bool) -> None:
    if bool(calls) == (job is not None):
        raise UserError(f"{action} needs either ids of calls, as `reelbus calls list` shows them, or --job", status=2)
    if not yes:
        check_terminal(action)
    from reelbus.calls.deciding import decide

    run(decide(action, calls or [], job, yes=yes))
