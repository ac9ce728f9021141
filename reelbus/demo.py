"""`reelbus demo`: six videos from six markets go through the embedded stack, and what they became is shown."""

import asyncio
import importlib.resources
import json
import signal
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from reelbus.connect import run
from reelbus.demo_view import View, view
from reelbus.errors import UserError
from reelbus.produce import SOURCE
from reelbus.stack import Folder, Stack, command, stack

if TYPE_CHECKING:
    from libs.events import CaptionParsed

PATIENCE_SECONDS = 60.0
INPUT, OUTPUT, DEAD = "new-video-posted", "caption-parsed", "new-video-posted.caption.dlq"


def demo(*, folder: Folder = Path(".reelbus/demo")) -> None:
    """Start broker and services, send six sample videos through, show what each became, and end."""
    run(_demo(folder))


def samples() -> list[dict[str, Any]]:
    """The sample `new-video-posted` payloads."""
    text = importlib.resources.files("reelbus").joinpath("samples.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


async def _demo(folder: Path) -> None:
    started = time.monotonic()
    me = asyncio.current_task()
    assert me is not None
    for number in (signal.SIGTERM, signal.SIGHUP):
        # As Ctrl-C does: end by unwinding, so that the children are stopped.
        asyncio.get_running_loop().add_signal_handler(number, me.cancel)
    videos = samples()
    first = None
    with view(videos) as shown:
        shown.say("starting the broker and the services")
        async with stack(folder) as running:
            await _produce(running, videos)
            shown.say("produced six events; the caption service joins its group, which takes a few seconds")
            async with aclosing(_results(running, {video["video_id"] for video in videos})) as results:
                async for result in results:
                    first = first or time.monotonic() - started
                    shown.show(result)
            total = time.monotonic() - started
        _end(shown, first or total, total)


async def _produce(running: Stack, videos: list[dict[str, Any]]) -> None:
    from libs.events.envelope import envelope

    producer = await running.bus.producer()
    for video in videos:
        value = json.dumps(video, ensure_ascii=False).encode()
        headers = list(envelope(str(uuid4()), INPUT, SOURCE))
        await (await producer.send(INPUT, value, video["video_id"].encode(), headers=headers))
    await producer.stop()


async def _results(running: Stack, waiting: set[str]) -> AsyncGenerator["CaptionParsed", None]:
    """Results as they come, until all came. Raises UserError when one fails, or not all come within a minute."""
    from aiokafka import TopicPartition

    from libs.bus.admin import partition_numbers
    from libs.bus.letter import letter_of
    from libs.events import CaptionParsed

    numbers = await partition_numbers(running.bus)
    partitions = [TopicPartition(topic, number) for topic in (OUTPUT, DEAD) for number in numbers[topic]]
    deadline = time.monotonic() + PATIENCE_SECONDS
    async with running.bus.reader() as reader:
        reader.assign(partitions)
        for tp in partitions:
            reader.seek(tp, 0)
        while waiting:
            running.check()
            if time.monotonic() > deadline:
                raise UserError(_missing(running, waiting))
            for records in (await reader.getmany(timeout_ms=200)).values():
                for record in records:
                    if record.topic == DEAD:
                        letter = letter_of(record)
                        raise UserError(f"a sample became a dead letter: {letter.error_class}: {letter.error}")
                    result = CaptionParsed.model_validate_json(record.value)
                    waiting.discard(result.video_id)
                    yield result


def _missing(running: Stack, waiting: set[str]) -> str:
    names = ", ".join(sorted(waiting))
    logs = "".join(service.last_lines() for service in running.services if service.name == "caption")
    return f"no {OUTPUT} for {names} within {PATIENCE_SECONDS:.0f} s{logs}"


def _end(shown: View, first: float, total: float) -> None:
    shown.end(
        f"first result after {first:.1f} s, all after {total:.1f} s; broker and services are stopped again",
        f"""Next:
  make up (or {command()} up) keeps the same stack running on 127.0.0.1:9092; then, in a second terminal:
  {command()} watch caption-parsed
  {command()} produce {INPUT}   # your own events, JSON on stdin
Without a broker:
  {command()} captions parse FILE
How it works: docs/architecture.md. The events: docs/events/""",
    )
