"""The worker itself: handlers that take up to 5 s, fail once, or never work."""

import os
import random
import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from aiokafka.admin import NewTopic

from libs.bus.failure import Outgoing
from libs.events.topics import derived_topics
from tests.chaos.harness import Place, Service, Surroundings
from tests.chaos.process import GROUP, Task, topics
from tests.support.records import publish

EVENTS = int(os.environ.get("CHAOS_EVENTS", "600"))
PORTION = 200
PARTITIONS = 6
TIERS = (1.0, 2.0, 4.0)
MOODS = ["fails-once"] * 10 + ["rejected"] * 2 + ["bug"] * 2 + ["fine"] * 86


@asynccontextmanager
async def worker(on: Surroundings) -> AsyncIterator[Service]:
    run = f"chaos-{uuid.uuid4().hex[:8]}"
    source, target = topics(run)
    async with on.bus.admin() as admin:
        names = [source.name, target.name, *derived_topics(source.name, GROUP, len(TIERS))]
        await admin.create_topics([NewTopic(name, PARTITIONS, 1) for name in names])

    async def post(portion: int) -> Mapping[str, Place]:
        dice = random.Random(portion)
        tasks = [
            Task(name=f"task-{portion}-{number}", seconds=round(dice.uniform(0, 5), 2), mood=dice.choice(MOODS))
            for number in range(PORTION)
        ]
        # Every other one as a person would produce it: without headers, so that its id is derived from its place.
        await publish(
            on.bus,
            [
                Outgoing(
                    source.name,
                    task.name.encode(),
                    task.model_dump_json().encode(),
                    (("ce_id", task.name.encode()),) if number % 2 else (),
                )
                for number, task in enumerate(tasks)
            ],
        )
        return {task.name: "dead" if task.mood in ("rejected", "bug") else "done" for task in tasks}

    yield Service(
        module=("tests.chaos.process", run),
        env={
            "KAFKA_SESSION_TIMEOUT_SECONDS": "6",
            "WORKER_CONCURRENCY": "24",
            "WORKER_RETRY_DELAYS": ",".join(map(str, TIERS)),
        },
        queues=[(source.name, GROUP)],
        results=[target.name],
        post=post,
        key=lambda value: Task.model_validate_json(value).name,
        members=3,
        portions=EVENTS // PORTION,
        rounds=EVENTS // 100,
        waiting=PORTION,
    )
