"""Publishing that does not give up: a result is acknowledged by the brokers before its input counts as done."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Any

from aiokafka.errors import KafkaError, MessageSizeTooLargeError

from libs.bus.bus import Bus, Producer
from libs.bus.failure import Outgoing, truncated
from libs.events.topics import is_dead_letter_topic

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0


class TooLarge(Exception):
    """The brokers refuse a result for its size: the input is at fault, not the network."""


class Publisher:
    """A producer that is replaced when it breaks (an idempotent one stays broken after a fatal error)."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._producer: Producer | None = None
        self._lock = asyncio.Lock()

    async def start(self) -> None:
        """Connect."""
        self._producer = await self._bus.producer()

    async def stop(self) -> None:
        """Send what is buffered, then close."""
        if self._producer is not None:
            await self._producer.stop()

    async def send(self, records: Sequence[Outgoing]) -> list[asyncio.Future[Any]]:
        """Hand records to the producer without waiting for the brokers; may raise what `publish` handles."""
        assert self._producer is not None, "start() comes first"
        send = self._producer.send
        return [await send(r.topic, r.value, r.key, headers=list(r.headers)) for r in records]

    async def publish(self, records: Sequence[Outgoing], *, wanted: Callable[[], bool] = lambda: True) -> bool:
        """Publish until all are acknowledged; False when they stopped being `wanted`. Raises TooLarge.

        Repeating a part that went through is harmless: ids are derived, so a repeat is recognised.
        """
        pause = FIRST_PAUSE
        while wanted():
            producer = self._producer
            try:
                for future in await self.send(records):
                    await future
                return True
            except MessageSizeTooLargeError:
                shorter = [truncated(r) if is_dead_letter_topic(r.topic) else r for r in records]
                if shorter == records:
                    sizes = ", ".join(f"{r.topic}: {len(r.value or b'')} bytes" for r in records)
                    raise TooLarge(f"the brokers refuse the size ({sizes})") from None
                records = shorter
            except (KafkaError, RuntimeError) as error:
                log.warning("publishing failed, again in %.1f s: %r", pause, error)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
                if pause > 1:
                    await self._replace(producer)
        return False

    async def _replace(self, broken: Producer | None) -> None:
        async with self._lock:
            if self._producer is not broken or broken is None:
                return
            try:
                self._producer = await self._bus.producer()
            except Exception as error:  # noqa: BLE001 - the old one stays, the caller tries again
                log.warning("no new producer yet: %s", error)
                return
            asyncio.get_running_loop().create_task(_close(broken))


async def _close(producer: Producer) -> None:
    try:
        await producer.stop()
    except (KafkaError, OSError) as error:
        log.debug("closing a broken producer: %r", error)
