"""Partition assignment: balanced within each topic, with as few moves as possible.

aiokafka's sticky assignor balances only the total, so that a new member may get only retry topics. It also keeps its
state on the class, so that two members in one process interfere. Round robin balances each topic but moves nearly
all partitions each time; the work of a long handler is lost when its partition moves.
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
    """A member's subscription: its topics, the partitions it held, and since when (Unix time, seconds)."""

    topics: frozenset[str]
    held: frozenset[TopicPartition] = field(default_factory=frozenset)
    since: float = 0.0


def share(partitions: Mapping[str, Collection[int]], members: Mapping[str, Member]) -> dict[str, set[TopicPartition]]:
    """Partitions by member id. In each topic, the members' numbers of partitions differ by at most one."""
    shares: dict[str, set[TopicPartition]] = {name: set() for name in members}
    owners: dict[TopicPartition, str] = {}
    # If two members claim a partition, the later one is right: the other was disconnected meanwhile.
    for name, member in sorted(members.items(), key=lambda item: (item[1].since, item[0])):
        owners |= dict.fromkeys(member.held, name)
    for topic in sorted(partitions):
        readers = [name for name, member in members.items() if topic in member.topics]
        if not readers:
            continue
        all_partitions = sorted(TopicPartition(topic, number) for number in partitions[topic])
        held: dict[str, list[TopicPartition]] = {name: [] for name in readers}
        for tp in all_partitions:
            if owners.get(tp) in held:
                held[owners[tp]].append(tp)
        least, extra = divmod(len(all_partitions), len(readers))
        readers.sort(key=lambda name: (-len(held[name]), len(shares[name]), name))
        quota = {name: least + (place < extra) for place, name in enumerate(readers)}
        kept = {tp: name for name in readers for tp in held[name][: quota[name]]}
        free = [tp for tp in all_partitions if tp not in kept]
        for name in readers:
            mine = [tp for tp, owner in kept.items() if owner == name]
            missing = quota[name] - len(mine)
            shares[name].update(mine, free[:missing])
            free = free[missing:]
    return shares


class LevelStickyAssignor:
    """aiokafka's assignor interface for `share`. One per consumer, because it stores what the consumer held."""

    name = "reelbus-level-sticky"
    version = 0

    def __init__(self) -> None:
        self._held: list[TopicPartition] = []
        self._since = 0.0

    def assign(
        self, cluster: Any, members: Mapping[str, ConsumerProtocolMemberMetadata]
    ) -> dict[str, ConsumerProtocolMemberAssignment]:
        """Assign all partitions. Called on the group's leader."""
        known = {name: _read(metadata) for name, metadata in members.items()}
        topics = {topic for member in known.values() for topic in member.topics}
        partitions = {topic: cluster.partitions_for_topic(topic) or () for topic in topics}
        return {
            name: ConsumerProtocolMemberAssignment(self.version, sorted(_by_topic(mine).items()), b"")
            for name, mine in share(partitions, known).items()
        }

    def metadata(self, topics: Iterable[str]) -> ConsumerProtocolMemberMetadata:
        """This member's subscription, sent when it joins."""
        user_data = json.dumps({"since": self._since, "held": _by_topic(self._held)})
        return ConsumerProtocolMemberMetadata(self.version, list(topics), user_data.encode())

    def on_assignment(self, assignment: ConsumerProtocolMemberAssignment) -> None:
        """Store the new assignment."""
        self._held = assignment.partitions()
        self._since = time.time()


def _by_topic(partitions: Iterable[TopicPartition]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for topic, number in sorted(partitions):
        found.setdefault(topic, []).append(number)
    return found


def _read(metadata: ConsumerProtocolMemberMetadata) -> Member:
    data = json.loads(metadata.user_data or b"{}")
    held = (TopicPartition(topic, number) for topic, numbers in data.get("held", {}).items() for number in numbers)
    return Member(frozenset(metadata.subscription), frozenset(held), float(data.get("since", 0)))
