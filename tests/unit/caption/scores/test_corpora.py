"""The rules on the labelled corpora: what the project promises of them."""

from pathlib import Path

import pytest

from libs.events import NewVideoPosted
from reelbus.captions.score import LabelledCaption, score
from services.caption.rules import parse

CORPORA = [Path(f"tests/corpus/captions{number}.jsonl") for number in ("", "-2", "-3", "-4")]


KINDS = [Path(f"tests/corpus/captions-{number}.jsonl") for number in (5, 6, 7)]


@pytest.mark.parametrize("path", CORPORA, ids=lambda path: path.stem)
def test_prices_sizes_and_hashtags_are_as_good_as_promised(path: Path) -> None:
    rows = [LabelledCaption.model_validate_json(line) for line in path.read_text("utf-8").splitlines()]
    report = score(rows, [parse(NewVideoPosted(video_id=row.id, caption=row.caption)) for row in rows])
    price, sizes, hashtags = (report.strict[field] for field in ("price", "sizes", "hashtags"))
    assert price.precision >= 0.98
    assert price.recall >= 0.92
    assert sizes.f1 >= 0.95
    assert hashtags.f1 >= 0.95
    assert report.wrong_price_rate <= 0.01


@pytest.mark.parametrize("path", KINDS, ids=lambda path: path.stem)
def test_a_price_beside_others_is_told_from_them(path: Path) -> None:
    """More markets, and seventeen kinds in many languages: save, per kilogram, cents, lakhs, instalments, net and gross …"""
    rows = [LabelledCaption.model_validate_json(line) for line in path.read_text("utf-8").splitlines()]
    report = score(rows, [parse(NewVideoPosted(video_id=row.id, caption=row.caption)) for row in rows])
    missed = [(miss.id, miss.field, miss.expected, miss.got) for miss in report.misses]
    assert report.wrong_price_rate == 0, missed
    for field, least in {
        "price": 0.98,
        "original_price": 0.95,
        "bundle": 0.95,
        "sizes": 0.95,
        "availability": 0.95,
    }.items():
        assert report.strict[field].f1 >= least, [miss for miss in missed if miss[1] == field]
