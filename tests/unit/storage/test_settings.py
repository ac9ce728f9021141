"""Settings of the store."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from libs.settings import load
from libs.storage import StorageSettings

NAMES = (
    "STORAGE_URI",
    "S3_BUCKET_NAME",
    "AWS_ENDPOINT_URL",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_REGION",
)
KEYS = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "very-secret"}


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def settings(**values: object) -> StorageSettings:
    return StorageSettings.model_validate(values)


def test_without_any_it_is_a_folder_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert StorageSettings().root == f"file://{tmp_path}/.reelbus/objects"


def test_a_bucket_alone_is_enough() -> None:
    assert settings(S3_BUCKET_NAME="my-bucket").root == "s3://my-bucket"
    assert settings(STORAGE_URI="s3://my-bucket/a/", S3_BUCKET_NAME="my-bucket").root == "s3://my-bucket/a"


def test_fields_go_by_their_names_too() -> None:
    assert StorageSettings(storage_uri="s3://my-bucket/a").root == "s3://my-bucket/a"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"STORAGE_URI": "s3://other", "S3_BUCKET_NAME": "mine"}, "STORAGE_URI=s3://other contradicts"),
        ({"STORAGE_URI": "file:///a", "S3_BUCKET_NAME": "mine"}, "contradicts S3_BUCKET_NAME=mine"),
        ({"STORAGE_URI": "https://a/b"}, "must be s3://bucket, s3://bucket/prefix"),
        ({"STORAGE_URI": "s3://bucket/a/../b"}, "must be s3://bucket, s3://bucket/prefix"),
        ({"S3_BUCKET_NAME": "a/b"}, "must be the name of a bucket"),
        ({"S3_BUCKET_NAME": "s3://bucket"}, "must be the name of a bucket"),
        ({"AWS_ENDPOINT_URL": "localhost:9000"}, "must be an http:// or https:// address"),
        ({"AWS_ENDPOINT_URL": "https://me:very-secret@host"}, "keys have settings of their own"),
        ({"AWS_ACCESS_KEY_ID": "x"}, "must both be set, or neither"),
        ({"AWS_SECRET_ACCESS_KEY": "very-secret"}, "must both be set, or neither"),
        (KEYS | {"AWS_SECRET_ACCESS_KEY": "very-secret\u200b"}, "AWS_SECRET_ACCESS_KEY: must be printable ASCII"),
        ({"STORAGE_PART_SIZE_MB": "4"}, "STORAGE_PART_SIZE_MB"),
        ({"AWS_REGION": "eu west"}, "AWS_REGION"),
    ],
)
def test_bad_ones_are_a_line_and_exit_status_2(
    values: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as caught:
        load(StorageSettings)
    assert caught.value.code == 2
    printed = capsys.readouterr().err
    assert said in printed
    assert printed.count("\n") == 1
    assert "very-secret" not in printed


def test_secrets_are_not_shown_and_lose_the_line_end_of_their_file() -> None:
    given = settings(**KEYS | {"AWS_SECRET_ACCESS_KEY": "very-secret\n", "AWS_SESSION_TOKEN": "token-secret\n"})
    assert given.secret == "very-secret"
    assert given.token == "token-secret"
    assert "secret\n" not in repr(given)
    assert "very-secret" not in repr(given)


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        settings().concurrency = 3  # type: ignore[misc]
