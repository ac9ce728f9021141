"""The states of keys: a Faust table that is written in an order that a crash cannot hurt.

In memory, all states are restored from the changelog at each start. In RocksDB (a folder on a persistent volume), only
those that changed since.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import faust
from faust.stores import rocksdb
from faust.types import TP

from libs.bus.errors import Rejected
from services.catalog.stream.marks import Marks

log = logging.getLogger(__name__)

TABLE = "listings"
RESERVED = rocksdb.Store.offset_key
"""RocksDB holds the changelog's offset under this key, beside ours."""

ROCKSDB_OPTIONS = {
    "driver": "rocksdict",
    "max_open_files": 64,
    "write_buffer_size": 4 * 1024 * 1024,
    "max_write_buffer_number": 2,
    "block_cache_size": 4 * 1024 * 1024,
}
"""Of each partition: Faust's own defaults are 2 GiB of cache for each of them."""


class States(faust.Table):  # type: ignore[misc]
    """States by key, as bytes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._marks: dict[int, Marks] = {}

    def read(self, key: bytes) -> bytes | None:
        """The state of `key`, while a record of its partition is handled. Raises Rejected for a reserved key."""
        if key == RESERVED:
            raise Rejected("the key is reserved")
        state: bytes | None = self.data.get(key)
        return state

    @contextmanager
    def writing(self, partition: int) -> Iterator["Writing"]:
        """A block that writes one state of `partition`, with as many attempts as it takes."""
        place = TP(self.changelog_topic.get_topic_name(), partition)
        marks = self._marks.get(partition)
        if marks is None:
            known = self.data.persisted_offset(place)
            marks = self._marks[partition] = Marks(-1 if known is None else known)
        writing, mark = Writing(self, partition), marks.begin()
        try:
            yield writing
        finally:
            has_all_to = marks.end(mark, writing.kept)
            if writing.kept is not None and has_all_to >= 0:
                self.data.set_persisted_offset(place, has_all_to)

    def _on_changelog_sent(self, fut: Any) -> None:
        """Nothing: upstream notes the changelog's offset here, before the state is written."""


class Writing:
    """One state that is being written: appended to the changelog first, then kept in the store.

    The other way round a crash in between leaves a state that no other process can restore.
    """

    def __init__(self, states: States, partition: int) -> None:
        self._states = states
        self._partition = partition
        self.kept: int | None = None
        """The offset of the state that is in the store."""

    async def append(self, key: bytes, state: bytes | None) -> int:
        """Write to the changelog, and wait for its acknowledgement; None deletes the state. Returns the offset."""
        sent = await self._states.send_changelog(self._partition, key, state, "raw", "raw")
        return int(sent.offset)

    def keep(self, key: bytes, state: bytes | None, offset: int) -> None:
        """Write to the store what is at `offset`. Only while this process owns the partition.

        What another owner appended before it would never be restored here: the store would count as having it.
        """
        data = self._states.data
        if state is None:
            data.pop(key, None)
        else:
            data[key] = state
        owners = getattr(data, "_key_partition", None)
        if owners is not None:  # in memory: by this the store forgets the keys of a partition that moved away
            owners[key] = self._partition
        self.kept = offset


def states(app: Any, changelog: str, folder: Path | None) -> States:
    """The table of `app`, restored from topic `changelog`."""
    topic = app.topic(
        changelog, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw",
        acks=False, internal=True, compacting=True, allow_empty=True,
    )  # fmt: skip
    table = States(
        app, name=TABLE, key_type=bytes, value_type=bytes, changelog_topic=topic, partitions=None,
        options=dict(ROCKSDB_OPTIONS) if folder is not None else None,
    )  # fmt: skip
    app.tables.add(table)
    return table
