"""Publishing the results of an async generator one by one: they may not fit in memory together."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from typing import Any, cast

from libs.bus.errors import Rejected
from libs.bus.event import Event, Stream, encode_one
from libs.bus.publisher import Publisher
from libs.events.payload import Payload
from libs.events.topics import Topic


async def publish(
    publisher: Publisher, event: Event[Any], results: Stream, source: str, routes: Mapping[type[Payload], Topic]
) -> int:
    """Publish `results`; returns their number when all are acknowledged. Raises Rejected if one is too large.

    After a failure the next attempt publishes the first results again, with the same ids.
    """
    unacknowledged = 1  # one more than sent, until the last is sent
    failure: Exception | None = None
    all_acknowledged = asyncio.Event()

    def acknowledged(error: Exception | None) -> None:
        nonlocal unacknowledged, failure
        unacknowledged -= 1
        failure = failure or error
        if not unacknowledged:
            all_acknowledged.set()

    index = 0
    async with aclosing(cast("AsyncGenerator[Payload, None]", results)) as coming:
        async for result in coming:
            if failure is not None:
                break
            unacknowledged += 1
            await publisher.send([encode_one(event, result, index, source, routes)], acknowledged)
            index += 1
    acknowledged(None)
    await all_acknowledged.wait()
    if failure is not None:
        raise Rejected(str(failure)) from failure
    return index
