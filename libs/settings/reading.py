"""Reading settings once at start: a wrong or missing one is a clear line each and exit status 2.

What was given is not shown: a password may stand in any of them, also in one that expects something else.
"""

import difflib
import logging
import os
import re
import sys
from functools import cache
from typing import NoReturn, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import SettingsError

from libs.settings.base import Settings
from libs.settings.names import misspelt, parts, variable
from libs.telemetry.escape import escape_lines
from libs.telemetry.redaction import HIDDEN

S = TypeVar("S", bound=Settings)

log = logging.getLogger(__name__)

_NUMBER = re.compile(r"[-+]?\d{1,8}(\.\d{1,6})?[a-z%]?")
"""What may be shown: nobody's password is a number of so few digits, with or without a unit."""
_QUOTED = re.compile(r"""(['"])(.*?)\1""", re.DOTALL)


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
            f"bad setting{_variable(wrong, problem['loc'])}: {_said(problem)}"
            for problem in error.errors(include_url=False)
        ]
        fail("\n".join(lines))
    except SettingsError as error:
        fail(f"bad setting: {error}: {error.__cause__}")


def fail(message: str, status: int = 2) -> NoReturn:
    """Print `message` to stderr and exit with `status`."""
    print(escape_lines(message), file=sys.stderr)
    raise SystemExit(status)


@cache
def _warn_of(name: str, meant: str) -> None:
    log.warning("%s is not a setting and has no effect: did you mean %s?", name, meant)


def _named(settings: type[Settings], name: str) -> type[Settings]:
    """`settings`, or those of the class called `name` that are a part of them: they have a prefix of their own."""
    return next((part for _, part in parts(settings) if part.__name__ == name), settings)


def _variable(settings: type[Settings], loc: tuple[int | str, ...]) -> str:
    """The environment variable of a problem's place, a space before it; nothing when the message names it itself."""
    if not loc:
        return ""
    # Behind the name come an item's number, or a key, which the user wrote: it may be anything.
    name, rest = str(loc[0]), [str(part) for part in loc[1:] if isinstance(part, int)]
    field = settings.model_fields.get(name)
    return " " + ".".join([name.upper() if field is None else variable(settings, name, field), *rest])


def _said(problem: ErrorDetails) -> str:
    """What is wrong: a number is shown, of anything else only what it should have been."""
    message, given = problem["msg"].removeprefix("Value error, "), problem["input"]
    if problem["type"] == "literal_error":
        known = [name for _, name in _QUOTED.findall(problem["ctx"]["expected"])]
        near = difflib.get_close_matches(str(given), known, n=1)
        return message + (f"; did you mean {near[0]!r}?" if near else "")
    if not isinstance(given, str | int | float):
        return message
    text = str(given)
    if _NUMBER.fullmatch(text.strip()):
        return f"{message} (got {text.strip()!r})"
    return _without(message, text)


def _without(message: str, given: str) -> str:
    """`message` without what it quotes of `given`."""
    shown = (given, repr(given)[1:-1])

    def hidden(match: re.Match[str]) -> str:
        quoted = match[2]
        harmless = not quoted or _NUMBER.fullmatch(quoted) or not any(quoted in text for text in shown)
        return match[0] if harmless else f"{match[1]}{HIDDEN}{match[1]}"

    return _QUOTED.sub(hidden, message)
