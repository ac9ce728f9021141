"""Topics on a broker: listing, creating and comparing them with the table of topics."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from aiokafka.admin import NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import TopicAlreadyExistsError, for_code

from libs.bus.errors import BusError
from libs.bus.kafka.clients import KafkaBus
from libs.events.specs import TopicSpec

REPLICAS = 3
"""Replication factor, if the cluster has that many brokers: one may fail while another is in maintenance."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference between a topic and the table. For a missing topic, `setting` is "topic" and `found` is None."""

    topic: str
    setting: str
    wanted: str
    found: str | None

    def __str__(self) -> str:
        if self.setting == "topic":
            return f"{self.topic}: missing"
        return f"{self.topic}: {self.setting} is {self.found}, expected {self.wanted}"


async def partition_numbers(bus: KafkaBus) -> dict[str, list[int]]:
    """The partition numbers of all topics, without internal topics.

    All topics are requested at once: a request for one topic would create it on Tansu.
    """
    async with bus.admin() as admin:
        described = await admin.describe_topics()
    return {
        topic["topic"]: sorted(partition["partition"] for partition in topic["partitions"])
        for topic in sorted(described, key=lambda topic: str(topic["topic"]))
        if not topic["is_internal"]
    }


async def create(
    bus: KafkaBus, specs: Sequence[TopicSpec], *, replicas: int | None = None, dry_run: bool = False
) -> list[TopicSpec]:
    """Create the missing topics of `specs` and return them. Existing topics are never changed.

    `replicas` defaults to three, or to the number of brokers if that is smaller. With three, a write must reach two
    (`min.insync.replicas`). Waits for the broker as a worker does. Raises BusError for the first topic that the broker
    rejects.
    """
    await bus.check(())  # a job in a cluster may start before the broker
    async with bus.admin() as admin:
        there = set(await admin.list_topics())
        missing = [spec for spec in specs if spec.name not in there]
        if dry_run or not missing:
            # Without the request's validate_only: Tansu ignores it and creates the topics.
            return missing
        count = replicas or min(REPLICAS, len((await admin.describe_cluster())["brokers"]))
        safe = {"min.insync.replicas": "2"} if count >= REPLICAS else {}
        response = await admin.create_topics(
            [NewTopic(spec.name, spec.partitions, count, topic_configs=spec.config | safe) for spec in missing]
        )
    raced = set()
    for name, code, message in response.topic_errors:
        if code == TopicAlreadyExistsError.errno:
            raced.add(name)
        elif code:
            raise BusError(f"the broker rejected topic {name}: {message or for_code(code).__name__}")
    return [spec for spec in missing if spec.name not in raced]


async def compare(bus: KafkaBus, specs: Sequence[TopicSpec]) -> list[Difference]:
    """The differences between the broker's topics and `specs`, in partitions and in the settings of the specs.

    More partitions than specified do not count: they are added for load, and cannot be removed.
    """
    there = await partition_numbers(bus)
    configs = await _configs(bus, [spec.name for spec in specs if spec.name in there])
    found: list[Difference] = []
    for spec in specs:
        if spec.name not in there:
            found.append(Difference(spec.name, "topic", "", None))
            continue
        number = len(there[spec.name])
        have = {"partitions": str(min(number, spec.partitions))} | configs.get(spec.name, {})
        wanted = {"partitions": str(spec.partitions)} | spec.config
        found.extend(
            Difference(spec.name, setting, value, have.get(setting, "unknown"))
            for setting, value in wanted.items()
            if have.get(setting) != value
        )
    return found


async def _configs(bus: KafkaBus, names: Iterable[str]) -> dict[str, dict[str, str]]:
    # All settings, without a filter by name: Tansu closes the connection on one.
    resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
    if not resources:
        return {}
    async with bus.admin() as admin:
        responses: list[Any] = await admin.describe_configs(resources)
    configs: dict[str, dict[str, str]] = {}
    for response in responses:
        for code, message, _, name, entries, *_ in response.resources:
            if code:
                raise BusError(f"cannot read the settings of topic {name}: {message or for_code(code).__name__}")
            configs[name] = {entry[0]: entry[1] for entry in entries}
    return configs
