"""Errors of limiters."""

from libs.retry import Failure, Fault


class LimiterError(Failure):
    """Base: there is no decision. The message is one line and contains no password."""


class LimiterUnavailable(LimiterError):
    """Redis does not answer, or not now (loading, read-only, out of memory). No call may be sent meanwhile."""

    transient = True
    retry_after = 5.0


class LimiterRefused(LimiterError):
    """Redis refuses us: a wrong password, missing permissions, a server that cannot run the script."""

    fault = Fault.SETUP


class CostAboveLimit(LimiterError):
    """One call alone takes more than a limit allows, so that it would wait for ever: the limit must be raised."""

    fault = Fault.SETUP
