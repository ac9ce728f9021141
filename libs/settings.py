"""Reading settings once at start: a wrong or missing one is a clear line each and exit status 2."""

import sys
from typing import NoReturn, TypeVar

from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsError

from libs.telemetry.redaction import redacted

S = TypeVar("S", bound=BaseSettings)


def load(settings: type[S], **given: object) -> S:
    """The settings from the environment. On a bad one, says which and what is wrong, and exits with 2."""
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


def fail(message: str, status: int = 2) -> NoReturn:
    """Print `message` to stderr and exit with `status`."""
    print(message, file=sys.stderr)
    raise SystemExit(status)


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
