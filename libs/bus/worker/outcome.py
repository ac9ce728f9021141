"""The outcome of each message: done, moved to a retry topic, or dead-lettered."""

import logging
import time
from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence
from functools import partial
from itertools import islice
from typing import Any

from libs.bus.errors import Rejected, Retryable
from libs.bus.event import Event, age, log_fields
from libs.bus.failure import Outgoing, route
from libs.bus.message import Message
from libs.bus.publisher import Publisher
from libs.bus.worker import metrics
from libs.bus.worker.partition import Partition
from libs.events.envelope import header
from libs.events.topics import is_dead_letter_topic

log = logging.getLogger(__name__)

OUTCOMES = ("done", "retried", "dead_lettered", "dropped")
IDS_SHOWN = 20
"""Most result ids in a log line. Their total number is always logged."""


class Outcomes:
    """Publishes the results or the failure of a message, then marks its offset as done and calls `progressed`."""

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
            (topic, outcome): metrics.EVENTS.labels(group, topic, outcome) for topic in topics for outcome in OUTCOMES
        }
        self._end_to_end = {topic: metrics.END_TO_END_SECONDS.labels(group, topic) for topic in topics}

    def done(
        self, partition: Partition, message: Message, event: Event[Any], out: Sequence[Outgoing], *,
        seconds: float, streamed: int = 0,
    ) -> Awaitable[None]:  # fmt: skip
        """Publish the results `out` and mark the message as done.

        `streamed` results are published already. `seconds` is the time in the handler.
        """
        line = None
        if log.isEnabledFor(logging.INFO):
            ids = [header(result.headers, "ce_id") for result in islice(out, IDS_SHOWN)]
            line = _log_fields(message, event, "done", seconds) | {"results": ids, "published": len(out) + streamed}
        return self._settle(partition, message, "done", out, line)

    async def failed(
        self, partition: Partition, message: Message, event: Event[Any] | None, error: Exception,
        on_dead_letter: Callable[[], list[Outgoing]], *, seconds: float,
    ) -> None:  # fmt: skip
        """Log the failure and publish the message to a retry topic, or to the dead letters with `on_dead_letter()`.

        `event` is None if the message could not be parsed.
        """
        origin = message.origin
        letter = route(
            message.record, origin, error, event_id=message.id, group=self._group, delays=self._delays, now=time.time()
        )  # fmt: skip
        dead_lettered = is_dead_letter_topic(letter.topic)
        outcome = "dead_lettered" if dead_lettered else "retried"
        bug = not isinstance(error, Rejected | Retryable)
        log.log(
            _level(error, dead_lettered=dead_lettered),
            "%s: %s → %s",
            type(error).__name__,
            error,
            letter.topic,
            extra=_log_fields(message, event, outcome, seconds)
            | {"partition": origin.partition, "offset": origin.offset},
            exc_info=error if bug else None,
        )
        await self._settle(partition, message, outcome, [letter, *(on_dead_letter() if dead_lettered else ())])

    async def _settle(
        self, partition: Partition, message: Message, outcome: str, out: Sequence[Outgoing],
        line: dict[str, object] | None = None,
    ) -> None:  # fmt: skip
        """Publish `out`. When all is acknowledged, mark the offset as done and log `line`."""
        if not partition.owned.is_set():
            await partition.owned.wait()
        if partition.lost:
            self._outcomes[partition.topic, "dropped"].inc()
        elif out:
            # The slot does not wait for the acknowledgement: that would cost a round trip per message.
            await self._publisher.send(out, partial(self._ended, partition, message, outcome, line))
        else:
            self._ended(partition, message, outcome, line, None)

    def _ended(
        self, partition: Partition, message: Message, outcome: str, line: dict[str, object] | None,
        error: Exception | None,
    ) -> None:  # fmt: skip
        if error is not None:
            # A result that the brokers will never accept makes its input a dead letter.
            self._spawn(self.failed(partition, message, None, Rejected(str(error)), list, seconds=0.0))
            return
        partition.done(message)
        self._outcomes[partition.topic, outcome].inc()
        if outcome == "done":
            self._end_to_end[partition.topic].observe(age(message.event_time))
        if line is not None:
            log.info("done", extra=line)
        self._progressed()


def _log_fields(message: Message, event: Event[Any] | None, outcome: str, seconds: float) -> dict[str, object]:
    """Log fields of a handled message."""
    if event is not None:
        fields = log_fields(event)
    else:
        fields = {"event_id": message.id, "topic": message.topic}
        if message.record.key is not None:
            fields["key"] = message.record.key.decode("utf-8", "replace")
    return fields | {"outcome": outcome, "seconds": round(seconds, 6)}


def _level(error: Exception, *, dead_lettered: bool) -> int:
    """ERROR if no attempts remain or for a bug, WARNING for invalid input, INFO for a retry."""
    if isinstance(error, Rejected):
        return logging.WARNING
    return logging.INFO if isinstance(error, Retryable) and not dead_lettered else logging.ERROR
