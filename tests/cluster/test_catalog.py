"""The catalog's StatefulSet on an API server, and its two pods as processes on a real Kafka.

While posts and parts of videos wait, a process is killed, a pod deleted and the set rolled out anew; in the end every listing
is right. A pod comes back with its name and its volume.
"""

import asyncio
import random
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import yaml

from deploy.manifests.build import K8S
from deploy.manifests.workloads import BY_SERVICE
from fixtures.waiting import until
from libs.bus import KafkaBus
from libs.bus.failure import Outgoing
from libs.bus.kafka.admin import partition_numbers
from libs.bus.lag import lags
from libs.events import (
    CaptionParsed,
    ListingUpdated,
    NewVideoPosted,
    Payload,
    TagsGenerated,
    ThumbnailGenerated,
    VideoRemoved,
    caption_digest,
)
from libs.events.topics import BY_PAYLOAD, dead_letter_topic
from libs.registry import BY_NAME
from tests.cluster.control_plane import Cluster, Object
from tests.cluster.deployment import WAIT, deployed, volumes
from tests.cluster.node import Node
from tests.support.records import publish, read_all

pytestmark = pytest.mark.cluster
NAMESPACE = "reelbus-catalog"
SELECTED = ("-l", "app.kubernetes.io/name=catalog")
OUTPUT = "listing-updated"
INPUTS = [topic.name for topic in BY_NAME["catalog"].consumes]
VIDEOS, REMOVED = 5000, 50
REPEATED = 0.1
"""Share of events that come twice."""


def caption(number: int) -> str:
    return f"Red heels {number}, only 55k"


def events() -> list[Outgoing]:
    """Post and parts of each video, in any order; then some videos are removed."""
    dice = random.Random(7)
    made: list[Payload] = []
    for number in range(VIDEOS):
        video_id, text = f"video-{number}", caption(number)
        made += [
            NewVideoPosted(video_id=video_id, caption=text, seller_handle="shop"),
            CaptionParsed(video_id=video_id, caption=text, title=f"Heels {number}", price=number + 1),
            TagsGenerated(video_id=video_id, category="apparel.shoes.heels", derived_from=caption_digest(text)),
            ThumbnailGenerated(video_id=video_id, status="generated"),
        ]
    made += dice.sample(made, int(REPEATED * len(made)))
    dice.shuffle(made)
    made += [VideoRemoved(video_id=f"video-{number}", revision=0) for number in range(REMOVED)]
    return [
        Outgoing(
            (topic := BY_PAYLOAD[type(each)]).name, topic.key_of(each).encode(), each.model_dump_json().encode(), ()
        )
        for each in made
    ]


@pytest.fixture
def stateful(cluster: Cluster, address: str, tmp_path: Path) -> Iterator[Object]:
    """The StatefulSet as the base has it: applied, on that broker, with volumes in folders of the test."""
    owner = yaml.safe_load((K8S / "base" / "catalog" / "statefulset.yaml").read_text())
    made = volumes(owner, NAMESPACE, tmp_path / "volumes")
    for each in made:
        Path(each["spec"]["hostPath"]["path"]).mkdir(parents=True)
    cluster("apply", "-f", "-", given=yaml.safe_dump_all(made))
    with deployed(cluster, NAMESPACE, address, model_keys={"LLM_PROVIDER": "none"}):
        rolled_out(cluster)
        yield cluster.get("statefulset", "catalog", NAMESPACE)
    cluster("delete", "persistentvolume", *(each["metadata"]["name"] for each in made))


