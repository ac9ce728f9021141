"""Topic specifications, and the sum of lag."""

from datetime import timedelta

from aiokafka import TopicPartition

from libs.bus.kafka.admin import Difference
from libs.bus.lag import subscriptions, total_lag
from libs.events.specs import HEADROOM_BYTES, dead_letter_spec, existing_topics, retry_spec, topic_spec, topic_specs
from libs.events.topics import BY_NAME, PLANNED, TOPICS, Topic, derived_topics
from libs.registry import BY_NAME as SERVICES


def test_every_topic_gets_its_retry_and_dead_letter_topics() -> None:
    names = [spec.name for spec in topic_specs(tiers=2)]
    assert len(set(names)) == len(names)
    assert set(names) == {t.name for t in TOPICS} | {
        name for t in TOPICS for group in t.consumers for name in derived_topics(t.name, group, 2)
    }


def test_only_groups_of_services_that_exist_get_topics_without_all() -> None:
    groups = {group for topic in TOPICS for group in topic.consumers}
    assert groups == SERVICES.keys() | PLANNED
    assert SERVICES.keys().isdisjoint(PLANNED), "a planned service does not exist"
    names = [spec.name for spec in topic_specs(existing_topics())]
    assert {"new-video-posted.caption.dlq", "caption-parsed"} <= set(names)
    assert not [name for name in names if any(f".{group}." in name for group in PLANNED)]


def test_the_settings_of_a_topic() -> None:
    spec = topic_spec(BY_NAME["collage-batch-submitted"])
    assert (spec.partitions, spec.config["retention.ms"]) == (3, str(30 * 86_400_000))
    compacted = topic_spec(BY_NAME["listing-updated"])
    assert compacted.config["cleanup.policy"] == "compact"
    assert "retention.ms" not in compacted.config


def test_headers_fit_beside_the_largest_message_and_letters_are_kept_longer_than_their_origin() -> None:
    short = Topic("t", "k", "", retention=timedelta(hours=1), partitions=2, compacted=True)
    retry, letters = retry_spec(short, "g", 1), dead_letter_spec(short, "g")
    for spec in (retry, letters):
        assert int(spec.config["max.message.bytes"]) == short.max_message_bytes + HEADROOM_BYTES
        assert spec.config["cleanup.policy"] == "delete", "a compacted one would lose letters of the same key"
    assert (retry.partitions, letters.partitions) == (2, 1)
    assert int(letters.config["retention.ms"]) == 30 * 86_400_000
    long = Topic("t", "k", "", retention=timedelta(days=90))
    assert int(dead_letter_spec(long, "g").config["retention.ms"]) == 90 * 86_400_000


def test_a_difference_as_text() -> None:
    assert str(Difference("t", "topic", "", None)) == "t: missing"
    assert str(Difference("t", "partitions", "12", "3")) == "t: partitions is 3, expected 12"


def test_lag_counts_neither_committed_nor_expired_records() -> None:
    here, there, retry = TopicPartition("t", 0), TopicPartition("t", 1), TopicPartition("t.g.retry.1", 0)
    other = TopicPartition("t.h.retry.1", 0)
    ranges = {here: (10, 20), there: (5, 8), retry: (0, 4), other: (0, 9)}
    row = total_lag("t", "g", ranges, {here: 15, there: None, retry: 1, other: None})
    assert (row.committed, row.end, row.lag, row.waiting) == (15, 28, 5 + 3, 3)
    assert total_lag("t", "g", ranges, {here: 3}).lag == 10 + 3, "deleted records are not lag"
    assert total_lag("t", "g", ranges, {}).committed is None


def test_an_unknown_group_is_looked_up_on_all_topics() -> None:
    assert subscriptions(TOPICS, "listings") == [("listing-updated", "listings")]
    assert subscriptions(TOPICS, "analytics") == [(t.name, "analytics") for t in TOPICS]
