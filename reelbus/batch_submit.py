"""`reelbus batch submit`: from a CSV to the event that asks for its collages."""

import hashlib
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from reelbus import output
from reelbus.connect import connect, run
from reelbus.errors import UserError

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


@dataclass(frozen=True, slots=True)
class Csv:
    """Where a CSV is: a file here, or an object (`uri`). `version` changes with its content."""

    name: str
    version: str
    path: Path | None = None
    uri: str | None = None


def submit(order: Order) -> str:
    """Submit it, and print the batch's id and the CSV's URI; returns the id.

    Raises UserError, StorageError, BusError.
    """
    if order.csv.startswith(("s3://", "file://")):
        return run(_submit(order, None))
    with _local(order.csv) as csv:
        return run(_submit(order, csv))


async def _submit(order: Order, csv: Csv | None) -> str:
    from libs.bus import Announcer
    from libs.settings import load
    from libs.storage import StorageSettings, open_storage
    from libs.storage.names import segment

    bus = connect()
    async with open_storage(load(StorageSettings)) as storage:
        csv = csv or await _object(order.csv, storage)
        batch_id = order.batch_id or derived_id(csv, order)
        uri = csv.uri or storage.uri(f"batches/{segment(batch_id)}/{csv.name}")
        event = _event(order, batch_id, uri)
        await bus.check([TOPIC])  # before anything is stored
        if csv.path is not None:
            await storage.put(uri, csv.path, content_type="text/csv")
        async with Announcer(bus, SOURCE) as announcer:
            await announcer.announce([event])
    output.line(batch_id, uri)
    return batch_id


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


async def _object(uri: str, storage: "Storage") -> Csv:
    if not storage.contains(uri):
        raise UserError(f"{uri}: lies outside of our storage, {storage.root}: give the file itself", status=2)
    info = await storage.head(uri)
    if info.size == 0:
        raise UserError(f"{uri} is empty")
    return Csv(PurePosixPath(uri).name, f"{uri}#{info.etag}", uri=uri)


@contextmanager
def _local(given: str) -> Iterator[Csv]:
    """The file, or a copy of what comes from stdin."""
    from libs.storage.names import segment

    with tempfile.TemporaryDirectory(prefix="reelbus-") as folder:
        path = Path(given)
        if given == "-":
            path = Path(folder) / "stdin.csv"
            with path.open("wb") as copy:
                shutil.copyfileobj(sys.stdin.buffer, copy)
        try:
            with path.open("rb") as content:
                digest = hashlib.file_digest(content, "sha256").hexdigest()
            size = path.stat().st_size
        except OSError as error:
            raise UserError(f"{given}: {error.strerror}", status=2) from None
        if not size:
            raise UserError(f"{'stdin' if given == '-' else given} is empty")
        name = segment(path.name)
        yield Csv(name if "." in name else f"{name}.csv", digest, path=path)
