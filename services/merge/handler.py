"""`video-merge-requested` → `video-merged`: joins objects to an object, and answers every request."""

import asyncio
import logging
import signal
from contextlib import suppress
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from libs.bus import Event, Retryable
from libs.confined.errors import ConfinedError, Ended, OutOfMemory, OutOfProcessor, TimedOut
from libs.events import VideoMerged, VideoMergeRequested
from libs.events.payload import Identifier
from libs.storage import BadUri, Denied, NotFound, ObjectInfo, Storage, StorageError
from libs.storage.tasks import task_group
from services.merge import metrics
from services.merge.errors import MergeError, NoObject, NotAllowed, TooCostly
from services.merge.merger import Made, Merger
from services.merge.places import Places
from services.merge.requests import Job, digest, id_of, job_of
from services.merge.status import Record, Status, now, status_at

log = logging.getLogger(__name__)

HEADS = 16
"""Objects that are looked at at the same time."""
LONGEST_REASON = 500
NOT_MERGED = "not-merged"
"""The cause in the event of a request that became a dead letter."""
BAD_REQUEST = "bad-request"
"""Likewise, of one whose fields have wrong types."""
ADDRESS = ("pipeline_id", "node_id", "output_bucket", "output_key")
"""What an answer repeats of its request."""
IDENTIFIER: TypeAdapter[str] = TypeAdapter(Identifier)


class Desk(NamedTuple):
    """What requests are handled with."""

    storage: Storage
    merger: Merger
    places: Places
    max_inputs: int
    attempts: int
    """After so many a request is a dead letter."""


async def handle(event: Event[VideoMergeRequested], *, desk: Desk) -> VideoMerged:
    """Merge what the event asks for. A permanent failure is an answer of status failed, with cause and reason;
    temporary ones (the store, a process that was killed) are raised, and tried again.
    """
    request, name = event.payload, id_of(event.payload)
    status = Status(
        id=name, event_id=event.id, state="running", output=request.output_key, attempt=event.attempt, started=now(),
        updated=now(),
    )  # fmt: skip
    record = Record(desk.storage, status)
    try:
        return await _answer(request, desk, record)
    except Exception as error:  # noqa: BLE001 - raised below, unless it is an answer
        failure = await _failure(error, desk.storage)
        if not isinstance(failure, MergeError):
            await _note(event, desk, record, failure)
            raise failure from (None if failure is error else error)
    log.debug("not merged: %s", failure)
    answer = _failed(request, failure.cause, str(failure))
    await record.end(state="failed", reason=answer.reason, event=answer)
    metrics.MERGES.labels(failure.cause).inc()
    return answer


def on_dead_letter(event: Event[VideoMergeRequested], error: Exception) -> VideoMerged:
    """The answer to a request that became a dead letter: others wait for one."""
    metrics.MERGES.labels(NOT_MERGED).inc()
    return _failed(event.payload, NOT_MERGED, str(error) or type(error).__name__)


def on_invalid(event: Event[Any], error: Exception) -> VideoMerged | None:
    """The answer to a request of which fields are missing or have wrong types, if it has an output key or an id."""
    given = {name: event.payload[name] for name in ADDRESS if isinstance(event.payload.get(name), str)}
    try:
        IDENTIFIER.validate_python(given.get("pipeline_id"))
    except ValidationError:
        given.pop("pipeline_id", None)
    if not (given.get("output_key") or "pipeline_id" in given):
        return None
    metrics.MERGES.labels(BAD_REQUEST).inc()
    reason = str(error).replace("Input should be", "must be").replace("Field required", "is missing")
    fields = {"output_key": ""} | given
    return VideoMerged.model_validate(fields | {"status": "failed", "cause": BAD_REQUEST, "reason": _one_line(reason)})


async def _answer(request: VideoMergeRequested, desk: Desk, record: Record) -> VideoMerged:
    """The answer of a merge that succeeded, now or before; it is in the status object too."""
    storage = desk.storage
    job = job_of(request, desk.places, desk.max_inputs)
    objects = await _heads(job, storage)
    wanted = digest(job, {uri: info.etag for uri, info in objects.items()})
    repeated = await _repeated(job, wanted, record.status.id, storage)
    if repeated is not None:
        answer = repeated.model_copy(update={"pipeline_id": request.pipeline_id, "node_id": request.node_id})
        outcome, etag = "repeated", (await storage.head(job.output)).etag
    else:
        # Of a merge that was killed: their parts cost as much as objects.
        await storage.abort_uploads(job.output)
        async with record.writing():
            made = await desk.merger(job, objects, record.report)
        answer, outcome, etag = _merged(request, job, made), "merged", (await storage.head(job.output)).etag
        metrics.count(made, sum(info.size for info in objects.values()))
    await record.end(state="merged", reason=None, event=answer, digest=wanted, etag=etag)
    metrics.MERGES.labels(outcome).inc()
    return answer


