"""A caption's category and tags: by rules always, by a model where there is one, and never without an answer."""

import asyncio
import logging
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from libs.events import CaptionParsed, TagsGenerated
from libs.llm import ChatModel, CircuitOpen, LLMError
from libs.text.normalised import Text
from services.tagger.merge import merge
from services.tagger.model.candidates import candidates
from services.tagger.model.facts import proven_tags
from services.tagger.model.prompt import PROMPT_VERSION, SYSTEM, answer_for, user_message
from services.tagger.settings import Method, TaggerSettings

log = logging.getLogger(__name__)

LONG_CAPTION = 1_000
"""Characters from which a caption is read in a thread, so that the event loop turns meanwhile.

Reading takes time in proportion to the length, and is many short steps: the interpreter switches between threads
within each of them. A shorter one costs less than the hand-over.
"""


class Rules(Protocol):
    """`services.tagger.rules.parse`, or a fake of it."""

    def __call__(self, event: CaptionParsed) -> TagsGenerated: ...


@dataclass(frozen=True, slots=True)
class Tagger:
    """How captions are tagged here."""

    parse: Rules
    model: ChatModel | None = None
    method: Method = "auto"
    deadline_seconds: float = 12.0

    @classmethod
    def configured(cls, settings: TaggerSettings, parse: Rules, model: ChatModel | None) -> "Tagger":
        """As the settings say. `model` is that of `settings.llm`, or None for none."""
        return cls(parse=parse, model=model, method=settings.method, deadline_seconds=settings.model_seconds)

    async def tag(self, event: CaptionParsed) -> TagsGenerated:
        """The category and tags, within the deadline. A model's failure gives those of the rules, marked degraded.

        With method `llm` the model's stand alone, for scoring; if it fails, the rules' do.
        """
        by_rules = await self._off_the_loop(event, partial(self.parse, event))
        if self.model is None or self.method == "rules" or not event.caption.strip():
            return by_rules
        try:
            by_model = await self._by_model(self.model, event, by_rules)
        except LLMError as error:
            # An open circuit says nothing new: what opened it was logged.
            level = logging.DEBUG if isinstance(error, CircuitOpen) else logging.WARNING
            fields = {"video_id": event.video_id, "error": type(error).__name__, "detail": str(error)}
            log.log(level, "tagger_model_failed", extra=fields)
            return by_rules.model_copy(
                update={
                    "degraded": True,
                    "reasons": by_rules.reasons | {"llm": error.label},
                    "prompt_version": PROMPT_VERSION,
                    "provider": self.model.provider,
                    "model": self.model.model,
                }
            )
        return by_model if self.method == "llm" else merge(by_rules, by_model)

    async def _by_model(self, model: ChatModel, event: CaptionParsed, by_rules: TagsGenerated) -> TagsGenerated:
        found = [slug for slug in (by_rules.category, *(one.category for one in by_rules.alternatives)) if slug]
        slugs = candidates(found)
        prompt = user_message(Text(event.caption).repaired, slugs)
        facts = await model.extract(SYSTEM, prompt, answer_for(slugs), deadline_seconds=self.deadline_seconds)
        proven = partial(proven_tags, event, facts, slugs, provider=model.provider, model=model.model)
        return await self._off_the_loop(event, proven)

    async def _off_the_loop(self, event: CaptionParsed, read: "partial[TagsGenerated]") -> TagsGenerated:
        return read() if len(event.caption) <= LONG_CAPTION else await asyncio.to_thread(read)