async def test_every_listing_is_right_when_processes_are_killed_pods_deleted_and_the_set_rolled_out(
    cluster: Cluster, kafka: KafkaBus, stateful: Object, tmp_path: Path
) -> None:
    assert (stateful["spec"]["replicas"], stateful["status"]["readyReplicas"]) == (2, 2)
    before = claims(cluster)
    assert sorted(before) == ["state-catalog-0", "state-catalog-1"]
    assert scaled(cluster) == {name for name in BY_SERVICE if name != "catalog"}

    posted = events()
    await publish(kafka, posted)
    node = Node(cluster, NAMESPACE, "catalog", tmp_path)
    following = asyncio.create_task(node.follow())

    async def waiting() -> int:
        """Records that are not joined."""
        if following.done():
            following.result()
        assert len(node.restarts) <= 1, node.restarts
        return sum(each.lag + each.waiting for each in await lags(kafka, [(name, "catalog") for name in INPUTS]))

    async def until_left(share: float) -> None:
        async def few_are_left() -> bool:
            return await waiting() <= share * len(posted)

        await until(few_are_left, f"{share:.0%} of the records are left", WAIT)
        assert share == 0 or await waiting() > 0, "there is more to do"

    try:
        await until_left(0.8)
        node.processes["catalog-0"].kill()
        await until(lambda: len(node.restarts) == 1, "the killed process is noticed", WAIT)
        await until_left(0.6)
        old = pods(cluster)
        cluster("delete", "pod", "-n", NAMESPACE, "catalog-1", "--wait=false")
        await until(lambda: pods(cluster).get("catalog-1") not in (None, old["catalog-1"]), "a new catalog-1", WAIT)
        await until_left(0.3)
        cluster("rollout", "restart", "-n", NAMESPACE, "statefulset/catalog")
        await asyncio.to_thread(rolled_out, cluster)
        await until_left(0)
    finally:
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following

    assert set(pods(cluster).values()).isdisjoint(old.values())
    assert claims(cluster) == before, "each pod has the volume of the one before"
    for name in ("state-catalog-0", "state-catalog-1"):
        assert list((tmp_path / "volumes" / name).rglob("CURRENT")), "states are in the folder of the volume"
    assert [status for status, _ in node.restarts] == [-signal.SIGKILL], node.restarts
    # Drained in the grace period, or still starting.
    assert set(node.statuses) <= {0, -signal.SIGTERM}, node.statuses
    assert await wrong(kafka) == {}
    letters = [dead_letter_topic(name, "catalog") for name in INPUTS]
    numbers = await partition_numbers(kafka)
    assert [record for name in letters for record in await read_all(kafka, name, numbers[name])] == []
    logs = "".join(file.read_text(errors="replace") for file in tmp_path.glob("catalog-*.log"))
    assert "were skipped, but hold" not in logs


async def wrong(kafka: KafkaBus) -> dict[str, object]:
    """The last state of each video whose listing is not what its events say."""
    last: dict[str, ListingUpdated | None] = {}
    for record in await read_all(kafka, OUTPUT, (await partition_numbers(kafka))[OUTPUT]):
        name = (record.key or b"").decode()
        last[name] = None if record.value is None else ListingUpdated.model_validate_json(record.value)
    found: dict[str, object] = {}
    for number in range(VIDEOS):
        name = f"video-{number}"
        listing = last.get(name)
        if number < REMOVED:
            right = listing is None
        else:
            right = listing is not None and listing.complete and (
                (listing.title, listing.price, listing.caption, listing.category, listing.seller_handle)
                == (f"Heels {number}", number + 1, caption(number), "apparel.shoes.heels", "shop")
            )  # fmt: skip
        if not right:
            found[name] = listing
    return found


def rolled_out(cluster: Cluster) -> None:
    """Wait until all replicas are ready, and of the newest template."""
    cluster("rollout", "status", "-n", NAMESPACE, "statefulset/catalog", f"--timeout={WAIT:.0f}s")


def pods(cluster: Cluster) -> dict[str, str]:
    """Ids by name."""
    return {each["metadata"]["name"]: each["metadata"]["uid"] for each in cluster.list("pods", NAMESPACE, *SELECTED)}


def claims(cluster: Cluster) -> dict[str, str]:
    """The volume of each claim that is bound."""
    found = [each for each in cluster.list("pvc", NAMESPACE) if each["status"]["phase"] == "Bound"]
    return {each["metadata"]["name"]: each["spec"]["volumeName"] for each in found}


def scaled(cluster: Cluster) -> set[str]:
    """What has an autoscaler."""
    found = cluster.list("scaledobjects,horizontalpodautoscalers", NAMESPACE)
    return {each["spec"]["scaleTargetRef"]["name"] for each in found}
