"""A worker whose handlers take a second each: `python -m tests.integration.bus.memory_worker`."""

import asyncio

from libs.bus import Event
from libs.events import Payload, Topic
from libs.service import serve

GROUP = "patient"


class Waiting(Payload):
    """What waits in the topic."""

    name: str
    text: str


class Handled(Payload):
    """What a handler says."""

    name: str


WAITING = Topic("waiting", "name", "test", Waiting)
HANDLED = Topic("handled", "name", "test", Handled)


async def handle(event: Event[Waiting]) -> Handled:
    """Hold the event for a second."""
    await asyncio.sleep(1)
    return Handled(name=event.payload.name)


if __name__ == "__main__":
    asyncio.run(serve(GROUP, {WAITING: handle}, emits=(HANDLED,)))
