"""What is logged and measured of attempts that ended."""

import logging

from libs.ledger import metrics
from libs.ledger.call import Call, State

log = logging.getLogger(__name__)


def noted(after: Call, sent: Call, state: State, cost_usd: float) -> Call:
    """Log and count that an attempt of `sent` ended as `state`. Returns `after`, the call as it is then."""
    metrics.CALLS.labels(sent.provider, sent.model, state).inc()
    metrics.COST.labels(sent.provider, sent.model).inc(cost_usd)
    more = fields(sent) | {"attempt_of_call": sent.attempt, "cost_usd": round(cost_usd, 6), "cause": after.cause}
    if state is State.UNKNOWN:
        log.warning(
            "call %s of %s: whether it was paid cannot be known (%s): `reelbus calls show %s`",
            sent.call_id, sent.job, after.reason, sent.call_id, extra=more,
        )  # fmt: skip
    else:
        log.info("call %s of %s: %s", sent.call_id, sent.job, state, extra=more)
    return after


def fields(call: Call) -> dict[str, object]:
    """For the lines about `call`."""
    return {"call_id": call.call_id, "job": call.job, "provider": call.provider, "model": call.model}
