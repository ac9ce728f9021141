"""`reelbus batch submit`: from a CSV to the event that asks for its collages."""

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

if TYPE_CHECKING:
    from libs.events import CollageBatchSubmitted
    from libs.storage import Storage

SOURCE = "reelbus/cli"
TOPIC = "collage-batch-submitted"


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for. `layout` has what was said of it; the rest is the event's default."""

    csv: str
    layout: dict[str, Any]
    creator: str | None
    priority: str
    batch_id: str | None


def submit(order: Order) -> str:
    """Submit it, and print the batch's id and the CSV's URI; returns the id.

    Raises UserError, StorageError, BusError.
    """
    if order.csv.startswith(("s3://", "file://")):
        return run(_submit(order, None))
    with local(order.csv) as csv:
        return run(_submit(order, csv))


async def _submit(order: Order, csv: Csv | None) -> str:
    from libs.bus import Announcer
    from libs.storage import open_storage
    from libs.storage.names import segment

    bus = connect()
    async with open_storage(storage_settings()) as storage:
        csv = csv or await in_storage(order.csv, storage)
        batch_id = order.batch_id or derived_id(csv, order)
        # By its content: what is submitted under the same id by mistake must not take the first CSV's place.
        uri = csv.uri or storage.uri(f"batches/{segment(batch_id)}/{csv.version[:12]}-{csv.name}")
        event = _event(order, batch_id, uri)
        await bus.check([TOPIC])  # before anything is stored
        await _check_free(event, csv, storage)
        if csv.path is not None:
            await storage.put(uri, csv.path, content_type="text/csv")
        async with Announcer(bus, SOURCE) as announcer:
            await announcer.announce([event])
    output.line(batch_id, uri)
    return batch_id


async def _check_free(event: "CollageBatchSubmitted", csv: Csv, storage: "Storage") -> None:
    """The planner would refuse it as well, into the dead letters. Raises UserError."""
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
            f"batch {event.batch_id} is there already, from another CSV or layout: choose another --batch-id", status=2
        ) from None


def derived_id(csv: Csv, order: Order) -> str:
    """The id of a batch that was given none: the same for the same content and layout, readable, fit for a key."""
    from libs.storage.names import segment

    same = json.dumps([csv.version, order.creator, sorted(_unusual(order.layout).items())])
    stem = segment(PurePosixPath(csv.name).name.partition(".")[0] or "batch")
    return f"{stem[:80]}-{hashlib.sha256(same.encode()).hexdigest()[:12]}"


def _unusual(layout: dict[str, Any]) -> dict[str, Any]:
    from libs.events.collage import Layout

    return {name: value for name, value in layout.items() if value != Layout.model_fields[name].default}


def _event(order: Order, batch_id: str, uri: str) -> "CollageBatchSubmitted":
    from pydantic import ValidationError

    from libs.events import CollageBatchSubmitted

    now = datetime.now(UTC).replace(microsecond=0)
    given = {
        **order.layout, "batch_id": batch_id, "csv_uri": uri, "creator": order.creator, "priority": order.priority,
        "submitted_at": now,
    }  # fmt: skip
    try:
        return CollageBatchSubmitted.model_validate(given)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False, include_context=False)[0]
        raise UserError(f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}", status=2) from None
