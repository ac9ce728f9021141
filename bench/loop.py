"""How long hostile responses block the event loop, in wall time: the goal is 250 ms.

Tests bound the processor time of the loop's thread with the same input; wall time also has what other threads and the
machine take.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from io import BytesIO

from bench.report import Row
from fixtures.flooding import FLOODS, flooding
from fixtures.loop_time import INTERVAL, LIMIT, LoopTime
from libs.events import NewVideoPosted
from libs.fetch import Fetcher, FetchError, FetchSettings, Limits
from libs.llm.answer import parse
from libs.llm.errors import BadAnswer
from libs.llm.status import MAX_ANSWER_BYTES
from libs.telemetry.loop import watch_event_loop
from services.caption import rules
from services.caption.extract import Extractor
from services.caption.model.prompt import CaptionFacts

HOSTS, ROUNDS = 64, 5
CAPTION = 10_000
SENT = ("chunks-of-one-byte", "100-continue", "header-lines")
Work = Callable[[], Awaitable[None]]


def run(*, small: bool = False) -> list[Row]:
    """Floods of 64 hosts, captions and model answers. `small`: one round."""
    rounds = 1 if small else ROUNDS
    return [
        *(_row(f"{HOSTS} hosts that send {name}", lambda name=name: _fetch(name), rounds) for name in SENT),
        _row(f"captions of {CAPTION:,} characters", _captions, rounds),
        _row(f"a model's answer of {MAX_ANSWER_BYTES // 1024} KiB of blanks", _answer, rounds),
    ]


def _row(what: str, work: Work, rounds: int) -> Row:
    longest = [asyncio.run(_longest(work)) * 1000 for _ in range(rounds)]
    goal = [LIMIT * 1000] * rounds
    return Row.of(what, "goal: 250 ms that the event loop stands", ours=longest, theirs=goal, unit="ms", goal=1.0,
                  higher_is_better=False)  # fmt: skip


async def _longest(work: Work) -> float:
    """Seconds between two turns of the loop, at most, while `work` runs."""
    found = LoopTime()
    watching = asyncio.create_task(watch_event_loop(found.observe, INTERVAL))
    await asyncio.sleep(0)
    await work()
    await asyncio.sleep(2 * INTERVAL)
    watching.cancel()
    return found.wall


async def _fetch(name: str) -> None:
    with flooding(FLOODS) as port:
        fetcher = Fetcher.configured(FetchSettings(allow_private=f"127.0.0.1:{port}", attempts=1))
        try:
            url, limits = f"http://127.0.0.1:{port}/{name}", Limits(20_000_000, 60)
            found = await asyncio.gather(
                *(fetcher.save(url, BytesIO(), limits) for _ in range(HOSTS)), return_exceptions=True
            )
        finally:
            await fetcher.aclose()
    assert all(isinstance(error, FetchError) for error in found)


async def _captions() -> None:
    extractor = Extractor(parse=rules.parse)
    for fragment in ("uk9:", "28-30! ", "1,000,"):
        await extractor.extract(NewVideoPosted(video_id="v", caption=fragment * (CAPTION // len(fragment))))


async def _answer() -> None:
    with contextlib.suppress(BadAnswer):
        parse(" " * MAX_ANSWER_BYTES, CaptionFacts)
