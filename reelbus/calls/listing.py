"""`reelbus calls list` and `show`: rows of the ledger."""

from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from reelbus.calls.finding import found
from reelbus.console import output
from reelbus.database import opened

if TYPE_CHECKING:
    from libs.ledger.call import Attempt, Call

COLUMNS = ("CALL", "JOB", "KIND", "STATE", "COST $", "MAYBE $", "CHANGED UTC")
ATTEMPTS = ("ATTEMPT", "STATE", "CAUSE", "COST $", "MAYBE $", "SENT UTC", "ENDED UTC")
DOLLARS = ("ATTEMPT", "COST $", "MAYBE $")
SHORT = 8
"""Characters of an id on a terminal."""


async def show_all(state: str, *, job: str | None, since: float | None, limit: int, as_json: bool) -> None:
    """Print the calls that changed last, one per line."""
    from libs.database.tables import provider_calls as rows
    from libs.ledger.ledger import Ledger
    from libs.ledger.sums import sums

    where = [] if state == "all" else [rows.c.state == state]
    if state == "unknown":
        where.append(rows.c.given_up_at.is_(None))
    if job is not None:
        where.append(rows.c.job == job)
    if since is not None:
        where.append(rows.c.updated_at >= datetime.now(UTC) - timedelta(seconds=since))
    async with opened() as engine:
        calls = await Ledger(engine).newest(*where, limit=limit)
        count, of_all = await sums(engine, *where)
    if as_json:
        for call in calls:
            output.json_line(document(call))
        return
    if output.on_terminal():
        output.table(COLUMNS, [for_people(call) for call in calls], right=DOLLARS)
    else:
        for call in calls:
            output.line(*_row(call))
    shown = f", of which the last {len(calls)} are shown (--limit)" if len(calls) < count else ""
    output.note(
        f"{count} {output.plural('call', count)}{shown}: cost ${dollars(of_all.cost_usd)}, "
        f"unknown outcomes may have cost ${dollars(of_all.unknown_usd)} more"
    )


async def show_one(reference: str, as_json: bool) -> None:
    """Print all columns of a call, and its attempts. Raises UserError if it does not exist."""
    from libs.ledger.ledger import Ledger

    async with opened() as engine:
        ledger = Ledger(engine)
        call = await found(ledger, reference)
        attempts = await ledger.attempts(call.call_id)
    if as_json:
        output.json_line(document(call) | {"attempts": [document(one) for one in attempts]})
        return
    for name, value in document(call).items():
        if value is not None:
            output.line(name, output.compact(value) if isinstance(value, dict) else value)
    output.table(ATTEMPTS, [_attempt(one) for one in attempts], right=DOLLARS)


def for_people(call: "Call") -> tuple[object, ...]:
    """Cells of COLUMNS for a terminal of 80 columns."""
    state = "given up" if call.given_up else "over budget" if call.undecided and call.state != "unknown" else call.state
    return (
        call.call_id[:SHORT],
        call.job,
        f"{call.kind} {call.ordinal}" if call.ordinal else call.kind,
        str(state),
        dollars(call.cost_usd),
        dollars(call.unknown_usd),
        minute(call.updated_at),
    )


def _row(call: "Call") -> tuple[object, ...]:
    changed = output.moment(call.updated_at.timestamp())
    return (
        call.call_id, call.job, call.kind, call.ordinal, call.state.value, call.cause,
        dollars(call.cost_usd), dollars(call.unknown_usd), changed,
    )  # fmt: skip


def _attempt(one: "Attempt") -> tuple[object, ...]:
    cost = None if one.cost_usd is None else dollars(one.cost_usd)
    maybe = dollars(one.estimate_usd) if one.cost_usd is None else None
    ended = None if one.ended_at is None else minute(one.ended_at)
    return one.attempt, one.state.value, one.cause, cost, maybe, minute(one.sent_at), ended


def document(row: "Call | Attempt") -> dict[str, Any]:
    """A row as a JSON object."""
    return {name: _plain(value) for name, value in asdict(row).items()}


def dollars(usd: float) -> str:
    """An amount with cents, or with enough digits for a small one."""
    return f"{usd:.2f}" if usd >= 1 or usd == 0 else f"{usd:.4f}"


def minute(value: datetime) -> str:
    """A time for people, in UTC."""
    return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M")


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return output.moment(value.timestamp())
    return value.isoformat() if isinstance(value, date) else value
