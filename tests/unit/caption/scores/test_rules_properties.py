"""What holds for every caption, however strange."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from libs.events import CaptionParsed, NewVideoPosted
from services.caption.rules import parse
from services.caption.sizes.lists import LETTERS

PIECES = st.sampled_from(
    ["₦", "55k", "18,500", "1.299,00", "Sizes 37–41", "S-XL", " ", "\n", "#tag", "https://a.example/55000?p=9", "was", "now",
     "2 for", "each", "delivery", "🔥", "5️⃣", "e\u0301", "\u200b", "\u202e", "٣٥٠", "ريال", "฿", "บาท", "â‚¦", "ðŸ”¥", "only",
     "@shop", "DM for price", "sold out", "£", "½", "①", "EU", "UK 6.5", "2-3yrs", "3x", "R$", "/=", "-", "–", "1tr2", "%",
     "3万5千", "만오천원", "2 bin 500 TL", "1 juta 250 ribu", "99¢", "50p", "4 Euro 99 Cent", "₹1.65 L", "bra 34B", "38 2/3", "42⅔",
     "1X 2X 3X", "M・L・LL・3L", "2T-5T", "로퍼 225~250", "S 28-30 / M 32-34", "3 easy payments of", "per 100g", "inkl. MwSt", "netto",
     "save", "set of 4", "all,", "ready", "five thousand naira", "N8, 500", "36 37 1 290 dh"]
)  # fmt: skip
CAPTIONS = st.one_of(
    st.text(max_size=300),
    st.lists(PIECES, max_size=25).map("".join),
    st.lists(PIECES, max_size=25).map(" ".join),
    st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=20).map("".join),
)


def facts(caption: str) -> CaptionParsed:
    return parse(NewVideoPosted(video_id="v", caption=caption))


@given(CAPTIONS)
@settings(max_examples=400)
def test_every_fact_is_proved_by_its_span(caption: str) -> None:
    parsed = facts(caption)
    for proof in parsed.evidence.values():
        assert proof.start < proof.end
        assert caption[proof.start : proof.end] == proof.text
    given_facts = {
        "price": parsed.price is not None, "price_range": parsed.price_range is not None, "title": parsed.title is not None,
        "original_price": parsed.original_price is not None, "bundle": parsed.bundle, "sizes": bool(parsed.sizes),
        "hashtags": bool(parsed.hashtags), "currency": parsed.currency is not None,
        "size_system": parsed.size_system is not None, "availability": parsed.availability != "unknown",
    }  # fmt: skip
    assert {name for name, told in given_facts.items() if told} == {key.split("[")[0] for key in parsed.evidence}


@given(CAPTIONS)
@settings(max_examples=200)
def test_amounts_are_positive_and_in_order(caption: str) -> None:
    parsed = facts(caption)
    assert parsed.price is None or parsed.price > 0
    if parsed.original_price is not None:
        assert parsed.price is not None
        assert parsed.original_price > parsed.price
    if parsed.price_range is not None:
        assert parsed.price is None
        assert 0 < parsed.price_range[0] < parsed.price_range[1]
    if parsed.price is None and parsed.price_range is None and not parsed.bundle:
        assert parsed.currency is None


@given(CAPTIONS)
@settings(max_examples=200)
def test_the_same_caption_gives_the_same_facts(caption: str) -> None:
    assert facts(caption) == facts(caption)


@given(st.integers(30, 48), st.integers(1, 12), st.sampled_from(["-", "–", " to ", " - "]))
def test_number_ranges_ascend(first: int, more: int, joint: str) -> None:
    sizes = facts(f"shoes sizes {first}{joint}{first + more}").sizes
    assert sizes == [str(size) for size in range(first, first + more + 1)]


@given(st.integers(0, len(LETTERS) - 2), st.integers(1, 6))
def test_letter_ranges_ascend(first: int, more: int) -> None:
    last = min(first + more, len(LETTERS) - 1)
    assert facts(f"tops sizes {LETTERS[first]}-{LETTERS[last]}").sizes == list(LETTERS[first : last + 1])


@given(
    st.sampled_from(["https://", "http://", "www.", "https://shop."]),
    st.text("abcdefghijklmnopqrstuvwxyz0123456789-_/?=&.%#$₦", max_size=40),
    st.integers(100, 10**7),
    st.sampled_from(["", "k", "₦", "/price", "?rs="]),
)
@settings(max_examples=300)
def test_nothing_is_drawn_from_a_url(scheme: str, path: str, number: int, mark: str) -> None:
    parsed = facts(f"Handbag {scheme}x.example/{path}{mark}{number}")
    assert (parsed.price, parsed.price_range, parsed.hashtags, parsed.sizes) == (None, None, [], [])


@given(st.integers(1000, 9_999_999), st.sampled_from(["₦", "Rp", "KSh ", "₹", "RM", "€", "R$ "]))
def test_a_marked_amount_is_found_however_it_is_grouped(amount: int, marker: str) -> None:
    for written in (f"{amount:,}", str(amount), f"{amount:,}".replace(",", ".")):
        assert facts(f"Handbag {marker}{written}").price == amount


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1,",
        "#",
        "S-",
        " ",
        "12-34 ",
        "₦1 ",
        "\u0301",
        "\u202e",
        "a.",
        "@a",
        "â€",
        "2 for ",
        "sizes ",
        "(",
        "\x00",
        "5k or ",
    ],
)
def test_a_hundred_thousand_characters_of_anything_end(unit: str) -> None:
    caption = (unit * 100_000)[:100_000]
    parsed = facts(caption)
    assert "caption" in parsed.reasons
    assert all(caption[proof.start : proof.end] == proof.text for proof in parsed.evidence.values())


@pytest.mark.parametrize("category", ["Cc", "Cf", "Mn", "Me", "So", "Nd", "No", "Sc", "Zs", "Lo", "Cs"])
def test_every_kind_of_character_beside_a_price(category: str) -> None:
    chars = [chr(code) for code in range(0x30000) if unicodedata.category(chr(code)) == category][:400]
    for char in chars:
        assert facts(f"heels {char} 55k {char}").video_id == "v"


def test_one_size_is_written_one_way() -> None:
    assert facts("One Size fits all").sizes == ["ONE SIZE"]
