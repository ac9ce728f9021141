"""Captions through the extractor, in order: what `reelbus captions` does without a broker."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeVar

from reelbus.console.lines import Document

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from libs.events import CaptionParsed, NewVideoPosted

    Extract = Callable[[NewVideoPosted], Coroutine[None, None, CaptionParsed]]

Result = TypeVar("Result")


@asynccontextmanager
async def extractor(method: str | None) -> "AsyncGenerator[tuple[Extract, int], None]":
    """What reads a caption, as the service composes it by its settings, and how many it takes at a time."""
    from libs.llm import configured_model
    from libs.settings import load
    from services.caption import rules
    from services.caption.extract import Extractor
    from services.caption.settings import CaptionSettings

    settings = load(CaptionSettings, **({} if method is None else {"CAPTION_METHOD": method}))
    model = None if settings.method == "rules" else configured_model(settings.llm)
    try:
        reading = Extractor.configured(settings, rules.parse, model)
        yield reading.extract, 1 if model is None else settings.llm.concurrency
    finally:
        if model is not None:
            await model.aclose()


async def in_order(
    read: "Callable[[NewVideoPosted], Coroutine[None, None, Result]]", width: int, documents: AsyncIterator[Document]
) -> AsyncGenerator[tuple[Document, Result | str], None]:
    """Each document with what is read from its caption, or with what is wrong with it. At most `width` are in work."""
    window: deque[tuple[Document, asyncio.Task[Result] | str]] = deque()
    async for document in documents:
        event = as_event(document)
        work = event if isinstance(event, str) else asyncio.create_task(read(event))
        window.append((document, work))
        while len(window) >= width:
            first = await _first(window)
            yield first
    while window:
        last = await _first(window)
        yield last


def as_event(document: Document) -> "NewVideoPosted | str":
    """The document as an event, or what is wrong with it. Without a video_id it is called line-N."""
    from pydantic import ValidationError

    from libs.events import NewVideoPosted

    if document.error is not None:
        return document.error
    if not isinstance(document.value, dict) or "caption" not in document.value:
        return "no JSON object with a caption"
    try:
        return NewVideoPosted.model_validate({"video_id": f"line-{document.line}"} | document.value)
    except ValidationError as error:
        return problems(error.errors())


def problems(errors: "list[ErrorDetails]") -> str:
    """Pydantic's complaints on one line, without the input."""
    return "; ".join(f"{'.'.join(map(str, one['loc'])) or 'value'}: {one['msg']}" for one in errors[:5])


async def _first(window: deque[tuple[Document, asyncio.Task[Result] | str]]) -> tuple[Document, Result | str]:
    document, work = window.popleft()
    return document, work if isinstance(work, str) else await work
