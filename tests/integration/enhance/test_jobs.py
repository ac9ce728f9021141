"""The rows of jobs: what was requested first counts, and so do the first prompts."""

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from libs.database import writing
from services.enhance.jobs import Job, Jobs, job_name, next_run
from tests.integration.enhance.shops import SHOPS, shop_database

REQUEST = {"product_id": "42", "run": "1", "count": 3, "presets": ["white"], "title": None}
JOB = "product/42/1"


@pytest.fixture(params=["ours-sqlite", "ours-postgresql"])
async def engine(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    async with shop_database(SHOPS[request.param], tmp_path) as engine:
        yield engine


async def opened(jobs: Jobs, run: str = "1", **more: object) -> Job:
    request = REQUEST | {"run": run} | more
    return await jobs.open(
        job_name("product", "42", run), kind="product", subject="42", run=run, topic="product-submitted", request=request
    )  # fmt: skip


async def test_what_was_requested_first_counts(engine: AsyncEngine, caplog: pytest.LogCaptureFixture) -> None:
    jobs = Jobs(engine)
    first = await opened(jobs)
    assert (first.job, first.status, first.request, first.prompts, first.result, first.ended) == (
        JOB, "open", REQUEST, None, None, False,
    )  # fmt: skip
    with caplog.at_level(logging.WARNING):
        assert await opened(jobs) == first
        assert caplog.records == []
        assert await opened(jobs, count=5, title="Heels") == first
    (told,) = caplog.records
    assert (told.__dict__["job"], told.__dict__["differing"]) == (JOB, ["count", "title"])


async def test_of_many_at_once_one_request_and_one_set_of_prompts_count(engine: AsyncEngine) -> None:
    several = [Jobs(engine) for _ in range(5)]
    rows = await asyncio.gather(*(opened(jobs, count=number + 1) for number, jobs in enumerate(several)))
    assert len({str(row) for row in rows}) == 1

    async def describe(jobs: Jobs, number: int) -> object:
        async with writing(engine) as connection:
            return await jobs.store_prompts(connection, JOB, [f"prompt {number}"])

    stored = await asyncio.gather(*(describe(jobs, number) for number, jobs in enumerate(several)))
    assert len({str(one) for one in stored}) == 1
    job = await several[0].find(JOB)
    assert job is not None
    assert job.prompts == stored[0]


async def test_an_ended_job_has_its_result_and_a_late_answer_replaces_it(engine: AsyncEngine) -> None:
    jobs = Jobs(engine)
    await opened(jobs)
    async with writing(engine) as connection:
        await jobs.finish(
            connection, JOB, status="needs_attention", reason="1 unknown", cost_usd=0.08, unknown=1, result={"images": [1]}
        )  # fmt: skip
    async with writing(engine) as connection:
        locked = await jobs.lock(connection, JOB)
        assert locked is not None
        assert (locked.status, locked.unknown, locked.ended) == ("needs_attention", 1, True)
        done = await jobs.finish(
            connection, JOB, status="pending_review", reason=None, cost_usd=0.12, unknown=0, result={"images": [1, 2]}
        )  # fmt: skip
    assert (done.status, done.reason, done.cost_usd, done.result) == ("pending_review", None, 0.12, {"images": [1, 2]})
    assert done.ended_at is not None
    assert done == await jobs.find(JOB)
    assert await jobs.find("product/43/1") is None


async def test_results_that_come_at_once_follow_each_other(engine: AsyncEngine) -> None:
    """Each adds a picture to what the one before stored: without the lock some would be lost."""
    jobs = Jobs(engine)
    await opened(jobs)

    async def settle(number: int) -> None:
        async with writing(engine) as connection:
            job = await jobs.lock(connection, JOB)
            assert job is not None
            images = [*(job.result or {}).get("images", []), number]
            await jobs.finish(
                connection, JOB, status="pending_review", reason=None, cost_usd=job.cost_usd + 0.5, unknown=0,
                result={"images": images},
            )  # fmt: skip

    await asyncio.gather(*(settle(number) for number in range(8)))
    job = await jobs.find(JOB)
    assert job is not None
    assert sorted((job.result or {})["images"]) == list(range(8))
    assert job.cost_usd == 4.0


async def test_a_transaction_that_fails_leaves_the_job_open(engine: AsyncEngine) -> None:
    jobs = Jobs(engine)
    await opened(jobs)

    async def fails() -> None:
        async with writing(engine) as connection:
            await jobs.store_prompts(connection, JOB, ["p"])
            await jobs.finish(connection, JOB, status="failed", reason="r", cost_usd=1, unknown=0, result={})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fails()
    job = await jobs.find(JOB)
    assert job is not None
    assert (job.status, job.prompts, job.cost_usd) == ("open", None, 0.0)


async def test_runs_of_a_product(engine: AsyncEngine) -> None:
    jobs = Jobs(engine)
    assert next_run(await jobs.of_subject("product", "42")) == "2"
    for run in ("1", "9", "10", "summer sale", "٣"):
        await opened(jobs, run)
    found = await jobs.of_subject("product", "42")
    assert [job.run for job in found] == ["٣", "summer sale", "10", "9", "1"]
    assert next_run(found) == "11"
    assert await jobs.of_subject("image", "42") == []


def test_no_two_jobs_have_one_name() -> None:
    assert job_name("product", "42", "1") == JOB
    assert job_name("product", "a/b", "1") != job_name("product", "a", "b/1")
    assert len(job_name("product", "ü" * 256, "/" * 256)) <= 600
