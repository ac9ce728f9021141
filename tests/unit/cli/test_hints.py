"""The commands that `reelbus up` suggests for a second terminal."""

from pathlib import Path

import pytest

from reelbus.stack.hints import FOLDER, hints, inbox
from services.enhance.providers.settings import ProviderSettings


def test_in_the_default_folder_no_setting_is_needed() -> None:
    shown = hints("127.0.0.1:9092", FOLDER, {})
    assert "export" not in shown
    assert "cp covers.csv .reelbus/objects/csv-files/ " in shown


def test_in_another_folder_the_settings_are_printed(tmp_path: Path) -> None:
    folder = tmp_path / "my stack"
    shown = hints("127.0.0.1:9093", folder, {}).splitlines()
    assert "  export KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:9093" in shown
    assert f"  export STORAGE_URI={(folder / 'objects').as_uri()}" in shown
    assert f"  export DATABASE_URL='sqlite:///{folder}/reelbus.db'" in shown
    assert any(line.startswith(f"  cp covers.csv '{folder}/objects/csv-files/'") for line in shown)


def test_settings_of_the_user_appear_without_their_values() -> None:
    env = {"DATABASE_URL": "postgresql://me:s3cret@db/x", "S3_BUCKET_NAME": "shop", "INGEST_PREFIX": "in/covers"}
    shown = hints("127.0.0.1:9092", Path("elsewhere"), env)
    assert "s3cret" not in shown
    assert "export" not in shown
    assert "# and set S3_BUCKET_NAME, DATABASE_URL as here" in shown
    assert "aws s3 cp covers.csv s3://shop/in/covers/ " in shown


@pytest.mark.parametrize(
    ("env", "to"),
    [
        ({}, "here/objects/csv-files/"),
        ({"STORAGE_URI": "file:///data/my%20shop"}, "/data/my shop/csv-files/"),
        ({"STORAGE_URI": "s3://shop/prefix"}, "s3://shop/prefix/csv-files/"),
        ({"INGEST_PREFIX": "/in/"}, "here/objects/in/"),
    ],
)
def test_the_folder_for_csvs(env: dict[str, str], to: str) -> None:
    assert inbox(Path("here"), env) == to


def test_videos_to_merge_are_objects() -> None:
    shown = hints("127.0.0.1:9092", FOLDER, {})
    assert "merge submit A.mp4 B.mp4 --key merged/ab.mp4 --watch   # videos below .reelbus/objects" in shown
    assert "# videos below s3://shop/prefix" in hints("127.0.0.1:9092", FOLDER, {"STORAGE_URI": "s3://shop/prefix/"})
    assert "merge submit" not in hints("127.0.0.1:9092", FOLDER, {}, {"caption"})


@pytest.mark.parametrize(
    ("env", "what"),
    [
        ({}, "free, on this machine"),
        ({"IMAGE_PROVIDER": " Local", "GEMINI_API_KEY": "s3cret"}, "free, on this machine"),
        ({"OPENAI_API_KEY": "s3cret"}, "free, on this machine"),
        ({"GEMINI_API_KEY": "s3cret"}, "PAID: GEMINI_API_KEY is set, which chooses gemini"),
        ({"IMAGE_PROVIDER": "OpenAI", "OPENAI_API_KEY": "s3cret"}, "PAID: IMAGE_PROVIDER=openai"),
    ],
)
def test_what_a_picture_costs_is_beside_its_command(env: dict[str, str], what: str) -> None:
    """As ProviderSettings chooses the provider."""
    shown = hints("127.0.0.1:9092", FOLDER, env)
    (line,) = [line for line in shown.splitlines() if "products add" in line]
    assert what in line
    assert "s3cret" not in shown
    assert "watch product-images-enhanced" in shown
    chosen = ProviderSettings.model_validate(env).chosen
    assert ("PAID" in line) == (chosen != "local")
