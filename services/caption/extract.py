"""A caption's facts: by rules always, by a model where there is one, and never without an answer."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from libs.events import CaptionParsed, NewVideoPosted
from libs.llm import ChatModel, CircuitOpen, LLMError
from libs.text.normalised import Text
from services.caption.merge import merge
from services.caption.model.facts import proven_facts
from services.caption.model.prompt import SYSTEM, CaptionFacts, user_message
from services.caption.money.consistency import consistent
from services.caption.settings import CaptionSettings, Method, handle_key

log = logging.getLogger(__name__)

LONG_CAPTION = 1_000
"""Characters from which a caption is parsed in a thread, so that the event loop turns meanwhile.

Parsing takes time in proportion to the length, some 0.1 s for the 10,000 characters that are read at most, and is many
short steps: the interpreter switches between threads within each of them. A shorter one costs less than the hand-over.
"""


class Rules(Protocol):
    """`services.caption.rules.parse`, or a fake of it."""

    def __call__(self, event: NewVideoPosted, *, default_currency: str | None = None) -> CaptionParsed: ...


@dataclass(frozen=True, slots=True)
class Extractor:
    """How captions are read here."""

    parse: Rules
    model: ChatModel | None = None
    method: Method = "auto"
    deadline_seconds: float = 20.0
    default_currency: str | None = None
    seller_currencies: Mapping[str, str] = field(default_factory=dict)
    """By handle, as `handle_key` gives it."""

    @classmethod
    def configured(cls, settings: CaptionSettings, parse: Rules, model: ChatModel | None) -> "Extractor":
        """As the settings say. `model` is that of `settings.llm`, or None for none."""
        return cls(
            parse=parse,
            model=model,
            method=settings.method,
            deadline_seconds=settings.llm.timeout_seconds,
            default_currency=settings.default_currency,
            seller_currencies=settings.seller_currencies,
        )

    async def extract(self, event: NewVideoPosted) -> CaptionParsed:
        """The caption's facts, within the deadline. A model's failure gives the rules' facts, marked degraded.

        With method `llm` the model's facts stand alone, for scoring; if it fails, the rules' do.
        """
        event = self._with_currency(event)
        by_rules = await self._by_rules(event)
        if self.model is None or self.method == "rules" or not event.caption.strip():
            return by_rules
        try:
            by_model = await self._by_model(self.model, event)
        except LLMError as error:
            # An open circuit says nothing new: what opened it was logged.
            level = logging.DEBUG if isinstance(error, CircuitOpen) else logging.WARNING
            fields = {"video_id": event.video_id, "error": type(error).__name__, "detail": str(error)}
            log.log(level, "caption_model_failed", extra=fields)
            return by_rules.model_copy(
                update={
                    "degraded": True,
                    "reasons": by_rules.reasons | {"llm": error.label},
                    "provider": self.model.provider,
                    "model": self.model.model,
                }
            )
        return consistent(by_model) if self.method == "llm" else merge(by_rules, by_model)

    async def _by_rules(self, event: NewVideoPosted) -> CaptionParsed:
        if len(event.caption) <= LONG_CAPTION:
            return self.parse(event, default_currency=self.default_currency)
        return await asyncio.to_thread(self.parse, event, default_currency=self.default_currency)

    async def _by_model(self, model: ChatModel, event: NewVideoPosted) -> CaptionParsed:
        prompt = user_message(Text(event.caption).repaired)
        facts = await model.extract(SYSTEM, prompt, CaptionFacts, deadline_seconds=self.deadline_seconds)
        proven = partial(proven_facts, event, facts, provider=model.provider, model=model.model)
        return proven() if len(event.caption) <= LONG_CAPTION else await asyncio.to_thread(proven)

    def _with_currency(self, event: NewVideoPosted) -> NewVideoPosted:
        if event.seller_currency or not event.seller_handle:
            return event
        code = self.seller_currencies.get(handle_key(event.seller_handle))
        return event.model_copy(update={"seller_currency": code}) if code else event
