"""Computes a page's contribution to its batch's counters, and compares two results of a page. Pure."""

import math
from collections.abc import Mapping
from typing import Any

from libs.bus import Rejected
from libs.events import CollageBatchPlanned, CollageGenerated
from services.collage.cancelling import CANCELLED

RANKS = {"failed": 0, "partial": 1, "generated": 2}
MAX_COUNT = 2**31 - 1
"""Of pages, rows and pictures: the columns are 32-bit integers."""
MAX_BYTES = 2**44
MAX_SECONDS = 10 * 365 * 86_400.0
SUMS = ("placed", "missing", "bytes", "downloaded")
COUNTED = ("pages_ended", *RANKS, *SUMS, CANCELLED)


def page_row(page: CollageGenerated) -> dict[str, Any]:
    """The row of a page that ended, without its key and time. Raises Rejected for numbers out of range."""
    invalid = [name for name in ("page", "revision", "placed", "missing") if getattr(page, name) > MAX_COUNT]
    invalid += [name for name in ("bytes", "downloaded") if getattr(page, name) > MAX_BYTES]
    invalid += [f"failures.{_text(name)}" for name, count in page.failures.items() if not 0 <= count <= MAX_COUNT]
    if not (math.isfinite(page.seconds) and page.seconds <= MAX_SECONDS):
        invalid.append("seconds")
    if invalid:
        raise Rejected(f"numbers of a page out of range: {', '.join(invalid[:5])}")
    return {
        "revision": page.revision,
        "status": page.status,
        "reason": _text(page.reason),
        "uri": _text(page.uri),
        "manifest_uri": _text(page.manifest_uri),
        "placed": page.placed,
        "missing": page.missing,
        "failures": {_text(name): count for name, count in page.failures.items() if count},
        "bytes": page.bytes,
        "downloaded": page.downloaded,
        "seconds": page.seconds,
    }


def plan_row(plan: CollageBatchPlanned) -> dict[str, Any]:
    """The columns of a batch's row for its plan. Raises Rejected for numbers out of range."""
    counts = ("rows_read", "rows_accepted", "rows_rejected", "rows_filtered", "rows_blank", "creators", "pages")
    invalid = [name for name in counts if getattr(plan, name) > MAX_COUNT]
    if invalid:
        raise Rejected(f"numbers of a batch out of range: {', '.join(invalid)}")
    failed = plan.status == "failed"
    reason = plan.reason or "planning failed" if failed else None
    if not failed and not plan.pages:
        reason = plan.reason or "the CSV has no valid row"
    return {
        **{name: getattr(plan, name) for name in counts},
        "pages": 0 if failed else plan.pages,
        "reason": _text(reason),
        "csv_uri": _text(plan.csv_uri),
        "trigger": plan.trigger,
        "submitted_at": plan.submitted_at,
        "report_uri": _text(plan.report_uri),
    }


def better(new: Mapping[str, Any], old: Mapping[str, Any]) -> bool:
    """Whether a page's result `new` replaces `old`: a repeat does not, a result with more pictures does.

    A result of a later revision always does: it describes the collage that is stored now.
    """
    return _order(new) > _order(old)


def _order(page: Mapping[str, Any]) -> tuple[int, int, int]:
    return page["revision"], RANKS[page["status"]], page["placed"]


def difference(new: Mapping[str, Any], old: Mapping[str, Any] | None) -> dict[str, int]:
    """Changes of the batch's counters when `new` replaces `old`, or is the page's first result."""
    changes = dict.fromkeys(COUNTED, 0)
    changes[new["status"]] += 1
    for name in SUMS:
        changes[name] += new[name]
    changes[CANCELLED] += _cancelled(new)
    if old is None:
        changes["pages_ended"] += 1
        return changes
    changes[old["status"]] -= 1
    for name in SUMS:
        changes[name] -= old[name]
    changes[CANCELLED] -= _cancelled(old)
    return changes


def _cancelled(page: Mapping[str, Any]) -> int:
    """Pictures that were not drawn because their batch was cancelled."""
    count: int = page.get("failures", {}).get(CANCELLED, 0)
    return count


def _text(text: str | None) -> str | None:
    """`text` without NUL, which PostgreSQL refuses."""
    return text and text.replace("\0", "\N{REPLACEMENT CHARACTER}")
