"""What every class of settings has from the base, and the types that settings are made of."""

from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import SettingsConfigDict

from libs.settings import (
    CommaSeparated,
    HttpUrl,
    JsonTexts,
    KeyText,
    Names,
    SecretKey,
    Settings,
    load,
    pem_file,
    readable_file,
)
from tests.unit.test_settings_docs import ALL_SETTINGS


class Shop(Settings):
    """Of each type one."""

    numbers: CommaSeparated[int] = Field(default=(1,), alias="SHOP_NUMBERS")
    kinds: CommaSeparated[Literal["a", "b"]] = Field(default=("a",), alias="SHOP_KINDS")
    names: Names = Field(default=(), alias="SHOP_NAMES")
    texts: JsonTexts = Field(default={}, alias="SHOP_TEXTS")
    url: HttpUrl | None = Field(default=None, alias="SHOP_URL")
    key_id: KeyText | None = Field(default=None, alias="SHOP_KEY_ID")
    key: SecretKey | None = Field(default=None, alias="SHOP_KEY")
    file: Annotated[Path, AfterValidator(readable_file)] | None = Field(default=None, alias="SHOP_FILE")
    ca: Annotated[Path, AfterValidator(pem_file)] | None = Field(default=None, alias="SHOP_CA")


class Prefixed(Settings):
    """Fields without an alias."""

    model_config = SettingsConfigDict(env_prefix="PREFIXED_")

    count: int = 1


@pytest.mark.parametrize(
    ("field", "given", "value"),
    [
        ("numbers", " 3, 4 ", (3, 4)),
        ("numbers", "3", (3,)),
        ("numbers", "", (1,)),
        ("kinds", "b , a", ("b", "a")),
        ("names", " x ,, y,", ("x", "y")),
        ("names", ",", ()),
        ("texts", '{"a": "b"}', {"a": "b"}),
        ("url", "https://host/path/", "https://host/path"),
        ("key_id", "id\n", "id"),
        ("key", "secret\n", SecretStr("secret")),
        ("file", __file__, Path(__file__)),
    ],
)
def test_what_a_text_becomes(field: str, given: str, value: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"SHOP_{field.upper()}", given)
    assert getattr(load(Shop), field) == value


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("SHOP_NUMBERS", "3,,4", "SHOP_NUMBERS.1: Input should be a valid integer"),
        ("SHOP_KINDS", "a,c", "SHOP_KINDS.1: Input should be 'a' or 'b'"),
        ("SHOP_TEXTS", "oops", 'SHOP_TEXTS: must be a JSON object such as {"name": "value"}: Expecting value'),
        ("SHOP_TEXTS", "[" * 100_000, 'SHOP_TEXTS: must be a JSON object such as {"name": "value"}'),
        ("SHOP_TEXTS", "[1]", "SHOP_TEXTS: Input should be a valid dictionary"),
        ("SHOP_URL", "host:1", "SHOP_URL: must be an http:// or https:// address"),
        ("SHOP_URL", "http://[", "SHOP_URL: must be an http:// or https:// address"),
        ("SHOP_URL", "http://me@host", "SHOP_URL: must not hold a user, password or query"),
        ("SHOP_URL", "http://host/?a=b", "SHOP_URL: must not hold a user, password or query"),
        ("SHOP_KEY_ID", "a\nb", "SHOP_KEY_ID: must be printable ASCII characters"),
        ("SHOP_KEY", "a\u200b", "SHOP_KEY: must be printable ASCII characters"),
        ("SHOP_FILE", "/nowhere", "SHOP_FILE: must be a file that can be read: No such file"),
        ("SHOP_CA", "/nowhere", "SHOP_CA: must be a PEM file that can be read: No such file"),
        ("SHOP_CA", __file__, "SHOP_CA: must be a PEM file that can be read: "),
        ("PREFIXED_COUNT", "x", "PREFIXED_COUNT: Input should be a valid integer"),
    ],
)
def test_what_is_said_of_a_bad_one(
    name: str, given: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setenv(name, given)
    with pytest.raises(SystemExit, match="2"):
        load(Prefixed if name.startswith("PREFIXED") else Shop)
    printed = capsys.readouterr().err
    assert printed.startswith(f"bad setting {said}")
    assert printed.count("\n") == 1


@pytest.mark.parametrize("settings", [*ALL_SETTINGS, Prefixed])
def test_all_classes_are_frozen_and_take_an_empty_variable_for_unset(settings: type[Settings]) -> None:
    assert issubclass(settings, Settings)
    config = settings.model_config
    assert (config.get("frozen"), config.get("env_ignore_empty")) == (True, True)


def test_a_field_is_set_by_its_name_in_code() -> None:
    assert Shop(names="a,b").names == ("a", "b")
    with pytest.raises(ValidationError):
        Shop().names = ()  # type: ignore[misc]
