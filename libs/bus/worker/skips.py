"""Logging and counting of offsets that are skipped, unreadable or read again."""

import asyncio
import logging
from collections.abc import Collection, Sequence

from aiokafka import TopicPartition

from libs.bus.bus import Bus
from libs.bus.kafka.fetching.fetched import Gap, UnreadableRecord
from libs.bus.worker import metrics

log = logging.getLogger(__name__)


class Skips:
    """Logs and counts each case. Gaps in a compacted topic are normal and not reported."""

    def __init__(self, bus: Bus, group: str, topics: Collection[str]) -> None:
        self._bus = bus
        self._compacted: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        # Created here, so that a scrape shows 0 before the first one.
        self._unreadable = {topic: metrics.UNREADABLE.labels(group, topic) for topic in topics}
        self._expired = {topic: metrics.SKIPPED.labels(group, topic, "expired") for topic in topics}
        self._unannounced = {topic: metrics.SKIPPED.labels(group, topic, "unannounced") for topic in topics}
        self._restarts = {topic: metrics.LOG_RESTARTS.labels(group, topic) for topic in topics}

    def unreadable(self, record: UnreadableRecord) -> None:
        """Report a batch or record that cannot be read."""
        self._unreadable[record.topic].inc()
        log.error(
            "%s/%d: offsets %d to %d cannot be read and are dead-lettered: %s",
            record.topic, record.partition, record.offset, record.last, record.error,
        )  # fmt: skip

    def expired(self, tp: TopicPartition, first: int, start: int) -> None:
        """Report offsets that retention or DeleteRecords deleted before they were read."""
        self._expired[tp.topic].inc(start - first)
        log.error(
            "%s/%d: offsets %d to %d were deleted from the topic before they were read: check its retention.ms",
            *tp, first, start - 1,
        )  # fmt: skip

    def restarted(self, tp: TopicPartition, reset_from: int | None, start: int) -> None:
        """Report a log that was truncated (unclean election, new disk) or belongs to a topic created again."""
        self._restarts[tp.topic].inc()
        log.warning(
            "%s/%d: the log went back from offset %s to %d (it was truncated, or the topic was created again); "
            "continuing from there",
            *tp, "?" if reset_from is None else reset_from, start,
        )  # fmt: skip

    def stepped_back(self, tp: TopicPartition, committed: int, start: int) -> None:
        """Report offsets that this process has committed and reads again although the log was not truncated."""
        log.error(
            "%s/%d: offsets %d to %d are read again, although this process has committed them: the group's committed "
            "offset was reset, the brokers have lost it, or the topic was created again",
            *tp, start, committed - 1,
        )  # fmt: skip

    def gaps(self, tp: TopicPartition, gaps: Sequence[Gap]) -> None:
        """Report missing offsets, unless the topic is compacted."""
        if tp.topic not in self._compacted:
            task = asyncio.get_running_loop().create_task(self._report_gaps(tp, gaps))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _report_gaps(self, tp: TopicPartition, gaps: Sequence[Gap]) -> None:
        compacted = await self._bus.compacted(tp.topic)
        if compacted:
            self._compacted.add(tp.topic)
            return
        unknown = "; it is unknown whether the topic is compacted" if compacted is None else ""
        for gap in gaps:
            self._unannounced[tp.topic].inc(len(gap))
            log.error("%s/%d: the log has no offsets %d to %d%s", *tp, gap.first, gap.next - 1, unknown)
