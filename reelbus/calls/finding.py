"""Calls by their id, or its first characters."""

import re
from typing import TYPE_CHECKING

from reelbus.console import output
from reelbus.console.errors import UserError
from reelbus.console.nearest import did_you_mean

if TYPE_CHECKING:
    from libs.ledger.call import Call
    from libs.ledger.ledger import Ledger

SHORTEST = 4
"""Characters of an id that name a call."""
NEWEST = 1000
"""Calls whose ids are compared with a misspelt one."""


async def found(ledger: "Ledger", reference: str) -> "Call":
    """The one call whose id begins with `reference`. Raises UserError."""
    from libs.database.tables import provider_calls as rows

    shown = output.clean(reference)
    prefix = reference.strip().lower()
    if not re.fullmatch(rf"[0-9a-f-]{{{SHORTEST},36}}", prefix):
        raise UserError(f"{shown!r} is no id of a call: use at least {SHORTEST} characters of one", status=2)
    calls = await ledger.newest(rows.c.call_id.startswith(prefix), limit=2)
    if len(calls) > 1:
        raise UserError(f"more than one call begins with {shown}: use more characters of the id", status=2)
    if not calls:
        known = [call.call_id for call in await ledger.newest(limit=NEWEST)]
        near = did_you_mean(prefix, known) or did_you_mean(prefix, [one[: len(prefix)] for one in known])
        raise UserError(f"call {shown} does not exist in the database{near}")
    return calls[0]
