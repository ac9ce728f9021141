"""Batches that this service submits: ids, object keys and events."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import PurePosixPath

from libs.events import CollageBatchSubmitted
from libs.storage import Storage
from libs.storage.names import segment
from services.ingest.covers.csv_format import CONTENT_TYPE, as_csv
from services.ingest.covers.export import Counts, CoversQuery, covers
from services.ingest.settings import LayoutSettings
from services.ingest.source.database import Source


def batch_of_file(uri: str, etag: str | None) -> str:
    """The batch id of a CSV: the same version at the same URI gives the same id."""
    stem = PurePosixPath(uri).name[: -len(".csv")]
    version = (etag or "").strip('"')
    digest = sha256(f"{uri}\n{version}".encode()).hexdigest()[:16]
    return f"{segment(stem or 'unnamed')}-{digest}"


def batch_at(when: datetime) -> str:
    """The batch id of a scheduled run, such as `covers-2026-11-22T0300Z`."""
    return f"covers-{when:%Y-%m-%dT%H%M%S}Z" if when.second else f"covers-{when:%Y-%m-%dT%H%M}Z"


def csv_key(batch_id: str, name: str = "covers") -> str:
    """The key of the CSV of a batch from a database."""
    return f"batches/{segment(batch_id)}/{name}.csv"


def malformed_key(batch_id: str) -> str:
    """The key of the report of malformed source rows, beside the CSV."""
    return f"batches/{segment(batch_id)}/malformed-rows.json"


def submission(
    batch_id: str, csv_uri: str, settings: LayoutSettings, *, trigger: str, creator: str | None = None
) -> CollageBatchSubmitted:
    """The event that submits the batch now."""
    return CollageBatchSubmitted(
        **settings.layout.model_dump(), batch_id=batch_id, csv_uri=csv_uri, creator=creator,
        priority=settings.priority, trigger=trigger, submitted_at=datetime.now(UTC),
    )  # fmt: skip


async def store_covers(
    storage: Storage, uri: str, source: Source, query: CoversQuery, *, video_ids: bool = False
) -> Counts:
    """Store the covers as the CSV `uri`; after an error nothing is stored. Raises DatabaseError, StorageError."""
    counts = Counts()
    pages = covers(source, query, counts)
    await storage.put(uri, as_csv(pages, video_ids=video_ids), content_type=CONTENT_TYPE)
    return counts


async def store_malformed(storage: Storage, batch_id: str, counts: Counts) -> str:
    """Store the report of malformed rows; returns its URI. Raises StorageError."""
    uri = storage.uri(malformed_key(batch_id))
    report = {
        "batch_id": batch_id,
        "rows": counts.rows,
        "malformed": counts.malformed,
        "first": [row._asdict() for row in counts.first_malformed],
    }
    body = json.dumps(report, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    await storage.put(uri, body, content_type="application/json")
    return uri
