"""What all limiters answer: waits with a reason for people, and the refusal of a call that can never be granted."""

from libs.limits.errors import CostAboveLimit
from libs.limits.limiter import Cost, Quota, Scope, Wait
from libs.limits.metrics import WAITS
from libs.limits.window import MICROSECONDS

VARIABLES = {"requests": "RPM", "tokens": "TPM", "images": "IPM", "day": "RPD"}
"""Ends of the names of settings: `GEMINI_RPM`."""


def check(scope: Scope, quota: Quota, cost: Cost) -> None:
    """Raise CostAboveLimit if `cost` alone is above a limit of `quota`."""
    for limit, (wanted, allowed) in {
        "requests": (cost.requests, quota.requests_per_minute),
        "tokens": (cost.tokens, quota.tokens_per_minute),
        "images": (cost.images, quota.images_per_minute),
        "day": (cost.requests, quota.requests_per_day),
    }.items():
        if allowed is not None and wanted > allowed:
            unit = "requests" if limit == "day" else limit
            name = _variable(scope, limit)
            raise CostAboveLimit(f"one call of {scope.model} takes {wanted} {unit}, {name}={allowed} is less: raise it")


def wait(scope: Scope, quota: Quota, microseconds: int, limit: str, reason: str) -> Wait:
    """The answer, counted in the metric. `reason` is that of a block."""
    WAITS.labels(limit).inc()
    if limit == "unknown":
        text = "Redis has no memory of the last minute's calls (first use, restart or lost data)"
    elif limit == "blocked":
        text = reason or f"{scope.provider} asked to wait"
    else:
        allowed = {
            "requests": quota.requests_per_minute,
            "tokens": quota.tokens_per_minute,
            "images": quota.images_per_minute,
            "day": quota.requests_per_day,
        }[limit]
        text = f"{_variable(scope, limit)}={allowed} is used up"
    return Wait(microseconds / MICROSECONDS, text, limit)


def _variable(scope: Scope, limit: str) -> str:
    return f"{scope.provider.upper()}_{VARIABLES[limit]}"
