"""The requests of jobs, which are posted again as they came."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from reelbus.console.errors import UserError

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

    from libs.events import Payload


async def requests(engine: "AsyncEngine", names: Sequence[str]) -> "dict[str, Payload]":
    """The requests of these jobs. Raises UserError if one is missing, or is not valid for its topic any more."""
    from sqlalchemy import select

    from libs.database import reading
    from libs.database.tables import jobs

    query = select(jobs.c.job, jobs.c.topic, jobs.c.request).where(jobs.c.job.in_(names)).order_by(jobs.c.job)
    async with reading(engine) as connection:
        found = {row.job: _payload(row.job, row.topic, row.request) for row in await connection.execute(query)}
    missing = set(names) - found.keys()
    if missing:
        raise UserError(f"nothing was changed: the request of job {min(missing)} is not in the database")
    return found


def _payload(job: str, name: str, request: dict[str, Any]) -> "Payload":
    from pydantic import ValidationError

    from libs.events.topics import BY_NAME

    topic = BY_NAME.get(name)
    if topic is None or topic.payload is None:
        raise UserError(f"nothing was changed: the request of job {job} is for topic {name}, which this version lacks")
    try:
        return topic.payload.model_validate(request)
    except ValidationError:
        raise UserError(f"nothing was changed: the stored request of job {job} is not valid for topic {name}") from None
