"""The table of topics holds together."""

import re
from datetime import timedelta

import pytest

from libs.events import NewVideoPosted
from libs.events.object import ObjectCreated
from libs.events.payload import Payload
from libs.events.topics import (
    BY_NAME,
    BY_PAYLOAD,
    PLANNED,
    RETRY_DELAYS,
    TOPICS,
    Topic,
    derived_topics,
    is_dead_letter_topic,
    retry_topic,
    topic,
)
from libs.events.topics import dead_letter_topic as dlq
from libs.registry import BY_NAME as SERVICES

ALL = pytest.mark.parametrize("row", TOPICS, ids=lambda row: row.name)

KNOWN = {*SERVICES, *PLANNED, "cli", "anyone", "bucket notifications"}


def test_all_topics_of_the_design() -> None:
    assert set(BY_NAME) >= {
        "new-video-posted", "caption-parsed", "tags-generated", "thumbnail-generated", "listing-updated",
        "collage-batch-submitted", "collage-batch-planned", "collage-requested", "low-priority-collage-requested",
        "collage-generated", "collage-batch-completed",
        "product-submitted", "product-images-enhanced", "image-generation-requested", "image-generated",
        "video-merge-requested", "video-merged", "voiceover-requested", "voiceover-generated", "object-created",
    }  # fmt: skip
    assert len(BY_NAME) == len(TOPICS)


def test_a_payload_has_one_topic() -> None:
    """The worker finds a result's topic by its type."""
    assert len(BY_PAYLOAD) == sum(row.payload is not None for row in TOPICS)


@ALL
def test_a_name_is_an_event_or_a_request(row: Topic) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", row.name)
    assert row.internal or row.name.endswith(("ed", "parsed", "merged", "submitted", "requested"))
    assert row.summary
    assert not row.summary.endswith(".")


@ALL
def test_an_internal_topic_is_storage_of_one_service(row: Topic) -> None:
    if row.internal:
        assert (row.payload, row.consumers, len(row.producers), row.compacted) == (None, (), 1, True)


def test_a_partition_of_the_catalogs_state_belongs_to_those_of_its_inputs() -> None:
    inputs = [row for row in TOPICS if "catalog" in row.consumers]
    assert len(inputs) == 5
    assert {row.partitions for row in inputs} == {topic("catalog-listings-changelog").partitions}


@ALL
def test_a_key_is_a_field_of_the_payload(row: Topic) -> None:
    if row.payload is not None:
        assert all(
            hasattr(row.payload, name) or name in row.payload.model_fields for name in re.split(r"[|/]", row.key)
        )


@ALL
def test_parties_are_known_and_named_once(row: Topic) -> None:
    assert row.producers
    for parties in (row.producers, row.consumers):
        assert set(parties) <= KNOWN
        assert len(set(parties)) == len(parties)
    assert "anyone" not in row.consumers, "consumers are groups, with retry topics and dead letters of their own"


@ALL
def test_sizes_are_sane(row: Topic) -> None:
    assert 1 <= row.partitions <= 100
    assert timedelta(days=1) <= row.retention <= timedelta(days=365)
    assert 1024 <= row.max_message_bytes <= 16 * 1024 * 1024


@ALL
def test_names_that_follow_are_legal_and_tell_their_topic(row: Topic) -> None:
    for group in row.consumers:
        names = list(derived_topics(row.name, group, len(RETRY_DELAYS)))
        assert names == [*(retry_topic(row.name, group, n) for n in (1, 2, 3)), dlq(row.name, group)]
        for name in names:
            assert re.fullmatch(r"[a-zA-Z0-9._-]{1,249}", name)
            assert name.startswith(f"{row.name}.{group}.")
        assert [is_dead_letter_topic(name) for name in names] == [False, False, False, True]
    assert not is_dead_letter_topic(row.name)


def test_a_topic_by_its_name() -> None:
    assert topic("caption-parsed") is BY_NAME["caption-parsed"]
    with pytest.raises(KeyError, match=r"no topic 'capton'.*caption-parsed"):
        topic("capton")


def test_the_key_of_a_payload() -> None:
    assert BY_NAME["new-video-posted"].key_of(NewVideoPosted(video_id="v1")) == "v1"


def test_a_key_of_two_parts() -> None:
    record = {"eventName": "ObjectCreated:Put", "s3": {"bucket": {"name": "b"}, "object": {"key": "csv/a.csv"}}}
    row = BY_NAME["object-created"]
    assert row.key_of(ObjectCreated.model_validate({"Records": [record]})) == "b/csv/a.csv"
    with pytest.raises(ValueError, match="needs bucket/key as its key"):
        row.key_of(ObjectCreated(Event="s3:TestEvent"))


class _Merge(Payload):
    pipeline_id: str | None = None
    output_key: str | None = None


def test_the_first_key_that_is_set() -> None:
    row = Topic("t", "pipeline_id|output_key", "x", _Merge)
    assert row.key_of(_Merge(pipeline_id="p", output_key="o")) == "p"
    assert row.key_of(_Merge(output_key="o")) == "o"
    with pytest.raises(ValueError, match=r"a payload of t needs pipeline_id\|output_key as its key"):
        row.key_of(_Merge())
