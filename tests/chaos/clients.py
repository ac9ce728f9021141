"""Traffic as other people's clients make it: every codec, transactions, records that no client should have written.

Each message carries its video id as `ce_id` too, so that a producer's repeat is the same event.
"""

import asyncio
import json
import random
import uuid
from collections.abc import Iterable

from aiokafka import TopicPartition
from confluent_kafka import Producer

from libs.bus import KafkaBus
from tests.support.batches import raw_batch, raw_record, send_raw

TOPIC = "new-video-posted"
CODECS = ("none", "gzip", "snappy", "lz4", "zstd")
FLUSH_SECONDS = 120.0


def message(video_id: str) -> bytes:
    """An event with a caption that has a price."""
    return json.dumps({"video_id": video_id, "caption": "New heels only 55k! Sizes 37-41 #TRACK"}).encode()


class Clients:
    """Producers of librdkafka, and what they have put in: `good` ids were acknowledged, `aborted` ones never count."""

    def __init__(self, address: str, seed: int) -> None:
        self._address = address
        self._dice = random.Random(seed)
        self._run = uuid.uuid4().hex[:6]
        self._count = 0
        self._common = {"bootstrap.servers": address, "acks": "all", "log_level": 0}
        self._producers = {
            codec: Producer(
                {
                    **self._common,
                    "compression.type": codec,
                    "message.timeout.ms": 300_000,
                    "topic.metadata.refresh.interval.ms": 1000,
                }
            )
            for codec in CODECS
        }
        self.good: set[str] = set()
        self.aborted: set[str] = set()
        self.odd: set[str] = set()
        """Of records that can be read only in part, or not at all."""

    def _ids(self, count: int, kind: str) -> list[str]:
        self._count += count
        return [f"{self._run}-{kind}-{number}" for number in range(self._count - count, self._count)]

    async def compressed(self, partitions: Iterable[int], count: int = 5) -> None:
        """One batch by each codec, to some partition each."""
        choices = list(partitions)
        for codec, producer in self._producers.items():
            await asyncio.to_thread(self._put, producer, self._ids(count, codec), self._dice.choice(choices))

    def _put(self, producer: Producer, ids: list[str], partition: int | None) -> None:
        missed: list[object] = []

        def delivered(error: object, _: object) -> None:
            if error is not None:
                missed.append(error)

        for one in ids:
            where = {} if partition is None else {"partition": partition}
            producer.produce(
                TOPIC, message(one), key=one.encode(), headers=[("ce_id", one.encode())], on_delivery=delivered, **where
            )
        assert producer.flush(FLUSH_SECONDS) == 0, "the broker did not take the messages"
        assert not missed, missed[0]
        self.good.update(ids)

    async def transaction(self, partition: int, *, commit: bool) -> None:
        """Two messages that count if the transaction is committed."""
        ids = self._ids(2, "committed" if commit else "aborted")
        await asyncio.to_thread(self._transact, ids, partition, commit)

    def _transact(self, ids: list[str], partition: int, commit: bool) -> None:
        settings = {"transactional.id": f"{self._run}-{self._count}", "transaction.timeout.ms": 300_000}
        producer = Producer({**self._common, **settings})
        producer.init_transactions(FLUSH_SECONDS)
        producer.begin_transaction()
        for one in ids:
            producer.produce(
                TOPIC, message(one), key=one.encode(), headers=[("ce_id", one.encode())], partition=partition
            )
        producer.flush(FLUSH_SECONDS)
        if commit:
            producer.commit_transaction(FLUSH_SECONDS)
            self.good.update(ids)
        else:
            producer.abort_transaction(FLUSH_SECONDS)
            self.aborted.update(ids)

    async def unreadable(self, bus: KafkaBus, partition: int) -> None:
        """A batch whose second record has a header name that is not UTF-8."""
        ids = self._ids(3, "odd")
        self.odd.update(ids)
        names = [(b"ce_id",), (b"ce_id", b"\xff\xfe"), (b"ce_id",)]
        records = [
            raw_record(number, message(one), key=one.encode(), headers=[(name, one.encode()) for name in some])
            for number, (one, some) in enumerate(zip(ids, names, strict=True))
        ]
        await send_raw(bus, TopicPartition(TOPIC, partition), raw_batch(records))
