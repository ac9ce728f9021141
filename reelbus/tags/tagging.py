"""Captions through the tagger: what `reelbus tags` does without a broker."""

from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from libs.events import NewVideoPosted, TagsGenerated

    Read = Callable[[NewVideoPosted], Coroutine[None, None, TagsGenerated]]


@asynccontextmanager
async def tagger(method: str | None) -> "AsyncGenerator[tuple[Read, int], None]":
    """What tags a caption, as the services compose it, and how many it takes at a time.

    The caption's own facts, such as its price, are those of the caption service's rules.
    """
    from libs.llm import configured_model
    from libs.settings import load
    from services.caption import rules as captions
    from services.tagger import rules
    from services.tagger.settings import TaggerSettings
    from services.tagger.tagging import Tagger

    settings = load(TaggerSettings, **({} if method is None else {"TAGGER_METHOD": method}))
    model = None if settings.method == "rules" else configured_model(settings.llm)
    tagging = Tagger.configured(settings, rules.parse, model)

    async def read(event: "NewVideoPosted") -> "TagsGenerated":
        return await tagging.tag(captions.parse(event))

    try:
        yield read, 1 if model is None else settings.llm.concurrency
    finally:
        if model is not None:
            await model.aclose()
