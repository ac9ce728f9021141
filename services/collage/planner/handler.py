"""`collage-batch-submitted` → `collage-batch-planned`, then a request for each page."""

from collections.abc import AsyncIterator

from libs.bus import Event
from libs.events import CollageBatchPlanned, CollageBatchSubmitted, Payload
from services.collage.planner.errors import Contradiction
from services.collage.planner.planner import Planner, failure


async def handle(event: Event[CollageBatchSubmitted], *, planner: Planner) -> AsyncIterator[Payload]:
    """Yield the plan of the event's batch, then its pages as they are read. An unusable CSV gives a plan with status
    failed. Transient errors, and errors that people can correct (keys, permissions), are retried.
    """
    return planner.plan(event.payload)


def on_dead_letter(event: Event[CollageBatchSubmitted], error: Exception) -> CollageBatchPlanned | None:
    """A submission that became a dead letter fails its batch, except for one that contradicts an earlier plan."""
    return None if isinstance(error, Contradiction) else failure(event.payload, f"planning failed: {error}")
