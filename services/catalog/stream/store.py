"""The states of keys: a Faust table that is written in an order that a crash cannot hurt.

In memory, all states are restored from the changelog at each start. In RocksDB (a folder on a persistent volume), only
those that changed since.
"""

import logging
from pathlib import Path
from typing import Any

import faust
from faust.stores import rocksdb

from libs.bus.errors import Rejected

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

    def read(self, key: bytes) -> bytes | None:
        """The state of `key`, while a record of its partition is handled. Raises Rejected for a reserved key."""
        if key == RESERVED:
            raise Rejected("the key is reserved")
        state: bytes | None = self.data.get(key)
        return state

    async def write(self, partition: int, key: bytes, state: bytes | None) -> None:
        """Write to the changelog, wait for its acknowledgement, then write the state; None deletes it.

        The other way round a crash in between leaves a state that no other process can restore.
        """
        sent = await self.send_changelog(partition, key, state, "raw", "raw")
        if state is None:
            self.data.pop(key, None)
        else:
            self.data[key] = state
        owners = getattr(self.data, "_key_partition", None)
        if owners is not None:  # in memory: by this the store forgets the keys of a partition that moved away
            owners[key] = partition
        self.data.set_persisted_offset(sent.topic_partition, sent.offset)

    def _on_changelog_sent(self, fut: Any) -> None:
        """Nothing: upstream notes the changelog's offset here, before the state is written."""


def states(app: Any, changelog: str, folder: Path | None) -> States:
    """The table of `app`, restored from topic `changelog`."""
    topic = app.topic(
        changelog, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw",
        acks=False, internal=True, compacting=True, allow_empty=True,
    )  # fmt: skip
    table = States(
        app, name=TABLE, key_type=bytes, value_type=bytes, changelog_topic=topic, partitions=None,
        store="memory://" if folder is None else "rocksdb://",
        options=dict(ROCKSDB_OPTIONS) if folder is not None else None,
    )  # fmt: skip
    app.tables.add(table)
    return table
