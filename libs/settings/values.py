"""Types of settings: how a text from the environment becomes a value, and what is said of one that cannot be used."""

import json
import ssl
from pathlib import Path
from typing import Annotated, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import NoDecode

T = TypeVar("T")


def _parts(value: object) -> object:
    return tuple(part.strip() for part in value.split(",")) if isinstance(value, str) else value


def _named(value: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in value if name)


def _json(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f'must be a JSON object such as {{"name": "value"}}: {error}') from None


def _http(value: str) -> str:
    try:
        parts = urlsplit(value)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable:
        raise ValueError("must be an http:// or https:// address")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise ValueError("must not hold a user, password or query: keys have settings of their own")
    return value.rstrip("/")


def _key(value: str) -> str:
    key = value.strip()
    if not (key.isascii() and key.isprintable()):
        raise ValueError("must be printable ASCII characters: a key has no others")
    return key


def _secret(value: SecretStr) -> SecretStr:
    return SecretStr(_key(value.get_secret_value()))


Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
"""A number above 0 that has an end."""

CommaSeparated = Annotated[tuple[T, ...], NoDecode, BeforeValidator(_parts)]
"""`1,2,3`: values of one type, without the blanks around them. Empty parts stay: most types refuse them."""

Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_parts), AfterValidator(_named)]
"""`a, b`: names; empty ones are left out."""

JsonTexts = Annotated[dict[str, str], NoDecode, BeforeValidator(_json)]
"""`{"name": "value"}`: texts by name."""

HttpUrl = Annotated[str, AfterValidator(_http)]
"""An http:// or https:// address without a user, password or query, and without a slash at its end."""

KeyText = Annotated[str, AfterValidator(_key)]
"""What an HTTP header can carry, without the line end that files of secrets often have."""

SecretKey = Annotated[SecretStr, AfterValidator(_secret)]
"""The same, and never shown."""


def readable_file(path: Path) -> Path:
    """`path`, if it can be read. Raises ValueError."""
    try:
        path.open("rb").close()
    except OSError as error:
        raise ValueError(f"must be a file that can be read: {error.strerror or error}") from None
    return path


def pem_file(path: Path) -> Path:
    """`path`, if it holds certificates. Raises ValueError."""
    try:
        ssl.create_default_context(cafile=path)
    except OSError as error:
        raise ValueError(f"must be a PEM file that can be read: {error.strerror or error}") from None
    return path
