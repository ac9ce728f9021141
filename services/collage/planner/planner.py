"""Plans a batch: from its CSV to its plan and pages."""

import sqlite3
from collections.abc import AsyncGenerator, Iterator
from contextlib import ExitStack, aclosing, closing
from itertools import islice
from pathlib import Path

from libs.bus import Retryable
from libs.events import CollageBatchPlanned, CollageBatchSubmitted, CollageRequested, Payload
from libs.scratch import Scratch
from libs.storage import Storage
from libs.storage.tasks import in_thread
from services.collage.planner import metrics
from services.collage.planner.errors import PlanFailed
from services.collage.planner.grouping import Grouping
from services.collage.planner.pages import check_layout, pages, per_page
from services.collage.planner.plan import Plans, check_same, new_plan, planned, submission_time
from services.collage.planner.report import COUNTED, Report
from services.collage.planner.rows.scan import CsvScan
from services.collage.planner.source import download_csv

PAGES_AT_ONCE = 40
"""Built in one call in a thread, which takes some milliseconds, while the event loop publishes earlier pages."""


class Planner:
    """Plans batches. Each takes about 100 MB of memory: the service handles one at a time."""

    def __init__(self, storage: Storage, scratch: Scratch, csv_max_bytes: int) -> None:
        self._storage = storage
        self._plans = Plans(storage)
        self._scratch = scratch
        self._csv_max_bytes = csv_max_bytes

    async def plan(self, batch: CollageBatchSubmitted) -> AsyncGenerator[Payload, None]:
        """Yield the plan of the batch, then its pages.

        Raises Contradiction, StorageError, and Retryable if the work folder cannot be used.
        """
        try:
            with self._scratch.file(".csv") as csv, self._scratch.file(".db") as database:
                try:
                    async with aclosing(self._results(batch, csv, database)) as results:
                        async for result in results:
                            yield result
                finally:
                    await in_thread(_remove, csv, database)
        except (OSError, sqlite3.OperationalError) as error:
            raise Retryable(f"the work folder (COLLAGE_WORK_FOLDER) cannot be used: {error}") from error

    async def _results(self, batch: CollageBatchSubmitted, csv: Path, database: Path) -> AsyncGenerator[Payload, None]:
        earlier = await self._plans.load(batch.batch_id)
        report: Report | None = None
        with ExitStack() as stack:
            try:
                when = submission_time(batch)
                check_layout(batch)
                digest = await download_csv(self._storage, batch.csv_uri, csv, limit=self._csv_max_bytes)
                if earlier is not None:
                    check_same(batch, earlier, digest)
                grouping = stack.enter_context(closing(Grouping(database)))
                report = await _read(batch, csv, grouping)
                if not report.rows_accepted:
                    raise PlanFailed(_why_empty(batch, report))
            except PlanFailed as error:
                if earlier is not None:
                    check_same(batch, earlier)
                    if await self._plans.has_ended(batch.batch_id):
                        return  # a repeat of the event, after the batch ended and its CSV was moved
                yield await self._failed(batch, str(error), report)
                return
            totals = await in_thread(grouping.totals, per_page(batch))
            report_uri = await self._plans.save_report(report)
            plan = await self._plans.save(new_plan(batch, digest, when, report, totals))
            check_same(batch, plan, digest)
            metrics.BATCHES.labels("planned").inc()
            yield planned(batch, plan, report_uri)
            requests = pages(batch, plan.submitted_at, grouping)
            while chunk := await in_thread(_next_pages, requests):
                metrics.PAGES.inc(len(chunk))
                for page in chunk:
                    yield page

    async def _failed(self, batch: CollageBatchSubmitted, reason: str, report: Report | None) -> CollageBatchPlanned:
        metrics.BATCHES.labels("failed").inc()
        uri = await self._plans.save_report(report) if report is not None else None
        return failure(batch, reason, report, uri)


def failure(
    batch: CollageBatchSubmitted, reason: str, report: Report | None = None, report_uri: str | None = None
) -> CollageBatchPlanned:
    """The event of a batch that cannot be planned."""
    try:
        when = submission_time(batch)
    except PlanFailed:
        when = submission_time(batch.model_copy(update={"submitted_at": None}))
    return CollageBatchPlanned(
        batch_id=batch.batch_id,
        status="failed",
        reason=reason,
        csv_uri=batch.csv_uri,
        trigger=batch.trigger,
        submitted_at=when,
        report_uri=report_uri,
        **(report.model_dump(include=COUNTED) if report is not None else {}),
    )


async def _read(batch: CollageBatchSubmitted, csv: Path, grouping: Grouping) -> Report:
    """Read all rows of the CSV into `grouping`. It can be cancelled between two steps."""
    with csv.open("rb") as file:
        scan = CsvScan(file, batch, grouping)
        while await in_thread(scan.step):
            pass
    await in_thread(grouping.finish)
    report = scan.report()
    for outcome in ("accepted", "rejected", "filtered"):
        metrics.ROWS.labels(outcome).inc(getattr(report, f"rows_{outcome}"))
    return report


def _why_empty(batch: CollageBatchSubmitted, report: Report) -> str:
    if not report.rows_read:
        return f"{batch.csv_uri} has no rows"
    if report.rows_filtered:
        return f"{batch.csv_uri} has no valid row of creator {batch.creator}"
    reason, count = next(iter(report.reasons.items()))
    return f"{batch.csv_uri} has no valid row: {count} of {report.rows_read} rows are rejected because of: {reason}"


def _remove(*files: Path) -> None:
    """Called in a thread: removing gigabytes takes the file system long."""
    for file in files:
        file.unlink(missing_ok=True)


def _next_pages(requests: Iterator[CollageRequested]) -> list[CollageRequested]:
    return list(islice(requests, PAGES_AT_ONCE))
