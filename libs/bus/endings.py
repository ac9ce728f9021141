"""The one place where each message ends: done, waiting in a retry topic, or in the dead letters."""

import logging
import time
from collections.abc import Callable, Collection, Coroutine, Sequence
from typing import Any

from aiokafka import ConsumerRecord

from libs.bus import metrics
from libs.bus.errors import Rejected, Retryable
from libs.bus.event import identify
from libs.bus.failure import Outgoing, origin_of, route
from libs.bus.partition import Partition
from libs.bus.publisher import Publisher

log = logging.getLogger(__name__)


class Endings:
    """Publishes what comes of a message and marks its offset as done; `progressed` is told of each."""

    def __init__(
        self,
        group: str,
        topics: Collection[str],
        delays: Sequence[float],
        publisher: Publisher,
        *,
        progressed: Callable[[], None],
        spawn: Callable[[Coroutine[Any, Any, None]], None],
    ) -> None:
        self._group = group
        self._delays = delays
        self._publisher = publisher
        self._progressed = progressed
        self._spawn = spawn
        self._outcomes = {
            (topic, outcome): metrics.EVENTS.labels(group, topic, outcome)
            for topic in topics
            for outcome in ("done", "retried", "dead_lettered", "dropped")
        }

    async def settle(self, partition: Partition, record: ConsumerRecord, out: list[Outgoing], outcome: str) -> None:
        """Publish `out`; the offset counts as done when the brokers acknowledged it all."""
        if not partition.owned.is_set():
            await partition.owned.wait()
        if partition.lost:
            self._outcomes[partition.topic, "dropped"].inc()
        elif not out:
            self._done(partition, record.offset, outcome)
        else:
            # The lane goes on meanwhile: waiting here would cost a round trip per message.
            def acknowledged(error: Exception | None) -> None:
                if error is None:
                    self._done(partition, record.offset, outcome)
                else:
                    self._refused(partition, record, error)

            await self._publisher.send(out, acknowledged)

    def _refused(self, partition: Partition, record: ConsumerRecord, error: Exception) -> None:
        """A result that the brokers will never take makes its input a dead letter."""
        letter = self.letter(record, partition.topic, Rejected(str(error)))
        self._spawn(self.settle(partition, record, [letter], "dead_lettered"))

    def letter(self, record: ConsumerRecord, topic: str, error: Exception) -> Outgoing:
        """Where a failed message goes next, said in the log."""
        origin = origin_of(record, topic)
        event_id = identify(record, topic)
        delays = self._delays
        letter = route(record, origin, error, event_id=event_id, group=self._group, delays=delays, now=time.time())
        bug = not isinstance(error, Rejected | Retryable)
        log.log(
            logging.ERROR if bug else logging.WARNING,
            "%s: %s → %s",
            type(error).__name__,
            error,
            letter.topic,
            extra={"event_id": event_id},
            exc_info=error if bug else None,
        )
        return letter

    def _done(self, partition: Partition, offset: int, outcome: str) -> None:
        partition.tracker.finish(offset)
        self._outcomes[partition.topic, outcome].inc()
        self._progressed()
