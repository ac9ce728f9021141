"""Scoring: counts, soft labels, and what is not scored."""

import pytest

from libs.events import CaptionParsed
from reelbus.captions.score import LabelledCaption, score


def row(**labels: object) -> LabelledCaption:
    return LabelledCaption.model_validate({"id": "x-1", "caption": "c", **labels})


def got(**facts: object) -> CaptionParsed:
    return CaptionParsed.model_validate({"video_id": "v", "caption": "c", **facts})


def test_price_precision_recall_and_wrong_prices() -> None:
    rows = [row(price=5), row(price=5), row(price=5), row(price=None), row(price=None)]
    report = score(rows, [got(price=5), got(price=6), got(), got(price=7), got()])
    price = report.strict["price"]
    assert (price.correct, price.given, price.labelled) == (1, 3, 3)
    assert price.precision == pytest.approx(1 / 3)
    assert price.recall == pytest.approx(1 / 3)
    assert price.f1 == pytest.approx(1 / 3)
    assert (report.wrong_prices, report.wrong_price_rate) == (2, 0.4)
    assert [(miss.expected, miss.got) for miss in report.misses] == [(5, 6), (5, None), (None, 7)]


def test_a_soft_label_counts_only_leniently() -> None:
    labelled = row(currency=None, price=5, note='soft[currency="NGN"] soft[price=null] bare number')
    report = score([labelled], [got(currency="NGN", price=5)])
    assert report.strict["currency"].given == 1
    assert report.strict["currency"].correct == 0
    assert report.lenient["currency"].precision == report.lenient["currency"].recall == 1
    assert [(miss.field, miss.lenient) for miss in report.misses] == [("currency", False)]


def test_the_strict_label_stays_right_leniently() -> None:
    report = score([row(price=5, note="soft[price=null]")], [got(price=5)])
    assert report.lenient["price"].f1 == 1
    assert (report.wrong_prices, report.wrong_prices_lenient) == (0, 0)
    report = score([row(price=5, note="soft[price=6]")], [got(price=6)])
    assert (report.wrong_prices, report.wrong_prices_lenient) == (1, 0)


def test_lists_are_scored_by_item() -> None:
    report = score([row(sizes=["S", "M", "L"])], [got(sizes=["M", "L", "XL", "2XL"])])
    sizes = report.strict["sizes"]
    assert (sizes.correct, sizes.given, sizes.labelled) == (2, 4, 3)


def test_the_best_soft_list_is_taken() -> None:
    labelled = row(sizes=["8", "10"], note='soft[sizes=["8", "9", "10"]]')
    report = score([labelled], [got(sizes=["8", "9", "10"])])
    assert report.strict["sizes"].precision == pytest.approx(2 / 3)
    assert report.lenient["sizes"].f1 == 1


def test_a_title_holds_every_word_after_folding() -> None:
    rows = [row(title_contains=["ｈｅｅｌｓ", "Block"]), row(title_contains=["bag"]), row(title_contains=[])]
    report = score(rows, [got(title="Lovely block HEELS"), got(title="purse"), got()])
    title = report.strict["title"]
    assert (title.correct, title.given, title.labelled) == (1, 2, 2)
    assert report.untitled == 1


def test_a_missing_label_is_not_scored() -> None:
    report = score([row(price=5)], [got(price=5, sizes=["S"], hashtags=["a"], availability="in_stock", title="x")])
    assert report.misses == []
    assert report.strict["sizes"].given == 0
    assert report.strict["availability"].given == 0


def test_ranges_compare_with_labels_from_json() -> None:
    report = score([row(price_range=[1, 2])], [got(price_range=(1, 2.0))])
    assert report.strict["price_range"].f1 == 1


def test_false_and_unknown_are_not_given() -> None:
    report = score([row(bundle=False, availability="unknown")], [got()])
    assert (report.strict["bundle"].given, report.strict["availability"].labelled) == (0, 0)
    assert report.strict["bundle"].f1 == 1


def test_unequal_lengths_are_an_error() -> None:
    with pytest.raises(ValueError):
        score([row(), row()], [got()])


def test_a_soft_note_that_is_no_json_is_an_error() -> None:
    with pytest.raises(ValueError):
        row(note="soft[price=abc]").soft()


def test_as_dict_is_plain_json() -> None:
    import json

    report = score([row(price=5)], [got(price=6)])
    told = json.loads(json.dumps(report.as_dict()))
    assert told["strict"]["price"]["given"] == 1
    assert told["wrong_price_rate"] == {"strict": 1.0, "lenient": 1.0}
    assert told["misses"][0]["field"] == "price"
