"""KEDA on a real Kafka: lag starts the caption service from nothing, its pods run as processes, and it ends again.

In the midst a process is killed, a pod deleted and the service rolled out anew; each event has its result. What was measured
goes to `build/lag.json`; `python -m tests.cluster.curve` draws it. AS_DEPLOYED=1 leaves the autoscaler's times as they are in
the manifests (ten minutes): otherwise it polls and goes down sooner.
"""

import asyncio
import json
import os
import signal
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
import yaml
from aiohttp import web
from aiokafka.errors import KafkaError

from deploy.manifests.workloads import BY_SERVICE
from fixtures.waiting import until
from libs.bus import BusError, KafkaBus
from libs.bus.failure import Outgoing
from libs.bus.kafka.admin import partition_numbers
from libs.bus.lag import lags
from libs.events import CaptionParsed
from libs.events.topics import dead_letter_topic
from tests.cluster.control_plane import Cluster, Refused
from tests.cluster.curve import Mark, Sample, svg
from tests.cluster.deployment import WAIT, deployed
from tests.cluster.node import ROOT, Node
from tests.integration.llm.fake_provider import FakeProvider, facts
from tests.support.records import publish, read_all

pytestmark = pytest.mark.cluster
NAMESPACE = "reelbus-lag"
TOPIC = "new-video-posted"
PARSED = "caption-parsed"
EVENTS = 3000
NAMES = [f"video-{number}" for number in range(EVENTS)]
MANY = 6
"""Replicas that it must come to."""
IN_HAND = 600
"""Messages that a worker has fetched and not finished at most, with some room: WORKER_CONCURRENCY and WORKER_PREFETCH."""
ANSWER_SECONDS, SLOW_SECONDS = 1.0, 3.0
"""Time of the language model, and until enough replicas are there: else a fast machine is done before they are. A replica
asks it eight times at once, so it handles some eight captions a second."""
AS_DEPLOYED = bool(os.environ.get("AS_DEPLOYED"))
SOON = {
    "pollingInterval": 5,
    "cooldownPeriod": 20,
    "advanced": {
        "horizontalPodAutoscalerConfig": {
            "behavior": {
                "scaleDown": {
                    "stabilizationWindowSeconds": 20,
                    "policies": [{"type": "Pods", "value": 1, "periodSeconds": 5}],
                }
            }
        }
    },
}


class Model:
    """A language model that takes its time. Its `address` is there once it runs."""

    def __init__(self) -> None:
        self.seconds = SLOW_SECONDS
        self.address = ""


