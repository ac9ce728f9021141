"""The installed version of Reelbus, and the packages of its extras."""

import re
from importlib import metadata
from importlib.metadata import PackageNotFoundError, distribution, requires
from pathlib import Path

from libs.settings import fail

DISTRIBUTION = "reelbus"
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def version() -> str:
    """The version of the installed distribution; `unknown` if it is not installed."""
    try:
        return metadata.version(DISTRIBUTION)
    except PackageNotFoundError:
        return "unknown"


def require_extra(extra: str) -> None:
    """Exit with status 2 and one line if a package of `extra` is not installed.

    A service calls it before it imports these packages, because an ImportError does not name the extra.
    """
    missing = missing_packages(extra)
    if missing:
        fail(f"not installed: {', '.join(missing)}; run {install_command(extra)}")


def missing_packages(extra: str) -> list[str]:
    """Names of the packages of `extra` that are not installed; empty if Reelbus itself is not installed."""
    try:
        requirements = requires(DISTRIBUTION) or []
    except PackageNotFoundError:
        return []
    marker = re.compile(rf"extra\s*==\s*['\"]{re.escape(extra)}['\"]")
    names = [_NAME.match(line) for line in requirements if marker.search(line.partition(";")[2])]
    return sorted({name[0] for name in names if name is not None and not _installed(name[0])})


def install_command(*extras: str) -> str:
    """The command that installs `extras`: from the checkout, because Reelbus is in no package index."""
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
