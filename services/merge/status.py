"""The status object of a merge: how far it is, and how it ended. It is written at most every few seconds."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from libs.events import VideoMerged
from libs.storage import NotFound, Storage, StorageError
from libs.storage.tasks import finish
from services.merge.keys import status_key
from services.merge.metrics import STEP_SECONDS

log = logging.getLogger(__name__)

WRITE_SECONDS = 5.0
"""Between two writes while a merge runs."""
LARGEST = 4 * 1024 * 1024
"""Bytes of a status object: its event may have a plan of 500 inputs."""


class Status(BaseModel):
    """What is known of a merge. `done` and `total` are seconds of the result, or files."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    event_id: str = Field(description="of the request")
    state: Literal["waiting", "running", "merged", "failed"] = Field(description="waiting: for the next attempt")
    output: str = Field(description="key of the result, as requested")
    attempt: int = 1
    started: datetime
    updated: datetime
    step: str | None = Field(default=None, description="inspect, encode, join or check")
    done: float | None = None
    total: float | None = None
    percent: float | None = Field(default=None, description="of the step")
    rate: float | None = Field(default=None, description="done in a second")
    seconds_left: float | None = Field(default=None, description="of the step")
    reason: str | None = Field(default=None, description="of a failure")
    digest: str | None = Field(default=None, description="of request and inputs, with which a repeat is recognised")
    etag: str | None = Field(default=None, description="of the result")
    event: VideoMerged | None = Field(default=None, description="the answer, once there is one")

    @property
    def ended(self) -> bool:
        """Whether there is an answer."""
        return self.state in ("merged", "failed")


async def status_at(storage: Storage, merge: str) -> Status | None:
    """The status of a merge; None if there is none that can be read. Raises StorageError."""
    uri = storage.uri(status_key(merge))
    try:
        data = await storage.read(uri, limit=LARGEST)
    except NotFound:
        return None
    try:
        return Status.model_validate_json(data)
    except ValidationError as error:
        log.warning("%s is not a status of a merge: %s", uri, error.errors()[0]["msg"])
        return None


class Record:
    """The status object of one attempt. `report` costs nothing: `writing` stores what it said."""

    def __init__(self, storage: Storage, status: Status, every: float = WRITE_SECONDS) -> None:
        self._storage, self._every = storage, every
        self.status = status
        self._changed = True
        self._step_began = 0.0

    def report(self, step: str, done: float, total: float) -> None:
        """Note how far the merge is: `done` of `total` seconds of the result, or files."""
        clock = time.monotonic()
        if step != self.status.step:
            self._count_step(clock)
            self._step_began = clock
        spent = clock - self._step_began
        rate = done / spent if done > 0 and spent > 0 else None
        self._set(
            step=step, done=round(done, 3), total=round(total, 3),
            percent=round(100 * min(done, total) / total, 1) if total > 0 else None,
            rate=None if rate is None else round(rate, 3),
            seconds_left=None if rate is None else round(max(0.0, total - done) / rate, 1),
        )  # fmt: skip

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[None]:
        """Store the status now, and whenever it has changed during the block. A store that fails is only logged."""
        task = asyncio.create_task(self._write_often())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def end(self, **changes: object) -> None:
        """Store the last status of this attempt. Raises StorageError."""
        self._count_step(time.monotonic())
        self._set(seconds_left=None, **changes)
        await self._write()

    def _count_step(self, clock: float) -> None:
        if self.status.step is not None:
            STEP_SECONDS.labels(self.status.step).inc(clock - self._step_began)

    def _set(self, **changes: object) -> None:
        self.status = self.status.model_copy(update=changes | {"updated": now()})
        self._changed = True

    async def _write_often(self) -> None:
        while True:
            if self._changed:
                try:
                    await self._write()
                except StorageError as error:
                    log.warning("the status could not be stored: %s", error)
            await asyncio.sleep(self._every)

    async def _write(self) -> None:
        self._changed = False
        uri, body = self._storage.uri(status_key(self.status.id)), self.status.model_dump_json().encode()
        # To its end: a write that is given up could still arrive, after a later one.
        await finish(self._storage.put(uri, body, content_type="application/json", cache_control="no-store"))


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)
