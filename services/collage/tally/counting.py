"""What one page adds to its batch, and which of two results of a page is the better. Pure."""

import math
from collections.abc import Mapping
from typing import Any

from libs.bus import Rejected
from libs.events import CollageBatchPlanned, CollageGenerated
from services.collage.cancelling import CANCELLED

RANKS = {"failed": 0, "partial": 1, "generated": 2}
MOST = 2**31 - 1
"""Of pages, rows and pictures; the tables hold no more."""
MOST_BYTES = 2**44
MOST_SECONDS = 10 * 365 * 86_400.0
SUMS = ("placed", "missing", "bytes", "downloaded")
COUNTED = ("pages_ended", *RANKS, *SUMS, CANCELLED)


def page_row(page: CollageGenerated) -> dict[str, Any]:
    """The row of a page that ended, without its key and time. Raises Rejected where no page can be like that."""
    too_many = [name for name in ("page", "revision", "placed", "missing") if getattr(page, name) > MOST]
    too_many += [name for name in ("bytes", "downloaded") if getattr(page, name) > MOST_BYTES]
    too_many += [f"failures.{_text(name)}" for name, count in page.failures.items() if not 0 <= count <= MOST]
    if not (math.isfinite(page.seconds) and page.seconds <= MOST_SECONDS):
        too_many.append("seconds")
    if too_many:
        raise Rejected(f"no page has such numbers: {', '.join(too_many[:5])}")
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
    """What a batch's row says of its plan. Raises Rejected where no plan can be like that."""
    counts = ("rows_read", "rows_accepted", "rows_rejected", "rows_filtered", "rows_blank", "creators", "pages")
    too_many = [name for name in counts if getattr(plan, name) > MOST]
    if too_many:
        raise Rejected(f"no batch has such numbers: {', '.join(too_many)}")
    failed = plan.status == "failed"
    reason = plan.reason or "it could not be planned" if failed else None
    if not failed and not plan.pages:
        reason = plan.reason or "none of its rows asks for a picture"
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
    """Whether a page's result replaces the one that is known: a repeat does not, one with more pictures does.

    One of a later revision does whatever it holds: it tells of what is stored now.
    """
    return _order(new) > _order(old)


def _order(page: Mapping[str, Any]) -> tuple[int, int, int]:
    return page["revision"], RANKS[page["status"]], page["placed"]


def difference(new: Mapping[str, Any], old: Mapping[str, Any] | None) -> dict[str, int]:
    """What the batch's counters gain when `new` takes the place of `old`, or is the page's first result."""
    gains = dict.fromkeys(COUNTED, 0)
    gains[new["status"]] += 1
    for name in SUMS:
        gains[name] += new[name]
    gains[CANCELLED] += _cancelled(new)
    if old is None:
        gains["pages_ended"] += 1
        return gains
    gains[old["status"]] -= 1
    for name in SUMS:
        gains[name] -= old[name]
    gains[CANCELLED] -= _cancelled(old)
    return gains


def _cancelled(page: Mapping[str, Any]) -> int:
    """Pictures that were not drawn because their batch was cancelled."""
    count: int = page.get("failures", {}).get(CANCELLED, 0)
    return count


def _text(text: str | None) -> str | None:
    """PostgreSQL's texts hold no NUL."""
    return text and text.replace("\0", "\N{REPLACEMENT CHARACTER}")
