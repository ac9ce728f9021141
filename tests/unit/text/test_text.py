"""Normalisation: what is folded, what is kept, and where everything came from."""

from itertools import pairwise

import pytest

from libs.text.mojibake import repair
from libs.text.normalised import BREAK, MAX_CHARACTERS, Text, fold

GARBLED = "🔥 New heels only ₦55k! Sizes 37–41 “café” ½ #TRACK"


def garble(text: str, codec: str, times: int = 1) -> str:
    """What a program shows that reads UTF-8 as `codec`; bytes without a character there become C1 controls."""
    for _ in range(times):
        text = "".join(bytes([byte]).decode(codec, errors="ignore") or chr(byte) for byte in text.encode())
    return text


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("５５ｋ", "55k"),
        ("٢٥٠ ريال", "250 ريال"),
        ("๑๕๐ บาท", "150 บาท"),
        ("५००", "500"),
        ("۱۲۰۰", "1200"),
        ("37–41", "37-41"),
        ("5️⃣5️⃣k", "55k"),
        ("#️⃣1️⃣", f"{BREAK}1"),
        ("6½", "6.5"),
        ("Größe", "Grösse"),
        ("pri\u200bce", "price"),
        ("\u202e55k\u202c", "55k"),
        ("gia\u0301", "giá"),
        ("𝟓𝟓𝐤", "55k"),
        ("a\tb", "a b"),
        ("a\x00\x1fb\r", "ab\n"),
        ("m²", "m²"),
    ],
)
def test_plain_form(written: str, plain: str) -> None:
    assert Text(written).plain == plain


def test_low_drops_case_and_latin_accents_and_nothing_else() -> None:
    assert fold("ĐẦM Tênis İNDİRİM ราคา السعر") == "dam tenis indirim ราคา السعر"


def test_strikethrough_marks_leave_the_digits_and_are_remembered() -> None:
    text = Text("8\u03360\u0336k 60k")
    assert text.plain == "80k 60k"
    assert text.struck == {0, 1}


@pytest.mark.parametrize("written", ["5️⃣5️⃣k now", "gia\u0301 50k", "６½ ①", "🔥 37–41", "a\u200b\u200bb"])
def test_spans_cover_the_caption_without_gaps(written: str) -> None:
    text = Text(written)
    ends = [text.span(index, index + 1) for index in range(len(text.plain))]
    assert ends[0][0] == 0
    assert text.span(0, len(text.plain))[1] == len(written)
    assert all(first[0] <= second[0] for first, second in pairwise(ends))


def test_original_keeps_the_sellers_spelling() -> None:
    text = Text("Ｈｅｅｌｓ 55k")
    start = text.low.index("heels")
    assert text.original(start, start + 5) == "Ｈｅｅｌｓ"


def test_only_the_head_of_a_long_caption_is_read() -> None:
    assert len(Text("a" * (MAX_CHARACTERS + 5)).plain) == MAX_CHARACTERS


@pytest.mark.parametrize(
    ("codec", "times"), [("cp1252", 1), ("cp1252", 2), ("latin-1", 1), ("latin-1", 2), ("mac_roman", 1)]
)
def test_mojibake_is_undone(codec: str, times: int) -> None:
    garbled = garble(GARBLED, codec, times)
    assert garbled != GARBLED
    assert repair(garbled)[0] == GARBLED


def test_mojibake_origins_point_into_the_garbled_text() -> None:
    garbled = "Sizes 37â€“41"
    repaired, origins = repair(garbled)
    assert repaired == "Sizes 37–41"
    assert origins is not None
    assert garbled[origins[8] : origins[9]] == "â€“"
    assert origins[-1] == len(garbled)


@pytest.mark.parametrize(
    "honest", ["MAÇÃ” do amor", "Très très bien à 5€…", "SOFÁ “novo”", "Größe ÄÖÜ – 20 €", "Ünlü “çanta” şık"]
)
def test_honest_accents_stay(honest: str) -> None:
    assert repair(honest) == (honest, None)


def test_a_dropped_third_byte_does_not_hide_the_quote() -> None:
    assert repair("â€œheelsâ€ only â‚¦5")[0] == "“heels” only ₦5"
