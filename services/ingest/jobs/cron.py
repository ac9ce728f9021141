"""Fire times of cron expressions, UTC. Pure."""

from datetime import UTC, datetime

from croniter import croniter  # type: ignore[import-untyped]  # it has no types of its own


def is_cron(expression: str) -> bool:
    """Whether it is one, of five fields, or of six with seconds at the end, that fires at some time."""
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
    # Counting back from the next one includes a time that is just now.
    fire: datetime = croniter(expression, following(expression, now)).get_prev(datetime)
    return fire
