"""The end of a job: its pictures are checked and stored, then rows, job and calls change in one transaction."""

import logging
from collections.abc import Awaitable, Callable, Sequence

from sqlalchemy.ext.asyncio import AsyncEngine

from libs.database import writing
from libs.events import MissingPicture, StoredPicture
from libs.ledger.call import Call
from libs.ledger.ledger import Ledger
from libs.storage import Storage
from services.enhance.jobs import Job, Jobs
from services.enhance.keys import CACHE_CONTROL, picture_key
from services.enhance.metrics import CAUSES, JOBS, PICTURES
from services.enhance.pictures.errors import PictureError
from services.enhance.pictures.pool import PicturePool
from services.enhance.providers.provider import Photo
from services.enhance.requests import IMAGE, image_request
from services.enhance.results import Result, missing, result_of, stored_result
from services.enhance.shop.store import Shop

log = logging.getLogger(__name__)

Outcome = StoredPicture | MissingPicture
Masks = Callable[[Photo], Awaitable[bytes | None]]
"""Where the product is in its photo; None if that is not sure."""


class Ending:
    """Ends jobs."""

    def __init__(
        self, engine: AsyncEngine, *, jobs: Jobs, ledger: Ledger, shop: Shop, storage: Storage, pool: PicturePool,
        masks: Masks | None,
    ) -> None:  # fmt: skip
        self._engine, self._jobs, self._ledger, self._shop = engine, jobs, ledger, shop
        self._storage, self._pool, self._masks = storage, pool, masks

    async def end(self, job: Job, photos: Sequence[Photo], *, problem: str | None = None) -> Result:
        """Store the pictures of the job's answers, and end the job as its calls are then.

        `photos` are compared with them, if they are at hand. `problem`: why no further call can be sent. A picture of
        an earlier end stays as it is. Raises DatabaseError, StorageError, and a transient PictureError.
        """
        known, outcomes = _pictures(job), dict[str, Outcome]()
        while True:
            # One after the other: an answer may have tens of megabytes.
            for call in await self._ledger.of_job(job.job):
                if _is_picture(call) and call.call_id not in outcomes:
                    outcomes[call.call_id] = await self._outcome(job, call, photos, known)
            result = await self._finish(job, outcomes, problem)
            if result is not None:
                return result

    async def _outcome(self, job: Job, call: Call, photos: Sequence[Photo], known: dict[int, StoredPicture]) -> Outcome:
        if call.settled_at is not None and call.ordinal in known:
            return known[call.ordinal]
        try:
            return await self._stored(job, call, photos)
        except PictureError as error:
            if error.transient:
                raise
            log.warning("picture %d of %s: %s", call.ordinal, job.job, error, extra={"job": job.job})
            return MissingPicture(ordinal=call.ordinal, cause=error.cause, reason=str(error))

    async def _stored(self, job: Job, call: Call, photos: Sequence[Photo]) -> StoredPicture:
        data = await self._ledger.answer(call)
        # The local provider keeps the product's own pixels.
        product = photos[0] if job.kind == "product" and photos and call.paid else None
        mask = None if product is None or self._masks is None else await self._masks(product)
        checked = await self._pool.check(data, product, image_request(call, photos), mask=mask)
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

    async def _finish(self, job: Job, outcomes: dict[str, Outcome], problem: str | None) -> Result | None:
        """Rows, job and calls in one transaction; None if an answer came that has no outcome yet.

        What another worker ended meanwhile stays as it is: this message may not be ours any more, and its result would
        be dropped. If calls are decided now, `upkeep` goes on with the job.
        """
        async with writing(self._engine) as connection:
            current = await self._jobs.lock(connection, job.job)
            if current is not None and (current.final or current.ended_at != job.ended_at):
                return stored_result(current)
            calls = await self._ledger.lock_job(connection, job.job)
            if any(_is_picture(call) and call.call_id not in outcomes for call in calls):
                return None
            images = [call for call in calls if call.kind == IMAGE]
            result = result_of(
                job, calls, [outcomes.get(call.call_id) or missing(call, problem) for call in images], problem
            )
            # Also a late answer with prompts, which nobody needs any more: it is paid.
            await self._ledger.settle(connection, [call.call_id for call in calls if call.has_result])
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


def _is_picture(call: Call) -> bool:
    """Whether it has an answer with a picture."""
    return call.kind == IMAGE and call.has_result


def _pictures(job: Job) -> dict[int, StoredPicture]:
    """The pictures of an earlier end, by ordinal."""
    found = [StoredPicture.model_validate(one) for one in (job.result or {}).get("images", [])]
    return {one.ordinal: one for one in found}
