"""Broker settings of each topic: of the table's topics and of their retry and dead-letter topics.

The `reelbus topics` command, compose and the Kubernetes topic job create topics from these.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from libs.events.topics import MONTH, PLANNED, RETRY_DELAYS, TOPICS, WEEK, Topic, dead_letter_topic, retry_topic

HEADROOM_BYTES = 64 * 1024
"""How much larger the records of retry and dead-letter topics may be: room for the added headers."""

RETRY_PARTITIONS = 3
"""Retries are rare and not urgent, so a few partitions are enough."""

DEAD_LETTER_PARTITIONS = 1
"""Dead letters are read by people: one partition keeps them in order."""


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """One topic for the broker. `config` has Kafka's topic settings by their names."""

    name: str
    partitions: int
    config: dict[str, str]


def topic_spec(topic: Topic) -> TopicSpec:
    """The spec of a topic of the table. A compacted one keeps the last value of each key, so it has no retention."""
    kept = {"cleanup.policy": "compact"} if topic.compacted else _kept_for(topic.retention)
    return TopicSpec(topic.name, topic.partitions, kept | {"max.message.bytes": str(topic.max_message_bytes)})


def retry_spec(topic: Topic, group: str, tier: int) -> TopicSpec:
    """The spec of a retry topic: kept at least a week, so that nothing is lost while a group is stopped."""
    config = _kept_for(max(topic.retention, WEEK)) | _headroom(topic)
    return TopicSpec(retry_topic(topic.name, group, tier), min(topic.partitions, RETRY_PARTITIONS), config)


def dead_letter_spec(topic: Topic, group: str) -> TopicSpec:
    """The spec of a dead-letter topic: kept at least a month, never compacted (see ADR 0006)."""
    config = _kept_for(max(topic.retention, MONTH)) | _headroom(topic)
    return TopicSpec(dead_letter_topic(topic.name, group), DEAD_LETTER_PARTITIONS, config)


def topic_specs(topics: Iterable[Topic] = TOPICS, tiers: int = len(RETRY_DELAYS)) -> Iterator[TopicSpec]:
    """Each topic, followed by the retry topics (lowest tier first) and dead letters of its consumer groups."""
    for topic in topics:
        yield topic_spec(topic)
        for group in topic.consumers:
            yield from (retry_spec(topic, group, tier) for tier in range(1, tiers + 1))
            yield dead_letter_spec(topic, group)


def existing_topics() -> list[Topic]:
    """The topics of existing services, with the consumer groups of existing services."""
    return [with_existing_groups(topic) for topic in TOPICS if topic.payload is not None or _is_storage(topic)]


def _is_storage(topic: Topic) -> bool:
    return topic.internal and not PLANNED.issuperset(topic.producers)


def with_existing_groups(topic: Topic) -> Topic:
    """`topic` without the consumer groups of services that do not exist yet."""
    return replace(topic, consumers=tuple(group for group in topic.consumers if group not in PLANNED))


def _kept_for(time: timedelta) -> dict[str, str]:
    return {"cleanup.policy": "delete", "retention.ms": str(int(time.total_seconds() * 1000))}


def _headroom(topic: Topic) -> dict[str, str]:
    return {"max.message.bytes": str(topic.max_message_bytes + HEADROOM_BYTES)}
