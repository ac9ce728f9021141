"""Publishing events outside of a handler: from commands, schedules and jobs."""

import asyncio
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from libs.bus.bus import Bus
from libs.bus.closing import CLOSE_SECONDS, within
from libs.bus.errors import Rejected
from libs.bus.event import record_of
from libs.bus.failure import Outgoing
from libs.bus.publisher import Publisher
from libs.events.envelope import identity_id
from libs.events.payload import Payload
from libs.events.topics import BY_PAYLOAD


class Announcer:
    """Publishes payloads on their topics. An async context manager: it connects on entry."""

    def __init__(self, bus: Bus, source: str) -> None:
        self._publisher = Publisher(bus)
        self._source = source

    async def __aenter__(self) -> Self:
        await self._publisher.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await within(CLOSE_SECONDS, self._publisher.stop(), "closing the producer")

    async def announce(self, payloads: Iterable[Payload], *, about: Callable[[Any], str] | None = None) -> None:
        """Publish; returns when the brokers have acknowledged all. Raises Rejected if one is too large.

        `about` returns the string that a payload's event id derives from (default: its `identity`), so that a repeat
        has the same id. Without either, ids are random.
        """
        records = [self._record(payload, about(payload) if about else payload.identity) for payload in payloads]
        if not records:
            return
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def acknowledged(error: Exception | None) -> None:
            if done.done():
                return
            if error is None:
                done.set_result(None)
            else:
                done.set_exception(Rejected(str(error)))

        await self._publisher.send(records, acknowledged)
        await done

    def _record(self, payload: Payload, about: str | None) -> Outgoing:
        topic = BY_PAYLOAD[type(payload)]
        event_id = str(uuid4()) if about is None else identity_id(topic.name, about)
        return record_of(payload, topic, event_id, self._source)
