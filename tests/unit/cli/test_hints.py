"""What `reelbus up` says to type in a second terminal works there."""

from pathlib import Path

import pytest

from reelbus.stack.hints import FOLDER, hints, inbox


def test_in_the_usual_place_nothing_needs_to_be_set() -> None:
    said = hints("127.0.0.1:9092", FOLDER, {})
    assert "export" not in said
    assert "cp covers.csv .reelbus/objects/csv-files/ " in said


def test_in_another_place_the_settings_are_given(tmp_path: Path) -> None:
    folder = tmp_path / "my stack"
    said = hints("127.0.0.1:9093", folder, {}).splitlines()
    assert "  export KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:9093" in said
    assert f"  export STORAGE_URI={(folder / 'objects').as_uri()}" in said
    assert f"  export DATABASE_URL='sqlite:///{folder}/reelbus.db'" in said
    assert any(line.startswith(f"  cp covers.csv '{folder}/objects/csv-files/'") for line in said)


def test_what_the_user_set_is_named_and_not_shown() -> None:
    env = {"DATABASE_URL": "postgresql://me:s3cret@db/x", "S3_BUCKET_NAME": "shop", "INGEST_PREFIX": "in/covers"}
    said = hints("127.0.0.1:9092", Path("elsewhere"), env)
    assert "s3cret" not in said
    assert "export" not in said
    assert "# and S3_BUCKET_NAME, DATABASE_URL as they are here" in said
    assert "aws s3 cp covers.csv s3://shop/in/covers/ " in said


@pytest.mark.parametrize(
    ("env", "to"),
    [
        ({}, "here/objects/csv-files/"),
        ({"STORAGE_URI": "file:///data/my%20shop"}, "/data/my shop/csv-files/"),
        ({"STORAGE_URI": "s3://shop/prefix"}, "s3://shop/prefix/csv-files/"),
        ({"INGEST_PREFIX": "/in/"}, "here/objects/in/"),
    ],
)
def test_where_csvs_are_dropped(env: dict[str, str], to: str) -> None:
    assert inbox(Path("here"), env) == to
