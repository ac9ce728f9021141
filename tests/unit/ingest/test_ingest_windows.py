"""Spans of time, cron expressions, and where a CSV goes."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from libs.storage import StorageSettings
from services.ingest.covers.target import BadTarget, Target, target_of
from services.ingest.covers.window import back_from, between, length, moment
from services.ingest.jobs.cron import following, is_cron, latest


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_lengths() -> None:
    assert length("7d") == timedelta(days=7)
    assert length("1w12h30m1s") == timedelta(days=7, hours=12, minutes=30, seconds=1)
    assert length("1.5h") == timedelta(minutes=90)
    for wrong in ("", "7", "d", "7 d", "-7d", "0d", "7x", "999999w", f"{'9' * 400}d"):
        with pytest.raises(ValueError, match=r"use 90s|must be above 0|at most 36500d"):
            length(wrong)


def test_moments() -> None:
    assert moment("2026-11-15") == at("2026-11-15")
    assert moment("2026-11-15T08:30:00+02:00") == at("2026-11-15T06:30")
    assert moment(" 2026-11-15T08:30Z ") == at("2026-11-15T08:30")
    for wrong in ("", "yesterday", "2026-13-01", "15.11.2026", "0001-01-01T00:00:00+10:00"):
        with pytest.raises(ValueError, match="invalid date"):
            moment(wrong)


def test_windows() -> None:
    assert back_from(at("2026-11-22"), timedelta(days=7)).start == at("2026-11-15")
    assert between("2026-11-01", "2026-12-01") == (at("2026-11-01"), at("2026-12-01"))
    with pytest.raises(ValueError, match="the end must be after the start"):
        between("2026-11-02", "2026-11-02")


def test_fire_times() -> None:
    cron = "0 3 * * *"
    assert latest(cron, at("2026-11-22T03:00")) == at("2026-11-22T03:00")
    assert latest(cron, at("2026-11-22T02:59:59.999999")) == at("2026-11-21T03:00")
    assert latest(cron, at("2026-11-22T03:00:00.5")) == at("2026-11-22T03:00")
    assert following(cron, at("2026-11-22T03:00")) == at("2026-11-23T03:00")
    assert latest("* * * * * */2", at("2026-11-22T03:00:01.5")) == at("2026-11-22T03:00:00")


def test_what_is_no_cron_expression() -> None:
    assert is_cron("*/15 8-18 * * mon-fri")
    for wrong in ("", "every day", "61 * * * *", "* * *", "0 0 31 2 *"):
        assert not is_cron(wrong)


def test_targets(tmp_path: Path) -> None:
    settings = StorageSettings.model_validate({"STORAGE_URI": "s3://bucket/media"})
    window = between("2026-11-01", "2026-12-01")
    assert target_of(None, settings, window) == target_of("-", settings, window) == Target()
    assert target_of(f"{tmp_path}/new.csv", settings, window) == Target(path=tmp_path / "new.csv")
    assert target_of("s3://bucket/media/x.csv", settings, window) == Target(uri="s3://bucket/media/x.csv")
    named = target_of("s3://bucket/media/csv-files/", settings, window)
    assert str(named).startswith(f"s3://bucket/media/csv-files/{datetime.now(UTC):%Y/}")
    assert str(named).endswith("/covers-20261101T000000Z-20261201T000000Z.csv")


@pytest.mark.parametrize(
    ("out", "message"),
    [
        ("s3://bucket/other/x.csv", "must be below s3://bucket/media"),
        ("s3://bucket/media/../x.csv", "must be below"),
        ("file:///tmp/x.csv", "or a file, without ://"),
        ("http://host/x.csv", "must be below"),
        ("/", "is a folder"),
        ("/no/such/folder/x.csv", "is in a folder that does not exist"),
    ],
)
def test_where_nothing_can_be_written(out: str, message: str) -> None:
    settings = StorageSettings.model_validate({"STORAGE_URI": "s3://bucket/media"})
    with pytest.raises(BadTarget, match=message):
        target_of(out, settings, between("2026-11-01", "2026-12-01"))
