"""What is installed of Reelbus: its version, and the packages of an extra."""

import re
from importlib import metadata
from importlib.metadata import PackageNotFoundError, distribution, requires
from pathlib import Path

from libs.settings import fail

DISTRIBUTION = "reelbus"
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def version() -> str:
    """Of the installed distribution; `unknown` where Reelbus runs uninstalled."""
    try:
        return metadata.version(DISTRIBUTION)
    except PackageNotFoundError:
        return "unknown"


def require_extra(extra: str) -> None:
    """Exit with status 2 and one line where a package of `extra` is not installed.

    A service calls it before it imports what the extra brings: a traceback of an import says nothing about extras.
    """
    missing = missing_packages(extra)
    if missing:
        fail(f"not installed: {', '.join(missing)}; run {install_command(extra)}")


def missing_packages(extra: str) -> list[str]:
    """Names of packages that `extra` lists and that are not installed; none where Reelbus runs uninstalled."""
    try:
        requirements = requires(DISTRIBUTION) or []
    except PackageNotFoundError:
        return []
    marker = re.compile(rf"extra\s*==\s*['\"]{re.escape(extra)}['\"]")
    names = [_NAME.match(line) for line in requirements if marker.search(line.partition(";")[2])]
    return sorted({name[0] for name in names if name is not None and not _installed(name[0])})


def install_command(*extras: str) -> str:
    """What installs `extras`: from the checkout, since no package index has Reelbus."""
    checkout = Path(__file__).parents[1]
    where = checkout if (checkout / "pyproject.toml").is_file() else Path()
    target = "." if where in (Path(), Path.cwd()) else str(where)
    return f"pip install '{target}[{','.join(extras)}]'"


def _installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True
