"""The stored contract in docs/events/: it is what the code says, it only grows, and payloads keep to it."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from libs.events.asyncapi import asyncapi
from libs.events.documents import ASYNCAPI, documents
from libs.events.schemas import payload_schema, payload_schemas
from libs.events.topics import BY_NAME, TOPICS, Topic
from reelbus.schemas import STORED, app, breaks, stale, stored
from tests.unit.events.strategies import values

DIRECTORY = Path(__file__).parents[2] / STORED
TYPED = [topic for topic in TOPICS if topic.payload is not None]
run = CliRunner()


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """A directory with the contract of today."""
    for name, text in documents().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def edit(path: Path, change: Any) -> None:
    schema = json.loads(path.read_text(encoding="utf-8"))
    change(schema)
    path.write_text(json.dumps(schema), encoding="utf-8")


def test_no_stored_schema_is_broken_by_the_code() -> None:
    assert breaks(DIRECTORY) == []


def test_the_stored_files_are_what_the_code_says() -> None:
    assert stale(DIRECTORY) == [], "run `reelbus schemas export`"


@pytest.mark.parametrize("topic", TYPED, ids=lambda topic: topic.name)
def test_a_stored_schema_is_valid_and_names_itself(topic: Topic) -> None:
    schema = stored(DIRECTORY)[topic.name]
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:reelbus:event:{topic.name}:v1"
    assert schema["title"]
    assert schema["description"]


def test_the_same_code_gives_the_same_text() -> None:
    assert documents() == documents()
    assert list(payload_schemas()) == [topic.name for topic in TYPED]


@cache
def fitting(topic: str) -> tuple[st.SearchStrategy[Any], jsonschema.Draft202012Validator]:
    """Values that fit a stored schema, and its validator: made once, which costs more than an example."""
    schema = stored(DIRECTORY)[topic]
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return values(schema), jsonschema.Draft202012Validator(schema, format_checker=checker)


@pytest.mark.parametrize("topic", TYPED, ids=lambda topic: topic.name)
@settings(max_examples=60)
@given(data=st.data())
def test_what_fits_the_stored_schema_is_read_and_what_is_written_fits_it(topic: Topic, data: st.DataObject) -> None:
    assert topic.payload is not None
    fit, validator = fitting(topic.name)
    given_value = data.draw(fit)
    validator.validate(given_value)
    read = topic.payload.model_validate_json(json.dumps(given_value))
    validator.validate(json.loads(read.model_dump_json()))


def test_the_message_that_started_it_all_fits() -> None:
    message = {
        "video_id": "test123",
        "caption": "🔥 New heels only 55k! Sizes 37–41 #TRACK",
        "seller_handle": "test-seller",
        "video_url": "https://www.tiktok.com/@test/video/123",
    }
    jsonschema.validate(message, stored(DIRECTORY)["new-video-posted"])


# ---- AsyncAPI -----------------------------------------------------------------------------------


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from [item] if name == "$ref" else references(item)
    elif isinstance(value, list):
        for item in value:
            yield from references(item)


def test_every_reference_of_the_asyncapi_document_resolves() -> None:
    document = json.loads((DIRECTORY / ASYNCAPI).read_text(encoding="utf-8"))
    found = set(references(document))
    assert found
    for reference in found:
        file, _, pointer = reference.partition("#")
        target = json.loads((DIRECTORY / file).read_text(encoding="utf-8")) if file else document
        for part in filter(None, pointer.split("/")):
            target = target[part]
        assert target


def test_the_asyncapi_document_has_each_topic_and_each_party() -> None:
    document = asyncapi()
    assert document["asyncapi"] == "3.0.0"
    assert list(document["channels"]) == list(BY_NAME)
    for topic in TOPICS:
        kafka = document["channels"][topic.name]["bindings"]["kafka"]
        assert document["channels"][topic.name]["address"] == topic.name
        assert kafka["partitions"] == topic.partitions
        config = kafka["topicConfiguration"]
        assert config["cleanup.policy"] == ["compact" if topic.compacted else "delete"]
        assert config.get("retention.ms") == (None if topic.compacted else topic.retention.total_seconds() * 1000)
        message = document["components"]["messages"][topic.name]
        assert ("payload" in message) == (topic.payload is not None)
    parties = {
        (operation["action"], operation["channel"]["$ref"].rpartition("/")[2])
        for operation in document["operations"].values()
    }
    assert parties == {("send", topic.name) for topic in TOPICS} | {
        ("receive", topic.name) for topic in TOPICS if topic.consumers
    }
    count = sum(len(topic.producers) + len(topic.consumers) for topic in TOPICS)
    assert len(document["operations"]) == count


# ---- the command --------------------------------------------------------------------------------


def test_export_writes_everything_once(tmp_path: Path) -> None:
    directory = tmp_path / "new" / "events"
    first = run.invoke(app, ["export", str(directory)])
    assert first.exit_code == 0
    assert {path.name for path in directory.iterdir()} == set(documents())
    assert "up to date" in run.invoke(app, ["export", str(directory)]).output
    assert run.invoke(app, ["check", str(directory)]).exit_code == 0


def test_export_refuses_an_incompatible_change(exported: Path) -> None:
    """Stored schema: one that had a field and an enum value more than the code has now."""
    path = exported / "caption-parsed.json"

    def more(schema: dict[str, Any]) -> None:
        schema["properties"]["colour"] = {"type": "string"}
        schema["properties"]["availability"]["enum"].append("rumoured")

    edit(path, more)
    before = path.read_text(encoding="utf-8")
    refused = run.invoke(app, ["export", str(exported)])
    assert refused.exit_code == 1
    assert "caption-parsed.json $.colour: removed (breaks readers)" in refused.output
    assert 'caption-parsed.json $.availability: value "rumoured" is no longer accepted' in refused.output
    assert "2 incompatible changes, nothing written" in refused.output
    assert path.read_text(encoding="utf-8") == before
    assert run.invoke(app, ["check", str(exported)]).exit_code == 1
    assert run.invoke(app, ["export", str(exported), "--force"]).exit_code == 0
    assert run.invoke(app, ["check", str(exported)]).exit_code == 0


def test_export_takes_a_compatible_change_and_check_wants_it(exported: Path) -> None:
    edit(exported / "caption-parsed.json", lambda schema: schema["properties"].pop("model"))
    assert run.invoke(app, ["check", str(exported)]).exit_code == 1
    written = run.invoke(app, ["export", str(exported)])
    assert written.exit_code == 0
    assert written.output.split() == ["wrote", str(exported / "caption-parsed.json")]


def test_a_schema_of_no_topic_is_a_removed_topic(exported: Path) -> None:
    (exported / "gone.json").write_text('{"type": "object"}', encoding="utf-8")
    refused = run.invoke(app, ["export", str(exported)])
    assert refused.exit_code == 1
    assert "gone.json" in refused.output
    assert run.invoke(app, ["export", str(exported), "--force"]).exit_code == 0
    assert not (exported / "gone.json").exists()


def test_a_missing_file_is_noticed(exported: Path) -> None:
    (exported / "README.md").unlink()
    checked = run.invoke(app, ["check", str(exported)])
    assert checked.exit_code == 1
    assert "README.md is out of date" in checked.output


def test_a_model_that_loses_a_field_is_refused() -> None:
    """From the code's side: a payload class without one of its fields breaks what is stored."""
    from libs.events.compatibility import incompatibilities
    from libs.events.payload import Payload

    class NewVideoPosted(Payload):
        video_id: str

    lines = incompatibilities(
        stored(DIRECTORY)["new-video-posted"], payload_schema(BY_NAME["new-video-posted"], NewVideoPosted)
    )
    assert "$.caption: removed (breaks readers)" in lines
    assert any(line.startswith("$.video_id: pattern changed") for line in lines)
