"""aiokafka's fetcher with another handling of responses.

aiokafka parses the records of all partitions and moves their positions meanwhile. One batch that it cannot read ends
the call after other partitions were moved, and their records are lost. It also decompresses without a limit, on the
event loop. This fetcher keeps batches packed until they are taken.
See docs/adr/0022-batches-stay-packed-until-there-is-room.md.
"""

import asyncio
import logging
import time
from collections.abc import Collection
from typing import Any

from aiokafka import TopicPartition
from aiokafka import errors as kafka_errors
from aiokafka.consumer.fetcher import Fetcher, FetchError, OffsetResetStrategy
from aiokafka.errors import ConsumerStoppedError, KafkaError

from libs.bus.kafka.fetching.epochs import end_of_epoch
from libs.bus.kafka.fetching.fetched import Fetched
from libs.bus.kafka.fetching.packed import Packed
from libs.bus.kafka.fetching.recordbatch import PackedBatch, Remainder, Split, packed, split

log = logging.getLogger(__name__)

PARTITION_BYTES = 1024 * 1024
"""Requested bytes per partition. A larger batch is still returned whole, and alone."""
RESPONSE_BYTES = 4 * 1024 * 1024
HELD_BYTES = 8 * 1024 * 1024
"""Packed bytes in memory from which on nothing more is fetched."""
LARGEST_BATCH = 64 * 1024 * 1024
"""Packed bytes. A larger batch counts as unreadable."""
MAX_SUSPECTS = 100
SUSPEND_SECONDS = 1.0
"""How long a partition is not fetched after a broker's error; other partitions are."""


ReadTo = dict[TopicPartition, tuple[int, int]]
"""The read position of each partition and the leader epoch of its last batch; kept through rebalances and outages."""


class _Suspended:
    """Takes the place of records, so that a partition is not fetched."""

    def calculate_backoff(self) -> float:
        return 0.0


