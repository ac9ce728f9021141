"""The handler in docs/architecture.md runs as it stands there, in the whole worker on the in-memory bus."""

import ast
import asyncio
import re
from collections import Counter
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from aiokafka import ConsumerRecord

from libs.bus import MemoryBus, Worker, WorkerSettings
from libs.bus.failure import Outgoing
from libs.events import CaptionParsed, NewVideoPosted, topic
from libs.events.envelope import header, position_id, result_id
from tests.support.records import publish

PAGE = Path(__file__).parents[2] / "docs" / "architecture.md"
INPUT, OUTPUT, GROUP = "new-video-posted", "caption-parsed", "titles"


@pytest.fixture
def handle() -> Any:
    """`handle` of the page's first Python block."""
    block = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    names: dict[str, Any] = {}
    exec(compile(block[1], PAGE.name, "exec"), names)  # noqa: S102 - our own page
    return names["handle"]


async def test_the_example_answers_retries_and_rejects(handle: Any) -> None:
    asked: Counter[str] = Counter()

    async def title_of(video_id: str) -> str:
        asked[video_id] += 1
        if video_id == "slow" and asked[video_id] == 1:
            raise TimeoutError
        return f"Title of {video_id}"

    bus = MemoryBus()
    settings = WorkerSettings(retry_delays=(0.1,), commit_interval_seconds=0.1)  # type: ignore[arg-type]
    worker = Worker(bus, GROUP, {topic(INPUT): partial(handle, title_of=title_of)}, settings)
    bus.create(*worker.needs((topic(OUTPUT),)), partitions=1)
    for video in ({"video_id": "quick"}, {"video_id": "slow"}, {"video_id": "mute", "caption": " "}):
        await _put(bus, NewVideoPosted.model_validate({"caption": "Heels 55k"} | video))

    running = asyncio.create_task(worker.run())
    dead_letters = f"{INPUT}.{GROUP}.dlq"
    async with asyncio.timeout(10):
        while len(bus.records(OUTPUT)) < 2 or not bus.records(dead_letters):  # noqa: ASYNC110 - a bus has no event
            await asyncio.sleep(0.01)
    worker.stop()
    await running

    titles = {r.key: CaptionParsed.model_validate_json(r.value or b"").title for r in bus.records(OUTPUT)}
    assert titles == {b"quick": "Title of quick", b"slow": "Title of slow"}
    assert asked == {"quick": 1, "slow": 2}
    (retried,) = bus.records(f"{INPUT}.{GROUP}.retry.1")
    assert _note(retried, "reelbus-error") == "the shop did not answer"
    (letter,) = bus.records(dead_letters)
    assert _note(letter, "reelbus-error-class") == "Rejected"
    ids = {_note(record, "ce_id") for record in bus.records(OUTPUT)}
    assert ids == {result_id(position_id(INPUT, 0, offset), OUTPUT, 0) for offset in (0, 1)}


async def _put(bus: MemoryBus, video: NewVideoPosted) -> None:
    await publish(bus, [Outgoing(INPUT, video.video_id.encode(), video.model_dump_json().encode(), ())])


def _note(record: ConsumerRecord, name: str) -> str | None:
    return header(record.headers, name)


def test_the_composition_of_a_new_service_imports_what_is_there() -> None:
    page = (PAGE.parent / "new-service.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    ours = [
        (node.module, alias.name)
        for node in ast.walk(ast.parse(block))
        if isinstance(node, ast.ImportFrom) and node.module is not None and node.module.startswith("libs.")
        for alias in node.names
    ]
    assert ours
    assert [name for module, name in ours if not hasattr(import_module(module), name)] == []
