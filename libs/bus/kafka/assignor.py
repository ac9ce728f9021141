"""Who gets which partitions: level in every topic, and as few moved as that allows.

aiokafka's sticky assignor levels the total only, so that a new member may get nothing but retry topics, and keeps
its state on the class, so that two members in one process disturb each other. Round robin levels every topic but
moves nearly everything each time, and what moves is work thrown away when a handler takes minutes.
"""

import json
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiokafka import TopicPartition
from aiokafka.coordinator.protocol import ConsumerProtocolMemberAssignment, ConsumerProtocolMemberMetadata


@dataclass(frozen=True, slots=True)
class Member:
    """What a member says when it joins: the topics it reads, what it held, and since when (Unix time, seconds)."""

    topics: frozenset[str]
    held: frozenset[TopicPartition] = field(default_factory=frozenset)
    since: float = 0.0


def share(partitions: Mapping[str, Collection[int]], members: Mapping[str, Member]) -> dict[str, set[TopicPartition]]:
    """Partitions by member id. In each topic no member has two more than another that reads it."""
    shares: dict[str, set[TopicPartition]] = {name: set() for name in members}
    owners: dict[TopicPartition, str] = {}
    # Of two members that claim a partition the later one is right: the other was away meanwhile.
    for name, member in sorted(members.items(), key=lambda item: (item[1].since, item[0])):
        owners |= dict.fromkeys(member.held, name)
    for topic in sorted(partitions):
        readers = [name for name, member in members.items() if topic in member.topics]
        if not readers:
            continue
        everything = sorted(TopicPartition(topic, number) for number in partitions[topic])
        held: dict[str, list[TopicPartition]] = {name: [] for name in readers}
        for tp in everything:
            if owners.get(tp) in held:
                held[owners[tp]].append(tp)
        least, extra = divmod(len(everything), len(readers))
        readers.sort(key=lambda name: (-len(held[name]), len(shares[name]), name))
        quota = {name: least + (place < extra) for place, name in enumerate(readers)}
        kept = {tp: name for name in readers for tp in held[name][: quota[name]]}
        free = [tp for tp in everything if tp not in kept]
        for name in readers:
            mine = [tp for tp, owner in kept.items() if owner == name]
            wanted = quota[name] - len(mine)
            shares[name].update(mine, free[:wanted])
            free = free[wanted:]
    return shares


class LevelStickyAssignor:
    """aiokafka's assignor protocol around `share`; one instance per consumer, since it remembers what that one held."""

    name = "reelbus-level-sticky"
    version = 0

    def __init__(self) -> None:
        self._held: list[TopicPartition] = []
        self._since = 0.0

    def assign(
        self, cluster: Any, members: Mapping[str, ConsumerProtocolMemberMetadata]
    ) -> dict[str, ConsumerProtocolMemberAssignment]:
        """Run by the group's leader for all."""
        known = {name: _read(metadata) for name, metadata in members.items()}
        topics = {topic for member in known.values() for topic in member.topics}
        partitions = {topic: cluster.partitions_for_topic(topic) or () for topic in topics}
        return {
            name: ConsumerProtocolMemberAssignment(self.version, sorted(_by_topic(mine).items()), b"")
            for name, mine in share(partitions, known).items()
        }

    def metadata(self, topics: Iterable[str]) -> ConsumerProtocolMemberMetadata:
        """What this member says when it joins."""
        said = json.dumps({"since": self._since, "held": _by_topic(self._held)})
        return ConsumerProtocolMemberMetadata(self.version, list(topics), said.encode())

    def on_assignment(self, assignment: ConsumerProtocolMemberAssignment) -> None:
        """Remember what we hold now."""
        self._held = assignment.partitions()
        self._since = time.time()


def _by_topic(partitions: Iterable[TopicPartition]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for topic, number in sorted(partitions):
        found.setdefault(topic, []).append(number)
    return found


def _read(metadata: ConsumerProtocolMemberMetadata) -> Member:
    said = json.loads(metadata.user_data or b"{}")
    held = (TopicPartition(topic, number) for topic, numbers in said.get("held", {}).items() for number in numbers)
    return Member(frozenset(metadata.subscription), frozenset(held), float(said.get("since", 0)))
