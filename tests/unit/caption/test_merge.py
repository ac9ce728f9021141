"""How the rules' reading and a model's become one."""

from typing import Any

import pytest

from libs.events import CaptionParsed, Evidence
from services.caption.merge import merge

CAPTION = "New heels only 55k! Was 60k. Sizes 37-39 ready #TRACK #new"


def reading(method: Any, confidence: float = 0.85, **facts: Any) -> CaptionParsed:
    """A reading with evidence of one confidence for each fact; where the evidence stands does not matter here."""
    told = [name for name in facts if name not in ("needs_review", "reasons", "evidence")]
    proof = Evidence(text="New", start=0, end=3, method=method, confidence=confidence)
    who = {"provider": "ollama", "model": "m"} if method == "llm" else {}
    given = {"evidence": dict.fromkeys(told, proof), **facts, **who}
    return CaptionParsed(video_id="v", seller_handle="s", caption=CAPTION, method=method, **given)


def test_agreement_is_surer_than_either() -> None:
    merged = merge(reading("rules", 0.8, price=55000), reading("llm", 0.85, price=55000.0))
    assert (merged.price, merged.needs_review) == (55000, [])
    assert (merged.evidence["price"].method, merged.evidence["price"].confidence) == ("both", 0.97)


def test_agreement_never_lowers_and_is_never_certain() -> None:
    assert merge(reading("rules", 0.995, price=1), reading("llm", price=1)).evidence["price"].confidence == 0.995
    assert merge(reading("rules", 0.98, price=1), reading("llm", price=1)).evidence["price"].confidence == 0.99


def test_agreement_settles_a_doubt_of_the_rules() -> None:
    doubtful = reading("rules", 0.6, price=55000, needs_review=["price"])
    assert merge(doubtful, reading("llm", price=55000)).needs_review == []
    assert merge(doubtful, reading("llm", 0.65, price=55000)).needs_review == ["price"]


def test_what_only_the_rules_have_is_kept() -> None:
    rules = reading("rules", price=55000, sizes=["37"], availability="in_stock", hashtags=["TRACK"], bundle=True)
    merged = merge(rules, reading("llm", reasons={"price": "the model's words are not in the caption"}))
    assert merged.model_dump(exclude={"method", "provider", "model"}) == rules.model_dump(
        exclude={"method", "provider", "model"}
    )
    assert (merged.method, merged.provider, merged.model) == ("both", "ollama", "m")


def test_a_price_that_only_the_model_has_is_for_review() -> None:
    merged = merge(reading("rules", reasons={"price": "several prices"}), reading("llm", price=55000))
    assert (merged.price, merged.needs_review) == (55000, ["price"])
    assert merged.reasons["price"] == "only the model found it; the rules: several prices"
    assert merged.evidence["price"].method == "llm"


def test_other_facts_that_only_the_model_has_are_for_review_when_it_concluded_them() -> None:
    merged = merge(reading("rules"), reading("llm", sizes=["37"]))
    assert (merged.sizes, merged.needs_review) == (["37"], [])
    merged = merge(reading("rules"), reading("llm", 0.65, availability="in_stock", bundle=True))
    assert (merged.availability, merged.bundle, merged.needs_review) == ("in_stock", True, ["bundle", "availability"])


DIFFERENT: list[tuple[str, Any, Any, str, str]] = [
    ("price", 55000, 60000, "60000", "55000"),
    ("price_range", (1, 2), (1, 3), "1, 3", "1, 2"),
    ("sizes", ["37"], ["37", "38"], "37, 38", "37"),
    ("size_system", "EU", "UK", "UK", "EU"),
    ("hashtags", ["TRACK"], ["TRACK", "new"], "TRACK, new", "TRACK"),
    ("availability", "in_stock", "sold_out", "sold_out", "in_stock"),
]


