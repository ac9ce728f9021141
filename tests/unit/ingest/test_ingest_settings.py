"""Settings of the ingest service."""

import pytest
from pydantic import ValidationError

from services.ingest.settings import CoversSettings, IngestSettings, LayoutSettings, VideosSettings

SOURCE = {"INGEST_SOURCE_URL": "mysql://u:s3cret@host/shop"}


def test_all_is_off_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLUMNS", "PREFIX", "TABLE", "STORAGE", "QUALITY", "SINCE"):
        monkeypatch.setenv(name, "80")
    settings = IngestSettings()
    assert (settings.source, settings.cron, settings.poll_seconds, settings.videos.table) == (None, None, 0, None)
    assert (settings.prefix, settings.covers.table) == ("csv-files", "videos_links")
    assert LayoutSettings().layout.model_dump() == {
        "rows": 5, "columns": 7, "tile_width": 224, "tile_height": 400, "quality": 95, "missing": "label",
    }  # fmt: skip


def test_the_source_gets_our_driver_and_hides_its_password() -> None:
    settings = IngestSettings.model_validate(SOURCE | {"INGEST_COVERS_WINDOW": "last"})
    assert settings.source is not None
    assert settings.source.drivername == "mysql+aiomysql"
    assert "s3cret" not in repr(settings)
    assert settings.window_length is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"INGEST_SOURCE_URL": "oracle://u:s3cret@host/x"}, "must be a known kind of database"),
        ({"INGEST_COVERS_CRON": "0 3 * * *"}, "INGEST_COVERS_CRON needs INGEST_SOURCE_URL"),
        (SOURCE | {"INGEST_COVERS_CRON": "daily at 3"}, "must be a cron expression"),
        (SOURCE | {"INGEST_COVERS_WINDOW": "week"}, "a duration of at most"),
        ({"INGEST_PREFIX": "/"}, "must be a folder"),
        ({"INGEST_PREFIX": "a/../b"}, "must be a folder"),
        ({"INGEST_POLL_SECONDS": "-1"}, "greater than or equal to 0"),
    ],
)
def test_bad_ones(given: dict[str, str], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        IngestSettings.model_validate(given)


def test_names_and_tiles() -> None:
    assert CoversSettings.model_validate({"INGEST_COVERS_TABLE": " odd `name` "}).table == "odd `name`"
    for wrong in ("a\nb", "x" * 200, " "):
        with pytest.raises(ValidationError, match="must be a name"):
            CoversSettings.model_validate({"INGEST_COVERS_URLS_COLUMN": wrong})
    assert LayoutSettings.model_validate({"INGEST_TILE": "160×288"}).layout.tile_height == 288
    for wrong in ("160", "8x400", "160x4000", "x"):
        with pytest.raises(ValidationError, match="width"):
            LayoutSettings.model_validate({"INGEST_TILE": wrong})
    with pytest.raises(ValidationError, match="must be a time"):
        VideosSettings.model_validate({"INGEST_VIDEOS_FROM": "soon"})
