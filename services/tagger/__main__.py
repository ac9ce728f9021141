"""Composition of the tagger."""

from libs.extras import require_extra

require_extra("tagger")

import asyncio
from functools import partial

from libs.events import topic
from libs.llm import configured_model
from libs.service import begin, serve
from libs.settings import load
from libs.start import Requirement
from libs.telemetry.dependencies import MODEL
from services.tagger import rules
from services.tagger.handler import handle, handle_live, on_dead_letter
from services.tagger.settings import TaggerSettings
from services.tagger.tagging import Tagger

GROUP = "tagger"


async def main() -> None:
    """Consume until a signal."""
    begin(GROUP)
    settings = load(TaggerSettings)
    model = None if settings.method == "rules" else configured_model(settings.llm)
    tagger = Tagger.configured(settings, rules.parse, model)
    captions, again = topic("caption-parsed"), topic("tagger-reprocess-requested")
    try:
        await serve(
            GROUP,
            {captions: partial(handle_live, tagger=tagger), again: partial(handle, tagger=tagger)},
            emits=(topic("tags-generated"), again),
            settings=settings,
            # The rules answer alone while the model is away.
            requires=() if model is None else (Requirement(MODEL, model.probe, required=False),),
            on_dead_letter=dict.fromkeys((captions, again), on_dead_letter),
        )
    finally:
        if model is not None:
            await model.aclose()


if __name__ == "__main__":
    asyncio.run(main())
