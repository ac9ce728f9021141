"""Composition of the caption service."""

from libs.extras import require_extra

require_extra("caption")

import asyncio
from functools import partial

from libs.events import topic
from libs.llm import configured_model
from libs.service import begin, serve
from libs.settings import load
from libs.start import Requirement
from libs.telemetry.dependencies import MODEL
from services.caption import rules
from services.caption.extract import Extractor
from services.caption.handler import handle, on_dead_letter
from services.caption.settings import CaptionSettings

GROUP = "caption"


async def main() -> None:
    """Consume until a signal."""
    begin(GROUP)
    settings = load(CaptionSettings)
    model = configured_model(settings.llm)
    extractor = Extractor.configured(settings, rules.parse, model)
    topics = topic("new-video-posted"), topic("caption-reprocess-requested")
    try:
        await serve(
            GROUP,
            dict.fromkeys(topics, partial(handle, extractor=extractor)),
            emits=(topic("caption-parsed"),),
            settings=settings,
            # The rules answer alone while the model is away.
            requires=() if model is None else (Requirement(MODEL, model.probe, required=False),),
            on_dead_letter=dict.fromkeys(topics, on_dead_letter),
        )
    finally:
        if model is not None:
            await model.aclose()


if __name__ == "__main__":
    asyncio.run(main())