@pytest.fixture
async def model() -> AsyncIterator[Model]:
    """It runs."""
    fake, made = FakeProvider(), Model()

    async def answer(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(made.seconds)
        return await fake.handle(request)

    fake.script = [facts(title="Linen dress")]
    app = web.Application()
    app.router.add_post("/v1/chat/completions", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.address = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    yield made
    await runner.cleanup()


@pytest.fixture
def caption_deployed(cluster: Cluster, address: str, model: Model) -> Iterator[None]:
    """The base with KEDA, on that broker and model."""
    keys = {"LLM_PROVIDER": "openai", "OPENAI_API_KEY": "none", "OPENAI_BASE_URL": model.address}
    soon = {
        "target": {"kind": "ScaledObject", "name": "caption"},
        "patch": yaml.safe_dump(
            {"apiVersion": "keda.sh/v1alpha1", "kind": "ScaledObject", "metadata": {"name": "caption"}, "spec": SOON}
        ),
    }
    with deployed(cluster, NAMESPACE, address, model_keys=keys, patches=[] if AS_DEPLOYED else [soon]):
        yield


class Sampler:
    """Lag of the caption service and its replicas, every two seconds."""

    def __init__(self, cluster: Cluster, kafka: KafkaBus) -> None:
        self._cluster, self._kafka = cluster, kafka
        self._began = time.monotonic()
        self.samples: list[Sample] = []
        self.marks: list[Mark] = []

    def mark(self, what: str) -> None:
        self.marks.append(Mark(round(time.monotonic() - self._began, 1), what))

    async def follow(self) -> None:
        while True:
            await asyncio.sleep(2)
            try:
                found = await lags(self._kafka, [(TOPIC, "caption")])
                deployment = await asyncio.to_thread(self._cluster.get, "deployment", "caption", NAMESPACE)
            except (BusError, KafkaError, Refused):  # a busy machine: the next one will do
                continue
            seconds = round(time.monotonic() - self._began, 1)
            self.samples.append(
                Sample(seconds, found[0].lag + found[0].waiting, deployment["status"].get("replicas", 0))
            )


@pytest.mark.usefixtures("caption_deployed")
async def test_lag_starts_replicas_and_its_end_stops_them(
    cluster: Cluster, kafka: KafkaBus, model: Model, tmp_path: Path
) -> None:
    node, sampler = Node(cluster, NAMESPACE, "caption", tmp_path), Sampler(cluster, kafka)
    tasks = [asyncio.create_task(node.follow()), asyncio.create_task(sampler.follow())]

    async def until_seen(condition: Callable[[Sample], bool], what: str, patience: float = WAIT) -> None:
        def seen() -> bool:
            for task in tasks:
                if task.done():
                    task.result()
            return bool(sampler.samples) and condition(sampler.samples[-1])

        await until(seen, what, patience)

    try:
        down = 5 * BY_SERVICE["caption"].calm if AS_DEPLOYED else 0
        await until_seen(lambda now: now.replicas == 0, "no replica without lag", WAIT + down)
        sampler.mark(f"{EVENTS} events")
        await publish(kafka, [Outgoing(TOPIC, name.encode(), posted(name), ()) for name in NAMES])
        await until_seen(lambda now: now.replicas >= MANY, "replicas")
        model.seconds = ANSWER_SECONDS
        await until_seen(lambda now: now.lag < EVENTS * 0.7, "lag falls")
        sampler.mark("a process is killed")
        kills = await kill_one(node)
        await until_seen(lambda now: now.lag < EVENTS * 0.5, "lag falls")
        sampler.mark("a pod is deleted")
        await until(lambda: deleted_one(cluster), "a pod is deleted", WAIT)
        await until_seen(lambda now: now.lag < EVENTS * 0.3, "lag falls")
        sampler.mark("a rollout")
        cluster("rollout", "restart", "deployment/caption", "-n", NAMESPACE)
        await until_seen(lambda now: now.lag == 0, "all are done")
        sampler.mark("all are done")
        await until_seen(lambda now: now.replicas == 0, "no replica any more", WAIT + down)
    finally:
        if sampler.samples:
            keep(sampler)
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
    numbers = await partition_numbers(kafka)
    results = [
        CaptionParsed.model_validate_json(record.value) for record in await read_all(kafka, PARSED, numbers[PARSED])
    ]
    assert {result.video_id for result in results} == set(NAMES)
    # Who is killed has its messages handled again: at most those that it had in hand.
    assert len(results) <= EVENTS + 3 * IN_HAND
    letters = dead_letter_topic(TOPIC, "caption")
    assert await read_all(kafka, letters, numbers[letters]) == []
    most = max(sample.replicas for sample in sampler.samples)
    # A rollout starts a new one before it stops an old one.
    assert MANY <= most <= BY_SERVICE["caption"].most_replicas + 1
    assert [status for status, _ in node.restarts] == [-signal.SIGKILL], node.restarts
    # Drained in time, or still starting; none was killed after the grace period.
    assert set(node.statuses) - {0, -signal.SIGTERM} <= {-signal.SIGKILL}, node.statuses
    assert node.statuses.count(-signal.SIGKILL) == kills - 1


async def kill_one(node: Node) -> int:
    """Kill a process, and another one if its pod is stopped at that moment, until one was started again. How many."""
    kills = 0
    while not node.restarts:
        name, process = next(iter(node.processes.items()))
        process.kill()
        kills += 1
        await until(partial(_replaced, node, name, process), "the killed one is noticed", WAIT)
    return kills


def deleted_one(cluster: Cluster) -> bool:
    """Delete a pod. False if it was stopped in the same moment."""
    name = cluster.list("pods", NAMESPACE, "-l", "app.kubernetes.io/name=caption")[0]["metadata"]["name"]
    said = cluster("delete", "pod", "-n", NAMESPACE, name, "--wait=false", "--ignore-not-found")
    return "deleted" in said


def _replaced(node: Node, name: str, process: asyncio.subprocess.Process) -> bool:
    return node.processes.get(name) is not process


def posted(name: str) -> bytes:
    return json.dumps({"video_id": name, "caption": "Linen dress, 55k, M L XL"}).encode()


def keep(sampler: Sampler) -> None:
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    (build / "lag.json").write_text(json.dumps({"samples": sampler.samples, "marks": sampler.marks}))
    (build / "lag.svg").write_text(svg(sampler.samples, sampler.marks))