@pytest.mark.parametrize(("name", "ours", "theirs", "said", "_"), DIFFERENT)
def test_sure_rules_stand_against_the_model(name: str, ours: Any, theirs: Any, said: str, _: str) -> None:
    merged = merge(reading("rules", 0.9, **{name: ours}), reading("llm", 0.99, **{name: theirs}))
    assert (getattr(merged, name), merged.needs_review) == (ours, [name])
    assert merged.reasons[name] == f"the model says {said}"
    assert merged.evidence[name].method == "rules"


@pytest.mark.parametrize(("name", "ours", "theirs", "_", "said"), DIFFERENT)
def test_unsure_rules_do_not(name: str, ours: Any, theirs: Any, _: str, said: str) -> None:
    merged = merge(reading("rules", 0.89, **{name: ours}), reading("llm", **{name: theirs}))
    assert (getattr(merged, name), merged.needs_review) == (theirs, [name])
    assert merged.reasons[name] == f"the rules say {said}"
    assert merged.evidence[name].method == "llm"


def test_a_currency_of_the_sellers_settings_gives_way_to_a_marker() -> None:
    rules = reading("rules", 0.98, price=55).model_copy(update={"currency": "NGN"})
    merged = merge(rules, reading("llm", price=55, currency="GHS"))
    assert (merged.currency, merged.needs_review) == ("GHS", ["currency"])


def test_sizes_in_another_order_and_fewer_hashtags_are_no_other_opinion() -> None:
    rules = reading("rules", sizes=["37", "38"], hashtags=["TRACK", "new"])
    merged = merge(rules, reading("llm", sizes=["38", "37"], hashtags=["track"]))
    assert (merged.sizes, merged.hashtags, merged.needs_review) == (["37", "38"], ["TRACK", "new"], [])


def test_all_proofs_of_a_list_come_along() -> None:
    proof = Evidence(text="New", start=0, end=3, method="llm", confidence=0.85)
    llm = reading("llm", sizes=["S", "36"], evidence={"sizes": proof, "sizes[1]": proof, "price": proof})
    assert list(merge(reading("rules"), llm).evidence) == ["sizes", "sizes[1]"]
    assert list(merge(reading("rules", 0.95, sizes=["S"]), llm).evidence) == ["sizes"]


def test_a_price_and_a_range_exclude_each_other() -> None:
    sure = merge(reading("rules", 0.95, price=55), reading("llm", price_range=(55, 60)))
    assert (sure.price, sure.price_range, sure.needs_review) == (55, None, ["price", "price_range"])
    assert "price_range" not in sure.evidence
    unsure = merge(reading("rules", 0.5, price_range=(55, 60)), reading("llm", price=55))
    assert (unsure.price, unsure.price_range, unsure.reasons["price_range"]) == (55, None, "the rules say 55, 60")


def test_an_original_price_below_the_price_goes() -> None:
    merged = merge(reading("rules", 0.95, price=55), reading("llm", original_price=50))
    assert (merged.original_price, merged.needs_review, "original_price" in merged.evidence) == (None, [], False)


def test_a_currency_without_a_price_goes() -> None:
    merged = merge(reading("rules"), reading("llm", currency="NGN"))
    assert (merged.currency, "currency" in merged.evidence) == (None, False)
    assert merge(reading("rules", bundle=True), reading("llm", currency="NGN")).currency == "NGN"


def test_the_models_title_is_taken_without_review() -> None:
    merged = merge(reading("rules", title="only", needs_review=["title"]), reading("llm", title="New heels"))
    assert (merged.title, merged.evidence["title"].method, merged.needs_review) == ("New heels", "llm", [])
    assert merge(reading("rules", title="heels"), reading("llm")).title == "heels"
    both = merge(reading("rules", title="New heels"), reading("llm", title="new  HEELS"))
    assert (both.title, both.evidence["title"].method) == ("New heels", "both")


def test_merging_is_idempotent_for_equal_readings_but_for_who_said_it() -> None:
    rules = reading("rules", price=55, sizes=["S"])
    merged = merge(rules, rules)
    assert (merged.price, merged.sizes, merged.needs_review, merged.reasons) == (55, ["S"], [], {})
