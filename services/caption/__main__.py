"""Composition of the caption service."""

import asyncio
from functools import partial

from libs.events import topic
from libs.llm import OpenAIChat
from libs.service import serve
from libs.settings import load
from services.caption import rules
from services.caption.extract import Extractor
from services.caption.handler import handle
from services.caption.settings import CaptionSettings


async def main() -> None:
    """Consume until a signal."""
    settings = load(CaptionSettings)
    model = OpenAIChat.configured(settings.llm)
    extractor = Extractor.configured(settings, rules.parse, model)
    try:
        await serve(
            "caption",
            {topic("new-video-posted"): partial(handle, extractor=extractor)},
            emits=(topic("caption-parsed"),),
        )
    finally:
        if model is not None:
            await model.aclose()


if __name__ == "__main__":
    asyncio.run(main())
