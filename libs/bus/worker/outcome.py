"""The one place where each message ends: done, waiting in a retry topic, or in the dead letters."""

import logging
import time
from collections.abc import Callable, Collection, Coroutine, Sequence
from itertools import islice
from typing import Any, NamedTuple

from aiokafka import ConsumerRecord

from libs.bus.errors import Rejected, Retryable
from libs.bus.event import Event, age, described, identify
from libs.bus.failure import Outgoing, origin_of, route
from libs.bus.publisher import Publisher
from libs.bus.worker import metrics
from libs.bus.worker.partition import Partition
from libs.events.envelope import header
from libs.events.topics import is_dead_letter_topic

log = logging.getLogger(__name__)

OUTCOMES = ("done", "retried", "dead_lettered", "dropped")
IDS_SHOWN = 20
"""So many ids of results stand in a log line; there is always the number of all."""


class Handled(NamedTuple):
    """A message whose handler has ended. `event` is None where the message could not be parsed."""

    record: ConsumerRecord
    event: Event[Any] | None
    seconds: float
    """Time in the handler."""
    born: float
    """When the event happened, Unix seconds."""


class _Ending:
    """Called when the brokers have all that comes of a message. One small object, for thousands may wait."""

    __slots__ = ("born", "ended", "line", "outcome", "partition", "record")

    def __init__(
        self, ended: Callable[["_Ending", Exception | None], None], partition: Partition, record: ConsumerRecord,
        outcome: str, *, born: float, line: dict[str, object] | None = None,
    ) -> None:  # fmt: skip
        self.ended = ended
        self.partition = partition
        self.record = record
        self.outcome = outcome
        self.born = born
        self.line = line
        """What is logged then."""

    def __call__(self, error: Exception | None) -> None:
        self.ended(self, error)


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
            (topic, outcome): metrics.EVENTS.labels(group, topic, outcome) for topic in topics for outcome in OUTCOMES
        }
        self._end_to_end = {topic: metrics.END_TO_END_SECONDS.labels(group, topic) for topic in topics}

    async def done(self, partition: Partition, handled: Handled, out: Sequence[Outgoing], streamed: int = 0) -> None:
        """Publish the results `out`, beside `streamed` ones that are published already, and end as done."""
        line = None
        if log.isEnabledFor(logging.INFO):
            ids = [header(result.headers, "ce_id") for result in islice(out, IDS_SHOWN)]
            line = self._described(partition, handled, "done") | {"results": ids, "published": len(out) + streamed}
        await self._settle(
            partition, _Ending(self._ended, partition, handled.record, "done", born=handled.born, line=line), out
        )

    async def failed(
        self, partition: Partition, handled: Handled, error: Exception, last_words: Callable[[], list[Outgoing]]
    ) -> None:
        """Send the message to its next place, said in the log; with a dead letter go its `last_words`."""
        letter = self._letter(handled.record, partition.topic, error)
        gave_up = is_dead_letter_topic(letter.topic)
        outcome = "dead_lettered" if gave_up else "retried"
        bug = not isinstance(error, Rejected | Retryable)
        origin = origin_of(handled.record, partition.topic)
        log.log(
            _level(error, gave_up=gave_up),
            "%s: %s → %s",
            type(error).__name__,
            error,
            letter.topic,
            extra=self._described(partition, handled, outcome)
            | {"partition": origin.partition, "offset": origin.offset},
            exc_info=error if bug else None,
        )
        ending = _Ending(self._ended, partition, handled.record, outcome, born=handled.born)
        await self._settle(partition, ending, [letter, *(last_words() if gave_up else ())])

    async def _settle(self, partition: Partition, ending: "_Ending", out: Sequence[Outgoing]) -> None:
        """Publish `out`; the offset counts as done when the brokers acknowledged it all."""
        if not partition.owned.is_set():
            await partition.owned.wait()
        if partition.lost:
            self._outcomes[partition.topic, "dropped"].inc()
        elif out:
            # The lane goes on meanwhile: waiting here would cost a round trip per message.
            await self._publisher.send(out, ending)
        else:
            ending(None)

    def _ended(self, ending: "_Ending", error: Exception | None) -> None:
        partition, record = ending.partition, ending.record
        if error is not None:
            # A result that the brokers will never take makes its input a dead letter.
            self._spawn(self.failed(partition, Handled(record, None, 0.0, ending.born), Rejected(str(error)), list))
            return
        partition.done(record)
        self._outcomes[partition.topic, ending.outcome].inc()
        if ending.outcome == "done":
            self._end_to_end[partition.topic].observe(age(ending.born))
        if ending.line is not None:
            log.info("done", extra=ending.line)
        self._progressed()

    def _letter(self, record: ConsumerRecord, topic: str, error: Exception) -> Outgoing:
        """Where a failed message goes next."""
        origin, event_id = origin_of(record, topic), identify(record, topic)
        return route(
            record, origin, error, event_id=event_id, group=self._group, delays=self._delays, now=time.time()
        )  # fmt: skip

    @staticmethod
    def _described(partition: Partition, handled: Handled, outcome: str) -> dict[str, object]:
        """What the log line of a handled message says of it."""
        record = handled.record
        if handled.event is not None:
            said = described(handled.event)
        else:
            said = {"event_id": identify(record, partition.topic), "topic": partition.topic}
            if record.key is not None:
                said["key"] = record.key.decode("utf-8", "replace")
        return said | {"outcome": outcome, "seconds": round(handled.seconds, 6)}


def _level(error: Exception, *, gave_up: bool) -> int:
    """ERROR for what we gave up on and for bugs, WARNING for bad input, INFO for what is tried again."""
    if isinstance(error, Rejected):
        return logging.WARNING
    return logging.INFO if isinstance(error, Retryable) and not gave_up else logging.ERROR
