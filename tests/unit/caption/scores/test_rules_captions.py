"""The rules on 481 captions of all markets, written with them: a floor under what later changes may break.

The corpus in `tests/corpus` was labelled by others; these were not.
"""

from pathlib import Path

import pytest

from libs.events import NewVideoPosted
from reelbus.captions.score import LabelledCaption, Report, score
from services.caption.rules import parse

CAPTIONS = Path(__file__).parent / "seller_captions.jsonl"


@pytest.fixture(scope="module")
def report() -> Report:
    rows = [LabelledCaption.model_validate_json(line) for line in CAPTIONS.read_text("utf-8").splitlines()]
    return score(rows, [parse(NewVideoPosted(video_id=row.id, caption=row.caption)) for row in rows])


@pytest.mark.parametrize(
    ("field", "precision", "recall"),
    [
        ("price", 0.98, 0.97),
        ("currency", 0.98, 0.97),
        ("original_price", 0.98, 0.95),
        ("price_range", 0.95, 0.90),
        ("bundle", 0.93, 0.90),
        ("sizes", 0.98, 0.96),
        ("size_system", 0.98, 0.95),
        ("availability", 0.92, 0.92),
        ("title", 0.98, 0.94),
    ],
)
def test_a_field_stays_as_good(report: Report, field: str, precision: float, recall: float) -> None:
    got = report.strict[field]
    misses = [(miss.id, miss.expected, miss.got) for miss in report.misses if miss.field == field]
    assert got.precision >= precision, misses
    assert got.recall >= recall, misses


def test_wrong_prices_stay_rare(report: Report) -> None:
    assert report.wrong_price_rate <= 0.012
