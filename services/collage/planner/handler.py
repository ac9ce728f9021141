"""`collage-batch-submitted` → `collage-batch-planned`, then a request for each page."""

from collections.abc import AsyncIterator

from libs.bus import Event
from libs.events import CollageBatchPlanned, CollageBatchSubmitted, Payload
from services.collage.planner.errors import Contradiction
from services.collage.planner.planner import Planner, failure


async def handle(event: Event[CollageBatchSubmitted], *, planner: Planner) -> AsyncIterator[Payload]:
    """The plan of the event's batch, then its pages, while they are read. A CSV that will never give any is told by
    a plan with status failed; what may pass, and what people put right (keys, permissions), is retried.
    """
    return planner.plan(event.payload)


def on_dead_letter(event: Event[CollageBatchSubmitted], error: Exception) -> CollageBatchPlanned | None:
    """A submission that became a dead letter ends its batch; one that contradicts an earlier plan does not."""
    return None if isinstance(error, Contradiction) else failure(event.payload, f"planning failed: {error}")
