"""CSVs that were moved away and lie in the inbox again. In a bucket, where the same content is the same version."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from typing import Any, Literal

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from libs.database import DatabaseError
from libs.events import CollageBatchCompleted
from libs.events.payload import Payload
from libs.storage import ObjectInfo, Storage, open_storage
from libs.storage.prepare import prepare
from services.ingest.inbox.arrivals import Arrivals
from services.ingest.inbox.files import Files, Unsubmitted
from services.ingest.inbox.moving import Mover
from services.ingest.inbox.naming import Inbox
from services.ingest.inbox.polling import Polling
from services.ingest.jobs.positions import Positions
from services.ingest.settings import LayoutSettings
from tests.integration.ingest.driving import Announced, keys, put
from tests.support.s3 import S3Env, new_bucket_name, remove_bucket, s3_settings

KEY = "csv-files/2026/daily.csv"
Step = Callable[[], Awaitable[object]]


class InterruptedFiles(Files):
    """Calls steps at critical moments; `error` is raised instead of recording a move."""

    before_moved: Step | None = None
    after_moved: Step | None = None
    before_new: Step | None = None
    error: DatabaseError | None = None

    async def mark_moved(self, batch_id: str, to: str) -> None:
        if self.error is not None:
            raise self.error
        if self.before_moved is not None:
            await self.before_moved()
        await super().mark_moved(batch_id, to)
        if self.after_moved is not None:
            await self.after_moved()

    async def unsubmitted(self, found: Sequence[ObjectInfo]) -> Unsubmitted:
        if self.before_new is not None:
            await self.before_new()
        return await super().unsubmitted(found)


class Desk(Announced):
    """Two ingest services on one bucket: this polls, that moves."""

    def __init__(self, storage: Storage, tables: AsyncEngine) -> None:
        super().__init__()
        self.storage, self.files = storage, InterruptedFiles(tables)
        inbox, arrivals = Inbox(storage.root, "csv-files"), Arrivals(self.files, LayoutSettings())
        self._polling = Polling(inbox, storage, arrivals, Positions(tables), seconds=9, settle_seconds=0)
        self._mover = Mover(inbox, storage, self.files)
        self.before_acknowledged: Step | None = None

    async def announce(self, payloads: Iterable[Payload], *, about: Callable[[Any], str] | None = None) -> None:
        await super().announce(payloads, about=about)
        if self.before_acknowledged is not None:
            await self.before_acknowledged()

    async def poll(self) -> list[str]:
        """The batches that were submitted by now."""
        await self._polling.poll(self.as_announcer)
        return [batch.batch_id for batch in self.batches]

    async def end(self, number: int = -1, status: Literal["completed", "failed"] = "completed") -> None:
        """One of the batches ends, by default the last."""
        batch = self.batches[number]
        await self._mover.move(
            CollageBatchCompleted(batch_id=batch.batch_id, status=status, csv_uri=batch.csv_uri, trigger="bucket")
        )


@pytest.fixture
async def desk(s3: S3Env, any_tables: AsyncEngine) -> AsyncIterator[Desk]:
    settings = s3_settings(s3, f"s3://{new_bucket_name()}/media")
    await prepare(settings)
    async with open_storage(settings) as storage:
        yield Desk(storage, any_tables)
    await remove_bucket(s3, settings.root.split("/")[2])


@pytest.mark.parametrize("status", ["completed", "failed"])
async def test_the_same_file_again_is_submitted_and_moved_again(
    desk: Desk, status: Literal["completed", "failed"]
) -> None:
    for times in (1, 2, 3):
        await put(desk.storage, KEY)
        for _ in range(2):
            found = await desk.poll()
            assert len(found) == times, "once each time that it comes"
            assert len(set(found)) == 1, "as the same batch"
        await desk.end(status=status)
        assert KEY not in await keys(desk.storage)
        assert len(await desk.poll()) == times


async def test_looks_while_it_is_moved_find_nothing_new(desk: Desk) -> None:
    for _ in range(2):
        await put(desk.storage, KEY)
        before = len(await desk.poll())
        desk.files.before_moved = desk.files.after_moved = desk.poll
        await desk.end()
        assert len(await desk.poll()) == before
        desk.files.before_moved = desk.files.after_moved = None


async def test_what_is_moved_while_it_is_listed_is_not_submitted(desk: Desk) -> None:
    await put(desk.storage, KEY)
    await desk.poll()
    desk.files.before_new = desk.end
    assert len(await desk.poll()) == 1
    desk.files.before_new = None
    await put(desk.storage, KEY)
    assert len(await desk.poll()) == 2, "and is new when it comes again"


async def test_a_batch_that_ends_before_it_is_noted_as_submitted(desk: Desk) -> None:
    desk.before_acknowledged = desk.end
    for times in (1, 2, 3):
        await put(desk.storage, KEY)
        assert len(await desk.poll()) == times
        assert KEY not in await keys(desk.storage)


async def test_a_move_that_could_not_be_noted(desk: Desk) -> None:
    await put(desk.storage, KEY)
    await desk.poll()
    desk.files.error = DatabaseError("gone for a moment")
    with pytest.raises(DatabaseError):
        await desk.end()
    desk.files.error = None
    await desk.end()  # the bus brings it again
    await put(desk.storage, KEY)
    assert len(await desk.poll()) == 2


async def test_a_version_that_was_replaced_and_comes_again(desk: Desk) -> None:
    await put(desk.storage, KEY, b"first")
    await desk.poll()
    await put(desk.storage, KEY, b"second")
    await desk.poll()
    await desk.end(0)
    assert KEY in await keys(desk.storage), "it is another one now"
    await desk.end(1)
    await put(desk.storage, KEY, b"first")
    first, second, third = await desk.poll()
    assert first == third != second
