"""The end of a job: its pictures are checked and stored, then rows, job and calls change in one transaction."""

import logging
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncEngine

from libs.database import writing
from libs.events import MissingPicture, StoredPicture
from libs.ledger.call import Call
from libs.ledger.ledger import Ledger
from libs.storage import Storage
from libs.storage.tasks import task_group
from services.enhance.jobs import Job, Jobs
from services.enhance.keys import CACHE_CONTROL, picture_key
from services.enhance.metrics import CAUSES, JOBS, PICTURES
from services.enhance.pictures.errors import PictureError
from services.enhance.pictures.pool import PicturePool
from services.enhance.providers.provider import Photo
from services.enhance.requests import image_request
from services.enhance.results import Result, failed, missing, result_of
from services.enhance.shop.store import Shop

log = logging.getLogger(__name__)

Outcome = StoredPicture | MissingPicture


class Ending:
    """Ends jobs."""

    def __init__(
        self, engine: AsyncEngine, *, jobs: Jobs, ledger: Ledger, shop: Shop, storage: Storage, pool: PicturePool
    ) -> None:
        self._engine, self._jobs, self._ledger, self._shop = engine, jobs, ledger, shop
        self._storage, self._pool = storage, pool

    async def end(self, job: Job, calls: Sequence[Call], photos: Sequence[Photo]) -> Result:
        """Store the pictures of `calls` that have any, and end the job.

        A picture of an earlier end stays as it is. Raises DatabaseError, StorageError, and a transient PictureError.
        """
        before = _outcomes(job)
        async with task_group() as group:
            tasks = [group.create_task(self._outcome(job, call, photos, before)) for call in calls]
        outcomes = [task.result() for task in tasks]
        images = [one for one in outcomes if isinstance(one, StoredPicture)]
        gaps = [one for one in outcomes if isinstance(one, MissingPicture)]
        # Of a picture whose answer came just now, the outcome above counts: it is used when the job goes on.
        here = {call.call_id: call for call in calls}
        everything = [here.get(call.call_id, call) for call in await self._ledger.of_job(job.job)]
        result = result_of(job, everything, images, gaps)
        # Also a late answer with prompts, which nobody needs any more: it is paid.
        answered = [call.call_id for call in everything if call.has_result]
        return await self._finish(job, result, answered)

    async def fail(self, job: Job, reason: str) -> Result:
        """End a job of which nothing was sent, or nothing can be sent."""
        return await self._finish(job, failed(job.kind, job.subject, job.run, reason), [])

    async def _outcome(self, job: Job, call: Call, photos: Sequence[Photo], before: dict[int, Outcome]) -> Outcome:
        if not call.has_result:
            return missing(call)
        if (known := before.get(call.ordinal)) is not None and call.settled_at is not None:
            return known
        try:
            return await self._stored(job, call, photos)
        except PictureError as error:
            if error.transient:
                raise
            log.warning("picture %d of %s: %s", call.ordinal, job.job, error, extra={"job": job.job})
            return MissingPicture(ordinal=call.ordinal, cause=error.cause, reason=str(error))

    async def _stored(self, job: Job, call: Call, photos: Sequence[Photo]) -> StoredPicture:
        data = await self._ledger.answer(call)
        product = photos[0] if job.kind == "product" and photos else None
        checked = await self._pool.check(data, product, image_request(call, photos))
        key = picture_key(
            job.kind, job.subject, job.run, ordinal=call.ordinal, sha256=checked.sha256, form=checked.format
        )
        uri = self._storage.uri(key)
        await self._storage.put(uri, checked.data, content_type=f"image/{checked.format}", cache_control=CACHE_CONTROL)
        return StoredPicture(
            ordinal=call.ordinal, uri=uri, width=checked.width, height=checked.height, format=checked.format,
            bytes=len(checked.data), sha256=checked.sha256, flags=[*(call.flags or ()), *checked.flags],
            provider=call.provider, model=call.answered_by or call.model,
        )  # fmt: skip

    async def _finish(self, job: Job, result: Result, answered: Sequence[str]) -> Result:
        """Rows, job and calls in one transaction. What another worker ended meanwhile stays as it is.

        This message may not be ours any more, and its result would be dropped. If calls are decided now, `upkeep` goes
        on with the job.
        """
        async with writing(self._engine) as connection:
            current = await self._jobs.lock(connection, job.job)
            if current is not None and (current.final or current.ended_at != job.ended_at):
                return type(result).model_validate(current.result)
            await self._ledger.settle(connection, answered)
            if job.kind == "product" and (result.images or result.status == "failed"):
                await self._shop.record(connection, job.subject, [image.uri for image in result.images])
            await self._jobs.finish(
                connection, job.job, status=result.status, reason=result.reason, cost_usd=result.cost_usd,
                unknown=result.unknown, result=result.model_dump(mode="json"),
            )  # fmt: skip
        JOBS.labels(job.kind, result.status).inc()
        PICTURES.labels("stored").inc(len(result.images))
        for gap in result.missing:
            PICTURES.labels(gap.cause if gap.cause in CAUSES else "other").inc()
        return result


def _outcomes(job: Job) -> dict[int, Outcome]:
    """The pictures of an earlier end, and why others were missing, by ordinal."""
    if job.result is None:
        return {}
    found: list[Outcome] = [StoredPicture.model_validate(one) for one in job.result.get("images", [])]
    found += [MissingPicture.model_validate(one) for one in job.result.get("missing", [])]
    return {one.ordinal: one for one in found}
