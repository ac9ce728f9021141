"""Why a batch has gaps, for events, summaries and people. Pure."""

from collections.abc import Mapping

from services.collage.tally.batch import Batch

MOST_TOLD = 10
REJECTED_ROW = "rejected-row"
HINTS = {
    "address-refused": "the addresses are private; FETCH_ALLOW_PRIVATE opens hosts to the collage service",
    REJECTED_ROW: "the report of rejected rows says why",
}
"""What to do about a reason, where somebody can do something."""


def main_reasons(batch: Batch, failures: Mapping[str, int]) -> dict[str, int]:
    """Why pictures are missing and how many rows were rejected, the most frequent first. `failures`: by reason."""
    counted = {**failures, **({REJECTED_ROW: batch.rows_unused} if batch.rows_unused else {})}
    return dict(sorted(counted.items(), key=lambda one: -one[1])[:MOST_TOLD])


def hints(reasons: Mapping[str, int]) -> dict[str, str]:
    """What to do, for those of `reasons` that have a hint."""
    return {reason: HINTS[reason] for reason in reasons if reason in HINTS}


def gaps(batch: Batch, reasons: Mapping[str, int]) -> str:
    """One sentence about what is missing and why; empty where nothing is."""
    parts = []
    if batch.missing:
        counts = ", ".join(f"{reason} {count:,}" for reason, count in reasons.items() if reason != REJECTED_ROW)
        sentence = f"{batch.missing:,} of {batch.pictures:,} pictures {'is' if batch.missing == 1 else 'are'} missing"
        parts.append(f"{sentence} ({counts})" if counts else sentence)
    if batch.rows_unused:
        verb = "was" if batch.rows_unused == 1 else "were"
        parts.append(f"{batch.rows_unused:,} of {batch.rows_read:,} rows {verb} rejected")
    return "; ".join(parts)
