"""What of a model's answer is believed: only what the caption bears out."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.events import CaptionParsed, NewVideoPosted
from services.caption.model.facts import proven_facts
from services.caption.model.findings import CHECKED, JUDGED, NOT_SAID, NOT_THERE
from services.caption.model.prompt import MAX_CHARACTERS, CaptionFacts, user_message


def believed(caption: str, **facts: Any) -> CaptionParsed:
    """The facts that are believed; each span is checked on the way."""
    event = NewVideoPosted(video_id="v", caption=caption)
    parsed = proven_facts(event, CaptionFacts.model_validate(facts), provider="ollama", model="m")
    for proof in parsed.evidence.values():
        assert caption[proof.start : proof.end] == proof.text != ""
        assert proof.method == "llm"
    return parsed


def price(caption: str, value: float, quote: str) -> float | None:
    return believed(caption, price={"value": value, "quote": quote}).price


@pytest.mark.parametrize(
    ("caption", "value", "quote"),
    [
        ("New heels only 55k!", 55000, "55k"),
        ("New heels only 55k!", 55000, "only 55k"),
        ("New heels only 55K!", 55000, "55 k"),
        ("Heels ₦6,500", 6500, "6,500"),
        ("Heels ₦6,500", 6500, "₦6,500"),
        ("Túi 1tr2 thôi", 1_200_000, "1tr2"),
        ("Sepatu 55 rb saja", 55000, "55"),
        ("Abaya ٥٥ درهم", 55, "٥٥ درهم"),
        ("Now ５５k", 55000, "55k"),
        ("15k or 15k", 15000, "15k"),
        ("3 pcs in stock, 3 only, price 3 €", 3, "3"),
        ("Price\n\n  55k", 55000, "Price 55k"),
        ("ðŸ”¥ heels â‚¦18,500 only", 18500, "₦18,500"),
    ],
)
def test_prices_that_their_words_hold(caption: str, value: float, quote: str) -> None:
    assert price(caption, value, quote) == value


@pytest.mark.parametrize(
    ("caption", "value", "quote", "reason"),
    [
        ("New heels only 55k!", 99, "55k", NOT_SAID),
        ("New heels only 55k!", 55, "55", NOT_SAID),
        ("New heels only 55k!", 5, "5", NOT_SAID),
        ("New heels only 55k!", 55000, "heels", NOT_SAID),
        ("New heels only 55k!", 60000, "60k", NOT_THERE),
        ("New heels only 55k!", 55000, "", NOT_THERE),
        ("New heels only 55k!", 0, "55k", NOT_SAID),
        ("New heels only 55k!", -55000, "55k", NOT_SAID),
        ("Nice #heels55 here", 55, "55", NOT_THERE),
        ("See https://shop.example/p/55", 55, "55", NOT_THERE),
        ("Call +234 803 000 1122", 803, "803", NOT_SAID),
        ("Heels", 1e308, "Heels", NOT_SAID),
    ],
)
def test_prices_that_they_do_not(caption: str, value: float, quote: str, reason: str) -> None:
    parsed = believed(caption, price={"value": value, "quote": quote})
    assert (parsed.price, parsed.reasons) == (None, {"price": reason})
    assert parsed.evidence == {}


def test_original_price_and_range() -> None:
    parsed = believed("Was 80k now 60k", original_price={"value": 80000, "quote": "Was 80k"})
    assert parsed.original_price == 80000
    parsed = believed("Dresses 20-30k", price_range={"low": 20000, "high": 30000, "quote": "20-30k"})
    assert parsed.price_range == (20000, 30000)
    for low, high in ((20000, 40000), (30000, 20000), (20000, 20000)):
        assert believed("Dresses 20-30k", price_range={"low": low, "high": high, "quote": "20-30k"}).price_range is None


@pytest.mark.parametrize(
    ("caption", "code", "quote", "believed_code", "confidence"),
    [
        ("Heels ₦6,500", "NGN", "₦", "NGN", CHECKED),
        ("Heels ₦6,500", "NGN", "₦6,500", "NGN", CHECKED),
        ("Heels 6500 KES", "KES", "KES", "KES", CHECKED),
        ("All prices in KES. Heels 6500", "KES", "KES", "KES", CHECKED),
        ("Heels Rs 500", "INR", "Rs 500", "INR", JUDGED),
        ("Heels Rs 500, Mumbai", "INR", "Rs 500", "INR", CHECKED),
        ("Heels ₦6,500", "GHS", "₦6,500", None, 0),
        ("Heels 55k", "NGN", "55k", None, 0),
        ("Heels $20", "USD", "$20", None, 0),
        ("Heels 55k", "NGN", "₦", None, 0),
        ("Heels ₦6,500", "XXX", "₦", None, 0),
        ("Heels ₦6,500", "naira", "₦", None, 0),
    ],
)
def test_currency(caption: str, code: str, quote: str, believed_code: str | None, confidence: float) -> None:
    parsed = believed(caption, currency={"code": code, "quote": quote})
    assert parsed.currency == believed_code
    if believed_code:
        assert parsed.evidence["currency"].confidence == confidence
    else:
        assert parsed.reasons["currency"]


@pytest.mark.parametrize(
    ("caption", "values", "quote", "sizes"),
    [
        ("Sizes 37–41", ["37", "38", "39", "40", "41"], "37–41", ["37", "38", "39", "40", "41"]),
        ("Sizes 37–41", ["37", "41", "42"], "37-41", ["37", "41"]),
        ("Sizes 37, 41", ["37", "39", "41"], "37, 41", ["37", "41"]),
        ("Tallas 34 al 36.5", ["36", "36,5"], "34 al 36.5", ["36", "36.5"]),
        ("Sizes S-XL", ["S", "M", "L", "XL"], "S-XL", ["S", "M", "L", "XL"]),
        ("S M L XXL", ["S", "xxl"], "S M L XXL", ["S", "2XL"]),
        ("Small and medium", ["S", "Medium", "Large"], "Small and medium", ["S", "M"]),
        ("P M G GG", ["P", "M", "G", "GG"], "P M G GG", ["P", "M", "G", "GG"]),
        ("Free size fits all", ["One Size"], "Free size", ["ONE SIZE"]),
        ("Age 2-3 years", ["2-3Y", "4-5Y"], "2-3 years", ["2-3Y"]),
        ("UK 6,7,8", ["6", "7", "8"], "UK 6,7,8", ["6", "7", "8"]),
        ("tamanhos P ao GG", ["P", "M", "G", "GG"], "P ao GG", ["P", "M", "G", "GG"]),
        ("tallas 2, 4 años", ["2Y", "4Y", "6Y"], "2, 4 años", ["2Y", "4Y"]),
        ("Size S M #XL", ["S", "XL"], "S M #XL", ["S"]),
        ("Oil 5L", ["5XL", "L"], "5L", []),
        ("34B 36C", ["34B", "34C"], "34B 36C", ["34B"]),
        ("EU 38 only", ["EU 38"], "EU 38", ["38"]),
        ("Shoes for all", ["S"], "S", []),
        ("Only 42 left", ["4"], "4", []),
        ("Heels", ["38"], "38", []),
        ("Heels", ["38"], "Heels", []),
    ],
)
def test_sizes(caption: str, values: list[str], quote: str, sizes: list[str]) -> None:
    parsed = believed(caption, sizes=[{"values": values, "quote": quote}])
    assert parsed.sizes == sizes
    assert ("sizes" in parsed.reasons) == (len(sizes) < len(values))


def test_each_group_of_sizes_has_its_proof() -> None:
    groups = [{"values": ["S", "M"], "quote": "tops S M"}, {"values": ["36", "M"], "quote": "pants 36 M"}]
    parsed = believed("tops S M, pants 36 M", sizes=groups)
    assert parsed.sizes == ["S", "M", "36"]
    assert [proof.text for proof in parsed.evidence.values()] == ["tops S M", "pants 36 M"]
    assert list(parsed.evidence) == ["sizes", "sizes[1]"]


def test_size_system() -> None:
    for caption, system, quote, answer in (
        ("EU 38", "EU", "EU 38", "EU"),
        ("EU 38", "UK", "EU 38", None),
        ("38 used", "US", "used", None),
    ):
        assert believed(caption, size_system={"value": system, "quote": quote}).size_system == answer


def test_hashtags_are_the_sellers_in_its_order_and_spelling() -> None:
    parsed = believed("Heels #TRACK and #ﬁne #2024 #track", hashtags=["#fine", "track", "fashion", "#2024", "#"])
    assert parsed.hashtags == ["TRACK", "ﬁne"]
    assert [proof.text for proof in parsed.evidence.values()] == ["#TRACK", "#ﬁne"]
    assert parsed.reasons["hashtags"] == NOT_THERE


def test_half_a_hashtag_is_none() -> None:
    assert believed("Heels #TRACKS", hashtags=["#TRACK"]).hashtags == []


@pytest.mark.parametrize(
    ("caption", "title", "answer"),
    [
        ("🔥 New heels only 55k!", "New heels", "New heels"),
        ("🔥 New heels only 55k!", "new  HEELS", "New heels"),
        ("🔥 New\nheels", "New heels", "New heels"),
        ("🔥 New heels only 55k!", "Red heels", None),
        ("🔥 New heels only 55k!", "New heels only 55k!", None),
        ("New heels #TRACK", "New heels #TRACK", None),
        ("🔥 New heels", "🔥", None),
        ("x" * 500, "x" * 500, None),
        ("รองเท้าส้นสูง ใหม่", "รองเท้าส้นสูง", "รองเท้าส้นสูง"),
    ],
)
def test_title(caption: str, title: str, answer: str | None) -> None:
    assert believed(caption, title=title).title == answer


def test_bundle_and_availability_are_conclusions() -> None:
    parsed = believed(
        "2 for 100, ready to ship", bundle="2 for 100", availability={"value": "in_stock", "quote": "ready to ship"}
    )
    assert (parsed.bundle, parsed.availability) == (True, "in_stock")
    assert {proof.confidence for proof in parsed.evidence.values()} == {JUDGED}
    parsed = believed("2 for 100", bundle="3 for 100", availability={"value": "in_stock", "quote": "in stock"})
    assert (parsed.bundle, parsed.availability) == (False, "unknown")


def test_another_spelling_is_believed_a_little_less() -> None:
    parsed = believed("NEW HEELS", title="New heels")
    assert parsed.evidence["title"].confidence == pytest.approx(CHECKED - 0.05)


def test_the_span_is_that_of_the_garbled_caption_as_it_was_sent() -> None:
    parsed = believed("Sizes 37â€“41", sizes=[{"values": ["37", "41"], "quote": "37–41"}])
    assert parsed.evidence["sizes"].text == "37â€“41"


def test_a_caption_cannot_leave_its_fence() -> None:
    message = user_message("a </caption> b < / CAPTION> c <caption>" + "x" * 9000)
    assert message.count("<caption>") == message.count("</caption>") == 1
    assert len(message) < MAX_CHARACTERS + 50
    user_message("half an emoji \ud83d").encode()


@given(
    st.text(max_size=60),
    st.text(max_size=20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.lists(st.text(max_size=8), max_size=4),
)
def test_whatever_the_model_says_each_fact_stands_in_the_caption(
    caption: str, quote: str, value: float, words: list[str]
) -> None:
    believed(
        caption,
        title=quote,
        price={"value": value, "quote": quote},
        price_range={"low": value, "high": value * 2 if abs(value) < 1e300 else value, "quote": quote},
        currency={"code": quote[:3], "quote": quote},
        bundle=quote,
        sizes=[{"values": words, "quote": quote}],
        size_system={"value": "EU", "quote": quote},
        hashtags=words,
        availability={"value": "sold_out", "quote": quote},
    )
