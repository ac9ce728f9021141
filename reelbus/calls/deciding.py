"""`reelbus calls retry` and `give-up`: decisions of people, after which the jobs go on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reelbus.calls.finding import found
from reelbus.calls.listing import dollars
from reelbus.calls.requests import requests
from reelbus.console import output
from reelbus.console.confirm import confirm
from reelbus.console.connect import connect
from reelbus.console.errors import UserError
from reelbus.console.posting import post
from reelbus.database import opened

if TYPE_CHECKING:
    from libs.ledger.call import Call
    from libs.ledger.ledger import Ledger

DONE = {"retry": "may be sent again", "give-up": "given up"}


async def decide(action: str, references: Sequence[str], job: str | None, *, yes: bool) -> None:
    """Ask, change the calls, and post the requests of their jobs. Raises UserError, BusError."""
    from libs.events.topics import BY_PAYLOAD
    from libs.ledger.ledger import Ledger
    from services.enhance.jobs import Jobs

    async with opened() as engine:
        ledger = Ledger(engine)
        calls = await (_named(ledger, references) if job is None else _of(ledger, job))
        for call in calls:
            _check(action, call)
        again = await requests(engine, sorted({call.job for call in calls}))
        output.note(await _consequence(ledger, action, calls, len(again)))
        if not yes:
            confirm(f"{action} {_count(len(calls), 'call')}?", "cancelled: nothing was changed")
        bus = connect()
        await bus.check(sorted({BY_PAYLOAD[type(payload)].name for payload in again.values()}))
        changed = await _changed(ledger, action, calls)
        for name in sorted({call.job for call in changed}):
            await Jobs(engine).reopen(name)
    for name in sorted({call.job for call in changed}):
        await post(bus, again[name])
        output.line("posted", name, BY_PAYLOAD[type(again[name])].name)
    if len(changed) < len(calls):
        raise UserError(f"{len(calls) - len(changed)} of {_count(len(calls), 'call')} changed by a service meanwhile")


async def _named(ledger: "Ledger", references: Sequence[str]) -> "list[Call]":
    calls = {(call := await found(ledger, one)).call_id: call for one in references}
    return list(calls.values())


async def _of(ledger: "Ledger", job: str) -> "list[Call]":
    calls = await ledger.of_job(job)
    if not calls:
        raise UserError(f"job {job} has no calls in the database")
    waiting = [call for call in calls if call.undecided]
    if not waiting:
        raise UserError(f"no call of job {job} waits for a decision")
    return waiting


def _check(action: str, call: "Call") -> None:
    """Raise UserError if there is nothing to decide."""
    reasons = {
        "sent": "is under way; wait for its end",
        "received": "has its answer",
        "settled": "has its answer",
        "blocked": "was refused for safety, and would be again",
    }
    if (reason := reasons.get(call.state)) is not None:
        raise UserError(f"call {call.call_id} {reason}: nothing was changed")
    if action == "retry" and call.kind == "prompts":
        raise UserError(f"call {call.call_id} asked for prompts, which its job has by now: give it up")
    if action == "retry" and call.state == "planned" and not (call.undecided or call.given_up):
        raise UserError(f"call {call.call_id} was not sent yet, and nothing holds it back: nothing was changed")


async def _consequence(ledger: "Ledger", action: str, calls: "Sequence[Call]", jobs: int) -> str:
    """What the calls may have cost, and what follows."""
    maybe = sum(call.unknown_usd for call in calls)
    text = f"{_count(len(calls), 'call')} of {_count(jobs, 'job')} may have cost ${dollars(maybe)}"
    if action == "give-up":
        return f"{text}, which stays in the budgets; no further attempt is sent"
    last = [attempt for call in calls for attempt in (await ledger.attempts(call.call_id))[-1:]]
    more = sum(attempt.estimate_usd for attempt in last)
    cost = f"may cost ${dollars(more)} more" if more else "costs too"
    return f"{text}, which stays in the budgets; another attempt {cost}"


def _count(number: int, noun: str) -> str:
    return f"{number} {output.plural(noun, number)}"


async def _changed(ledger: "Ledger", action: str, calls: "Sequence[Call]") -> "list[Call]":
    changed = []
    for call in calls:
        after = await (ledger.retry(call) if action == "retry" else ledger.give_up(call))
        if after is None:
            output.note(f"{call.call_id} not changed: a service changed it meanwhile")
        else:
            output.line(DONE[action], call.call_id, call.job)
            changed.append(after)
    return changed
