from typing import Any

import pytest
from pydantic import ValidationError

from libs.llm import LLMSettings
from services.caption.settings import CaptionSettings, handle_key

NO_MODEL = LLMSettings(provider="none")
MODEL = LLMSettings(provider="ollama")


def settings(llm: LLMSettings = NO_MODEL, **given: Any) -> CaptionSettings:
    return CaptionSettings(llm=llm, **given)


def test_currencies_by_seller() -> None:
    given = settings(DEFAULT_CURRENCY="ngn", SELLER_CURRENCIES='{"@Shop_Lagos": "NGN", "accra": "ghs"}')
    assert given.default_currency == "NGN"
    assert given.seller_currencies == {"shop_lagos": "NGN", "accra": "GHS"}
    assert handle_key(" @Shop_Lagos") == "shop_lagos"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"DEFAULT_CURRENCY": "naira"}, "must be a currency code of ISO 4217"),
        ({"SELLER_CURRENCIES": '{"a": "XXX"}'}, "must be a currency code"),
        ({"SELLER_CURRENCIES": "oops"}, "must be a JSON object such as"),
        ({"CAPTION_METHOD": "magic"}, "'auto', 'rules', 'llm' or 'both'"),
        ({"CAPTION_METHOD": "both"}, "CAPTION_METHOD=both needs a model: set LLM_PROVIDER"),
        ({"llm": MODEL.model_copy(update={"timeout_seconds": 29})}, "LLM_TIMEOUT_SECONDS must be at most 28"),
    ],
)
def test_wrong_settings_say_what_is_wanted(given: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        settings(**given)


def test_both_with_a_model() -> None:
    assert settings(MODEL, CAPTION_METHOD="both").method == "both"
