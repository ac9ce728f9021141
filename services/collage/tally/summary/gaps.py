"""Describes the gaps of a batch for events, summaries and the command line. Pure."""

from collections.abc import Mapping

from services.collage.tally.batch import Batch

MAX_REASONS = 10
REJECTED_ROW = "rejected-row"
HINTS = {
    "address-refused": "the addresses are private; add their hosts to FETCH_ALLOW_PRIVATE of the collage service",
    REJECTED_ROW: "see the report of rejected rows",
}
"""What users can do, by reason."""


def main_reasons(batch: Batch, failures: Mapping[str, int]) -> dict[str, int]:
    """Counts of missing pictures (`failures`) and rejected rows by reason, the most frequent first."""
    counted = {**failures, **({REJECTED_ROW: batch.rows_unused} if batch.rows_unused else {})}
    return dict(sorted(counted.items(), key=lambda one: -one[1])[:MAX_REASONS])


def hints(reasons: Mapping[str, int]) -> dict[str, str]:
    """The hints for those `reasons` that have one."""
    return {reason: HINTS[reason] for reason in reasons if reason in HINTS}


def gaps(batch: Batch, reasons: Mapping[str, int]) -> str:
    """One sentence about missing pictures and rejected rows; empty if there are none."""
    parts = []
    if batch.missing:
        counts = ", ".join(f"{reason} {count:,}" for reason, count in reasons.items() if reason != REJECTED_ROW)
        sentence = f"{batch.missing:,} of {batch.pictures:,} pictures {'is' if batch.missing == 1 else 'are'} missing"
        parts.append(f"{sentence} ({counts})" if counts else sentence)
    if batch.rows_unused:
        verb = "was" if batch.rows_unused == 1 else "were"
        parts.append(f"{batch.rows_unused:,} of {batch.rows_read:,} rows {verb} rejected")
    return "; ".join(parts)
