"""A planned or sent call of a provider, as its row says, and its attempts. Pure."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row

NAMESPACE = uuid.UUID("0f0b8f6e-6f0d-5a0c-9d7c-6b1f3f1f2a55")
"""Never changed: other ids would be paid again."""

OVER_BUDGET = "budget"
"""The cause of a planned call that is not sent, because its job's budget is used up."""


class State(StrEnum):
    """Where a call stands."""

    PLANNED = "planned"
    """Nothing was sent."""
    SENT = "sent"
    """An attempt may be under way, until its lease ends."""
    RECEIVED = "received"
    """The answer is stored."""
    SETTLED = "settled"
    """The answer is part of its job's result."""
    REFUSED = "refused"
    """The last attempt has a definitive answer without a result, or never left."""
    BLOCKED = "blocked"
    """Refused for safety. Final."""
    UNKNOWN = "unknown"
    """Whether the last attempt was paid cannot be known."""


def call_id(job: str, kind: str, ordinal: int) -> str:
    """The id of a call: a UUIDv5 of its job, kind and ordinal, so that a repeat of the job has the same calls."""
    return str(uuid.uuid5(NAMESPACE, f"{job}/{kind}/{ordinal}"))


@dataclass(frozen=True, slots=True)
class NewCall:
    """A call to plan. `request` (JSON) is what is to be sent: enough to send the same again."""

    job: str
    kind: str
    ordinal: int
    provider: str
    model: str
    request: dict[str, Any] = field(repr=False)
    paid: bool = True

    @property
    def call_id(self) -> str:
        return call_id(self.job, self.kind, self.ordinal)


@dataclass(frozen=True, slots=True)
class Call:
    """A row of `provider_calls`. Costs are in USD."""

    call_id: str
    job: str
    kind: str
    ordinal: int
    provider: str
    model: str
    paid: bool
    request: dict[str, Any] = field(repr=False)
    state: State
    attempt: int
    """Attempts that were begun."""
    failures: int
    """Failed attempts since a person last allowed another one."""
    again: bool
    """Of a refused call: whether another attempt may help."""
    owner: str | None
    lease_until: datetime | None
    cause: str | None
    reason: str | None
    cost_usd: float
    """Of all attempts, as far as known."""
    unknown_usd: float
    """What attempts with an unknown outcome may have cost at most."""
    usage: dict[str, int] | None
    response_id: str | None
    answered_by: str | None
    uri: str | None
    sha256: str | None
    bytes: int | None
    media_type: str | None
    flags: list[str] | None
    """Notes of the provider for a reviewer."""
    created_at: datetime
    sent_at: datetime | None
    received_at: datetime | None
    settled_at: datetime | None
    given_up_at: datetime | None
    updated_at: datetime

    @classmethod
    def of(cls, row: Row[Any]) -> "Call":
        values = {name: row._mapping[name] for name in _CALL_FIELDS}
        return cls(**values | {"state": State(values["state"])})

    @property
    def has_result(self) -> bool:
        """Whether its answer is stored, at `uri`."""
        return self.state in (State.RECEIVED, State.SETTLED)

    @property
    def given_up(self) -> bool:
        """Whether a person decided that no further attempt is sent."""
        return self.given_up_at is not None and not self.has_result

    @property
    def undecided(self) -> bool:
        """Whether somebody has to decide about it: its outcome is unknown, or its job's budget is used up."""
        if self.given_up:
            return False
        return self.state is State.UNKNOWN or (self.state is not State.SENT and self.cause == OVER_BUDGET)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A row of `provider_attempts`."""

    call_id: str
    attempt: int
    state: State
    owner: str
    lease_until: datetime
    sent_at: datetime
    ended_at: datetime | None
    cause: str | None
    reason: str | None
    estimate_usd: float
    cost_usd: float | None
    """None: not known."""
    usage: dict[str, int] | None
    response_id: str | None
    answered_by: str | None
    budget: str | None
    day: date | None
    """The UTC day whose budget it counts in; None if it costs nothing."""

    @classmethod
    def of(cls, row: Row[Any]) -> "Attempt":
        values = {name: row._mapping[name] for name in _ATTEMPT_FIELDS}
        return cls(**values | {"state": State(values["state"])})

    @property
    def counted_usd(self) -> float:
        """What budgets count: its cost, or the estimate as long as that is not known."""
        return self.estimate_usd if self.cost_usd is None else self.cost_usd


_CALL_FIELDS = [one.name for one in fields(Call)]
_ATTEMPT_FIELDS = [one.name for one in fields(Attempt)]


@dataclass(frozen=True, slots=True)
class Totals:
    """What calls cost together, in USD."""

    cost_usd: float
    unknown: int
    """Calls whose outcome is unknown."""
    unknown_usd: float
    """What attempts with an unknown outcome may have cost at most."""


def totals(calls: Iterable[Call]) -> Totals:
    """The sums of `calls`, such as those of a job."""
    found = list(calls)
    return Totals(
        sum(call.cost_usd for call in found),
        sum(call.state is State.UNKNOWN for call in found),
        sum(call.unknown_usd for call in found),
    )
