"""A catalog with a toy join, as a process: `python -m tests.support.toy_catalog RUN`.

A part is `{"revision": 1, "text": "…"}` on one of three topics; the state of a key holds the newest of each. A part with
a text of "bad" can never be read, one of "bug" fails at every attempt, and after one of "gone" the key stays deleted.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import AsyncIterator
from typing import Any

from libs.events import Topic
from libs.events.envelope import result_id
from services.catalog.stream.consumer import Consumer, Transport
from services.catalog.stream.join import BadPart, Change, Publication, Record
from services.catalog.stream.run import run

GROUP = "toys"
PARTS = ("captions", "tags", "pictures")


class Toy:
    """Keeps the newest part of each topic. Each record takes `seconds`."""

    def __init__(self, name: str, seconds: float = 0) -> None:
        self.topics = tuple(f"{name}-{part}" for part in PARTS)
        self.output = f"{name}-joined"
        self._seconds = seconds

    def key_of(self, record: Record) -> bytes:
        if record.key is None:
            raise BadPart("a part needs a key")
        return record.key

    def apply(self, state: bytes | None, record: Record) -> Change:
        time.sleep(self._seconds)
        try:
            part = json.loads(record.value or b"")
            revision, text = part["revision"], part["text"]
        except (ValueError, TypeError, KeyError) as error:
            raise BadPart(f"not a part: {error}") from error
        if text == "bad":
            raise BadPart("the text is bad")
        if text == "bug":
            raise ZeroDivisionError("a bug")
        assert record.key is not None
        parts = json.loads(state or b"{}")
        name = record.topic.rpartition("-")[2]
        if "gone" in parts or revision <= parts.get(name, [0])[0]:
            return Change(state)
        parts = {"gone": True} if text == "gone" else parts | {name: [revision, text]}
        after = json.dumps(parts, sort_keys=True).encode()
        value = None if text == "gone" else after
        event_id = result_id(f"{record.key!r}{value!r}", self.output, 0)
        return Change(after, [Publication(record.key, value, (("ce_id", event_id.encode()),))])


def topics(run_name: str, partitions: int = 2) -> list[Topic]:
    """What the toy reads and writes: its parts, its output, and the changelog."""
    toy = Toy(run_name)
    parts = [Topic(name, "key", "a part", consumers=(GROUP,), partitions=partitions) for name in toy.topics]
    joined = Topic(toy.output, "key", "joined", partitions=partitions, compacted=True)
    return [*parts, joined, Topic(f"{run_name}-changelog", "key", "states", partitions=partitions, compacted=True)]


class Skipping(Consumer):
    """A client that loses records: those at one offset."""

    offset = -1

    async def getmany(self, timeout: float) -> AsyncIterator[tuple[Any, Any]]:  # noqa: ASYNC109 - upstream's signature
        async for tp, message in super().getmany(timeout):
            if message.offset != self.offset or tp.topic.endswith("-changelog"):
                yield tp, message


if __name__ == "__main__":
    name = sys.argv[1]
    os.environ.setdefault("CATALOG_CHANGELOG_TOPIC", f"{name}-changelog")
    if "TOY_SKIPS" in os.environ:
        Skipping.offset = int(os.environ["TOY_SKIPS"])
        Transport.Consumer = Skipping
    asyncio.run(run(GROUP, Toy(name, float(os.environ.get("TOY_SECONDS", "0")))))
