"""The parent of merging processes: it reads ranges of objects for them, and uploads the parts of their results."""

import asyncio
import shutil
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from libs.confined.channel import Message
from libs.confined.limits import ProcessLimits
from libs.confined.process import run_confined
from libs.storage import ObjectInfo, Storage
from libs.storage.storage import Upload
from libs.storage.tasks import in_thread
from services.merge import errors
from services.merge.errors import MergeError
from services.merge.job.child import Input, Task, work
from services.merge.merger import Made, Report
from services.merge.requests import Job

WINDOW = 8 * 1024 * 1024
"""Bytes of one request to the store."""
WINDOWS = 3
"""Held: that which is read, the next one, and that of the other track."""
PARTS_AT_A_TIME = 3
VIDEO = "video/mp4"
PRELOAD = ("services.merge.job.child",)


class RemoteMerger:
    """Runs each merge in a confined process of its own."""

    def __init__(self, storage: Storage, folder: Path, limits: ProcessLimits, max_seconds: float) -> None:
        self._storage, self._folder, self._limits, self._max_seconds = storage, folder, limits, max_seconds

    async def __call__(self, job: Job, objects: Mapping[str, ObjectInfo], report: Report) -> Made:
        """As in the protocol Merger."""
        inputs = [objects[uri] for uri in job.inputs]
        audio = [] if job.audio is None else [objects[job.audio]]
        folder = Path(await in_thread(tempfile.mkdtemp, None, None, self._folder))
        try:
            async with AsyncExitStack() as stack:
                answers = _Answers(self._storage, [*inputs, *audio], job, report, stack)
                served = [Input(each.uri, each.size) for each in [*inputs, *audio]]
                task = Task(
                    served[: len(inputs)], next(iter(served[len(inputs) :]), None), job.options, folder,
                    self._max_seconds,
                )  # fmt: skip
                try:
                    await run_confined(work, (task,), limits=self._limits, preload=PRELOAD, answer=answers.answer)
                    return await answers.made()
                finally:
                    await answers.end()
        finally:
            await in_thread(shutil.rmtree, folder, True)


class _Answers:
    """Answers the messages of one process."""

    def __init__(
        self, storage: Storage, inputs: Sequence[ObjectInfo], job: Job, report: Report, stack: AsyncExitStack
    ) -> None:
        self._storage, self._output, self._report, self._stack = storage, job.output, report, stack
        self._poster = job.poster
        self._windows = [_Windows(storage, each) for each in inputs]
        self._upload: Upload | None = None
        self._sending: set[asyncio.Task[None]] = set()
        self._done: dict[str, Any] | None = None
        self._picture: bytes | bytearray = b""

    async def answer(self, message: Message) -> Message | None:
        """The answer to `message`. Raises StorageError, MergeError."""
        content = message.content
        match content["type"]:
            case "read":
                return Message({}, await self._read(content["source"], content["start"], content["size"]))
            case "part":
                await self._part(content["number"], message.data)
                return Message({})
            case "begin":
                await self._begin(content["part_bytes"])
            case "progress":
                self._report(str(content["name"]), float(content["done"]), float(content["total"]))
            case "failed":
                raise _error(str(content["kind"]), str(content["message"]))
            case "done":
                self._done, self._picture = content["summary"], message.data
        return None

    async def made(self) -> Made:
        """Make the object of the parts. Raises StorageError."""
        if self._done is None or self._upload is None:
            raise MergeError("the merging process ended without a result")
        await asyncio.gather(*self._sending)
        if self._poster is not None and self._picture:
            await self._storage.put(self._poster, bytes(self._picture), content_type="image/jpeg")
        await self._upload.complete()
        return Made.of(self._done)

    async def end(self) -> None:
        """Wait for all requests that are under way; those that nobody needs are cancelled."""
        requests = [*self._sending, *(task for each in self._windows for task in each.forget())]
        for task in requests:
            task.cancel()
        await asyncio.gather(*requests, return_exceptions=True)

    async def _read(self, number: int, start: int, size: int) -> bytes:
        data = await self._windows[number].read(start, size)
        # Only the input that is read now needs memory.
        for each in self._windows[:number] + self._windows[number + 1 :]:
            each.forget()
        return data

    async def _begin(self, part_bytes: int) -> None:
        if self._sending:
            await asyncio.wait(self._sending)
            self._sending.clear()
        await self._stack.aclose()  # an upload that was begun before
        self._upload = await self._stack.enter_async_context(
            self._storage.upload(self._output, content_type=VIDEO, part_bytes=part_bytes)
        )

    async def _part(self, number: int, data: bytes | bytearray) -> None:
        assert self._upload is not None
        while len(self._sending) >= PARTS_AT_A_TIME:
            done, self._sending = await asyncio.wait(self._sending, return_when=asyncio.FIRST_COMPLETED)
            for each in done:
                each.result()
        self._sending.add(asyncio.create_task(self._upload.part(number, data)))


class _Windows:
    """Ranges of one object, of which the next is requested before it is needed."""

    def __init__(self, storage: Storage, info: ObjectInfo) -> None:
        self._storage, self._info = storage, info
        self._held: OrderedDict[int, asyncio.Task[bytes]] = OrderedDict()
        self._last = -1

    async def read(self, start: int, size: int) -> bytes:
        """The bytes of a range that does not cross windows."""
        number, at = divmod(start, WINDOW)
        window = self._window(number)
        if number == self._last + 1 and (number + 1) * WINDOW < self._info.size:
            self._window(number + 1)
        self._last = number
        return (await window)[at : at + size]

    def _window(self, number: int) -> "asyncio.Task[bytes]":
        task = self._held.pop(number, None)
        if task is None or (task.done() and task.exception() is not None):
            task = asyncio.create_task(
                self._storage.read_range(self._info.uri, number * WINDOW, WINDOW, etag=self._info.etag)
            )
            while len(self._held) >= WINDOWS:
                self._held.popitem(last=False)[1].cancel()
        self._held[number] = task
        return task

    def forget(self) -> list["asyncio.Task[bytes]"]:
        """Hold nothing; the requests that are under way, cancelled."""
        tasks = [task for task in self._held.values() if not task.done()]
        for task in tasks:
            task.cancel()
        self._held.clear()
        return tasks


def _error(kind: str, message: str) -> MergeError:
    found = getattr(errors, kind, None)
    wanted: Callable[[str], MergeError] = (
        found if isinstance(found, type) and issubclass(found, MergeError) else MergeError
    )
    return wanted(message)
