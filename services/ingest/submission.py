"""Batches that this service asks for: their names, where their CSVs lie, what they are to look like."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import PurePosixPath

from libs.events import CollageBatchSubmitted
from libs.storage import Storage
from libs.storage.names import segment
from services.ingest.covers.csv_format import CONTENT_TYPE, as_csv
from services.ingest.covers.export import Ask, Counts, covers
from services.ingest.settings import LayoutSettings
from services.ingest.source.database import Source


def batch_of_file(uri: str, etag: str | None) -> str:
    """The id of the batch that a CSV makes: the same content in the same place is the same batch."""
    stem = PurePosixPath(uri).name[: -len(".csv")]
    version = (etag or "").strip('"')
    digest = sha256(f"{uri}\n{version}".encode()).hexdigest()[:16]
    return f"{segment(stem or 'unnamed')}-{digest}"


def batch_at(when: datetime) -> str:
    """The id of the batch of a scheduled run, such as `covers-2026-11-22T0300Z`."""
    return f"covers-{when:%Y-%m-%dT%H%M%S}Z" if when.second else f"covers-{when:%Y-%m-%dT%H%M}Z"


def csv_key(batch_id: str, name: str = "covers") -> str:
    """Where the CSV lies of a batch that came from no file."""
    return f"batches/{segment(batch_id)}/{name}.csv"


def malformed_key(batch_id: str) -> str:
    """Beside it: the first rows of the source that gave no cover."""
    return f"batches/{segment(batch_id)}/malformed-rows.json"


def submission(
    batch_id: str, csv_uri: str, settings: LayoutSettings, *, trigger: str, creator: str | None = None
) -> CollageBatchSubmitted:
    """The event."""
    return CollageBatchSubmitted(
        **settings.layout.model_dump(), batch_id=batch_id, csv_uri=csv_uri, creator=creator,
        priority=settings.priority, trigger=trigger, submitted_at=datetime.now(UTC),
    )  # fmt: skip


async def store_covers(storage: Storage, uri: str, source: Source, ask: Ask, *, video_ids: bool = False) -> Counts:
    """Put the covers as a CSV to `uri`, whole or not at all. Raises DatabaseError, StorageError."""
    counts = Counts()
    pages = covers(source, ask, counts)
    await storage.put(uri, as_csv(pages, video_ids=video_ids), content_type=CONTENT_TYPE)
    return counts


async def store_malformed(storage: Storage, batch_id: str, counts: Counts) -> str:
    """Put the report of malformed rows; its URI. Raises StorageError."""
    uri = storage.uri(malformed_key(batch_id))
    report = {
        "batch_id": batch_id,
        "rows": counts.rows,
        "malformed": counts.malformed,
        "first": [row._asdict() for row in counts.kept],
    }
    body = json.dumps(report, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    await storage.put(uri, body, content_type="application/json")
    return uri
