"""Limits of calls a minute and a day, shared by all replicas through Redis, or of one process."""

from libs.limits.errors import CostAboveLimit, LimiterError, LimiterRefused, LimiterUnavailable
from libs.limits.factory import configured_limiter, scope_of
from libs.limits.limiter import Cost, Grant, Limiter, Quota, Scope, Wait
from libs.limits.settings import LimitSettings
from libs.limits.waiting import wait_for_grant

__all__ = [
    "Cost",
    "CostAboveLimit",
    "Grant",
    "LimitSettings",
    "Limiter",
    "LimiterError",
    "LimiterRefused",
    "LimiterUnavailable",
    "Quota",
    "Scope",
    "Wait",
    "configured_limiter",
    "scope_of",
    "wait_for_grant",
]
