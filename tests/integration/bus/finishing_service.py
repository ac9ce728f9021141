"""A service whose handlers never end, and which must finish something else after them: until the file argv[1] is there."""

import asyncio
import logging
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fixtures.waiting import until
from libs.bus import Event, NotBefore
from libs.events import NewVideoPosted, topic
from libs.service import serve

log = logging.getLogger(__name__)


async def handle(event: Event[NewVideoPosted]) -> None:
    if event.payload.video_id == "wait":
        raise NotBefore(time.time() + 3600, "the day's quota is used up")
    log.info("the handler runs")
    await asyncio.Event().wait()


@asynccontextmanager
async def finishing(end: Path) -> AsyncIterator[None]:
    try:
        yield
    finally:
        log.info("finishing")
        await until(end.exists, "the file")
        log.info("finished")


async def main() -> None:
    async with finishing(Path(sys.argv[1])):
        await serve(
            "caption", {topic("new-video-posted"): handle}, emits=(), drain_seconds=0.2,
            on_stop=lambda: log.info("the drain begins"),
        )  # fmt: skip


if __name__ == "__main__":
    asyncio.run(main())
