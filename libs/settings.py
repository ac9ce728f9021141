"""Reading settings once at start: a wrong or missing one is a clear line each and exit status 2."""

import difflib
import logging
import os
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NoReturn, TypeVar

from pydantic import SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, SettingsError

from libs.telemetry.redaction import redacted

S = TypeVar("S", bound=BaseSettings)

log = logging.getLogger(__name__)

ALIKE = 0.9
"""Names that share so much of their characters are one name and a misspelling of it (difflib's ratio)."""


def load(settings: type[S], **given: object) -> S:
    """The settings from the environment. On a bad one, says which and what is wrong, and exits with 2.

    A variable that looks like a misspelt one of these settings is a warning, once in a process.
    """
    for name, meant in misspelt(settings, os.environ).items():
        _warn_of(name, meant)
    try:
        return settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        wrong = _named(settings, error.title)
        lines = [
            f"bad setting{_variable(wrong, problem['loc'])}: "
            f"{problem['msg'].removeprefix('Value error, ')}{_got(problem['input'], problem['loc'])}"
            for problem in error.errors(include_url=False)
        ]
        fail("\n".join(lines))
    except SettingsError as error:
        fail(f"bad setting: {error}: {error.__cause__}")


def variables(settings: type[BaseSettings]) -> Iterator[tuple[str, str, FieldInfo]]:
    """Environment variable, field's name and field of each setting of this class, without those of its parts."""
    prefix = settings.model_config.get("env_prefix", "")
    for name, field in settings.model_fields.items():
        if not _is_part(field.annotation):
            yield field.alias or f"{prefix}{name}".upper(), name, field


def misspelt(settings: type[BaseSettings], environment: Mapping[str, str]) -> dict[str, str]:
    """Variables in `environment` that are none of these settings but look like one that is not set: name → meant."""
    known = _names(settings)
    unset = known - environment.keys()
    found = {}
    for name in environment.keys() - known:
        meant = difflib.get_close_matches(name, unset, n=1, cutoff=ALIKE)
        if meant and "_" in meant[0]:
            found[name] = meant[0]
    return found


def changed(*settings: BaseSettings) -> dict[str, object]:
    """Variable → value of each setting that is not its default, parts included; secrets are hidden."""
    found: dict[str, object] = {}
    for one in settings:
        for variable, name, field in variables(type(one)):
            value = getattr(one, name)
            if value != field.get_default(call_default_factory=True):
                found[variable] = "***" if isinstance(value, SecretStr) else redacted(value, variable)
        parts = (getattr(one, name) for name, field in type(one).model_fields.items() if _is_part(field.annotation))
        found |= changed(*parts)
    return found


def fail(message: str, status: int = 2) -> NoReturn:
    """Print `message` to stderr and exit with `status`."""
    print(message, file=sys.stderr)
    raise SystemExit(status)


@cache
def _warn_of(name: str, meant: str) -> None:
    log.warning("%s is not a setting and has no effect: did you mean %s?", name, meant)


@cache
def _names(settings: type[BaseSettings]) -> frozenset[str]:
    own = {name for name, _, _ in variables(settings)}
    parts = (field.annotation for field in settings.model_fields.values() if _is_part(field.annotation))
    return frozenset(own.union(*(_names(part) for part in parts)))  # type: ignore[arg-type]


def _is_part(annotation: object) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseSettings)


def _named(settings: type[BaseSettings], name: str) -> type[BaseSettings]:
    """`settings`, or those of the class called `name` that are a part of them: they have a prefix of their own."""
    parts = (field.annotation for field in settings.model_fields.values())
    found = (part for part in parts if isinstance(part, type) and issubclass(part, BaseSettings))
    return next((part for part in found if part.__name__ == name), settings)


def _variable(settings: type[BaseSettings], loc: tuple[int | str, ...]) -> str:
    """The environment variable of a problem's place, a space before it; nothing when the message names it itself."""
    if not loc:
        return ""
    name, *rest = map(str, loc)
    field = settings.model_fields.get(name)
    prefix = settings.model_config.get("env_prefix", "") if field is not None and field.alias is None else ""
    return " " + ".".join([f"{prefix}{name}".upper(), *rest])


def _got(value: object, loc: tuple[int | str, ...]) -> str:
    """Show what was given, without secrets, unless it is a whole object (which may hold one)."""
    if not isinstance(value, str | int | float) or len(str(value)) > 40:
        return ""
    return f" (got {redacted(value, str(loc[0]) if loc else '')!r})"
