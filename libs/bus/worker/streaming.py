"""Results that come one by one are published one by one: a handler may have more of them than fit into memory."""

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
    """Publish `results`; returns how many, when the brokers have them all. Raises Rejected when one is too large.

    What a failure in the midst leaves published is published again by the next attempt, under the same ids.
    """
    open_ones = 1  # for ourselves, until the last is sent
    failure: Exception | None = None
    all_there = asyncio.Event()

    def acknowledged(error: Exception | None) -> None:
        nonlocal open_ones, failure
        open_ones -= 1
        failure = failure or error
        if not open_ones:
            all_there.set()

    index = 0
    async with aclosing(cast("AsyncGenerator[Payload, None]", results)) as coming:
        async for result in coming:
            if failure is not None:
                break
            open_ones += 1
            await publisher.send([encode_one(event, result, index, source, routes)], acknowledged)
            index += 1
    acknowledged(None)
    await all_there.wait()
    if failure is not None:
        raise Rejected(str(failure)) from failure
    return index
