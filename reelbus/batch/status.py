"""`reelbus batch status`: batches and their counts in the database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from reelbus.console import output
from reelbus.console.connect import storage_settings
from reelbus.console.errors import UserError
from reelbus.console.nearest import did_you_mean
from reelbus.database import opened

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

    from services.collage.tally.batch import Batch

COLUMNS = ("BATCH", "STATUS", "PAGES", "FAILED", "PICTURES", "MISSING", "PER SECOND", "SUBMITTED UTC")
INTERNAL = ("completed_by", "revision", "summarized")
NEWEST = 1000
"""Batches whose ids are compared with a misspelt one."""


async def show_all(limit: int, as_json: bool) -> None:
    """Print the newest batches, one per line."""
    from services.collage.tally.batch_store import BatchStore

    async with opened() as engine:
        batches = await BatchStore(engine).newest(limit)
    if as_json:
        for batch in batches:
            output.json_line(_document(batch))
    elif output.on_terminal():
        output.table(COLUMNS, [for_people(batch) for batch in batches], right=COLUMNS[2:7])
    else:
        for batch in batches:
            output.line(*_row(batch), _outcome(batch))


async def show_one(batch_id: str, as_json: bool) -> None:
    """Print all columns of one batch. Raises UserError if it does not exist."""
    from services.collage.tally.summary.findings import missing_by_reason
    from services.collage.tally.summary.gaps import hints

    async with _existing(batch_id) as (engine, batch):
        reasons = await missing_by_reason(engine, batch_id)
    document = _document(batch) | {"missing_by_reason": reasons}
    if as_json:
        output.json_line(document)
        return
    advice = hints(reasons)
    for name, value in document.items():
        if name == "missing_by_reason":
            for reason, count in reasons.items():
                output.line("missing", reason, count, *([advice[reason]] if reason in advice else []))
        elif value is not None:
            output.line(name, value)


async def show_links(batch_id: str, seconds: int, as_json: bool) -> None:
    """Print presigned URLs of its summary and its collages, one per line. Raises UserError if it does not exist."""
    from libs.storage import open_storage
    from services.collage.tally.summary.findings import collages

    async with open_storage(storage_settings()) as storage, _existing(batch_id) as (engine, batch):
        documents = {"summary": batch.summary_uri, "page": batch.page_uri, "rejected rows": batch.report_uri}
        for name, uri in documents.items():
            if uri is not None and storage.contains(uri):
                _link(
                    {"kind": name, "creator": None, "page": None}, await storage.presign(uri, seconds=seconds), as_json
                )
        async for page in collages(engine, batch_id):
            if page.uri is not None and storage.contains(page.uri):
                about = {"kind": "collage", "creator": page.creator, "page": page.page}
                _link(about, await storage.presign(page.uri, seconds=seconds), as_json)


def _link(about: dict[str, Any], address: str, as_json: bool) -> None:
    if as_json:
        output.json_line(about | {"address": address})
    else:
        output.line(*about.values(), address)


@asynccontextmanager
async def _existing(batch_id: str) -> AsyncIterator[tuple["AsyncEngine", "Batch"]]:
    from services.collage.tally.batch_store import BatchStore

    async with opened() as engine:
        batch = await BatchStore(engine).find(batch_id)
        if batch is None:
            raise await unknown(engine, batch_id, "; if it was submitted just now, use `reelbus batch watch`")
        yield engine, batch


async def unknown(engine: "AsyncEngine", batch_id: str, advice: str = "") -> UserError:
    """The error for a batch that does not exist, with the most similar id, else `advice`."""
    from services.collage.tally.batch_store import BatchStore

    near = did_you_mean(batch_id, [batch.batch_id for batch in await BatchStore(engine).newest(NEWEST)])
    return UserError(f"batch {batch_id} does not exist in the database{near or advice}")


def _row(batch: "Batch") -> tuple[object, ...]:
    submitted = output.moment(batch.submitted_at.timestamp()) if batch.submitted_at else None
    rate = None if batch.rate is None else f"{batch.rate:.1f}"
    pages = f"{batch.pages_ended}/{'?' if batch.pages is None else batch.pages}"
    return batch.batch_id, batch.status, pages, batch.failed, batch.pictures, batch.missing, rate, submitted


def for_people(batch: "Batch") -> tuple[object, ...]:
    """Cells of COLUMNS for a terminal of 80 columns: the outcome instead of `completed`, times without seconds."""
    batch_id, status, *counts, submitted = _row(batch)
    when = None if submitted is None else str(submitted)[:16].replace("T", " ")
    return batch_id, batch.outcome if status == "completed" else status, *counts, when


def _outcome(batch: "Batch") -> str | None:
    return None if batch.status == "open" else batch.outcome


def _document(batch: "Batch") -> dict[str, Any]:
    """The batch as a JSON object, without the internal columns of the tally."""
    row = {name: _plain(value) for name, value in asdict(batch).items() if name not in INTERNAL}
    row["outcome"] = _outcome(batch)
    measured = {"seconds": batch.total_seconds, "pictures_per_second": batch.rate}
    return row | {name: None if value is None else round(value, 3) for name, value in measured.items()}


def _plain(value: object) -> object:
    return output.moment(value.timestamp()) if isinstance(value, datetime) else value
