"""What the extractor does with its model and its settings; fakes for both. Sockets: tests/integration/llm."""

from dataclasses import dataclass
from typing import Any, TypeVar

import pytest
from pydantic import BaseModel

from libs.events import CaptionParsed, NewVideoPosted
from libs.llm import LLMSettings, ModelTimeout
from services.caption.extract import Extractor
from services.caption.settings import CaptionSettings

T = TypeVar("T", bound=BaseModel)
EVENT = NewVideoPosted(video_id="v", caption="Heels 55k", seller_handle="@Shop")


def by_rules(event: NewVideoPosted, *, default_currency: str | None = None) -> CaptionParsed:
    currency = event.seller_currency or default_currency
    return CaptionParsed(video_id=event.video_id, caption=event.caption, price=55000, currency=currency)


@dataclass
class FakeModel:
    """Answers `answer`, or raises it."""

    answer: str | Exception
    provider: str = "ollama"
    model: str = "m"

    async def extract(self, system: str, user: str, schema: type[T], *, deadline_seconds: float) -> T:
        if isinstance(self.answer, Exception):
            raise self.answer
        return schema.model_validate_json(self.answer)


async def test_without_a_model_the_rules_answer() -> None:
    parsed = await Extractor(parse=by_rules).extract(EVENT)
    assert (parsed.method, parsed.price, parsed.degraded) == ("rules", 55000, False)


async def test_with_a_model_both_do() -> None:
    parsed = await Extractor(parse=by_rules, model=FakeModel('{"title": "heels"}')).extract(EVENT)
    assert (parsed.method, parsed.title, parsed.price) == ("both", "Heels", 55000)


async def test_a_failed_model_leaves_the_rules_answer_and_a_reason_without_its_message() -> None:
    parsed = await Extractor(parse=by_rules, model=FakeModel(ModelTimeout("http://10.0.0.1 secret"))).extract(EVENT)
    assert (parsed.method, parsed.price, parsed.degraded) == ("rules", 55000, True)
    assert parsed.reasons == {"llm": "ModelTimeout: the model did not answer in time"}
    assert (parsed.provider, parsed.model) == ("ollama", "m")


async def test_an_error_that_is_not_the_providers_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        await Extractor(parse=by_rules, model=FakeModel(ZeroDivisionError())).extract(EVENT)


async def test_currencies_the_events_own_before_the_sellers_before_the_default() -> None:
    names: dict[str, Any] = {"DEFAULT_CURRENCY": "USD", "SELLER_CURRENCIES": '{"shop": "NGN"}'}
    settings = CaptionSettings(llm=LLMSettings(provider="none"), **names)
    extractor = Extractor.configured(settings, by_rules, None)
    other = EVENT.model_copy(update={"seller_handle": "other"})
    own = EVENT.model_copy(update={"seller_currency": "GHS"})
    assert [(await extractor.extract(event)).currency for event in (own, EVENT, other)] == ["GHS", "NGN", "USD"]
