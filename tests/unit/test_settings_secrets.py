"""A password in the wrong setting is not shown when that setting is refused, whatever it looks like there."""

from contextlib import suppress
from typing import Any

import pytest

from libs.bus import BusSettings, WorkerSettings
from libs.database import DatabaseSettings
from libs.detect.settings import DetectorSettings
from libs.fetch import FetchSettings
from libs.limits import LimitSettings
from libs.llm import LLMSettings
from libs.settings import Settings, TelemetrySettings, load
from libs.storage import StorageSettings
from services.caption.settings import CaptionSettings
from services.collage.planner.settings import PlannerSettings
from services.collage.worker.settings import CollageSettings
from services.enhance.providers.settings import ProviderSettings
from services.ingest.settings import CoversSettings, IngestSettings, LayoutSettings, VideosSettings
from services.thumbnail.settings import ThumbnailSettings
from tests.unit.test_settings_docs import variables

ALL: tuple[type[Settings], ...] = (
    BusSettings, WorkerSettings, DatabaseSettings, FetchSettings, LimitSettings, LLMSettings, StorageSettings, TelemetrySettings,
    CaptionSettings, PlannerSettings, CollageSettings, CoversSettings, IngestSettings, LayoutSettings, VideosSettings,
    DetectorSettings, ThumbnailSettings, ProviderSettings,
)  # fmt: skip
NAMES = [(settings, name) for settings in ALL for name in variables(settings)]

SECRET = "hunter2SeCrEt"
FORMS = (
    "{}", " {}", "{}\x01", "{}é", "/x/{}", "5,{}", "{},5", "{}:9092", "u:{}@h/db", "u:{}@h:9092", "1:{}", "{}(", "{}x10",
    '{{"a":"{}"}}', '{{"{}": 1}}', "'{}", '"{}"', """'"{}\\n""", "[{}", "{}{}",
    "postgresql//u:{}@h/db", "postgresq://u:{}@h/db", "postgresql://u:{}@h/", "postgresql://u:{}@h:port/db",
    "mysql://u:{}@h/db", "postgresql://h/db?password={}", "{}://h/db", "sqlite:///?{}",
    "https://u:{}@h", "https://h?sig={}", "https://h/#{}", "http://{}@", "https://[{}", "//{}",
    "s3://AK:{}@bucket/x", "s3://a/{}/../b", "file://u:{}@h/x", "file:///x?{}",
    "0 3 * * {}", "2026-{}", "{}d", "{} {}", "10.0.0.0/8,{}:http", "{}:70000", "\u202e{}",
)  # fmt: skip


@pytest.mark.parametrize(("settings", "name"), NAMES, ids=[f"{kind.__name__}-{name}" for kind, name in NAMES])
def test_a_secret_in_any_setting_is_not_shown(
    settings: type[Settings], name: str, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    for form in FORMS:
        monkeypatch.setenv(name, form.format(SECRET, SECRET))
        with suppress(SystemExit):
            load(settings)
        printed = capsys.readouterr().err
        assert SECRET.lower() not in printed.lower(), form
        assert all(line.isprintable() for line in printed.splitlines())


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("KAFKA_SASL_MECHANISM", "SCRAM-SHA256", "did you mean 'SCRAM-SHA-256'?"),
        ("KAFKA_SASL_MECHANISM", "hunter2", "or 'SCRAM-SHA-512'"),
        ("KAFKA_SESSION_TIMEOUT_SECONDS", "0", "(got '0')"),
        ("KAFKA_SESSION_TIMEOUT_SECONDS", "301s", "(got '301s')"),
        ("KAFKA_MAX_MESSAGE_BYTES", "hunter2", "valid integer, unable to parse string as an integer"),
        ("KAFKA_BOOTSTRAP_SERVERS", "u:pw@h:9092", "set KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD"),
    ],
)
def test_numbers_are_shown_and_the_nearest_choice_is_named(
    name: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit):
        load(BusSettings)
    assert capsys.readouterr().err.endswith(f"{said}\n")
