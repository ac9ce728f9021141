"""The summary of a batch as a JSON document. Pure."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from services.collage.tally.batch import Batch
from services.collage.tally.summary.findings import Findings
from services.collage.tally.summary.gaps import gaps, hints, main_reasons


def summary(batch: Batch, findings: Findings, *, summary_uri: str, page_uri: str, now: datetime) -> dict[str, Any]:
    """The summary as JSON values. Objects are named by URI, never by a signed URL."""
    reasons = main_reasons(batch, findings.failures)
    return {
        "batch_id": batch.batch_id,
        "status": batch.final_status,
        "outcome": batch.outcome,
        "gaps": gaps(batch, reasons),
        "reasons": reasons,
        "hints": hints(reasons),
        "reason": batch.reason,
        "trigger": batch.trigger,
        "written_at": _time(now),
        "pages": {name: getattr(batch, name) for name in ("generated", "partial", "failed")} | {"all": batch.pages},
        "pictures": {"placed": batch.placed, "missing": batch.missing, "missing_by_reason": findings.failures},
        "rows": {name: getattr(batch, f"rows_{name}") for name in ("read", "accepted", "rejected", "filtered")},
        "creators": batch.creators,
        "bytes": {"collages": batch.bytes, "downloaded": batch.downloaded},
        "times": {
            "submitted_at": _time(batch.submitted_at),
            "planned_at": _time(batch.planned_at),
            "last_page_at": _time(batch.last_page_at),
            "planning_seconds": _rounded(batch.planning_seconds),
            "drawing_seconds": _rounded(batch.drawing_seconds),
            "total_seconds": _rounded(batch.total_seconds),
            "pictures_per_second": _rounded(batch.rate),
        },
        "slowest_creators": [asdict(creator) | {"seconds": _rounded(creator.seconds)} for creator in findings.slowest],
        "failed_pages": [
            {
                "creator": page.creator, "page": page.page, "reason": page.reason,
                "missing_by_reason": page.failures, "manifest_uri": page.manifest_uri,
            }
            for page in findings.failed_pages
        ],
        "links": {
            "csv_uri": batch.csv_uri, "report_uri": batch.report_uri, "summary_uri": summary_uri, "page_uri": page_uri,
        },
    }  # fmt: skip


def as_json(document: dict[str, Any]) -> bytes:
    """The document as indented UTF-8."""
    return json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 3)
