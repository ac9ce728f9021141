"""The settings tables say what the settings classes say: no setting more, none less, and the same defaults."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic.fields import FieldInfo

from libs.bus import BusSettings, WorkerSettings
from libs.limits import LimitSettings
from libs.llm import LLMSettings
from libs.registry import SERVICES
from libs.settings import Settings, TelemetrySettings, misspelt
from libs.settings import variables as settings_of
from libs.start import StartSettings
from services.caption.settings import CaptionSettings

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [(DOCS / name).read_text(encoding="utf-8") for name in ("operations.md", "enhance.md", "paid-calls.md")]

TOLD_IN_WORDS = {"PRODUCT_CLASSES", "DISTRACTION_CLASSES"}
"""Settings whose defaults are too long for a table."""


def settings_tables() -> list[list[tuple[str, str, str]]]:
    """Name, default and allowed values of each row, of each table of settings in the pages."""
    found = [
        part.split("\n\n")[0]
        for page in PAGES
        for part in page.split("\n| setting | default | allowed | meaning |\n")[1:]
    ]
    return [re.findall(r"^\| `(\w+)` \| (.*?) \| (.*?) \| .+ \|$", table, re.MULTILINE) for table in found]


def variables(settings: type[Settings]) -> dict[str, FieldInfo]:
    """Fields by the environment variable that sets them."""
    return {variable: field for variable, _, field in settings_of(settings)}


def with_parts(settings: type[Settings]) -> Iterator[type[Settings]]:
    """`settings` and the classes in its fields, at any depth. One that only has other defaults is its base class."""
    for base in settings.__bases__:
        if issubclass(base, Settings) and variables(base).keys() == variables(settings).keys() != set():
            yield from with_parts(base)
            return
    yield settings
    for field in settings.model_fields.values():
        if isinstance(field.annotation, type) and issubclass(field.annotation, Settings):
            yield from with_parts(field.annotation)


ROOTS = [
    BusSettings,
    StartSettings,
    WorkerSettings,
    TelemetrySettings,
    LimitSettings,
    *(one.settings_class for one in SERVICES),
]
"""What every service reads or may read, then each service's own."""
ALL_SETTINGS = list(dict.fromkeys(part for root in ROOTS for part in with_parts(root)))
OF_CAPTIONS = [CaptionSettings, LLMSettings]
"""In the page of the model."""
TABLES = settings_tables()


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


@pytest.mark.parametrize("settings", [one for one in ALL_SETTINGS if one not in OF_CAPTIONS and variables(one)])
def test_a_table_is_what_the_class_says(settings: type[Settings]) -> None:
    fields = variables(settings)
    tables = [rows for rows in TABLES if not fields.keys().isdisjoint(name for name, _, _ in rows)]
    assert len(tables) == 1, f"docs/operations.md, or the page of the service, needs one table of {', '.join(fields)}"
    (table,) = tables
    assert [name for name, _, _ in table] == list(fields)
    for name, told_default, told_allowed in table:
        field = fields[name]
        assert told_default == default(field.default) or name in TOLD_IN_WORDS, name
        assert allowed(field) in (None, told_allowed), name


def test_each_table_is_of_a_class() -> None:
    known = {name for settings in ALL_SETTINGS for name in variables(settings)}
    assert {name for rows in TABLES for name, _, _ in rows} <= known


@pytest.mark.parametrize("settings", OF_CAPTIONS)
def test_the_settings_of_captions_are_in_the_page_of_the_model(settings: type[Settings]) -> None:
    page = (DOCS / "llm.md").read_text(encoding="utf-8")
    missing = [name for name in variables(settings) if f"`{name}`" not in page]
    assert not missing


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
