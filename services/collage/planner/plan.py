"""What a batch was planned as: kept beside its results, so that every repeat gives the same pages."""

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
    """`plan.json`. `csv_sha256` and `request` decide the pages; the rest is for the batch's events and for people."""

    batch_id: str
    csv_uri: str
    csv_sha256: str
    request: str
    """Digest of all else that decides the pages: layout, creator, trigger."""
    submitted_at: datetime
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    rows_filtered: int
    rows_blank: int = 0
    creators: int
    pages: int


def request_digest(batch: CollageBatchSubmitted) -> str:
    """A digest of what a submission asks for, apart from the CSV and from what changes no page: the priority."""
    asked = {*LAYOUT, "creator", "trigger"}
    return sha256(repr(sorted(batch.model_dump(include=asked).items())).encode()).hexdigest()


def submission_time(batch: CollageBatchSubmitted) -> datetime:
    """When the batch was submitted, in UTC; now, if it does not say. Raises PlanFailed for the ends of the calendar."""
    told = batch.submitted_at
    if told is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return told.replace(tzinfo=UTC) if told.tzinfo is None else told.astimezone(UTC)
    except OverflowError:
        raise PlanFailed(f"submitted_at {told} is out of range") from None


def new_plan(batch: CollageBatchSubmitted, csv_sha256: str, when: datetime, report: Report, totals: Totals) -> Plan:
    """What the batch is planned as for the first time."""
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
    """The event that tells of a plan."""
    counts = plan.model_dump(exclude={"csv_sha256", "request", "csv_uri"})
    return CollageBatchPlanned(
        **counts, status="planned", csv_uri=batch.csv_uri, trigger=batch.trigger, report_uri=report_uri
    )


def check_same(batch: CollageBatchSubmitted, earlier: Plan, csv_sha256: str | None = None) -> None:
    """Raises Contradiction when `earlier` was made from something else; without a digest, the CSV's place counts."""
    same_csv = earlier.csv_uri == batch.csv_uri if csv_sha256 is None else earlier.csv_sha256 == csv_sha256
    if not same_csv or earlier.request != request_digest(batch):
        raise Contradiction(
            f"batch {batch.batch_id} was planned from another CSV or with another layout: choose another batch_id"
        )


class Plans:
    """The plans and reports in storage. All methods raise StorageError."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def load(self, batch_id: str) -> Plan | None:
        """The batch's plan, if it has one. Raises Rejected for one that we cannot read."""
        uri = self._storage.uri(plan_key(batch_id))
        try:
            return Plan.model_validate_json(await self._storage.read(uri, limit=LARGEST_PLAN))
        except NotFound:
            return None
        except ValidationError:
            raise Rejected(f"{uri} is no plan that we can read: remove it, or choose another batch_id") from None

    async def save(self, plan: Plan) -> Plan:
        """Store a plan; gives the one that is stored, should another process have been faster."""
        known = await self.load(plan.batch_id)
        if known is not None:
            return known
        uri = self._storage.uri(plan_key(plan.batch_id))
        await self._storage.put(uri, plan.model_dump_json(indent=1).encode(), content_type="application/json")
        return await self.load(plan.batch_id) or plan

    async def save_report(self, report: Report) -> str:
        """Store a report; gives its URI."""
        uri = self._storage.uri(report_key(report.batch_id))
        await self._storage.put(uri, report.model_dump_json(indent=1).encode(), content_type="application/json")
        return uri

    async def has_ended(self, batch_id: str) -> bool:
        """Whether the batch has its summary."""
        try:
            await self._storage.head(self._storage.uri(summary_key(batch_id)))
        except NotFound:
            return False
        return True
