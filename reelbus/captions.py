"""`reelbus captions`: the caption parser without a broker."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator
from contextlib import aclosing, asynccontextmanager
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from reelbus import output
from reelbus.connect import run
from reelbus.errors import UserError
from reelbus.lines import Document
from reelbus.source import documents

if TYPE_CHECKING:
    from libs.events import CaptionParsed, NewVideoPosted
    from services.caption.extract import Extractor

app = typer.Typer(no_args_is_help=True, help="Parse captions without a broker, and measure how well.")

Method = Annotated[
    Literal["rules", "llm", "both"] | None,
    typer.Option("--method", help="Default: both where LLM_* names a model, else rules."),
]


@app.command()
def parse(
    *,
    file: Annotated[str, typer.Argument(help="JSON lines with a caption each; - is stdin.")] = "-",
    method: Method = None,
) -> None:
    """Print one caption-parsed payload a line for each line of FILE, in the same order.

    A line is a new-video-posted payload, or any object with a caption; without a video_id it is called line-N. A line
    that is neither is named on stderr and left out; the exit status is then 1.
    """
    bad = run(_parse(file, method))
    if bad:
        raise UserError(f"{bad} lines left out")


async def _parse(file: str, method: str | None) -> int:
    bad = 0
    async with extractor(method) as (reading, width), aclosing(_in_order(file, reading, width)) as results:
        async for line, result in results:
            if isinstance(result, str):
                output.note(f"line {line}: {output.clean(result)}")
                bad += 1
            else:
                print(result.model_dump_json(), flush=True)
    return bad


async def _in_order(
    file: str, reading: "Extractor", width: int
) -> "AsyncGenerator[tuple[int, CaptionParsed | str], None]":
    """Results, or what is wrong with the line, in the order of the input; at most `width` captions are in work."""
    window: deque[tuple[int, asyncio.Task[CaptionParsed] | str]] = deque()
    async for document in documents(file):
        event = as_event(document)
        window.append((document.line, event if isinstance(event, str) else asyncio.create_task(reading.extract(event))))
        while len(window) >= width:
            yield await _next(window)
    while window:
        yield await _next(window)


async def _next(
    window: "deque[tuple[int, asyncio.Task[CaptionParsed] | str]]",
) -> "tuple[int, CaptionParsed | str]":
    line, work = window.popleft()
    return line, work if isinstance(work, str) else await work


def as_event(document: Document) -> "NewVideoPosted | str":
    """The document as an event, or what is wrong with it."""
    from pydantic import ValidationError

    from libs.events import NewVideoPosted

    if document.error is not None:
        return document.error
    if not isinstance(document.value, dict) or "caption" not in document.value:
        return "no JSON object with a caption"
    try:
        return NewVideoPosted.model_validate({"video_id": f"line-{document.line}"} | document.value)
    except ValidationError as error:
        return "; ".join(f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}" for problem in error.errors())


@asynccontextmanager
async def extractor(method: str | None) -> "AsyncGenerator[tuple[Extractor, int], None]":
    """The extractor that the settings name, as the service composes it, and how many captions it takes at a time."""
    from libs.llm import OpenAIChat
    from libs.settings import load
    from services.caption import rules
    from services.caption.extract import Extractor
    from services.caption.settings import CaptionSettings

    settings = load(CaptionSettings, **({} if method is None else {"CAPTION_METHOD": method}))
    endpoint = None if settings.method == "rules" else settings.llm.endpoint()
    model = None if endpoint is None else OpenAIChat(endpoint)
    reading = Extractor.configured(settings, rules.parse, model)
    try:
        yield reading, 1 if endpoint is None else endpoint.concurrency
    finally:
        if model is not None:
            await model.aclose()
