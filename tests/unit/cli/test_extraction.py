"""Captions in order, a bounded number at a time."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from libs.events import CaptionParsed, NewVideoPosted
from reelbus.captions.extraction import as_event, in_order
from reelbus.console.lines import Document


class SlowerFirst:
    """An extractor whose earlier captions take longer."""

    def __init__(self) -> None:
        self.running = self.max_running = 0

    async def extract(self, event: NewVideoPosted) -> CaptionParsed:
        self.running += 1
        self.max_running = max(self.max_running, self.running)
        for _ in range(20 - int(event.video_id.removeprefix("line-"))):
            await asyncio.sleep(0)
        self.running -= 1
        return CaptionParsed(video_id=event.video_id, caption=event.caption)


async def test_results_keep_the_order_with_bounded_concurrency() -> None:
    read = 0

    async def documents() -> AsyncIterator[Document]:
        nonlocal read
        for number in range(1, 20):
            read += 1
            yield Document(number, b"", {"caption": "x"} if number != 5 else None)

    reading: Any = SlowerFirst()
    seen = []
    async for document, result in in_order(reading.extract, 4, documents()):
        assert read - document.line <= 4, "input is read as results are taken"
        seen.append(result if isinstance(result, str) else result.video_id)
    assert seen == [f"line-{n}" if n != 5 else "no JSON object with a caption" for n in range(1, 20)]
    assert 2 <= reading.max_running <= 4


def test_the_error_of_a_line_does_not_contain_its_content() -> None:
    assert as_event(Document(3, b"", error="not JSON: x")) == "not JSON: x"
    assert as_event(Document(3, b"", {"caption": None})) == "caption: Input should be a valid string"
    event = as_event(Document(3, b"", {"caption": "c"}))
    assert isinstance(event, NewVideoPosted)
    assert event.video_id == "line-3"
