"""Reading settings once at start: a wrong or missing one is a clear line each and exit status 2."""

import sys
from typing import NoReturn, TypeVar

from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsError

S = TypeVar("S", bound=BaseSettings)


def load(settings: type[S], **given: object) -> S:
    """The settings from the environment. On a bad one, says which and what is wrong, and exits with 2."""
    try:
        return settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        lines = [
            f"{'.'.join(str(part) for part in problem['loc']).upper() or settings.__name__}: "
            f"{problem['msg'].removeprefix('Value error, ')}{_got(problem['input'])}"
            for problem in error.errors(include_url=False)
        ]
        fail("\n".join(f"bad setting {line}" for line in lines))
    except SettingsError as error:
        fail(f"bad setting: {error}: {error.__cause__}")


def fail(message: str, status: int = 2) -> NoReturn:
    """Print `message` to stderr and exit with `status`."""
    print(message, file=sys.stderr)
    raise SystemExit(status)


def _got(value: object) -> str:
    """Show what was given, unless it is a whole object (which may hold a secret)."""
    return f" (got {value!r})" if isinstance(value, str | int | float) and len(str(value)) <= 40 else ""