class PackedFetcher(Fetcher):  # type: ignore[misc]
    """Fetches batches for a consumer. `take` returns their records."""

    def __init__(
        self, client: Any, subscription: Any, *, batch_limit: int, read_to: ReadTo | None = None, **given: Any
    ) -> None:
        super().__init__(
            client, subscription, fetch_max_bytes=RESPONSE_BYTES, max_partition_fetch_bytes=PARTITION_BYTES, **given
        )
        self._max_partition_fetch_bytes: int
        self._fetch_max_bytes: int
        self._fetch_task: asyncio.Future[None]
        self._batch_limit = batch_limit
        self._suspects: dict[tuple[TopicPartition, int, int], None] = {}
        """Batches that could not be read once: they may have been damaged in transit."""
        self._came_from: dict[TopicPartition, tuple[Any, int]] = {}
        """Former positions, with their assignment, of partitions that are being reset."""
        self._logged_errors: dict[TopicPartition, type[Exception]] = {}
        """The error that was logged for a partition that cannot be fetched."""
        self._read_to: ReadTo = {} if read_to is None else read_to

    async def close(self) -> None:
        """Stop fetching, even if the fetching task has failed before."""
        for task in [self._fetch_task, *self._pending_tasks]:
            task.cancel()
        await asyncio.gather(self._fetch_task, *self._pending_tasks, return_exceptions=True)
        self._pending_tasks.clear()
        self._fetch_task = asyncio.ensure_future(asyncio.sleep(0))
        await super().close()

    async def take(
        self, *, wait: float, max_records: int, max_bytes: int, only: Collection[TopicPartition] = ()
    ) -> dict[TopicPartition, Fetched]:
        """The next records of the partitions that are not paused (of `only`, if given); waits up to `wait` seconds.

        Raises KafkaError if a partition cannot be read, for example without permission.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + wait
        while True:
            if self._subscriptions.reassignment_in_progress:
                # What is fetched before the new assignment may belong to another member.
                await self._subscriptions.wait_for_assignment()
            taken = await self._unpack(max_records, max_bytes, only)
            remaining = deadline - loop.time()
            if taken or remaining <= 0:
                return taken
            waiter = self._create_fetch_waiter()
            done, _ = await asyncio.wait(
                [waiter, self._fetch_task], timeout=remaining, return_when=asyncio.FIRST_COMPLETED
            )
            if waiter not in done:
                waiter.cancel()
            if self._closed or not done:
                return {}
            for future in done:
                future.result()  # raises the errors of the group's coordinator, and of the fetching task
            if self._fetch_task in done:
                raise ConsumerStoppedError

    async def _unpack(
        self, max_records: int, max_bytes: int, only: Collection[TopicPartition]
    ) -> dict[TopicPartition, Fetched]:
        taken: dict[TopicPartition, Fetched] = {}
        records = 0
        for tp in list(self._records):
            held = self._records.get(tp)
            if held is None or isinstance(held, _Suspended) or (only and tp not in only):
                continue
            if isinstance(held, FetchError):
                if taken:
                    break  # raised at the next call
                self._drop(tp)
                held.check_raise()
            assignment = held.assignment
            state = assignment.state_value(tp) if assignment.active else None
            if state is None or not state.has_valid_position or state.position != held.position:
                self._drop(tp)
                continue
            if state.paused:
                continue
            part = await held.take(max_records - records, max_bytes)
            if self._records.get(tp) is not held or not assignment.active:
                # A rebalance or a seek happened while a thread decompressed.
                return {} if not assignment.active else taken
            state.consumed_to(held.position)
            self._remember(held, part)
            if held.empty:
                self._drop(tp)
            else:
                self._records.move_to_end(tp)
            if part.records or part.next != part.start or part.reset_from is not None:
                taken[tp] = part
                records += len(part.records)
                max_bytes -= part.size
            if records >= max_records or max_bytes <= 0:
                break
        return taken

    def _remember(self, held: Packed, part: Fetched) -> None:
        if part.reset_from is not None:
            self._read_to.pop(held.tp, None)  # only now that the reset is reported: a rebalance may have come before
        if held.epoch >= 0 and held.position >= self._read_to.get(held.tp, (0, 0))[0]:
            self._read_to[held.tp] = (held.position, held.epoch)

    def _drop(self, tp: TopicPartition) -> None:
        """Drop the data of `tp`, so that it can be fetched again."""
        del self._records[tp]
        self._notify(self._wait_consume_future)

    def _get_actions_per_node(self, assignment: Any) -> Any:
        requests, *others = super()._get_actions_per_node(assignment)
        if requests and self._held() >= HELD_BYTES:
            # A paused partition may stay paused for an hour; other partitions must not wait for it.
            for tp in [tp for tp in self._records if self._droppable(assignment, tp)]:
                del self._records[tp]
            if self._held() >= HELD_BYTES:
                requests = []
        return (requests, *others)

    def _droppable(self, assignment: Any, tp: TopicPartition) -> bool:
        state, held = assignment.state_value(tp), self._records[tp]
        return state is not None and state.paused and isinstance(held, Packed) and held.reset_from is None

    def _held(self) -> int:
        return sum(held.size for held in self._records.values() if isinstance(held, Packed))

    async def _proc_fetch_request(self, assignment: Any, node_id: int, request: Any) -> bool:
        """Send a request; returns whether there is data to take."""
        try:
            response = await self._client.send(node_id, request)
        except KafkaError as error:
            log.debug("no response to a fetch from broker %s: %r", node_id, error)  # the lag monitor logs it once
            await asyncio.sleep(self._retry_backoff)
            return False
        except asyncio.CancelledError:
            return False  # closed, or the group rebalanced
        if not assignment.active:
            return False
        asked = {
            TopicPartition(topic, partition): offset
            for topic, partitions in request.topics
            for partition, offset, _ in partitions
        }
        available = False
        for topic, partitions in response.topics:
            for number, code, highwater, *rest in partitions:
                tp = TopicPartition(topic, number)
                state = assignment.state_value(tp)
                if state is None or not state.has_valid_position or state.position != asked.get(tp):
                    continue  # the position was changed meanwhile
                if code:
                    available = self._handle_error(tp, state, kafka_errors.for_code(code), asked[tp]) or available
                    continue
                self._logged_errors.pop(tp, None)
                state.highwater = highwater
                state.lso = rest[0] if response.API_VERSION >= 4 else None
                state.timestamp = int(1000 * time.time())
                aborted = rest[-2] if response.API_VERSION >= 4 else None
                if response.API_VERSION >= 11:
                    aborted = rest[2]
                found = split(bytes(rest[-1] or b""))
                if found[0] and await self._log_truncated(node_id, tp, state, found[0]):
                    available = True
                    continue
                if not state.has_valid_position or state.position != asked[tp]:
                    continue  # the position was changed during the request for the epoch
                held = self._packed(state, tp, found, aborted or ())
                if held is not None:
                    self._records[tp] = held
                    available = True
        return available

    async def _log_truncated(self, node_id: int, tp: TopicPartition, state: Any, batches: list[PackedBatch]) -> bool:
        """Whether the log was truncated below the read position, so that this response does not continue it."""
        position, assignment = state.position, state._assignment
        read_to, epoch = self._read_to.get(tp, (position, -1))
        if epoch < 0 or batches[0].epoch < 0:
            return False
        if position == read_to and batches[0].epoch < epoch:
            # Epochs never decrease: this is the log of another topic with that name.
            self._came_from[tp] = (assignment, position)
            state.await_reset(OffsetResetStrategy.EARLIEST)
            return True
        if max(batch.epoch for batch in batches) <= epoch:
            return False
        end = await end_of_epoch(self._client, node_id, tp, epoch)
        if end is None or end >= read_to or not assignment.active or state.position != position:
            return False
        self._came_from[tp] = (assignment, read_to)
        if position <= end:
            return False  # the response is used, and the reset is reported with it
        state.seek(end)
        return True

    def seek_to(self, tp: TopicPartition, offset: int) -> None:
        """Set the position, without a check of its leader epoch."""
        if offset != self._read_to.get(tp, (offset, 0))[0]:
            del self._read_to[tp]
        super().seek_to(tp, offset)

    def _packed(self, state: Any, tp: TopicPartition, found: Split, aborted: Any) -> Packed | None:
        batches, remainder = found
        assignment, position = state._assignment, state.position
        of, reset_from = self._came_from.pop(tp, (None, None))
        reset_from = reset_from if of is assignment else None
        if not batches and remainder is not None and reset_from is None:
            if remainder.size is not None and remainder.size <= LARGEST_BATCH:
                # Some brokers enforce the limit, where Kafka would send the first batch whole.
                self._max_partition_fetch_bytes = max(self._max_partition_fetch_bytes, remainder.size)
                self._fetch_max_bytes = max(self._fetch_max_bytes, remainder.size)
                return None
            batches = [_placeholder_batch(remainder, position)]
        if not batches and reset_from is None:
            return None
        return Packed(
            tp, batches, aborted, position, limit=self._batch_limit,
            refetch=lambda batch: self._refetch(tp, batch), reset_from=reset_from, assignment=assignment,
            end=state.highwater,
        )  # fmt: skip

    def _refetch(self, tp: TopicPartition, batch: PackedBatch) -> bool:
        """True the first time. If the batch is the same at the second time, it counts as unreadable."""
        name = (tp, batch.base, batch.crc)
        if name in self._suspects:
            del self._suspects[name]
            return False
        if len(self._suspects) >= MAX_SUSPECTS:
            del self._suspects[next(iter(self._suspects))]
        self._suspects[name] = None
        return True

    def _handle_error(self, tp: TopicPartition, state: Any, kind: type[Exception], position: int) -> bool:
        """Handle a broker's error for a partition; returns whether the consumer must raise it."""
        if kind in (kafka_errors.NotLeaderForPartitionError, kafka_errors.UnknownTopicOrPartitionError):
            self._client.force_metadata_update()
            self._suspend(tp, self._retry_backoff)
        elif kind is kafka_errors.OffsetOutOfRangeError:
            self._came_from[tp] = (state._assignment, position)
            state.await_reset(OffsetResetStrategy.EARLIEST)
        elif kind is kafka_errors.TopicAuthorizationFailedError:
            self._set_error(tp, kind(tp.topic))
            return True
        else:
            if self._logged_errors.get(tp) is not kind:
                self._logged_errors[tp] = kind
                log.error("%s/%d cannot be fetched, retrying: %s", *tp, kind.__name__)
            self._suspend(tp, SUSPEND_SECONDS)
        return False

    def _suspend(self, tp: TopicPartition, seconds: float) -> None:
        refused = self._records[tp] = _Suspended()

        def resume() -> None:
            if self._records.get(tp) is refused:
                self._drop(tp)

        asyncio.get_running_loop().call_later(seconds, resume)


def _placeholder_batch(remainder: Remainder, position: int) -> PackedBatch:
    """A batch for bytes that are not a batch. Its last offset is unknown, so offsets are skipped one by one."""
    found = packed(remainder.data)
    last = position if found is None or remainder.size is None else max(position, found.last)
    return PackedBatch(remainder.data[:LARGEST_BATCH], position, last, 3, crc=0 if found is None else found.crc)
