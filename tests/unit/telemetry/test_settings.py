"""LOG_LEVEL."""

import pytest
from pydantic import ValidationError

from libs.settings import TelemetrySettings


@pytest.mark.parametrize(("given", "level"), [("DEBUG", "DEBUG"), ("warning", "WARNING"), (" info ", "INFO")])
def test_level_in_any_case(monkeypatch: pytest.MonkeyPatch, given: str, level: str) -> None:
    monkeypatch.setenv("LOG_LEVEL", given)
    assert TelemetrySettings().log_level == level


def test_default_also_when_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "")
    assert TelemetrySettings().log_level == "INFO"


def test_a_wrong_level_names_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "LOUD")
    with pytest.raises(ValidationError) as error:
        TelemetrySettings()
    assert error.value.errors()[0]["loc"] == ("LOG_LEVEL",)
