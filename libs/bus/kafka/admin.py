"""Topics on a broker: which exist, creating those that miss, and how they differ from what the table says."""

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
"""Copies of each partition where the cluster has that many brokers: one may fail while another is in maintenance."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a topic is not as the table says. A missing topic has `setting` "topic" and `found` None."""

    topic: str
    setting: str
    wanted: str
    found: str | None

    def __str__(self) -> str:
        if self.setting == "topic":
            return f"{self.topic}: missing"
        return f"{self.topic}: {self.setting} is {self.found}, wanted {self.wanted}"


async def partition_numbers(bus: KafkaBus) -> dict[str, list[int]]:
    """The partitions of every topic on the broker, internal topics left out.

    Asks for all topics at once: asking a broker that creates topics by itself (Tansu) for one makes it.
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
    """Create those of `specs` that do not exist, and return them; one that exists is never changed.

    `replicas` defaults to three, or as many as there are brokers. With three, two must have a record before it
    counts as written. Waits for the broker as a worker does. Raises BusError with its reason for
    the first topic that it refuses.
    """
    await bus.check(())  # as a job in a cluster it may be there before the broker
    async with bus.admin() as admin:
        there = set(await admin.list_topics())
        missing = [spec for spec in specs if spec.name not in there]
        if dry_run or not missing:
            # Not the request's own validate_only: Tansu creates the topics all the same.
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
            raise BusError(f"the broker refuses topic {name}: {message or for_code(code).__name__}")
    return [spec for spec in missing if spec.name not in raced]


async def compare(bus: KafkaBus, specs: Sequence[TopicSpec]) -> list[Difference]:
    """How the broker's topics differ from `specs` in partitions and in the settings that the specs name.

    More partitions than asked for are no difference: people add some for their load, and none can be taken away.
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
                raise BusError(f"the broker does not tell the settings of {name}: {message or for_code(code).__name__}")
            configs[name] = {entry[0]: entry[1] for entry in entries}
    return configs
