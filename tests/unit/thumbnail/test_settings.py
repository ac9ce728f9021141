"""The service's settings: a wrong one is named."""

import sys
from pathlib import Path

import pytest

from libs.settings import load
from services.thumbnail.rank.crop import Aspect
from services.thumbnail.settings import ThumbnailSettings


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in ThumbnailSettings.model_fields.values():
        if field.alias:
            monkeypatch.delenv(field.alias, raising=False)


def test_the_defaults() -> None:
    settings = ThumbnailSettings()
    assert (settings.max_size_mb, settings.max_duration_seconds, settings.count) == (50, 60, 3)
    assert list(map(str, settings.aspects)) == ["1:1", "4:5", "16:9"]
    assert settings.encoding.formats == ("jpeg", "webp")
    assert settings.limits.memory_bytes == 1500 << 20
    assert (settings.limits.duration, settings.limits.pixels, settings.limits.cpu_seconds) == (60, 50_000_000, 30)


def test_lists_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUMBNAIL_ASPECTS", " 9:16, 1:1")
    monkeypatch.setenv("THUMBNAIL_WIDTHS", "320, 640")
    monkeypatch.setenv("THUMBNAIL_FORMATS", "webp")
    settings = ThumbnailSettings()
    assert settings.aspects == (Aspect(9, 16), Aspect(1, 1))
    assert settings.widths == (320, 640)
    assert settings.formats == ("webp",)


def test_an_empty_one_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUMBNAIL_WIDTHS", "")
    monkeypatch.setenv("THUMBNAIL_WORK_FOLDER", "")
    assert ThumbnailSettings().widths == (640,)


def test_more_than_the_system_takes_means_all_that_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUMBNAIL_MAX_PIXELS", "99999999999999999999")
    monkeypatch.setenv("THUMBNAIL_DECODE_MEMORY_MB", "99999999999999999999")
    limits = ThumbnailSettings().limits
    assert limits.pixels == 2**31 - 1
    assert limits.memory_bytes == sys.maxsize


def test_a_work_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("THUMBNAIL_WORK_FOLDER", str(tmp_path))
    assert ThumbnailSettings().work_folder == tmp_path


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAX_VIDEO_SIZE_MB", "abc"),
        ("MAX_VIDEO_SIZE_MB", "0"),
        ("MAX_VIDEO_SIZE_MB", "inf"),
        ("MAX_VIDEO_SIZE_MB", "nan"),
        ("MAX_VIDEO_DURATION_SECONDS", "-1"),
        ("MAX_VIDEO_DURATION_SECONDS", "inf"),
        ("THUMBNAIL_DOWNLOAD_SECONDS", "soon"),
        ("THUMBNAIL_COUNT", "0"),
        ("THUMBNAIL_COUNT", "11"),
        ("THUMBNAIL_ASPECTS", "4x5"),
        ("THUMBNAIL_ASPECTS", "4:5,"),
        ("THUMBNAIL_ASPECTS", "0:1"),
        ("THUMBNAIL_WIDTHS", "0"),
        ("THUMBNAIL_WIDTHS", "640,wide"),
        ("THUMBNAIL_WIDTHS", "5000"),
        ("THUMBNAIL_WIDTHS", ","),
        ("THUMBNAIL_FORMATS", "gif"),
        ("THUMBNAIL_FORMATS", "jpeg,,webp"),
        ("THUMBNAIL_JPEG_QUALITY", "101"),
        ("THUMBNAIL_WEBP_QUALITY", "0"),
        ("THUMBNAIL_DETECT_FRAMES", "0"),
        ("THUMBNAIL_DECODERS", "0"),
        ("THUMBNAIL_DECODE_SECONDS", "inf"),
        ("THUMBNAIL_DECODE_MEMORY_MB", "100"),
        ("THUMBNAIL_MAX_PIXELS", "0"),
    ],
)
def test_a_bad_one_is_named_on_one_line(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit, match="2"):
        load(ThumbnailSettings)
    (line,) = {
        line.split(":")[0].removesuffix(".0").removesuffix(".1") for line in capsys.readouterr().err.splitlines()
    }
    assert line == f"bad setting {name}"
