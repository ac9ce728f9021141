"""Permissions on topics, checked at start: so a missing one is found before the first record."""

from collections.abc import Collection, Sequence

from libs.bus.observing.metadata import TopicMetadata

READ, WRITE = 3, 4
"""Numbers of operations, as in org.apache.kafka.common.acl.AclOperation."""


def denied(topics: Sequence[TopicMetadata], *, reads: Collection[str], writes: Collection[str]) -> str | None:
    """The missing permissions, such as "read a, b; write c"; None if there are none, or if they are unknown."""
    missing = [
        f"{verb} {', '.join(names)}"
        for verb, bit, asked in (("read", READ, reads), ("write", WRITE, writes))
        if (names := sorted(topic.name for topic in topics if topic.name in asked and _lacks(topic, bit)))
    ]
    return "; ".join(missing) or None


def _lacks(topic: TopicMetadata, bit: int) -> bool:
    return topic.operations is not None and not topic.operations >> bit & 1
