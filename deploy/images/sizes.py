"""How large the image of each service is without its base image, by the packages of this environment.

An image has the packages of its extra and what these need, and its code. `python -m deploy.images.sizes` prints
the rows of docs/docker.md.
"""

from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from deploy.images.stage import ROOT, TOOLS, contents, own_extras
from libs.registry import SERVICES

NAMES = (*(service.name for service in SERVICES), TOOLS)
OURS = "reelbus"


class Size(NamedTuple):
    """Of an image, without its base."""

    packages: int
    megabytes: int
    largest: tuple[tuple[str, int], ...]
    """The three largest packages, with MB."""


def size(service: str) -> Size:
    """The size of the image of `service`. Raises PackageNotFoundError for a package that is not installed."""
    packages = {name: _bytes(found) for name, found in installed(own_extras(service)).items()}
    code = sum(path.stat().st_size for folder in contents(service) for path in (ROOT / folder).rglob("*.py"))
    largest = sorted(packages.items(), key=lambda item: -item[1])[:3]
    total = sum(packages.values()) + 2 * code  # with its bytecode
    return Size(len(packages), round(total / 1e6), tuple((name, round(count / 1e6)) for name, count in largest))


def installed(extras: tuple[str, ...]) -> dict[str, Distribution]:
    """The packages that our distribution with `extras` needs, by name, without itself."""
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, str]] = set()
    todo = [(OURS, extra) for extra in ("", *extras)]
    while todo:
        name, extra = todo.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        package = distribution(name)
        if name != OURS:
            found[name] = package
        todo += _needs(package, extra)
    return found


def _needs(package: Distribution, extra: str) -> Iterator[tuple[str, str]]:
    """Name and extra of each requirement that holds here."""
    for line in package.requires or ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            name = canonicalize_name(requirement.name)
            yield from ((name, wanted) for wanted in ("", *requirement.extras))


def _bytes(package: Distribution) -> int:
    return sum(path.stat().st_size for path in map(package.locate_file, package.files or ()) if path.is_file())  # type: ignore[attr-defined]


def row(service: str) -> str:
    """A row of the table."""
    found = size(service)
    largest = ", ".join(f"{name} {megabytes}" for name, megabytes in found.largest)
    return f"| {service} | {found.packages} | {found.megabytes} MB | {largest} |"


if __name__ == "__main__":
    try:
        print("\n".join(map(row, NAMES)))
    except PackageNotFoundError as error:
        raise SystemExit(f"{error}: install all of them with: pip install '.[services,dev]'") from None
