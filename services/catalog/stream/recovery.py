"""Faust's recovery, mended: source partitions stay paused until they are at their committed offsets.

`Recovery.on_recovery_completed` of faust-streaming 0.15.3 resumes the source partitions first and seeks then. What is
fetched in between moves the consumer's read offset; after the seek it takes the difference for a gap that compaction
left, marks it as acknowledged and commits past records that no agent has seen (upstream issues 596 and 606, open).
See docs/adr/0040-the-catalog-runs-on-a-mended-faust-streaming.md.
"""

import asyncio
from hashlib import sha256
from inspect import getsource
from typing import Any

from faust.tables.manager import TableManager
from faust.tables.recovery import Recovery

from libs.bus import Unreachable

MENDED = "6ef567acf072e46da3fccbccc6d66237"
"""Beginning of the SHA-256 of the method's source that this module was written against."""


def upstream_source() -> str:
    """The hash of the method that is replaced. Where it differs from `MENDED`, read upstream's change first."""
    return sha256(getsource(Recovery.on_recovery_completed).encode()).hexdigest()[: len(MENDED)]


class MendedRecovery(Recovery):  # type: ignore[misc]
    """Seeks, lets the flow go on, and resumes the source partitions last."""

    async def _wait(self, coro: Any, timeout: float | None = None) -> None:  # noqa: ASYNC109 - upstream's signature
        """Upstream takes a timeout for a stop, and never recovers then. Here it ends the process."""
        try:
            async with asyncio.timeout(timeout):
                await super()._wait(coro)
        except TimeoutError as error:
            if timeout is None:
                raise
            raise Unreachable(f"the brokers did not answer for {timeout:g} s while states were restored") from error

    async def on_recovery_completed(self, generation_id: int = 0) -> None:
        """Let the streams go on after the tables are restored."""
        app: Any = self.app
        consumer = app.consumer
        await app.on_rebalance_complete.send()
        self._set_recovery_ended()
        tables = list(self.tables.values())
        if tables:
            await asyncio.gather(
                *(
                    table.on_recovery_completed(self.actives_for_table[table], self.standbys_for_table[table])
                    for table in tables
                )
            )
        assignment = consumer.assignment()
        if app.consumer_generation_id != generation_id:
            self.log.warning("the group rebalances again: its next recovery goes on")
            return
        sources = {tp for tp in assignment if not self._is_changelog_tp(tp)}
        consumer.pause_partitions(sources)
        if sources:
            await self._wait(consumer.perform_seek())  # however long the brokers are away
        self.completed.set()
        app.flow_control.resume()
        consumer.resume_flow()
        consumer.resume_partitions(sources)
        await app._fetcher.maybe_start()
        self.tables.on_actives_ready()
        if not app.assignor.assigned_standbys():
            self.tables.on_standbys_ready()
        app.on_rebalance_end()


class MendedTables(TableManager):  # type: ignore[misc]
    """A table manager with the mended recovery."""

    @property
    def recovery(self) -> Recovery:
        """The recovery, created on first use."""
        self._recovery: Recovery | None
        if self._recovery is None:
            self._recovery = MendedRecovery(self.app, self, beacon=self.beacon, loop=self.loop)
        return self._recovery
