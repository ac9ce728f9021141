"""What to do with a call, by its row. Pure."""

from datetime import datetime
from enum import Enum, auto

from libs.ledger.call import Call, State


class Step(Enum):
    """The next step of a call."""

    RETURN = auto()
    """It has ended, or a person has to decide."""
    WAIT = auto()
    """Another process's attempt is under way."""
    EXPIRE = auto()
    """The lease of its attempt is past."""
    REOPEN = auto()
    """Its outcome is unknown, and such calls are sent again."""
    SEND = auto()
    """An attempt may be sent."""


def next_step(call: Call, *, attempts: int, resend_unknown: bool, now: datetime) -> Step:
    """The next step. `attempts`: how many may fail; `resend_unknown`: whether unknown calls are sent again."""
    if call.given_up:
        return Step.RETURN
    match call.state:
        case State.SENT:
            return Step.WAIT if call.lease_until is not None and now <= call.lease_until else Step.EXPIRE
        case State.UNKNOWN if resend_unknown and call.failures < attempts:
            return Step.REOPEN
        case State.REFUSED if call.again and call.failures < attempts:
            return Step.SEND
        case State.PLANNED:
            return Step.SEND
        case _:
            return Step.RETURN
