"""Number tokens and whole amounts of every market."""

import pytest

from libs.text.normalised import Text
from libs.text.words import Words
from services.caption.amounts.numbers import tidy, value_of
from services.caption.amounts.reading import join_ranges, scan


@pytest.mark.parametrize(
    ("token", "value"),
    [
        ("55000", 55000),
        ("55,000", 55000),
        ("55.000", 55000),
        ("1.299,00", 1299),
        ("1,299.00", 1299),
        ("1.850.000", 1850000),
        ("1,49,999", 149999),
        ("12,34,56,789", 123456789),
        ("1'299", 1299),
        ("1 299", 1299),
        ("29,90", 29.9),
        ("7.5", 7.5),
        ("0.500", 0.5),
        ("1.2.3", None),
        ("1,2,3", None),
        ("12.3456", None),
        ("1,299,00", None),
        ("9" * 14, None),
    ],
)
def test_value_of_a_token(token: str, value: float | None) -> None:
    assert value_of(token) == value


def test_three_decimals_and_millions_take_three_digits_as_a_fraction() -> None:
    assert value_of("4.750", three_decimals=True) == 4.75
    assert value_of("1.450", multiplier=1_000_000) == 1.45
    assert value_of("1.450", multiplier=1000) == 1450


def test_tidy_writes_whole_amounts_without_a_fraction() -> None:
    assert repr(tidy(55000.0)) == "55000"
    assert tidy(35.199999999) == 35.2


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("55k", 55000),
        ("₦55k", 55000),
        ("N22k", 22000),
        ("GH₵120", 120),
        ("Gh¢130", 130),
        ("KSh.1500/=", 1500),
        ("elfu 25", 25000),
        ("R1 299", 1299),
        ("R850,00", 850),
        ("Rp120.000,-", 120000),
        ("2,5 juta", 2_500_000),
        ("1,2jt", 1_200_000),
        ("65 rb", 65000),
        ("RM89.90", 89.9),
        ("1tr2", 1_200_000),
        ("19tr500", 19_500_000),
        ("2 triệu rưỡi", 2_500_000),
        ("1 triệu 250", 1_250_000),
        ("350.000đ", 350000),
        ("259 บาท", 259),
        ("Rs. 1,499/-", 1499),
        ("1.2 lakh", 120_000),
        ("4.750 KD", 4.75),
        ("٣.٥٠٠ د.ك", 3.5),
        ("15 ألف", 15000),
        ("35€50", 35.5),
        ("1.250 €", 1250),
        ("12 500 FCFA", 12500),
        ("1'299.00 CHF", 1299),
        ("12,800円", 12800),
        ("1.2万", 12000),
        ("1.45M", 1_450_000),
    ],
)
def test_one_amount(written: str, value: float) -> None:
    text = Text(written)
    amounts = list(scan(text.plain, Words(text.low)))
    assert [amount.value for amount in amounts] == [pytest.approx(value)]
    assert (amounts[0].start, amounts[0].end) == (0, len(text.plain))


@pytest.mark.parametrize(
    ("written", "ends"),
    [
        ("20-30k", (20000, 30000)),
        ("₦5,000 - ₦8,000", (5000, 8000)),
        ("Rp50.000 s/d Rp75.000", (50000, 75000)),
        ("$18–25", (18, 25)),
        ("between 20k and 30k", (20000, 30000)),
    ],
)
def test_ranges_are_joined_and_a_multiplier_covers_both(written: str, ends: tuple[float, float]) -> None:
    text = Text(written)
    joined = join_ranges(list(scan(text.plain, Words(text.low))), text.low)
    assert [(amount.value, amount.high) for amount in joined] == [ends]


@pytest.mark.parametrize("written", ["80k to 60k", "5k and 8k", "50 60k", "1k - 900k"])
def test_what_is_no_range(written: str) -> None:
    text = Text(written)
    assert all(amount.high is None for amount in join_ranges(list(scan(text.plain, Words(text.low))), text.low))


def test_letters_glued_before_a_number_make_it_no_amount() -> None:
    text = Text("SPRING25 A15 WH1000")
    assert list(scan(text.plain, Words(text.low))) == []
