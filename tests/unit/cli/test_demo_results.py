"""How long the demo waits for results: as long as they keep coming."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import ConsumerRecord, TopicPartition

from libs.registry import BY_NAME
from reelbus.console.errors import UserError
from reelbus.demo.results import (
    CAPTIONS,
    COLLAGES,
    COMPLETED,
    DEAD,
    ENHANCED,
    LISTINGS,
    MERGED,
    THUMBNAILS,
    TIMEOUT_SECONDS,
    results,
)  # fmt: skip
from reelbus.stack.services import Running
from tests.unit.bus.records import record

VIDEOS = [{"video_id": f"v{number}"} for number in range(4)]


class Slow:
    """A bus on which `seconds` pass before each result, and where nothing else comes after the last one."""

    def __init__(self, answers: list[str], seconds: float) -> None:
        self._answers, self._seconds = answers, seconds
        self.now = 0.0

    @asynccontextmanager
    async def admin(self) -> AsyncIterator["Slow"]:
        yield self

    @asynccontextmanager
    async def reader(self) -> AsyncIterator["Slow"]:
        yield self

    async def describe_topics(self) -> list[dict[str, Any]]:
        names = (CAPTIONS, THUMBNAILS, LISTINGS, ENHANCED, COLLAGES, COMPLETED, MERGED, *DEAD)
        return [{"topic": name, "partitions": [{"partition": 0}], "is_internal": False} for name in names]

    def assign(self, partitions: list[TopicPartition]) -> None: ...

    def seek(self, tp: TopicPartition, offset: int) -> None: ...

    async def getmany(self, timeout_ms: int) -> dict[TopicPartition, list[ConsumerRecord]]:
        self.now += self._seconds
        if not self._answers:
            return {}
        value = {"video_id": self._answers.pop(0), "caption": "x", "seller_handle": "s", "method": "rules"}
        return {TopicPartition(CAPTIONS, 0): [record(json.dumps(value).encode(), topic=CAPTIONS)]}


async def come(bus: Slow, log: Path) -> list[str]:
    caption: Any = Running(BY_NAME["caption"].name, 1, log, SimpleNamespace(poll=lambda: None))  # type: ignore[arg-type]
    stack: Any = SimpleNamespace(bus=bus, services=[caption], check=lambda: None)
    return [result.video_id async for result in results(stack, VIDEOS, covers=False, clock=lambda: bus.now)]  # type: ignore[union-attr]


async def test_a_slow_machine_gets_its_results_although_all_of_them_take_minutes(tmp_path: Path) -> None:
    bus = Slow([video["video_id"] for video in VIDEOS], TIMEOUT_SECONDS - 1)
    assert await come(bus, tmp_path / "caption.log") == ["v0", "v1", "v2", "v3"]


async def test_where_nothing_comes_any_more_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"^no caption-parsed for v2, v3, and no other result for 300 s"):
        await come(Slow(["v0", "v1"], 20), tmp_path / "caption.log")


async def test_product_photos_are_waited_for_and_named_when_they_are_missing(tmp_path: Path) -> None:
    bus = Slow([], 20)
    log = tmp_path / "enhance.log"
    log.write_text("out of memory")
    enhance: Any = Running(BY_NAME["enhance"].name, 1, log, SimpleNamespace(poll=lambda: None))  # type: ignore[arg-type]
    stack: Any = SimpleNamespace(bus=bus, services=[enhance], check=lambda: None)
    waiting = results(stack, [], products=["lamp", "basket"], covers=False, clock=lambda: bus.now)
    with pytest.raises(UserError, match=r"^no product-images-enhanced for basket, lamp, and .*\n?.*out of memory"):
        await anext(waiting)
