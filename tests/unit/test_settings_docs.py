"""The settings tables say what the settings classes say: no setting more, none less, and the same defaults."""

import re
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic.fields import FieldInfo

from libs.bus import BusSettings, WorkerSettings
from libs.database import DatabaseSettings
from libs.fetch import FetchSettings
from libs.llm import LLMSettings
from libs.settings import Settings, TelemetrySettings, misspelt
from libs.settings import variables as settings_of
from libs.start import StartSettings
from libs.storage import StorageSettings
from services.caption.settings import CaptionSettings
from services.collage.planner.settings import PlannerSettings
from services.collage.worker.settings import CollageSettings
from services.ingest.settings import CoversSettings, IngestSettings, LayoutSettings, VideosSettings
from services.thumbnail.detect.settings import DetectorSettings
from services.thumbnail.settings import ThumbnailSettings

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "operations.md").read_text(encoding="utf-8")

TOLD_IN_WORDS = {"PRODUCT_CLASSES", "DISTRACTION_CLASSES"}
"""Settings whose defaults are too long for a table."""


def section(title: str) -> list[tuple[str, str, str]]:
    """Name, default and allowed values of each row below heading `title`."""
    text = re.split(r"^#", PAGE.split(f"\n### {title}\n")[1], maxsplit=1, flags=re.MULTILINE)[0]
    return re.findall(r"^\| `(\w+)` \| (.*?) \| (.*?) \| .+ \|$", text, re.MULTILINE)


def variables(settings: type[Settings]) -> dict[str, FieldInfo]:
    """Fields by the environment variable that sets them."""
    return {variable: field for variable, _, field in settings_of(settings)}


def default(value: Any) -> str:
    if value is None:
        return "unset"
    parts = value if isinstance(value, tuple) else (value,)
    return f"`{','.join(f'{part:g}' if isinstance(part, float) else str(part) for part in parts)}`"


def allowed(field: FieldInfo) -> str | None:
    """As the table says it, or None where it is said in words."""
    if get_origin(field.annotation) is Literal:
        return ", ".join(f"`{name}`" for name in get_args(field.annotation))
    bounds = {
        name: getattr(rule, name)
        for rule in field.metadata
        for name in ("ge", "gt", "le", "multiple_of")
        if hasattr(rule, name)
    }
    steps = f", in steps of {bounds['multiple_of']}" if "multiple_of" in bounds else ""
    if "le" in bounds:
        return (
            f"{bounds['ge']} to {bounds['le']}{steps}"
            if "ge" in bounds
            else f"above {bounds['gt']}, at most {bounds['le']}"
        )
    return next(
        (f"{words} {bounds[name]}" for name, words in (("ge", "at least"), ("gt", "above")) if name in bounds), None
    )


@pytest.mark.parametrize(
    ("title", "settings"),
    [
        ("Broker", BusSettings),
        ("Start", StartSettings),
        ("Worker", WorkerSettings),
        ("Storage", StorageSettings),
        ("Fetching", FetchSettings),
        ("Thumbnails", ThumbnailSettings),
        ("Detector", DetectorSettings),
        ("Database", DatabaseSettings),
        ("Collages", CollageSettings),
        ("Planner", PlannerSettings),
        ("Ingest", IngestSettings),
        ("Ingest: covers", CoversSettings),
        ("Ingest: videos", VideosSettings),
        ("Ingest: layout", LayoutSettings),
        ("Logs", TelemetrySettings),
    ],
)
def test_the_table_is_what_the_class_says(title: str, settings: type[Settings]) -> None:
    rows, fields = section(title), variables(settings)
    assert [name for name, _, _ in rows] == list(fields)
    for name, told_default, told_allowed in rows:
        field = fields[name]
        assert told_default == default(field.default) or name in TOLD_IN_WORDS, name
        assert allowed(field) in (None, told_allowed), name


@pytest.mark.parametrize("settings", [LLMSettings, CaptionSettings])
def test_the_settings_of_captions_are_in_the_page_of_the_model(settings: type[Settings]) -> None:
    page = (DOCS / "llm.md").read_text(encoding="utf-8")
    missing = [name for name in variables(settings) if f"`{name}`" not in page]
    assert not missing


ALL_SETTINGS = [
    CollageSettings,
    BusSettings, StartSettings, WorkerSettings, StorageSettings, FetchSettings, DatabaseSettings, TelemetrySettings, LLMSettings,
    CaptionSettings, ThumbnailSettings, DetectorSettings, PlannerSettings, IngestSettings, CoversSettings,
    VideosSettings, LayoutSettings,
]  # fmt: skip


@pytest.mark.parametrize("settings", ALL_SETTINGS)
def test_nothing_but_the_documented_variables_is_read(
    settings: type[Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine's own REGION, COUNT or COLUMNS is none of ours."""
    for name in settings.model_fields.keys() - {name.lower() for name in variables(settings)}:
        monkeypatch.setenv(name.upper(), "{")
    settings()


@pytest.mark.parametrize("settings", ALL_SETTINGS)
def test_no_setting_is_taken_for_another_one_misspelt(settings: type[Settings]) -> None:
    others = {name: "" for other in ALL_SETTINGS for name in variables(other)}
    assert misspelt(settings, others) == {}
