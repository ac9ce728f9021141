"""Copies what the image of one service contains, for the Dockerfile. Runs before anything is installed.

`stage.py SERVICE FOLDER` writes the sources below FOLDER/source, the requirement FOLDER/requirements.txt, and
FOLDER/service, the image's command.
"""

import argparse
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from libs.registry import BY_NAME  # noqa: E402 - the sources are not installed

TOOLS = "tools"
TOOLS_EXTRAS = ("s3", "sql", "html")
"""Of the command: objects, databases, pages."""
SERVICE = '''#!/opt/reelbus/bin/python
"""Starts the service of this image."""

import os
import sys

os.execv(sys.executable, [sys.executable, *{arguments!r}, *sys.argv[1:]])
'''


def stage(service: str, folder: Path, extras: tuple[str, ...] = ()) -> None:
    """Write what the image of `service` contains to `folder`. Raises KeyError for an unknown service."""
    source = folder / "source"
    source.mkdir(parents=True)
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, source)
    for path in contents(service):
        _copy(ROOT / path, source / path)
    # The distribution has three packages, whatever an image contains of them.
    for package in ("services", "reelbus"):
        _copy(ROOT / package / "__init__.py", source / package / "__init__.py")
    wanted = ",".join((*own_extras(service), *extras))
    (folder / "requirements.txt").write_text(f"reelbus[{wanted}] @ file://{source.resolve()}\n")
    (folder / "service").write_text(SERVICE.format(arguments=command(service)))


def contents(service: str) -> tuple[str, ...]:
    """Folders of the repository that the image contains."""
    if service == TOOLS:
        return ("libs", "services", "reelbus")
    return ("libs", "/".join(BY_NAME[service].module.split(".")[:2]))


def own_extras(service: str) -> tuple[str, ...]:
    """Extras whose packages the image contains."""
    return TOOLS_EXTRAS if service == TOOLS else (BY_NAME[service].extra,)


def command(service: str) -> list[str]:
    """Arguments of Python."""
    return ["-m", "reelbus"] if service == TOOLS else ["-m", BY_NAME[service].module]


def _copy(source: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, to, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
    elif not to.exists():
        shutil.copy(source, to)


def main() -> int:
    """The exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("service")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--extras", default="", help="more extras, with commas: tracing, ultralytics")
    given = parser.parse_args()
    if given.service not in (TOOLS, *BY_NAME):
        print(f"no service {given.service!r}: SERVICE must be one of {', '.join(BY_NAME)}, {TOOLS}", file=sys.stderr)
        return 2
    stage(given.service, given.folder, tuple(filter(None, given.extras.split(","))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
