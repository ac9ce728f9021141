"""Offsets that are never handed out, or handed out again: each kind is said once, where it happens."""

import asyncio
import logging
from collections.abc import Collection, Sequence

from aiokafka import TopicPartition

from libs.bus.bus import Bus
from libs.bus.kafka.fetching.fetched import Gap, UnreadableRecord
from libs.bus.worker import metrics

log = logging.getLogger(__name__)


class Skips:
    """Tells compaction, which skips offsets by design, from what must not happen."""

    def __init__(self, bus: Bus, group: str, topics: Collection[str]) -> None:
        self._bus = bus
        self._compacted: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        # Made here, so that a scrape shows 0 before the first.
        self._unreadable = {topic: metrics.UNREADABLE.labels(group, topic) for topic in topics}
        self._expired = {topic: metrics.SKIPPED.labels(group, topic, "expired") for topic in topics}
        self._unannounced = {topic: metrics.SKIPPED.labels(group, topic, "unannounced") for topic in topics}
        self._restarts = {topic: metrics.LOG_RESTARTS.labels(group, topic) for topic in topics}

    def unreadable(self, record: UnreadableRecord) -> None:
        """A batch, or a record, that goes to the dead letters unread."""
        self._unreadable[record.topic].inc()
        log.error(
            "%s/%d: offsets %d to %d cannot be read, and go to the dead letters: %s",
            record.topic, record.partition, record.offset, record.last, record.error,
        )  # fmt: skip

    def expired(self, tp: TopicPartition, first: int, start: int) -> None:
        """Retention, or somebody's DeleteRecords, has taken what was not read yet."""
        self._expired[tp.topic].inc(start - first)
        log.error(
            "%s/%d: offsets %d to %d were deleted from the topic before they were read: check its retention.ms",
            *tp, first, start - 1,
        )  # fmt: skip

    def restarted(self, tp: TopicPartition, came_from: int | None, start: int) -> None:
        """The log is another one: truncated by an unclean election, on a new disk, or of a topic made again."""
        self._restarts[tp.topic].inc()
        log.warning(
            "%s/%d: the log went back from offset %s to %d (truncated, or a topic made again): reading on from there",
            *tp, "?" if came_from is None else came_from, start,
        )  # fmt: skip

    def stepped_back(self, tp: TopicPartition, committed: int, start: int) -> None:
        """What this process has done and committed comes again, although the log does not say that it went back."""
        log.error(
            "%s/%d: offsets %d to %d are read again, although this process has committed them: the group's committed "
            "offset was set back, the brokers have lost it, or the topic was made again",
            *tp, start, committed - 1,
        )  # fmt: skip

    def gaps(self, tp: TopicPartition, gaps: Sequence[Gap]) -> None:
        """Offsets that no batch has: right in a compacted topic, else a fault of the brokers' log."""
        if tp.topic not in self._compacted:
            task = asyncio.get_running_loop().create_task(self._judge(tp, gaps))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _judge(self, tp: TopicPartition, gaps: Sequence[Gap]) -> None:
        compacted = await self._bus.compacted(tp.topic)
        if compacted:
            self._compacted.add(tp.topic)
            return
        unknown = "; whether the topic is compacted could not be found out" if compacted is None else ""
        for gap in gaps:
            self._unannounced[tp.topic].inc(len(gap))
            log.error("%s/%d: the log has no offsets %d to %d%s", *tp, gap.first, gap.next - 1, unknown)
