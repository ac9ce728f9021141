"""How a call is sent: what it counts against, and how long it may take."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from libs.ledger.budget import Budget
from libs.ledger.call import Call
from libs.ledger.usage import Answer, Usage
from libs.limits import Cost, Quota, Scope

Send = Callable[[Call], Awaitable[Answer]]
"""Sends what `call.request` says, once. Raises CallError."""


@dataclass(frozen=True, slots=True)
class Route:
    """For calls of one configured model. Whether a call is paid is in its row."""

    scope: Scope
    expected: Usage
    """An upper estimate for one call."""
    deadline: float
    """Seconds for one attempt."""
    quota: Quota = field(default_factory=Quota)
    budget: Budget = field(default_factory=Budget)

    @property
    def cost(self) -> Cost:
        """What one call takes of the limits: all its tokens, which is more than some providers count."""
        return Cost(tokens=self.expected.tokens, images=self.expected.images)
