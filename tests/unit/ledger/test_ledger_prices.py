"""What calls cost, and prices of one's own."""

import logging
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from libs.ledger.prices import PRICES, Price, Prices, parsed
from libs.ledger.settings import LedgerSettings
from libs.ledger.usage import Usage
from services.enhance.providers.settings import ProviderSettings

COUNTS = st.integers(0, 10_000_000)
USAGES = st.builds(
    Usage, input_tokens=COUNTS, input_image_tokens=COUNTS, output_tokens=COUNTS, image_tokens=COUNTS, images=COUNTS
)


def test_the_cost_of_a_picture() -> None:
    """By the provider's page, a picture of 1K has 1,120 tokens and costs 0.067 USD."""
    usage = Usage(image_tokens=1120, images=1)
    assert Prices().cost("gemini", "gemini-3.1-flash-image", usage) == pytest.approx(0.0672)


def test_a_picture_without_tokens_costs_its_own_price() -> None:
    assert Price(image_output=60, image=0.067).cost(Usage(images=2)) == pytest.approx(0.134)


@pytest.mark.parametrize(
    ("model", "row"),
    [
        ("gemini-3.1-flash-image-preview", "gemini-3.1-flash-image"),
        ("gemini-3.1-flash-lite-image-001", "gemini-3.1-flash-lite-image"),
        ("gemini-3.1-flash-lite", "gemini-3.1-flash-lite"),
        ("gemini-3-flash-preview", "gemini-3-flash"),
    ],
)
def test_a_version_has_the_price_of_its_model(model: str, row: str) -> None:
    assert Prices().of("gemini", model) == PRICES[f"gemini/{row}"]


def test_another_model_is_not_taken_for_a_version() -> None:
    """A model that makes pictures costs more than the one whose name it extends."""
    assert Prices().of("gemini", "gemini-3.8-flash-image").image_output == 120


def test_the_default_models_have_prices() -> None:
    settings = ProviderSettings()
    for model in (settings.gemini_model, settings.gemini_image_model):
        assert f"gemini/{model}" in PRICES
    assert f"openai/{settings.openai_image_model}" in PRICES


def test_a_dated_version_is_not_taken_for_the_smaller_model() -> None:
    assert Prices().of("openai", "gpt-image-1-mini-2025-10-06") == PRICES["openai/gpt-image-1-mini"]


@given(usage=USAGES, provider=st.sampled_from(["gemini", "openai", "another"]))
def test_an_unknown_model_costs_no_less_than_any_known_one(usage: Usage, provider: str) -> None:
    prices = Prices()
    known = [name.partition("/") for name in PRICES if provider in ("another", name.partition("/")[0])]
    unknown = prices.cost(provider, "a-new-one", usage)
    assert all(unknown >= prices.cost(maker, model, usage) for maker, _, model in known)


def test_an_unknown_model_is_named_once(caplog: pytest.LogCaptureFixture) -> None:
    prices = Prices()
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            prices.of("gemini", "a-new-one")
    assert [record.getMessage() for record in caplog.records] == [
        "gemini/a-new-one has no price: the highest prices of its provider are used; set PAID_PRICES"
    ]


@given(usage=USAGES)
def test_no_usage_costs_less_than_nothing(usage: Usage) -> None:
    assert all(price.cost(usage) >= 0 for price in PRICES.values())


def test_prices_of_ones_own(tmp_path: Path) -> None:
    text = '{"gemini/a-new-one": {"text_input": 1, "image_output": 2.5}}'
    (tmp_path / "prices.json").write_text(text)
    for given_as in (text, str(tmp_path / "prices.json")):
        prices = LedgerSettings(price_overrides=given_as).prices()
        assert prices.of("gemini", "a-new-one") == Price(text_input=1, image_output=2.5)
        assert prices.of("gemini", "gemini-3-pro-image") == PRICES["gemini/gemini-3-pro-image"]


@pytest.mark.parametrize(
    "text",
    [
        "{", "[]", '{"gemini/x": 3}', '{"gemini/x": {"text": 3}}', '{"x": {"text_input": 3}}', "/nowhere/prices.json",
        '{"gemini/x": {"text_input": -1}}', '{"gemini/x": {"text_input": "NaN"}}', '{"gemini/x": {"image": 1e9}}',
    ],
)  # fmt: skip
def test_bad_prices_are_one_line_at_start(text: str) -> None:
    with pytest.raises(ValueError, match="must be a JSON object such as"):
        parsed(text)
    with pytest.raises(ValidationError):
        LedgerSettings(price_overrides=text)


@pytest.mark.parametrize("name", sorted(PRICES))
def test_the_table_is_whole(name: str) -> None:
    """A price of 0 would let a budget be passed."""
    price, (_, model) = PRICES[name], name.split("/")
    assert min(price.text_input, price.image_input, price.text_output) > 0
    assert (price.image_output > 0) == (price.image > 0) == ("image" in model)
