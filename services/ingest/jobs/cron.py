"""Fire times of cron expressions, in UTC. Pure."""

from datetime import UTC, datetime

from croniter import croniter  # type: ignore[import-untyped]  # it has no type annotations


def is_cron(expression: str) -> bool:
    """Whether it is a cron expression with a fire time: five fields, or six with seconds at the end."""
    try:
        latest(expression, datetime(2026, 1, 1, tzinfo=UTC))
    except ValueError:
        return False
    return True


def following(expression: str, now: datetime) -> datetime:
    """The first fire time after `now`."""
    fire: datetime = croniter(expression, now).get_next(datetime)
    return fire


def latest(expression: str, now: datetime) -> datetime:
    """The last fire time up to `now`."""
    # Counted back from the next fire time, so that `now` is included.
    fire: datetime = croniter(expression, following(expression, now)).get_prev(datetime)
    return fire