async def _heads(job: Job, storage: Storage) -> dict[str, ObjectInfo]:
    """The metadata of all objects that are read. Raises StorageError."""
    free = asyncio.Semaphore(HEADS)
    found: dict[str, ObjectInfo] = {}

    async def look(uri: str) -> None:
        async with free:
            found[uri] = await storage.head(uri)

    async with task_group() as group:
        for uri in job.sources:
            group.create_task(look(uri))
    return found


async def _repeated(job: Job, wanted: str, name: str, storage: Storage) -> VideoMerged | None:
    """The answer of the same merge, if it was made before and its objects are still there."""
    before = await status_at(storage, name)
    if before is None or before.event is None or before.state != "merged" or before.digest != wanted:
        return None
    try:
        there = await storage.head(job.output)
        if job.poster is not None:
            await storage.head(job.poster)
    except NotFound:
        return None
    return before.event if there.etag == before.etag else None


async def _failure(error: Exception, storage: Storage) -> Exception:
    """What `error` counts as: a MergeError if the request can never be done, else an error that is tried again."""
    if isinstance(error, ConfinedError):
        return _process_failed(error)
    if isinstance(error, BadUri):
        return NotAllowed(str(error))
    if isinstance(error, NotFound):
        return NoObject(str(error))
    if isinstance(error, Denied):
        try:
            await storage.probe()
        except StorageError as own:
            # The service's own store is closed too: nothing is wrong with the request.
            return own
        return NoObject(str(error))
    return error


def _process_failed(error: ConfinedError) -> Exception:
    """The error that the end of a merging process counts as."""
    if isinstance(error, OutOfMemory):
        return TooCostly(f"the merge {error} of memory (MERGE_MEMORY_MB)")
    if isinstance(error, OutOfProcessor):
        return TooCostly(f"the merge {error} of processor time (MERGE_ENCODE_SECONDS)")
    if isinstance(error, TimedOut):
        return TooCostly(f"the merge {error}, four times MERGE_ENCODE_SECONDS")
    if isinstance(error, Ended) and error.status == -signal.SIGKILL:
        return Retryable("the merging process was killed: out of memory?")
    return Retryable(f"the merging process failed: {error}")


async def _note(event: Event[VideoMergeRequested], desk: Desk, record: Record, error: Exception) -> None:
    """Put an attempt that failed into the status object, as far as the store allows it."""
    reason = str(error) or type(error).__name__
    if event.attempt < desk.attempts:
        changes: dict[str, object] = {"state": "waiting", "reason": reason}
    else:
        answer = _failed(event.payload, NOT_MERGED, reason)
        changes = {"state": "failed", "reason": answer.reason, "event": answer}
    with suppress(StorageError):
        await record.end(**changes)


def _merged(request: VideoMergeRequested, job: Job, made: Made) -> VideoMerged:
    return VideoMerged(
        pipeline_id=request.pipeline_id,
        node_id=request.node_id,
        output_bucket=request.output_bucket,
        output_key=request.output_key,
        status="merged",
        s3_key=request.output_key,
        uri=job.output,
        duration=made.seconds,
        size=made.size,
        width=made.width,
        height=made.height,
        frames=made.frames,
        codec=made.codec,
        poster_uri=job.poster,
        plan=list(made.plan),
        warnings=list(made.warnings),
    )


def _failed(request: VideoMergeRequested, cause: str, reason: str) -> VideoMerged:
    return VideoMerged(
        pipeline_id=request.pipeline_id,
        node_id=request.node_id,
        output_bucket=request.output_bucket,
        output_key=request.output_key,
        status="failed",
        cause=cause,
        reason=_one_line(reason),
    )


def _one_line(reason: str) -> str:
    return " ".join(reason.split())[:LONGEST_REASON]
