"""`reelbus batch submit`: store a CSV and send collage-batch-submitted."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from reelbus.batch.csvs import Csv, digest, in_storage, local
from reelbus.console import output
from reelbus.console.connect import connect, run, storage_settings
from reelbus.console.errors import UserError
from reelbus.console.posting import payload_of, post

if TYPE_CHECKING:
    from libs.events import CollageBatchSubmitted
    from libs.storage import Storage

TOPIC = "collage-batch-submitted"


@dataclass(frozen=True, slots=True)
class Submission:
    """The arguments of the command. `layout` holds only the given options; the event has defaults for the others."""

    csv: str
    layout: dict[str, Any]
    creator: str | None
    priority: str
    batch_id: str | None


def submit(submission: Submission) -> str:
    """Submit the batch, and print its id and the URI of the CSV; returns the id.

    Raises UserError, StorageError, BusError.
    """
    if submission.csv.startswith(("s3://", "file://")):
        return run(_submit(submission, None))
    with local(submission.csv) as csv:
        return run(_submit(submission, csv))


async def _submit(submission: Submission, csv: Csv | None) -> str:
    from libs.storage import open_storage
    from libs.storage.names import segment

    bus = connect()
    async with open_storage(storage_settings()) as storage:
        csv = csv or await in_storage(submission.csv, storage)
        batch_id = submission.batch_id or derived_id(csv, submission)
        # Named by its content: another CSV with the same batch id must not overwrite the first one.
        uri = csv.uri or storage.uri(f"batches/{segment(batch_id)}/{csv.version[:12]}-{csv.name}")
        event = _event(submission, batch_id, uri)
        await bus.check([TOPIC])  # before anything is stored
        await _check_free(event, csv, storage)
        if csv.path is not None:
            await storage.put(uri, csv.path, content_type="text/csv")
        await post(bus, event)
    output.line(batch_id, uri)
    return batch_id


async def _check_free(event: "CollageBatchSubmitted", csv: Csv, storage: "Storage") -> None:
    """Raises UserError if the planner would reject the batch, which would make it a dead letter."""
    from services.collage.cancelling import is_cancelled
    from services.collage.planner.errors import Contradiction
    from services.collage.planner.plan import Plans, check_same

    earlier = await Plans(storage).load(event.batch_id)
    if earlier is None:
        return
    if await is_cancelled(storage, event.batch_id):
        raise UserError(f"batch {event.batch_id} was cancelled: choose another --batch-id", status=2)
    try:
        check_same(event, earlier, csv.version if csv.uri is None else await digest(csv.uri, storage))
    except Contradiction:
        raise UserError(
            f"batch {event.batch_id} already exists with another CSV or layout: choose another --batch-id", status=2
        ) from None


def derived_id(csv: Csv, submission: Submission) -> str:
    """The default id of a batch: readable, valid in an object key, the same for the same content and layout."""
    from libs.storage.names import segment

    same = json.dumps([csv.version, submission.creator, sorted(_non_default(submission.layout).items())])
    stem = segment(PurePosixPath(csv.name).name.partition(".")[0] or "batch")
    return f"{stem[:80]}-{hashlib.sha256(same.encode()).hexdigest()[:12]}"


def _non_default(layout: dict[str, Any]) -> dict[str, Any]:
    from libs.events.collage import Layout

    return {name: value for name, value in layout.items() if value != Layout.model_fields[name].default}


def _event(submission: Submission, batch_id: str, uri: str) -> "CollageBatchSubmitted":
    from libs.events import CollageBatchSubmitted

    now = datetime.now(UTC).replace(microsecond=0)
    given = {
        **submission.layout, "batch_id": batch_id, "csv_uri": uri, "creator": submission.creator,
        "priority": submission.priority, "submitted_at": now,
    }  # fmt: skip
    return payload_of(CollageBatchSubmitted, given)
