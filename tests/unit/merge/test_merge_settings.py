"""Settings of the merge service."""

import os
from typing import Any

import pytest
from pydantic import ValidationError

from libs.storage import StorageSettings
from services.merge.factory import handler_seconds
from services.merge.settings import MergeSettings


def made(root: str = "s3://own/media", **given: Any) -> MergeSettings:
    return MergeSettings.model_validate({"storage": StorageSettings.model_validate({"STORAGE_URI": root}), **given})


def test_defaults() -> None:
    settings = made()
    assert (settings.max_inputs, settings.max_seconds) == (500, 4 * 3600)
    assert settings.at_a_time == max(1, (os.cpu_count() or 1) // 2)
    assert settings.places == ("s3://own/media", frozenset(), frozenset())
    assert settings.process_limits.cpu_seconds < settings.process_limits.wall_seconds < handler_seconds(settings)


def test_buckets() -> None:
    settings = made(MERGE_INPUT_BUCKETS=" shop, clips.eu ,", MERGE_OUTPUT_BUCKETS="out")
    assert settings.places == ("s3://own/media", frozenset({"shop", "clips.eu"}), frozenset({"out"}))


@pytest.mark.parametrize("name", ["s3://shop", "shop/in", "a", "shop in", "*"])
@pytest.mark.parametrize("setting", ["MERGE_INPUT_BUCKETS", "MERGE_OUTPUT_BUCKETS"])
def test_what_is_no_bucket(setting: str, name: str) -> None:
    with pytest.raises(ValidationError, match="must be names of buckets, separated by commas"):
        made(**{setting: f"shop,{name}"})


@pytest.mark.parametrize("setting", ["MERGE_INPUT_BUCKETS", "MERGE_OUTPUT_BUCKETS"])
def test_a_folder_has_no_buckets(setting: str) -> None:
    with pytest.raises(ValidationError, match="need a store with buckets, not file:///srv/objects: unset them"):
        made("file:///srv/objects", **{setting: "shop"})
