"""KEDA on a real Kafka: lag starts the caption service from nothing, its pods run as processes, and it ends again.

In the midst a process is killed, a pod deleted and the service rolled out anew; each event has its result. What was measured
goes to `build/lag.json`; `python -m tests.cluster.curve` draws it. AS_DEPLOYED=1 leaves the autoscaler's times as they are in
the manifests (20 minutes): otherwise it polls and goes down sooner.
"""

import asyncio
import json
import os
import signal
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from aiohttp import web
from aiokafka.errors import KafkaError

from deploy.manifests.build import K8S
from deploy.manifests.objects import kustomization
from deploy.manifests.workloads import BY_SERVICE
from fixtures.waiting import until
from libs.bus import BusError, BusSettings, KafkaBus
from libs.bus.failure import Outgoing
from libs.bus.kafka.admin import create, partition_numbers
from libs.bus.lag import lags
from libs.events import CaptionParsed
from libs.events.specs import existing_topics, topic_specs
from libs.events.topics import dead_letter_topic
from tests.chaos.apache_kafka import ApacheKafka, kafka_home
from tests.cluster.control_plane import Cluster
from tests.cluster.curve import Mark, Sample, svg
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
ANSWER_SECONDS = 1.0
"""Time of the language model. A replica asks it eight times at once, so it handles some eight captions a second."""
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


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """Of a broker."""
    broker = ApacheKafka(kafka_home(), tmp_path / "kafka")
    await broker.start()
    yield broker.address
    await broker.stop()


@pytest.fixture
async def kafka(address: str) -> KafkaBus:
    """On that broker, with all topics, as `reelbus topics create` makes them."""
    bus = KafkaBus(BusSettings(bootstrap_servers=address, security_protocol="PLAINTEXT"))
    await create(bus, list(topic_specs(existing_topics())))
    return bus


@pytest.fixture
async def model() -> AsyncIterator[str]:
    """The address of a language model that takes its time."""
    fake = FakeProvider()

    async def answer(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(ANSWER_SECONDS)
        return await fake.handle(request)

    fake.script = [facts(title="Linen dress")]
    app = web.Application()
    app.router.add_post("/v1/chat/completions", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    await runner.cleanup()


@pytest.fixture
def deployed(cluster: Cluster, address: str, model: str) -> Iterator[None]:
    """The base with KEDA, on that broker and model."""
    with TemporaryDirectory(dir=K8S) as folder:
        content = kustomization(
            namespace=NAMESPACE,
            resources=["../base"],
            components=["../components/autoscaling-keda"],
            configMapGenerator=[
                {"name": "reelbus", "behavior": "merge", "literals": [f"KAFKA_BOOTSTRAP_SERVERS={address}"]}
            ],
            secretGenerator=[
                {"name": "keda-kafka", "literals": ["sasl=none", "tls=disable", "username=", "password=", "ca="]},
                {"name": "database", "literals": ["DATABASE_URL=postgresql://nowhere/none"]},
                {"name": "model-keys", "literals": ["LLM_PROVIDER=openai", "OPENAI_API_KEY=none", f"OPENAI_BASE_URL={model}"]},
            ],
            patches=[] if AS_DEPLOYED else [
                {"target": {"kind": "ScaledObject", "name": "caption"}, "patch": yaml.safe_dump({
                    "apiVersion": "keda.sh/v1alpha1", "kind": "ScaledObject", "metadata": {"name": "caption"}, "spec": SOON})}
            ],
        )  # fmt: skip
        Path(folder, "kustomization.yaml").write_text(yaml.safe_dump(content))
        cluster("create", "namespace", NAMESPACE)
        cluster("apply", "-k", folder)
        yield
        cluster("delete", "namespace", NAMESPACE, "--timeout=120s")


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
            except (BusError, KafkaError):  # a busy machine: the next one will do
                continue
            deployment = await asyncio.to_thread(self._cluster.get, "deployment", "caption", NAMESPACE)
            seconds = round(time.monotonic() - self._began, 1)
            self.samples.append(
                Sample(seconds, found[0].lag + found[0].waiting, deployment["status"].get("replicas", 0))
            )


@pytest.mark.usefixtures("deployed")
async def test_lag_starts_replicas_and_its_end_stops_them(cluster: Cluster, kafka: KafkaBus, tmp_path: Path) -> None:
    node, sampler = Node(cluster, NAMESPACE, "caption", tmp_path), Sampler(cluster, kafka)
    tasks = [asyncio.create_task(node.follow()), asyncio.create_task(sampler.follow())]

    async def until_seen(condition: Callable[[Sample], bool], what: str, patience: float) -> None:
        def seen() -> bool:
            for task in tasks:
                if task.done():
                    task.result()
            return bool(sampler.samples) and condition(sampler.samples[-1])

        await until(seen, what, patience)

    try:
        down = 5 * BY_SERVICE["caption"].calm if AS_DEPLOYED else 0
        await until_seen(lambda now: now.replicas == 0, "no replica without lag", 180 + down)
        sampler.mark(f"{EVENTS} events")
        await publish(kafka, [Outgoing(TOPIC, name.encode(), posted(name), ()) for name in NAMES])
        await until_seen(lambda now: now.replicas >= MANY, "replicas", 180)
        await until_seen(lambda now: now.lag < EVENTS * 0.7, "lag falls", 300)
        sampler.mark("a process is killed")
        next(iter(node.processes.values())).kill()
        await until_seen(lambda now: now.lag < EVENTS * 0.5, "lag falls", 300)
        sampler.mark("a pod is deleted")
        cluster("delete", "pod", "-n", NAMESPACE, next(iter(node.processes)), "--wait=false")
        await until_seen(lambda now: now.lag < EVENTS * 0.3, "lag falls", 300)
        sampler.mark("a rollout")
        cluster("rollout", "restart", "deployment/caption", "-n", NAMESPACE)
        await until_seen(lambda now: now.lag == 0, "all are done", 600)
        sampler.mark("all are done")
        await until_seen(lambda now: now.replicas == 0, "no replica any more", 300 + down)
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
    assert set(node.statuses) <= {0, -signal.SIGTERM}


def posted(name: str) -> bytes:
    return json.dumps({"video_id": name, "caption": "Linen dress, 55k, M L XL"}).encode()


def keep(sampler: Sampler) -> None:
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    (build / "lag.json").write_text(json.dumps({"samples": sampler.samples, "marks": sampler.marks}))
    (build / "lag.svg").write_text(svg(sampler.samples, sampler.marks))
