"""What the enhance service does with a requested job, by its stores: calls are planned and end, and so does the job."""

import hashlib
from collections.abc import Mapping
from typing import Any

from libs.database import DatabaseSettings, open_database, writing
from libs.events import ImageGenerated, ProductImagesEnhanced
from libs.ledger.budget import Budget
from libs.ledger.call import Call, NewCall
from libs.ledger.errors import Blocked, Unknown
from libs.ledger.ledger import Ledger
from libs.ledger.usage import Answer, Usage
from libs.storage import Storage, StorageSettings, open_storage
from services.enhance.jobs import Job, Jobs, Status
from services.enhance.keys import picture_key
from services.enhance.shop.settings import ShopSettings
from services.enhance.shop.store import Shop

CENTS = 0.04
"""Of one call, in USD."""


async def work_on(job_name: str, outcomes: Mapping[int, str]) -> Job:
    """Let a job of the environment's database end: each picture, by number, is `made`, `blocked` or `unknown`."""
    async with open_storage(StorageSettings()) as storage, open_database(DatabaseSettings()) as engine:
        jobs, ledger = Jobs(engine), Ledger(engine, storage)
        job = await jobs.find(job_name)
        assert job is not None
        images: list[dict[str, Any]] = []
        missing: list[dict[str, Any]] = []
        planned = await ledger.plan([NewCall(job_name, "image", number, "local", "u2netp", {}) for number in outcomes])
        for call in planned:
            sent = await ledger.begin(call, estimate_usd=CENTS, lease_seconds=60, budget=Budget())
            assert isinstance(sent, Call)
            match outcomes[call.ordinal]:
                case "made":
                    data = f"picture {job_name} {call.ordinal}".encode()
                    answer = Answer(data, "image/png", Usage(images=1), "r", "u2netp-1", flags=("padded",))
                    await ledger.received(sent, answer, CENTS)
                    images.append(await stored(storage, job, call.ordinal, data))
                    continue
                case "blocked":
                    reason = "blocked: \x1b[31mSAFETY"
                    await ledger.blocked(sent, Blocked(reason), CENTS)
                case _:
                    reason = "no answer in 300 s"
                    await ledger.unknown(sent, Unknown(reason))
            missing.append({"ordinal": call.ordinal, "cause": outcomes[call.ordinal], "reason": reason})
        unknown = sum(outcome == "unknown" for outcome in outcomes.values())
        status: Status = "failed" if not images else "pending_review" if job.kind == "product" else "generated"
        if unknown:
            status = "needs_attention"
        elif images and missing and job.kind == "image":
            status = "partial"
        cost = CENTS * (len(outcomes) - unknown)
        body = {
            "product_id": job.subject, "job_id": job.subject, "run": job.run, "status": status, "images": images,
            "missing": missing, "cost_usd": cost, "unknown": unknown, "unknown_usd": unknown * CENTS,
        }  # fmt: skip
        payload = (ProductImagesEnhanced if job.kind == "product" else ImageGenerated).model_validate(body)
        async with writing(engine) as connection:
            await jobs.lock(connection, job_name)
            if job.kind == "product":
                shop = Shop(engine, ShopSettings())
                await shop.record(connection, job.subject, [image["uri"] for image in images])
            await ledger.settle(connection, [call.call_id for call in planned])
            return await jobs.finish(
                connection, job_name, status=status, reason=missing[0]["reason"] if missing else None, cost_usd=cost,
                unknown=unknown, result=payload.model_dump(mode="json"),
            )  # fmt: skip


async def stored(storage: Storage, job: Job, ordinal: int, data: bytes) -> dict[str, Any]:
    digest = hashlib.sha256(data).hexdigest()
    kind = "product" if job.kind == "product" else "image"
    uri = storage.uri(picture_key(kind, job.subject, job.run, ordinal=ordinal, sha256=digest, form="png"))
    await storage.put(uri, data, content_type="image/png")
    return {
        "ordinal": ordinal, "uri": uri, "width": 1024, "height": 1024, "format": "png", "bytes": len(data),
        "sha256": digest, "flags": ["padded", "likeness 0.61"], "provider": "local", "model": "u2netp-1",
    }  # fmt: skip
