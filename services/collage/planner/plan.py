"""The plan of a batch, stored beside its results so that every repeat gives the same pages."""

from datetime import UTC, datetime
from hashlib import sha256

from pydantic import BaseModel, ValidationError

from libs.bus import Rejected
from libs.events import CollageBatchPlanned, CollageBatchSubmitted
from libs.storage import NotFound, Storage
from services.collage.keys import plan_key, report_key, summary_key
from services.collage.planner.errors import Contradiction, PlanFailed
from services.collage.planner.grouping import Totals
from services.collage.planner.pages import LAYOUT
from services.collage.planner.report import COUNTED, Report

LARGEST_PLAN = 1_000_000


class Plan(BaseModel):
    """`plan.json`. `csv_sha256` and `request` determine the pages; the rest is for events and for people."""

    batch_id: str
    csv_uri: str
    csv_sha256: str
    request: str
    """Digest of everything else that determines the pages: layout, creator, trigger."""
    submitted_at: datetime
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    rows_filtered: int
    rows_blank: int = 0
    creators: int
    pages: int


def request_digest(batch: CollageBatchSubmitted) -> str:
    """A digest of the fields that determine the pages, without the CSV. The priority does not count."""
    fields = {*LAYOUT, "creator", "trigger"}
    return sha256(repr(sorted(batch.model_dump(include=fields).items())).encode()).hexdigest()


def submission_time(batch: CollageBatchSubmitted) -> datetime:
    """When the batch was submitted, in UTC; the default is now. Raises PlanFailed for a date that is out of range."""
    when = batch.submitted_at
    if when is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    except OverflowError:
        raise PlanFailed(f"submitted_at {when} is out of range") from None


def new_plan(batch: CollageBatchSubmitted, csv_sha256: str, when: datetime, report: Report, totals: Totals) -> Plan:
    """The plan of a batch that has none."""
    return Plan(
        batch_id=batch.batch_id,
        csv_uri=batch.csv_uri,
        csv_sha256=csv_sha256,
        request=request_digest(batch),
        submitted_at=when,
        **report.model_dump(include=COUNTED),
        creators=totals.creators,
        pages=totals.pages,
    )


def planned(batch: CollageBatchSubmitted, plan: Plan, report_uri: str) -> CollageBatchPlanned:
    """The event for a plan."""
    counts = plan.model_dump(exclude={"csv_sha256", "request", "csv_uri"})
    return CollageBatchPlanned(
        **counts, status="planned", csv_uri=batch.csv_uri, trigger=batch.trigger, report_uri=report_uri
    )


def check_same(batch: CollageBatchSubmitted, earlier: Plan, csv_sha256: str | None = None) -> None:
    """Raises Contradiction if `earlier` has another CSV or layout. Without `csv_sha256` the CSV's URI is compared."""
    same_csv = earlier.csv_uri == batch.csv_uri if csv_sha256 is None else earlier.csv_sha256 == csv_sha256
    if not same_csv or earlier.request != request_digest(batch):
        raise Contradiction(f"batch {batch.batch_id} already exists with another CSV or layout: use another batch_id")


class Plans:
    """Plans and reports in storage. All methods raise StorageError."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def load(self, batch_id: str) -> Plan | None:
        """The batch's plan; None if it has none. Raises Rejected for an invalid one."""
        uri = self._storage.uri(plan_key(batch_id))
        try:
            return Plan.model_validate_json(await self._storage.read(uri, limit=LARGEST_PLAN))
        except NotFound:
            return None
        except ValidationError:
            raise Rejected(f"{uri} is not a valid plan: remove it, or use another batch_id") from None

    async def save(self, plan: Plan) -> Plan:
        """Store a plan, unless there is one already; returns the stored one."""
        existing = await self.load(plan.batch_id)
        if existing is not None:
            return existing
        uri = self._storage.uri(plan_key(plan.batch_id))
        await self._storage.put(uri, plan.model_dump_json(indent=1).encode(), content_type="application/json")
        return await self.load(plan.batch_id) or plan

    async def save_report(self, report: Report) -> str:
        """Store a report; returns its URI."""
        uri = self._storage.uri(report_key(report.batch_id))
        await self._storage.put(uri, report.model_dump_json(indent=1).encode(), content_type="application/json")
        return uri

    async def has_ended(self, batch_id: str) -> bool:
        """Whether the batch has a summary."""
        try:
            await self._storage.head(self._storage.uri(summary_key(batch_id)))
        except NotFound:
            return False
        return True
